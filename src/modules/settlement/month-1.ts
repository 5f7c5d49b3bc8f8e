/** Edition settlement.month@1 (C-9). Once used it is never edited: a correction is settlement.month@2 with its day. */
import { sumOf } from '#kernel/money.ts'
import { Refusal } from '#kernel/refusal.ts'
import { excessOf, sorted } from './deductions.ts'
import { byCode, hashOfHashes } from './line.ts'
import type { Correction, Deduction, ExcessRule, MonthInput, PartInput } from './month-input.ts'
import { monthRules, type MonthRules } from './paid-days.ts'
import { factorFor } from './rules.ts'
import { settleLines, type SettledLine } from './settle-lines.ts'
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
  const { county, month, provider, roster, knownAt, contractEndsOn, policy } = input
  const total = parts.map((part) => part.figures).reduce(sumOfFigures, noFigures)
  return { edition, county, month, provider, roster, knownAt, contractEndsOn, policy, parts, total }
}

/** One township's part; also used by chunked work, which settles a part at a time. */
export function settlePart(part: PartInput, rules: MonthRules): PartStatement {
  const factor = factorFor(part.evaluation, rules.policy.factor)
  const lines = settleLines(
    part.lines.toSorted((one, other) => byCode(one.person, other.person)),
    factor,
    rules,
  )
  const corrections = part.corrections.toSorted((one, other) => byCode(one.id, other.id))
  const [deductions, refused] = sorted(part.deductions, rules.policy)
  const fees = sumOf(lines.map((line) => line.amount))
  const excess = excessOf(fees, corrections, deductions, excessRule(rules))
  return {
    township: part.township,
    evaluation: part.evaluation,
    factor,
    lines,
    linesHash: hashOfHashes(lines.map((line) => line.hash)),
    corrections,
    deductions,
    excess,
    refused,
    figures: figuresOf(lines, corrections, deductions, excess),
  }
}

/** After the end of a contract there is no later month to carry a deduction into, so the rest is claimed. */
const excessRule = (rules: MonthRules): ExcessRule => (rules.contractEndsOn ? 'claim' : rules.policy.excess.value)

function figuresOf(
  lines: readonly SettledLine[],
  corrections: readonly Correction[],
  deductions: readonly Deduction[],
  excess: readonly Excess[],
): Figures {
  const sums = {
    base: sumOf(lines.map((line) => line.base)),
    fees: sumOf(lines.map((line) => line.amount)),
    corrections: sumOf(corrections.map((each) => each.amount)),
    deductions: sumOf(deductions.map((each) => each.amount)),
    excess: sumOf(excess.map((each) => each.amount)),
  }
  const payable = sums.fees + sums.corrections - sums.deductions + sums.excess
  return { persons: lines.length, paid: lines.filter((line) => !line.excluded).length, ...sums, payable }
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
