/** Residents' own money: who manages it, who may collect it, and the book that must balance every day (C-14). */
import { type Capacity, capacityCode } from '#kernel/capacity.ts'
import { sumOf, yuanText } from '#kernel/money.ts'
import { addMonths, dateText, firstDay, monthOf, type PlainDate } from '#kernel/calendar.ts'
import type { Citation, PolicyValue } from '#kernel/policy.ts'
import { type Reason, reasonBy } from '#kernel/refusal.ts'
import type { AccountStatus, Direction, EntryKind } from './words.ts'

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
    return [
      reasonBy(
        rule,
        'consent_missing',
        '未经本人或监护人同意，零用钱不得由他人代领、代管。请先取得书面同意，在人员档案登记',
      ),
    ]
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

export interface Standing {
  status: AccountStatus
  balance: bigint
  openedOn: PlainDate
  /** The day from which nothing goes out: of his death. */
  frozenOn: PlainDate | null
  /** 委托 in force on the day of the movement. */
  entrusted: boolean
  /** Why one that runs on holds no more: '自2026年11月1日起不具有完全民事行为能力'. */
  lapsed: string
  today: PlainDate
}

export interface Movement {
  kind: EntryKind
  direction: Direction
  amount: bigint
  on: PlainDate
  voucher: string
}

/** Clauses on which refusals rest: the estate, and how entrusted money is booked. */
export interface Basis {
  estate: Citation[]
  booking: Citation[]
}

/** Why a movement may not be entered, or not be booked any more (BJ-3.2, BJ-3.4, F-28). */
export function objectionsToMovement(account: Standing, movement: Movement, basis: Basis): Reason[] {
  const { kind, direction, on } = movement
  const { status, frozenOn, openedOn, today } = account
  if (status === 'settled')
    return [{ code: 'settled', message: '账户已经结清，不能再登记收支。需要再代管的，请重新登记委托' }]
  const reasons: Reason[] = []
  if (status === 'frozen' && direction === 'out' && kind !== 'settlement')
    reasons.push({
      code: 'frozen',
      message: `本人已于${frozenOn ? dateText(frozenOn) : '此前'}去世，账户已冻结，只能办理身后结清，不能再支取。请由继承人或遗产管理人凭证明办理`,
      citations: basis.estate,
    })
  if (on > today) reasons.push({ code: 'on', message: `${dateText(on)}还没有到，应登记已经收付的日期。请核对日期` })
  if (on < openedOn)
    reasons.push({ code: 'on', message: `${dateText(on)}早于开户日期${dateText(openedOn)}，先后颠倒。请核对日期` })
  if (status === 'open' && !account.entrusted) reasons.push(...objectionsToUnentrusted(account, movement, basis))
  if (kind === 'purchase' && movement.voucher === '')
    reasons.push({ code: 'voucher', message: '代购没有凭证号；应有小票或发票。请填写凭证号' })
  if (direction === 'out' && kind !== 'settlement')
    reasons.push(...objectionsToPayingOut(account.balance, movement.amount))
  return reasons
}

/** What a home does with money that nobody entrusts to it: it gives it back, and nothing else. */
const whileEntrusted: Partial<Record<EntryKind, string>> = {
  deposit: '存入',
  purchase: '代购',
  pocket_money: '发放零用钱',
}

function objectionsToUnentrusted({ lapsed }: Standing, { kind, on }: Movement, { booking }: Basis): Reason[] {
  const what = whileEntrusted[kind]
  if (what === undefined) return []
  const message = lapsed
    ? `本人${lapsed}，此前由本人作出的委托不再有效，${dateText(on)}不能${what}。请先登记监护人，由监护人重新委托，或办理结清`
    : `${dateText(on)}没有有效的货币代管委托，不能${what}。请先由本人或监护人委托，或把余额交还、办理结清`
  return [{ code: 'entrustment', message, citations: booking }]
}

/** What lies further back was compared with the bank long ago (本系统默认). */
export const earliestDay = (today: PlainDate): PlainDate => firstDay(addMonths(monthOf(today), -1))

export function objectionsToOldDay(on: PlainDate, today: PlainDate): Reason[] {
  const earliest = earliestDay(today)
  if (on >= earliest) return []
  const message = `${dateText(on)}在上月以前，其后各日已与银行对账；应在当月或次月登记，最早${dateText(earliest)}（本系统默认）。请核对日期；更早漏记的，按实际登记的当天入账，并在用途中写明`
  return [{ code: 'on', message }]
}
