/** What packs' cases may ask of settlement and standards: each answer is worked out by the rules in use, not beside them. */
import * as z from 'zod'
import { addMonths, daysInMonth, instant, lastDay, monthOf, PlainDate, type PlainMonth } from '#kernel/calendar.ts'
import { yuanOf } from '#kernel/money.ts'
import type { PolicyInForce } from '#kernel/policy.ts'
import { SelfCareLevel } from '#kernel/self-care.ts'
import { currentEdition, settleMonth } from './editions.ts'
import { levels, visitsDigest } from './line.ts'
import type { Deduction, MonthInput, MonthPolicy, RosterLine } from './month-input.ts'
import { monthPolicy, Yuan } from './policy-facts.ts'
import { type AreaKind, livingFloor, maySettle } from './rules.ts'
import { roundBy } from './settle-lines.ts'
import type { MonthStatement } from './statement.ts'

const noStandard = { payable: 'none', reason: 'no_standard_in_force' }
const noVisits = { count: 0, valid: 0, digest: visitsDigest([]) }

const Deductions = z
  .array(z.object({ amount: Yuan, verified: z.boolean(), clause: z.boolean(), heard: z.boolean().default(true) }))
  .default([])
type Deductions = z.infer<typeof Deductions>

const FactorGiven = z.union([z.literal('none'), z.object({ times: z.int(), of: z.int() })]).optional()

/** The policy in force with what the case tries out instead. */
function tried(policy: PolicyInForce, given: { rule?: unknown; factor?: unknown }): MonthPolicy | undefined {
  const rules = monthPolicy(policy)
  if (!rules) return undefined
  const factor = FactorGiven.parse(given.factor)
  const rule = z.enum(['roster_month', 'by_day']).optional().parse(given.rule)
  return {
    ...rules,
    partialMonth: rule ? { ...rules.partialMonth, value: rule } : rules.partialMonth,
    factor: factor && factor !== 'none' ? { ...rules.factor, value: { bands: null, whenNone: factor } } : rules.factor,
  }
}

interface Tried {
  month: PlainMonth
  policy: MonthPolicy
  lines: RosterLine[]
  deductions?: Deductions
  contractEndsOn?: PlainDate
}

function settled({ month, policy, lines, deductions = [], contractEndsOn }: Tried): MonthStatement {
  const input: MonthInput = {
    county: 'case',
    month,
    provider: 'case',
    roster: 'case',
    knownAt: instant(`${lastDay(month)}T00:00:00Z`),
    contractEndsOn: contractEndsOn ?? null,
    policy,
    parts: [
      {
        township: 'case',
        evaluation: { way: 'default_approved', id: 'case' },
        lines,
        corrections: [],
        deductions: deductions.map(asDeduction),
      },
    ],
  }
  return settleMonth(currentEdition, input)
}

const asDeduction = ({ amount, verified, clause, heard }: Deductions[number], index: number): Deduction => ({
  id: `finding-${index + 1}`,
  person: null,
  amount,
  clause: clause ? '条款' : '',
  verified,
  heard,
  carriedFrom: null,
  citations: [],
})

const lineOf = (level: SelfCareLevel, month: PlainMonth, index = 1): RosterLine => ({
  person: `person-${index}`,
  roster: `line-${index}`,
  level,
  agreement: { id: `agreement-${index}`, on: lastDay(addMonths(month, -1)) },
  visits: noVisits,
})

const PersonMonthGiven = z.object({
  level: SelfCareLevel.optional(),
  level_on_roster: SelfCareLevel.optional(),
  new_level: SelfCareLevel.optional(),
  changed: PlainDate.optional(),
  days: z.partialRecord(SelfCareLevel, z.int().min(0)).optional(),
  days_in_month: z.int().min(28).max(31).optional(),
  rule: z.enum(['roster_month', 'by_day']).optional(),
  factor: FactorGiven,
  deductions: Deductions,
})

function personMonth(given: unknown, policy: PolicyInForce) {
  const asked = PersonMonthGiven.parse(given)
  const rules = tried(policy, asked)
  if (!rules) return noStandard
  const month = monthOfLength(monthOf(policy.on), asked.days_in_month)
  const level = asked.level ?? asked.level_on_roster ?? levels.find((each) => asked.days?.[each]) ?? 'able'
  const line = { ...lineOf(level, month), ...spansOf(asked, month) }
  const statement = settled({ month, policy: rules, lines: [line], deductions: asked.deductions })
  const next = asked.new_level && settled({ month, policy: rules, lines: [lineOf(asked.new_level, month)] })
  return {
    ...answerOf(statement),
    ...(next ? { next_month: yuanOf(next.total.payable) } : {}),
    ...(asked.days ? { not: roundedPerPart(asked.days, month, rules) } : {}),
    citations: rules.rates.citations,
  }
}

/** The month of the case, or the nearest earlier one with as many days as the case speaks of. */
function monthOfLength(month: PlainMonth, length: number | undefined): PlainMonth {
  return length === undefined || daysInMonth(month) === length ? month : monthOfLength(addMonths(month, -1), length)
}

/** Days of each level as spans of the month, one after the other; or the level before and after the day of change. */
function spansOf({ days, changed, new_level, level_on_roster }: z.infer<typeof PersonMonthGiven>, month: PlainMonth) {
  const dayOf = (day: number) => PlainDate.parse(`${month}-${String(day).padStart(2, '0')}`)
  if (changed && new_level && level_on_roster) {
    const day = Number(changed.slice(8))
    const before = day > 1 ? [{ from: dayOf(1), to: dayOf(day - 1), level: level_on_roster }] : []
    return { spans: [...before, { from: changed, to: lastDay(month), level: new_level }] }
  }
  if (!days) return {}
  let next = 1
  const spans = levels.flatMap((level) => {
    const count = days[level] ?? 0
    if (count === 0) return []
    next += count
    return [{ from: dayOf(next - count), to: dayOf(next - 1), level }]
  })
  return { spans }
}

/** What rounding each part by itself would have given: the amount that must not come out (C-9). */
function roundedPerPart(days: Partial<Record<SelfCareLevel, number>>, month: PlainMonth, policy: MonthPolicy) {
  const length = BigInt(daysInMonth(month))
  let sum = 0n
  for (const level of levels) {
    sum += roundBy(policy.rounding.value, policy.rates.value[level] * BigInt(days[level] ?? 0), length)
  }
  return [yuanOf(sum)]
}

function answerOf({ total, parts }: MonthStatement) {
  const refused = parts.flatMap((part) => part.refused.flatMap((each) => each.reasons.map((reason) => reason.code)))
  const excess = (rule: 'carry' | 'claim') =>
    parts.some((part) => part.excess.some((each) => each.rule === rule)) ? yuanOf(total.excess) : yuanOf(0n)
  return {
    base: yuanOf(total.base),
    payable: yuanOf(total.payable),
    carried: excess('carry'),
    claimed: excess('claim'),
    refused,
  }
}

const PersonYearGiven = z.object({ level: SelfCareLevel, months: z.int().min(0).max(12), factor: FactorGiven })

function personYear(given: unknown, policy: PolicyInForce) {
  const { level, months, factor } = PersonYearGiven.parse(given)
  const rules = tried(policy, { factor })
  if (!rules) return noStandard
  let sum = 0n
  for (let back = 0; back < months; back += 1) {
    const month = addMonths(monthOf(policy.on), -back)
    sum += settled({ month, policy: rules, lines: [lineOf(level, month)] }).total.payable
  }
  return { payable: yuanOf(sum), citations: rules.rates.citations }
}

const heads = z.int().min(0).default(0)
const MonthGiven = z.object({
  able: heads,
  partly_able: heads,
  unable: heads,
  factor: FactorGiven,
  deductions: Deductions,
})

function wholeMonth(given: unknown, policy: PolicyInForce) {
  const asked = MonthGiven.parse(given)
  const rules = tried(policy, asked)
  if (!rules) return noStandard
  const month = monthOf(policy.on)
  const people = levels.flatMap((level) => Array.from({ length: asked[level] }, () => level))
  const lines = people.map((level, index) => lineOf(level, month, index + 1))
  const statement = settled({ month, policy: rules, lines, deductions: asked.deductions })
  return { ...answerOf(statement), citations: rules.rates.citations }
}

const MaySettleGiven = z.object({
  evaluation_received: z.boolean(),
  accepted: z.boolean().optional(),
  final: z.boolean().default(false),
})

function maySettleMonth(given: unknown, policy: PolicyInForce) {
  const asked = MaySettleGiven.parse(given)
  const ready = {
    month: monthOf(policy.on),
    today: policy.on,
    townships: [
      { name: '本乡镇', evaluation: asked.evaluation_received ? ('received' as const) : ('missing' as const) },
    ],
    roster: 'acknowledged' as const,
    accepted: asked.accepted ?? false,
    final: asked.final,
    hearings: [],
    withoutAgreement: 0,
  }
  return maySettle(ready, policy)
}

const VetoGiven = z.object({
  class: z.string(),
  verified_days: z.int().min(0),
  level: SelfCareLevel.optional(),
})
interface VetoRule {
  classes: string[]
  open_ended: boolean
  effect: string
}

/** A veto ends the contract whatever the score; only days with verified service are paid. */
function veto(given: unknown, policy: PolicyInForce) {
  const asked = VetoGiven.parse(given)
  const rule = policy.find<VetoRule>('evaluation.veto_classes')
  const named = rule?.value.classes.includes(asked.class) ?? false
  const legalReview = !named && (rule?.value.open_ended ?? false)
  if (!rule || !(named || legalReview)) return { contract: 'goes_on', score_counts: true }
  const rules = monthPolicy(policy)
  const contract = rule.value.effect === 'terminate_contract' ? 'terminate' : rule.value.effect
  const answer = { contract, score_counts: false, needs_legal_review: legalReview, citations: rule.citations }
  if (!rules) return { ...answer, pays: 'none' }
  const month = monthOf(policy.on)
  const verifiedDays = Array.from({ length: asked.verified_days }, (_, index) =>
    PlainDate.parse(`${month}-${String(index + 1).padStart(2, '0')}`),
  )
  const line = { ...lineOf(asked.level ?? 'able', month), verifiedDays }
  const statement = settled({ month, policy: rules, lines: [line], contractEndsOn: policy.on })
  const payable = asked.level ? { payable: yuanOf(statement.total.payable) } : {}
  return { ...answer, pays: rules.contractEnd.value, ...payable }
}

const kind = z.enum(['urban', 'rural']).optional()
const unit = z.enum(['month', 'year']).default('month')
const FloorGiven = z.object({
  dibao: Yuan,
  living: Yuan,
  area_kind: kind,
  dibao_kind: kind,
  living_kind: kind,
  dibao_unit: unit,
  living_unit: unit,
})

function floor(given: unknown, policy: PolicyInForce) {
  const asked = FloorGiven.parse(given)
  const ratio = policy.find<{ times: number; of: number }>('standard.living.min_ratio_to_dibao')
  if (!ratio) return { ok: true, minimum: 'none', reason: 'no_floor_in_force' }
  const kindOf = (own: AreaKind | undefined) => own ?? asked.area_kind
  const result = livingFloor(
    { amount: asked.dibao, per: asked.dibao_unit, kind: kindOf(asked.dibao_kind) },
    { amount: asked.living, per: asked.living_unit, kind: kindOf(asked.living_kind) },
    ratio,
  )
  const { ok, minimum, short, reasons } = result
  return { ok, minimum: minimum === undefined ? 'none' : yuanOf(minimum), short: yuanOf(short), reasons }
}

export const questions: Record<string, (given: unknown, policy: PolicyInForce) => unknown> = {
  'settlement.person_month': personMonth,
  'settlement.person_year': personYear,
  'settlement.month': wholeMonth,
  'settlement.may_settle': maySettleMonth,
  'settlement.veto': veto,
  'standard.living.floor': floor,
}
