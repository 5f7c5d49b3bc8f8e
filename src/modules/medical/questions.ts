/** Policy cases about medical costs. */
import * as z from 'zod'
import { fenOfYuan, yuanOf } from '#kernel/money.ts'
import type { PolicyInForce } from '#kernel/policy.ts'
import { type Questions, question } from '#kernel/question.ts'
import { billShares, companyShares, type MedicalLimit, type MedicalShare, premiumShares } from './rules.ts'

const yuan = z.string().transform(fenOfYuan)

/** 'none' stands for a share that the place has still to set: then there is no answer in money. */
function percentOf(policy: PolicyInForce, key: string): number | 'none' {
  return policy.value<MedicalShare>(key).value.percent
}

function limitOf(policy: PolicyInForce, key: string): bigint | null {
  const limit = policy.find<MedicalLimit>(key)?.value
  return limit?.applied && limit.amount ? fenOfYuan(limit.amount) : null
}

const assistance = question(
  z.object({ total: yuan, in_scope: yuan, basic: yuan, serious_illness: yuan }),
  (given, policy) => {
    const percent = percentOf(policy, 'medical.assistance_ratio')
    if (percent === 'none') return { assistance: 'none' }
    const deductible = limitOf(policy, 'medical.deductible')
    const shares = billShares(
      {
        total: given.total,
        inScope: given.in_scope,
        basicInsurance: given.basic,
        seriousIllness: given.serious_illness,
      },
      { percent, deductible, capLeft: limitOf(policy, 'medical.annual_cap') },
    )
    return {
      assistance: yuanOf(shares.assistance),
      person_pays: yuanOf(shares.personPays),
      deductible_applied: deductible !== null,
    }
  },
)

const premium = question(z.object({ contribution: yuan }), ({ contribution }, policy) => {
  const percent = percentOf(policy, 'medical.premium_subsidy')
  if (percent === 'none') return { subsidy: 'none' }
  const shares = premiumShares(contribution, percent)
  return { subsidy: yuanOf(shares.subsidy), person_pays: yuanOf(shares.personPays) }
})

const split = question(
  z.object({ days: z.int().nonnegative(), price: yuan, available_care_fee: yuan }),
  ({ days, price, available_care_fee }, policy) => {
    const [first, second] = policy.value<string[]>('hospital_care.payer_order').value
    const available = first === 'own_care_fee' ? available_care_fee : 0n
    const shares = companyShares(days, price, available)
    return {
      cost: yuanOf(shares.cost),
      from_care_fee: yuanOf(shares.fromCareFee),
      top_up_by_township: yuanOf(second === 'township_top_up' ? shares.topUp : 0n),
    }
  },
)

export const questions: Questions = {
  'medical.assistance': assistance,
  'medical.premium': premium,
  'hospital_care.split': split,
}
