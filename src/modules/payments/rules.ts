/** Who may be paid, what is due, what the pool holds, what must come back. */
import { dateText, type PlainDate, type PlainMonth } from '#kernel/calendar.ts'
import { sumOf } from '#kernel/money.ts'
import { type Citation, citationText, type PolicyInForce } from '#kernel/policy.ts'
import type { Reason } from '#kernel/refusal.ts'

export type Purpose = 'living' | 'care'

/** A person's or guardian's informed consent that somebody else receives or manages the money. */
export interface Consent {
  by: string
  informed: boolean
  from: PlainDate | undefined
  to: PlainDate | undefined
  withdrawn: PlainDate | undefined
  /** Who may receive it; whoever the case does not name is not limited. */
  receiver?: string
  /** Which money it is given for. */
  covers?: Purpose | 'all'
}

export interface PayeeQuestion {
  payment: Purpose
  /** Kind of payee: person, provider_account, carer_account, organisation_account, home, relative … */
  payee: string
  mode: 'dispersed' | 'centralised' | undefined
  /** The kind of payee on which the agreement settled, when there is one. */
  agreementPayee: string | undefined
  consent: Consent | undefined
  /** Whose account it is, when it is not the person's own. */
  holder?: string
}

const payeeTitle: Record<string, string> = {
  person: '本人',
  provider_account: '服务机构账户',
  carer_account: '照料服务人个人账户',
  organisation_account: '供养服务机构、社会组织账户',
  home: '供养服务机构',
  relative: '亲属',
  village_account: '村（居）委会账户',
  village_official: '村（居）干部',
}
const titleOf = (payee: string) => payeeTitle[payee] ?? payee

/** Every reason against paying this payee on this day; none means the payment may be made. */
export function objectionsToPayee(question: PayeeQuestion, policy: PolicyInForce): Reason[] {
  const { payment, payee } = question
  const allowed = payment === 'care' ? policy.find<{ allowed: string[] }>('payment.care.allowed_payees') : undefined
  const listed = allowed?.value.allowed.includes(payee) ?? false
  return [
    ...(payment === 'care' ? forbiddenPayee(payee, policy) : []),
    ...(allowed && !listed ? [notListed(payee, allowed)] : []),
    ...notOfAgreement(question, policy),
    // A payee on the pack's own list needs no consent: the person is informed instead.
    ...(listed ? [] : missingConsent(question, policy)),
  ]
}

function forbiddenPayee(payee: string, policy: PolicyInForce): Reason[] {
  const forbidden = policy.find<string[]>('payment.care.forbidden_payees')
  if (!forbidden?.value.includes(payee)) return []
  const where = forbidden.citations.map(citationText).join('、')
  const message = `收款人是${payee === 'person' ? '被照料人本人' : titleOf(payee)}，照料护理费不得发放到该账户（${where}）。请改为协议约定的收款方。`
  return [{ code: 'payee_forbidden', message, citations: forbidden.citations }]
}

function notListed(payee: string, allowed: { value: { allowed: string[] }; citations: Citation[] }): Reason {
  const message = `照料护理费不能付给${titleOf(payee)}，只能付给${allowed.value.allowed.map(titleOf).join('或')}。请更正收款方。`
  return { code: 'payee_not_allowed', message, citations: allowed.citations }
}

/** One payee type per agreement. */
function notOfAgreement({ payment, payee, agreementPayee }: PayeeQuestion, policy: PolicyInForce): Reason[] {
  if (payment !== 'care' || !agreementPayee || agreementPayee === payee) return []
  const message = `协议约定付给${titleOf(agreementPayee)}，不能付给${titleOf(payee)}。请按协议付款，或先变更协议。`
  const citations = policy.find('payment.care.allowed_payees')?.citations ?? []
  return [{ code: 'not_the_payee_of_the_agreement', message, citations }]
}

interface ConsentRule {
  covers: string[]
  consent_by: string[]
}

function missingConsent(question: PayeeQuestion, policy: PolicyInForce): Reason[] {
  const { payment, payee, mode } = question
  if (payee === 'person' || throughHome({ payment, payee, mode }, policy)) return []
  const rule = policy.find<ConsentRule>('payment.consent_required')
  const givers = rule?.value.covers.includes(payment) ? rule.value.consent_by : ['person', 'guardian']
  const fault = faultOfConsent(question.consent, givers, policy.on) ?? faultOfScope(question)
  if (!fault) return []
  const message = `收款人不是本人，${fault}。未经本人知情同意，他人不得代领、支配。请改付本人，或先取得书面同意。`
  const own: Citation = { document: '', clause: '', position: 'A-19' }
  return [{ code: 'consent_missing', message, citations: rule?.citations ?? [own] }]
}

/** Living and care money of residents goes to the home where the pack says so. */
function throughHome(
  { payment, payee, mode }: Pick<PayeeQuestion, 'payment' | 'payee' | 'mode'>,
  policy: PolicyInForce,
) {
  const rule = policy.find<{ paid_to: string; covers: string[]; scope?: string }>('payment.to_institution')?.value
  return rule !== undefined && mode === (rule.scope ?? mode) && payee === rule.paid_to && rule.covers.includes(payment)
}

function faultOfConsent(consent: Consent | undefined, givers: readonly string[], on: PlainDate): string | undefined {
  if (!consent) return '没有知情同意记录'
  if (!givers.includes(consent.by)) return '同意不是本人或监护人作出的'
  if (!consent.informed) return '同意作出前未告知本人'
  if (consent.withdrawn && consent.withdrawn <= on) return `同意已于${dateText(consent.withdrawn)}撤回`
  if (consent.from && consent.from > on) return `同意自${dateText(consent.from)}起才有效`
  if (consent.to && consent.to < on) return `同意已于${dateText(consent.to)}到期`
  return undefined
}

/** A consent to one relative is none to another, and one for the living money none for the care money. */
function faultOfScope({ consent, holder, payment }: PayeeQuestion): string | undefined {
  if (consent?.receiver !== undefined && holder !== undefined && consent.receiver !== holder)
    return `同意的领取人是${consent.receiver || '（未写明）'}，不是${holder}`
  const { covers = 'all' } = consent ?? {}
  if (covers !== 'all' && covers !== payment) return `同意只限${purposeTitle[covers]}，不含${purposeTitle[payment]}`
  return undefined
}

const purposeTitle: Record<Purpose, string> = { living: '基本生活费', care: '照料护理费' }

export interface DueByPurpose {
  living: bigint
  care: bigint
  total: bigint
}

/** Due(m) = Σ persons (living + care); always shown apart (C-11, JL-3c). */
export function dueOf(persons: readonly { living: bigint; care: bigint }[]): DueByPurpose {
  const living = sumOf(persons.map((person) => person.living))
  const care = sumOf(persons.map((person) => person.care))
  return { living, care, total: living + care }
}

export const arrearsOf = (due: DueByPurpose, paid: bigint): bigint => due.total - paid

export const paidOnTime = (paidOn: PlainDate | undefined, due: PlainDate): boolean =>
  paidOn !== undefined && paidOn <= due

export interface Pool {
  /** Care fees of all persons, put together (化零为整). */
  accrued: bigint
  paid: bigint
  /** Handed back to the treasury: leaves the pool. */
  returned: bigint
  /** Payments that the bank sent back: in the pool again until they are paid anew. */
  bounced: bigint
}

/** C-13; below zero the pool paid more than was ever accrued, which must be refused. */
export const poolBalance = (pool: Pool): bigint => pool.accrued - pool.paid - pool.returned + pool.bounced

/** C-18: the care fee of the months without one verified service; to be decided by two after a hearing. */
export function toRecover(months: readonly { month: PlainMonth; fee: bigint; verifiedServices: number }[]) {
  const without = months.filter((each) => each.verifiedServices === 0)
  return { months: without.map((each) => each.month), amount: sumOf(without.map((each) => each.fee)) }
}
