/** Residents' own money: who manages it, who may collect it, and the book that must balance every day (C-14). */
import { type Capacity, capacityCode } from '#kernel/capacity.ts'
import { sumOf, yuanText } from '#kernel/money.ts'
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import type { Citation, PolicyValue } from '#kernel/policy.ts'
import { type Reason, reasonBy } from '#kernel/refusal.ts'
import {
  type AccountStatus,
  type Direction,
  type EntryKind,
  takersOfDead,
  takersOfLiving,
  type Taker,
} from './words.ts'

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
  if (kind === 'deposit' && status === 'open' && !account.entrusted)
    reasons.push({
      code: 'entrustment',
      message: `${dateText(on)}没有有效的货币代管委托，不能存入。请先由本人或监护人委托`,
      citations: basis.booking,
    })
  if (kind === 'purchase' && movement.voucher === '')
    reasons.push({ code: 'voucher', message: '代购没有凭证号；应有小票或发票。请填写凭证号' })
  if (direction === 'out' && kind !== 'settlement')
    reasons.push(...objectionsToPayingOut(account.balance, movement.amount))
  return reasons
}

export interface Entrusting {
  givenBy: 'person' | 'guardian'
  capacity: Capacity
  /** A guardian for his property is registered on the day. */
  guarded: boolean
}

/** BJ-3.1: whoever lacks full capacity does not entrust his money himself. */
export function objectionsToEntrusting(given: Entrusting, rule: PolicyValue<ManagerRule>): Reason[] {
  const must = propertyManager(given.capacity, rule.value)
  if (must === 'guardian' && given.givenBy === 'person')
    return [
      reasonBy(rule, 'givenBy', '本人不具有完全民事行为能力，财产由监护人管理；委托应由监护人作出。请改由监护人委托'),
    ]
  if (given.givenBy === 'guardian' && !given.guarded)
    return [
      reasonBy(
        rule,
        'guardian',
        '没有登记当日有效、范围包括财产的监护人，不能由监护人委托。请先在人员档案登记监护人和依据',
      ),
    ]
  return []
}

export interface Settling {
  died: boolean
  taker: Taker
  takerName: string
  proof: string
  /** Names that may not take: the home, and whoever settles. */
  notTo: readonly string[]
}

/** BJ-3.4: an estate goes to whom the law names, against proof and receipt; never to the home (F-28). */
export function objectionsToSettling({ died, taker, takerName, proof, notTo }: Settling, estate: Citation[]): Reason[] {
  const reasons: Reason[] = []
  const takers = died ? takersOfDead : takersOfLiving
  if (!takers.includes(taker))
    reasons.push({
      code: 'taker',
      message: died ? '本人已经去世，遗产应交继承人或遗产管理人。请改选' : '本人健在，余额应交还本人或其监护人。请改选',
      citations: died ? estate : [],
    })
  if (notTo.includes(takerName.trim()))
    reasons.push({
      code: 'takerName',
      message: `“${takerName}”是代管的机构或经办人，不能接收本人的财产。请填写继承人、遗产管理人或本人`,
      citations: estate,
    })
  if (died && proof.trim() === '')
    reasons.push({
      code: 'proof',
      message: '没有写明继承人或遗产管理人的证明。请填写证明的名称和编号',
      citations: estate,
    })
  return reasons
}
