/** What packs' cases may ask of payments; answered by the rules in use. */
import * as z from 'zod'
import { addMonths, monthOf, PlainDate } from '#kernel/calendar.ts'
import { fenOfYuan, yuanOf } from '#kernel/money.ts'
import type { PolicyInForce } from '#kernel/policy.ts'
import { arrearsOf, type Consent, dueOf, objectionsToPayee, poolBalance, toRecover } from './rules.ts'

const Yuan = z.union([z.bigint(), z.string().transform((text) => fenOfYuan(text))])
const zero = '0.00'

const ConsentGiven = z.object({
  by: z.string(),
  informed: z.boolean().default(true),
  valid_on_day: z.boolean().default(true),
  withdrawn: PlainDate.optional(),
  from: PlainDate.optional(),
  to: PlainDate.optional(),
})

const PayeeGiven = z.object({
  payment: z.enum(['living', 'care']),
  payee: z.string(),
  agreement_payee: z.string().optional(),
  mode: z.enum(['dispersed', 'centralised']).optional(),
  consent: z.union([z.literal('none'), ConsentGiven]).optional(),
})

function consentOf(given: z.infer<typeof PayeeGiven>['consent']): Consent | undefined {
  if (!given || given === 'none' || !given.valid_on_day) return undefined
  const { by, informed, from, to, withdrawn } = given
  return { by, informed, from, to, withdrawn }
}

function payeeCheck(given: unknown, policy: PolicyInForce) {
  const { payment, payee, agreement_payee, mode, consent } = PayeeGiven.parse(given)
  const question = { payment, payee, mode, agreementPayee: agreement_payee, consent: consentOf(consent) }
  const reasons = objectionsToPayee(question, policy)
  return { allowed: reasons.length === 0, reason: reasons[0]?.code ?? 'none', reasons }
}

const PoolGiven = z.object({
  accrued: Yuan,
  paid: Yuan,
  returned: Yuan.default(() => fenOfYuan(zero)),
  bounced: Yuan.default(() => fenOfYuan(zero)),
})

function pool(given: unknown, policy: PolicyInForce) {
  const balance = poolBalance(PoolGiven.parse(given))
  const rule = policy.find('payment.care.pooling')
  return { balance: yuanOf(balance), ok: balance >= 0n, citations: rule?.citations ?? [] }
}

const ArrearsGiven = z.object({ persons: z.int().min(0), living: Yuan, care: Yuan, paid: Yuan })

function arrears(given: unknown, policy: PolicyInForce) {
  const { persons, living, care, paid } = ArrearsGiven.parse(given)
  const due = dueOf(Array.from({ length: persons }, () => ({ living, care })))
  const types = policy.find<string[]>('standard.types_required')
  return {
    due: yuanOf(due.total),
    living: yuanOf(due.living),
    care: yuanOf(due.care),
    arrears: yuanOf(arrearsOf(due, paid)),
    split: types?.value ?? ['living', 'care'],
    citations: types?.citations ?? [],
  }
}

const RecoverGiven = z.object({ care_fee_monthly: Yuan, months_without_verified_service: z.int().min(0) })

function recover(given: unknown, policy: PolicyInForce) {
  const { care_fee_monthly, months_without_verified_service } = RecoverGiven.parse(given)
  const months = Array.from({ length: months_without_verified_service }, (_, back) => ({
    month: addMonths(monthOf(policy.on), -back),
    fee: care_fee_monthly,
    verifiedServices: 0,
  }))
  const rule = policy.find<{ then: string[] }>('payment.care.no_service')
  const justice = rule?.value.then.includes('refer_to_justice') ?? false
  return {
    recover: yuanOf(toRecover(months).amount),
    // Whoever pays back is heard, and no one decides it alone (C-18).
    needs: ['two_persons', 'hearing'],
    refer: justice ? 'if_crime_suspected' : 'none',
    citations: rule?.citations ?? [],
  }
}

export const questions: Record<string, (given: unknown, policy: PolicyInForce) => unknown> = {
  'payment.payee_check': payeeCheck,
  'payment.pool': pool,
  'payment.arrears': arrears,
  'payment.recover': recover,
}
