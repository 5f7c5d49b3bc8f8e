/** What cases of policy packs ask of this module: values in force, what may be cited, duties. */
import * as z from 'zod'
import { PlainDate, PlainMonth } from '#kernel/calendar.ts'
import { type Citation, citationText, type PolicyInForce } from '#kernel/policy.ts'
import { coveragePercent, leftOut, periodOf, periodsUntil, requiredTimes, standingOf, within } from './duties.ts'
import { isReading, type PolicyReading } from './in-force.ts'
import type { DutyDetails } from './pack-set.ts'
import { isRecord } from './same.ts'

type Question = (given: unknown, policy: PolicyInForce) => unknown

function readingOf(policy: PolicyInForce): PolicyReading {
  if (!isReading(policy)) throw new TypeError('these questions need the policy of policyFrom')
  return policy
}

const AskValue = z.object({ key: z.string().optional(), form: z.string().optional() })

const texts = (citations: readonly Citation[]): string[] => citations.map(citationText)

function valueAnswer(given: unknown, policy: PolicyInForce): unknown {
  const { key, form } = AskValue.parse(given)
  if (form !== undefined) return formAnswer(form, policy)
  const reading = readingOf(policy)
  const answer = reading.explain(key ?? '')
  const [reported] = answer.reported
  return {
    value: answer.value ?? 'none',
    force: answer.force,
    cites: answer.citations.map(({ document }) => document),
    passed_over: answer.passedOver.flatMap(({ citations }) => texts(citations)),
    ...(answer.none ? { reason: answer.none.reason, to_set_by: answer.toSetBy } : {}),
    ...(answer.none?.effective ? { effective: answer.none.effective } : {}),
    ...(reported ? { reported: reported.code, may_set: reported.maySet } : {}),
  }
}

const PrintedForm = z.object({ items: z.array(z.unknown()).optional(), to_set_by: z.string().optional() })

function formAnswer(name: string, policy: PolicyInForce): unknown {
  const form = PrintedForm.parse(policy.value(`form.${name}`).value)
  const items = form.items ?? []
  return { items: items.length > 0 ? items : 'none', to_set_by: form.to_set_by }
}

/** A draft may be tried, but never stand in a notice: something in force must carry the answer. */
function mayCite(given: unknown, policy: PolicyInForce): unknown {
  const { key } = AskValue.parse(given)
  const reading = readingOf(policy)
  if (key !== undefined) {
    const answer = reading.explain(key)
    return { allowed: answer.value !== undefined && !answer.simulated, cites: texts(answer.citations) }
  }
  const own = reading.ownDocuments()
  const citable = own.filter(({ mayCite: may }) => may).map(({ document }) => document)
  return { allowed: citable.length > 0, cites: citable }
}

const AskDuty = z.object({ duty: z.string() })

/** The details of the duty a case asks about; the refusal when it does not hold here. */
function dutyOf(given: unknown, policy: PolicyInForce): { duty: DutyDetails; force: string } {
  const { duty: id } = AskDuty.parse(given)
  const { value, force } = policy.value<DutyDetails>(`duty.${id}`)
  return { duty: value, force }
}

const Satisfaction = z.object({
  visits: z.array(PlainDate).optional(),
  patrols: z.array(z.object({ day: PlainDate, covers: z.array(z.string()) })).optional(),
  covers: z.array(z.string()).optional(),
})

function satisfied(given: unknown, policy: PolicyInForce): unknown {
  const { duty, force } = dutyOf(given, policy)
  const { visits, patrols, covers } = Satisfaction.parse(given)
  if (visits) return visitsAnswer(duty, visits, { force, policy })
  const period = periodOf(duty.every, policy.on)
  const looked = covers
    ? [covers]
    : (patrols ?? []).filter(({ day }) => !period || within(day, period)).map((one) => one.covers)
  const missing = leftOut(duty, looked)
  return { satisfied: missing.length === 0 && looked.length >= (duty.at_least ?? 1), missing, force }
}

function visitsAnswer(
  duty: DutyDetails,
  visits: PlainDate[],
  { force, policy }: { force: string; policy: PolicyInForce },
) {
  const needed = duty.at_least ?? 1
  const enough = periodsUntil(duty.every, policy.on).map(
    (period) => visits.filter((day) => within(day, period)).length >= needed,
  )
  const quarters =
    duty.every === 'quarter' ? Object.fromEntries(enough.map((met, index) => [`q${index + 1}`, met])) : {}
  const month = duty.every === 'month' ? { month: policy.on.slice(0, 7) } : {}
  return { ...quarters, ...month, satisfied: enough.at(-1) ?? true, force }
}

const Done = z.object({ done: z.union([z.literal('none'), PlainDate]) })

function status(given: unknown, policy: PolicyInForce): unknown {
  const { duty, force } = dutyOf(given, policy)
  const { done } = Done.parse(given)
  const { overdue, lateDays } = standingOf(duty, done === 'none' ? undefined : done, policy.on)
  return { overdue, late_days: lateDays, force }
}

const Covered = z.object({ homes: z.array(z.object({ checked: z.boolean() })) })

function coverage(given: unknown, policy: PolicyInForce): unknown {
  const { duty } = dutyOf(given, policy)
  const { homes } = Covered.parse(given)
  const percent = coveragePercent(homes.filter(({ checked }) => checked).length, homes.length)
  return { percent, complete: percent >= (duty.coverage_percent ?? 100) }
}

const Counted = z.object({ months_from: PlainMonth })

export const questions: Record<string, Question> = {
  'policy.value': valueAnswer,
  'policy.may_cite': mayCite,
  'duty.satisfied': satisfied,
  'duty.status': status,
  'duty.coverage': coverage,
  'duty.exists': (given, policy) => ({ exists: true, ...dutyOf(given, policy).duty }),
  'duty.count': (given, policy) => ({
    required: requiredTimes(dutyOf(given, policy).duty, Counted.parse(given).months_from, policy.on),
  }),
  'duty.period': (given, policy) =>
    periodOf(dutyOf(given, policy).duty.every, policy.on) ?? { from: 'none', to: 'none' },
}

/** Whether a given asks for a trial of drafts. */
export const asksForTrial = (given: unknown): boolean => isRecord(given) && given['mode'] === 'simulation'
