/** Which days of the month are paid at which level, and why others are not. Part of edition settlement.month@1. */
import { addDays, firstDay, lastDay, type PlainDate, type PlainMonth } from '#kernel/calendar.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { SelfCareLevel } from '#kernel/self-care.ts'
import { type LessReason, type LineRule, lessReasons } from './line.ts'
import type { Exclusion, MonthInput, MonthPolicy, RosterLine } from './month-input.ts'

/** What holds for every line of one month with one provider. */
export interface MonthRules {
  month: PlainMonth
  first: PlainDate
  last: PlainDate
  length: number
  days: readonly PlainDate[]
  policy: MonthPolicy
  contractEndsOn: PlainDate | null
  rule: LineRule
}

/** Days by level in the order of `levels`, and unpaid days by reason; or the reason why nothing is paid. */
export type PaidDays = { counts: [number, number, number]; less: { count: number; reason: LessReason }[] }

export function monthRules(input: Pick<MonthInput, 'month' | 'policy' | 'contractEndsOn'>): MonthRules {
  const first = firstDay(input.month)
  const last = lastDay(input.month)
  const length = Number(last.slice(8))
  return {
    month: input.month,
    first,
    last,
    length,
    days: Array.from({ length }, (_, index) => addDays(first, index)),
    policy: input.policy,
    contractEndsOn: input.contractEndsOn,
    rule: ruleOf(input),
  }
}

/** A veto or other end stops the contract and pays by the pack's rule; it is never a factor. */
function ruleOf({ policy, contractEndsOn }: Pick<MonthInput, 'policy' | 'contractEndsOn'>): LineRule {
  if (!contractEndsOn || policy.contractEnd.value === 'whole_month') return policy.partialMonth.value
  return policy.contractEnd.value === 'by_day' ? 'by_day' : 'verified_days'
}

export function exclusionOf(line: RosterLine, rules: MonthRules): Exclusion | undefined {
  if (line.exclusion) return line.exclusion
  if (!line.level) return 'no_level'
  const late = rules.policy.lateAgreement.value
  if (late !== 'not_required') {
    if (!line.agreement) return 'no_agreement'
    if (line.agreement.on > rules.last) return 'agreement_later'
    if (late === 'next_month' && line.agreement.on > rules.first) return 'agreement_later'
  }
  return line.absences?.length ? wholeMonthAbsence(line.absences, rules) : undefined
}

/** Under the roster month an unpaid absence counts only when it fills the month; by day it costs its days. */
function wholeMonthAbsence(absences: NonNullable<RosterLine['absences']>, rules: MonthRules): Exclusion | undefined {
  const unpaid = rules.policy.unpaidAbsences.value
  const whole = absences.find(
    (absence) => unpaid.includes(absence.kind) && absence.from <= rules.first && absence.to >= rules.last,
  )
  if (!whole) return undefined
  return whole.kind === 'hospital' || whole.kind === 'centralised' ? whole.kind : 'absent'
}

/** The usual case, a whole month at the roster's level, needs no calendar. */
export function isWholeMonth(line: RosterLine, rules: MonthRules): boolean {
  if (rules.contractEndsOn && rules.policy.contractEnd.value !== 'whole_month') return false
  if (rules.policy.lateAgreement.value === 'from_signed_day' && (line.agreement?.on ?? '') > rules.first) return false
  return rules.rule === 'roster_month' || (!line.spans && !line.absences?.length)
}

export function paidDays(line: RosterLine, level: SelfCareLevel, rules: MonthRules): PaidDays {
  if (isWholeMonth(line, rules)) {
    const whole = (each: SelfCareLevel) => (each === level ? rules.length : 0)
    return { counts: [whole('able'), whole('partly_able'), whole('unable')], less: [] }
  }
  const days: (SelfCareLevel | LessReason)[] = levelsByDay(line, level, rules)
  for (const [index, day] of rules.days.entries()) {
    if (days[index] === 'not_on_roster') continue
    const reason = reasonAgainst(line, day, rules)
    if (reason) days[index] = reason
  }
  const count = (of: SelfCareLevel | LessReason) => days.filter((each) => each === of).length
  return {
    counts: [count('able'), count('partly_able'), count('unable')],
    less: lessReasons.map((reason) => ({ count: count(reason), reason })).filter((each) => each.count > 0),
  }
}

function levelsByDay(line: RosterLine, level: SelfCareLevel, rules: MonthRules): (SelfCareLevel | 'not_on_roster')[] {
  const byDay = rules.policy.partialMonth.value === 'by_day' && line.spans
  const days = Array.from<SelfCareLevel | 'not_on_roster'>({ length: rules.length }).fill(
    byDay ? 'not_on_roster' : level,
  )
  if (!byDay) return days
  for (const span of byDay) {
    for (let index = indexOf(span.from, rules); index <= indexOf(span.to, rules); index += 1) {
      if (index < 0 || index >= rules.length) continue
      // Two levels on one day would pay more than one full fee.
      if (days[index] !== 'not_on_roster') throw twoLevels(line, rules.days[index] ?? span.from)
      days[index] = span.level
    }
  }
  return days
}

function reasonAgainst(line: RosterLine, day: PlainDate, rules: MonthRules): LessReason | undefined {
  const { policy } = rules
  if (policy.lateAgreement.value === 'from_signed_day' && (line.agreement?.on ?? '') > day) return 'before_agreement'
  if (policy.partialMonth.value === 'by_day') {
    const absence = line.absences?.find(
      (each) => policy.unpaidAbsences.value.includes(each.kind) && each.from <= day && day <= each.to,
    )
    if (absence) return absence.kind
  }
  const ends = policy.contractEnd.value === 'whole_month' ? null : rules.contractEndsOn
  if (ends && day > ends) return 'after_contract_end'
  if (rules.rule === 'verified_days' && !line.verifiedDays?.includes(day)) return 'not_verified'
  return undefined
}

function indexOf(day: PlainDate, rules: MonthRules): number {
  if (day < rules.first) return -1
  return day > rules.last ? rules.length : Number(day.slice(8)) - 1
}

const twoLevels = (line: RosterLine, day: PlainDate) =>
  new Refusal('refused', [
    {
      code: 'two_levels_on_one_day',
      message: `名册行${line.roster}在${day}有两个等级，应只有一个。请先更正等级起止日。`,
    },
  ])
