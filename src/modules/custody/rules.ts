/** Residents' own money: who manages it, who may collect it, and the book that must balance every day (C-14). */
import { type Capacity, capacityCode } from '#kernel/capacity.ts'
import { sumOf, yuanText } from '#kernel/money.ts'
import type { PolicyValue } from '#kernel/policy.ts'
import { type Reason, reasonBy } from '#kernel/refusal.ts'

/** personal_funds.manager */
export interface ManagerRule {
  when: string[]
  manager: 'guardian'
}

/** Who manages a person's property: the person, unless the rule names this capacity. */
export const propertyManager = (capacity: Capacity, rule: ManagerRule): 'person' | 'guardian' =>
  rule.when.includes(capacityCode[capacity]) ? rule.manager : 'person'

/** personal_funds.pocket_money */
export interface PocketMoneyRule {
  collected_by_others: 'without_consent'
  kept_by_others: 'without_consent'
  consent_by: string[]
}

export interface Consent {
  by: string
  validOnDay: boolean
}

/** Why someone may not collect or keep a person's pocket money; the person always may. */
export function objectionsToCollecting(
  receiver: string,
  consent: Consent | null,
  rule: PolicyValue<PocketMoneyRule>,
): Reason[] {
  if (receiver === 'person') return []
  if (!consent) {
    return [reasonBy(rule, 'consent_missing', '零用钱由他人代领代管而没有同意；须经本人或监护人同意。请先取得书面同意')]
  }
  if (!rule.value.consent_by.includes(consent.by)) {
    return [reasonBy(rule, 'consent_by_other', '同意不是由本人或监护人作出，无效。请由本人或监护人作出同意')]
  }
  if (!consent.validOnDay) {
    return [reasonBy(rule, 'consent_not_valid', '同意在当日不在有效期内或已撤回。请重新取得同意')]
  }
  return []
}

/** Why an amount cannot be paid out of a person's sub-ledger: a balance never falls below nought. */
export function objectionsToPayingOut(balance: bigint, out: bigint): Reason[] {
  if (out <= 0n) return [{ code: 'amount', message: '支出金额应大于0。请核对金额' }]
  if (out <= balance) return []
  const message = `支出${yuanText(out)}元大于余额${yuanText(balance)}元；个人余额不得为负。请核对金额`
  return [{ code: 'balance_negative', message }]
}

export interface LedgerBalance {
  ok: boolean
  /** Persons' balances less the bank's, in fen. */
  difference: bigint
}

/** The persons' balances add up to the bank sub-account, to the fen. */
export function ledgerBalance(balances: readonly bigint[], bank: bigint): LedgerBalance {
  const difference = sumOf(balances) - bank
  return { ok: difference === 0n && balances.every((balance) => balance >= 0n), difference }
}

export interface PersonalEntry {
  kind: 'in' | 'out'
  fen: bigint
}

/** A person's balance after each entry, refused at the first one that would make it negative. */
export function balanceAfter(entries: readonly PersonalEntry[], opening = 0n): bigint {
  let balance = opening
  for (const entry of entries) balance += entry.kind === 'in' ? entry.fen : -entry.fen
  return balance
}
