/** From when an agreement holds, which months it covers, when its end is brought to mind. Pure. */
import { daysBetween, firstDay, lastDay, type PlainDate, type PlainMonth } from '#kernel/calendar.ts'
import type { Citation, PolicyInForce, PolicyValue } from '#kernel/policy.ts'

/** A default of this system: no clause says it, and every answer says so. */
const ours = <T>(value: T, position: string): PolicyValue<T> => {
  const citation: Citation = { document: '', clause: '', position }
  return { value, force: 'in_principle', citations: [citation] }
}

/** agreement.effect: from the last signature, or only from the filing. */
export type Effect = 'last_signature' | 'filing'

export const effectIn = (policy: PolicyInForce): PolicyValue<Effect> => {
  const found = policy.find<{ from: Effect }>('agreement.effect')
  return found ? { ...found, value: found.value.from } : ours('last_signature', 'A-21')
}

/** The day of the last signature or of filing holds itself; the term agreed upon may begin later. */
export const effectiveFrom = (done: PlainDate, from: PlainDate): PlainDate => (done > from ? done : from)

/** settlement.late_agreement: what a signature within the month means for its pay. */
export type LateAgreement = 'whole_month' | 'from_signed_day' | 'next_month' | 'not_required'

/** The whole month where nothing else is set and months are paid by the roster; by the day where they are. */
export function lateAgreementIn(policy: PolicyInForce): PolicyValue<LateAgreement> {
  const found = policy.find<LateAgreement>('settlement.late_agreement')
  if (found) return found
  const partial = policy.find<{ rule: string }>('settlement.partial_month')
  return ours(partial?.value.rule === 'by_day' ? 'from_signed_day' : 'whole_month', 'A-21')
}

export interface Holding {
  effectiveFrom: PlainDate | null
  effectiveTo: PlainDate | null
}

export const agreementOn = ({ effectiveFrom: from, effectiveTo: to }: Holding, day: PlainDate): boolean =>
  from !== null && from <= day && (to === null || day <= to)

export interface Cover {
  covered: boolean
  /** First and last day of the month that may be charged; null when none. */
  from: PlainDate | null
  to: PlainDate | null
}

const notCovered: Cover = { covered: false, from: null, to: null }

/** Whether a month counts, and from which day of it, given a person's agreements and the rule in force. */
export function agreementCovers(agreements: readonly Holding[], month: PlainMonth, rule: LateAgreement): Cover {
  const [first, last] = [firstDay(month), lastDay(month)]
  if (rule === 'not_required') return { covered: true, from: first, to: last }
  const spans = agreements.flatMap(({ effectiveFrom: from, effectiveTo: to }) => {
    if (from === null || from > last || (to !== null && (to < first || to < from))) return []
    return [{ from: from > first ? from : first, to: to !== null && to < last ? to : last }]
  })
  const start = spans.map((span) => span.from).toSorted()[0]
  const end = spans
    .map((span) => span.to)
    .toSorted()
    .at(-1)
  if (start === undefined || end === undefined) return notCovered
  if (rule === 'next_month' && start > first) return notCovered
  return { covered: true, from: rule === 'whole_month' ? first : start, to: end }
}

/** agreement.reminders: days before the end on which it is brought to mind. */
export const remindersIn = (policy: PolicyInForce): PolicyValue<number[]> =>
  policy.find<number[]>('agreement.reminders') ?? ours([60, 30, 7], 'A-23')

/** Days left, once the first reminder has come; negative when over. */
export function daysLeft(end: PlainDate, today: PlainDate, reminders: readonly number[]): number | undefined {
  const left = daysBetween(today, end)
  return left <= Math.max(0, ...reminders) ? left : undefined
}
