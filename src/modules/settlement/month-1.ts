/** Edition settlement.month@1 (C-9). Once used it is never edited: a correction is settlement.month@2 with its day. */
import { sumOf } from '#kernel/money.ts'
import { Refusal } from '#kernel/refusal.ts'
import { excessOf, sorted } from './deductions.ts'
import { byCode, hashOfHashes } from './line.ts'
import type { Correction, Deduction, ExcessRule, MonthInput, PartInput } from './month-input.ts'
import { monthRules, type MonthRules } from './paid-days.ts'
import { factorFor } from './rules.ts'
import { settleLines } from './settle-lines.ts'
import {
  type Excess,
  type Figures,
  type MonthStatement,
  noFigures,
  type PartStatement,
  sumOfFigures,
} from './statement.ts'

export const edition = 'settlement.month@1'

/** One month of one provider: each person-month rounded once, deductions as lines of their own, total = sum of lines. */
export function settleMonth1(input: MonthInput): MonthStatement {
  requireOnce(input)
  const rules = monthRules(input)
  const parts = input.parts
    .toSorted((one, other) => byCode(one.township, other.township))
    .map((part) => settlePart(part, rules))
  return monthOfParts(input, parts)
}

export function monthOfParts(input: Omit<MonthInput, 'parts'>, parts: PartStatement[]): MonthStatement {
  const { county, month, provider, roster, knownAt, contractEndsOn, policy } = input
  const total = parts.map((part) => part.figures).reduce(sumOfFigures, noFigures)
  return { edition, county, month, provider, roster, knownAt, contractEndsOn, policy, parts, total }
}

/** One township's part. */
export function settlePart(part: PartInput, rules: MonthRules): PartStatement {
  const factor = factorFor(part.evaluation, rules.policy.factor)
  const lines = settleLines(
    part.lines.toSorted((one, other) => byCode(one.person, other.person)),
    factor,
    rules,
  )
  const sums = {
    persons: lines.length,
    paid: lines.filter((line) => !line.excluded).length,
    base: sumOf(lines.map((line) => line.base)),
    fees: sumOf(lines.map((line) => line.amount)),
  }
  return { ...closePart(part, { ...sums, linesHash: hashOfHashes(lines.map((line) => line.hash)) }, rules), lines }
}

/** What of a part's lines goes into its figures; chunked work has it from the table. */
export interface LineSums {
  persons: number
  paid: number
  base: bigint
  fees: bigint
  linesHash: string
}

/** The part with its lines already settled: factor, corrections, deductions, what it cannot bear. */
export function closePart(
  part: Omit<PartInput, 'lines'>,
  { linesHash, ...sums }: LineSums,
  rules: MonthRules,
): Omit<PartStatement, 'lines'> {
  const factor = factorFor(part.evaluation, rules.policy.factor)
  const corrections = part.corrections.toSorted((one, other) => byCode(one.id, other.id))
  const [deductions, refused] = sorted(part.deductions, rules.policy)
  const excess = excessOf(sums.fees, corrections, deductions, excessRule(rules))
  return {
    township: part.township,
    evaluation: part.evaluation,
    factor,
    linesHash,
    corrections,
    deductions,
    excess,
    refused,
    figures: figuresOf(sums, corrections, deductions, excess),
  }
}

/** After the end of a contract there is no later month to carry a deduction into, so the rest is claimed. */
const excessRule = (rules: MonthRules): ExcessRule => (rules.contractEndsOn ? 'claim' : rules.policy.excess.value)

function figuresOf(
  lines: Omit<LineSums, 'linesHash'>,
  corrections: readonly Correction[],
  deductions: readonly Deduction[],
  excess: readonly Excess[],
): Figures {
  const sums = {
    corrections: sumOf(corrections.map((each) => each.amount)),
    deductions: sumOf(deductions.map((each) => each.amount)),
    excess: sumOf(excess.map((each) => each.amount)),
  }
  return { ...lines, ...sums, payable: lines.fees + sums.corrections - sums.deductions + sums.excess }
}

/** Nobody is paid for twice, and no finding or correction counts twice (F-17). */
function requireOnce(input: MonthInput): void {
  requireDistinct(
    'township_twice',
    '乡镇',
    input.parts.map((part) => part.township),
  )
  requireDistinct(
    'person_twice',
    '人员',
    input.parts.flatMap((part) => part.lines.map((line) => line.person)),
  )
  requireDistinct(
    'deduction_twice',
    '扣减',
    input.parts.flatMap((part) => part.deductions.map((each) => each.id)),
  )
  requireDistinct(
    'correction_twice',
    '更正行',
    input.parts.flatMap((part) => part.corrections.map((each) => each.id)),
  )
}

function requireDistinct(code: string, title: string, ids: readonly string[]): void {
  const seen = new Set<string>()
  const twice = ids.filter((id) => seen.size === seen.add(id).size)
  if (twice.length === 0) return
  const message = `${title}${twice.slice(0, 3).join('、')}在同一结算中出现两次，只能计一次。请先更正来源数据。`
  throw new Refusal('refused', [{ code, message, count: twice.length }])
}
