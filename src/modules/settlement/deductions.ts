/** Which deductions count, and what happens to the part of them that a month cannot bear. Part of settlement.month@1. */
import { sumOf } from '#kernel/money.ts'
import type { Reason } from '#kernel/refusal.ts'
import { byCode } from './line.ts'
import type { Correction, Deduction, ExcessRule, MonthPolicy } from './month-input.ts'
import type { Excess, Refused } from './statement.ts'

/** Verified first, then deducted as the agreement says, after the provider was heard (SX-4.5.2e, A-20). */
export function objectionsToDeduction(deduction: Deduction, policy: MonthPolicy): Reason[] {
  const { citations } = deduction
  const reasons: Reason[] = []
  if (!deduction.verified) {
    const message = `问题${deduction.id}尚未核实属实，核实后才能扣减。请先作出认定。`
    reasons.push({ code: 'deduction_not_verified', message, citations })
  }
  if (!deduction.clause) {
    const message = `问题${deduction.id}没有对应的合同条款，不能扣减。请在认定中选定条款。`
    reasons.push({ code: 'deduction_without_clause', message, citations })
  }
  if (policy.hearing.value && !deduction.heard) {
    const message = `问题${deduction.id}还没有听取服务机构意见，申辩期也未满。请先通知申辩。`
    reasons.push({ code: 'provider_not_heard', message, citations: policy.hearing.citations })
  }
  if (deduction.amount <= 0n) {
    const message = `问题${deduction.id}的扣减金额应大于零。请更正金额。`
    reasons.push({ code: 'deduction_not_positive', message, citations })
  }
  return reasons
}

export function sorted(deductions: readonly Deduction[], policy: MonthPolicy): [Deduction[], Refused[]] {
  const valid: Deduction[] = []
  const refused: Refused[] = []
  for (const deduction of deductions.toSorted(oldestFirst)) {
    const reasons = objectionsToDeduction(deduction, policy)
    if (reasons.length > 0) refused.push({ deduction, reasons })
    else valid.push(deduction)
  }
  return [valid, refused]
}

/** What was carried longest is taken first, so nothing is pushed on for ever. */
function oldestFirst(one: Deduction, other: Deduction): number {
  return byCode(one.carriedFrom ?? '9999-12', other.carriedFrom ?? '9999-12') || byCode(one.id, other.id)
}

/**
 * What of corrections and deductions does not fit into the fees. It is taken off the last entries first and named entry
 * by entry, so that applied + carried or claimed = all of them; nothing is dropped (design, Money).
 */
export function excessOf(
  fees: bigint,
  corrections: readonly Correction[],
  deductions: readonly Deduction[],
  rule: ExcessRule,
): Excess[] {
  const borne = fees + sumOf(corrections.map((each) => each.amount)) - sumOf(deductions.map((each) => each.amount))
  const entries: Excess[] = [
    ...corrections.filter((each) => each.amount < 0n).map((each) => excess('correction', each, -each.amount, rule)),
    ...deductions.map((each) => excess('deduction', each, each.amount, rule)),
  ]
  let rest = borne < 0n ? -borne : 0n
  const taken: Excess[] = []
  for (const entry of entries.toReversed()) {
    if (rest === 0n) break
    const amount = entry.amount < rest ? entry.amount : rest
    taken.push({ ...entry, amount })
    rest -= amount
  }
  return taken.toReversed()
}

function excess(
  of: Excess['of'],
  { id, person }: Pick<Deduction, 'id' | 'person'>,
  amount: bigint,
  rule: ExcessRule,
): Excess {
  return { of, id, person, amount, rule }
}
