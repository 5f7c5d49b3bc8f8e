/** Policy cases about purchase contracts. */
import * as z from 'zod'
import { type Questions, question } from '#kernel/question.ts'
import { missingInContract, objectionsToCarerEmployer, objectionsToTermination, type TakeoverPlan } from './rules.ts'

const contents = question(z.object({ has: z.array(z.string()) }), ({ has }, policy) => {
  const missing = missingInContract(has, policy.value<string[]>('contract.purchase.required_contents').value)
  return { complete: missing.length === 0, missing }
})

const subcontract = question(z.object({ carer_employer: z.string(), contractor: z.string() }), (given, policy) => {
  const rule = policy.find<'forbidden' | 'allowed'>('contract.subcontracting')
  const reasons = objectionsToCarerEmployer(given.carer_employer, given.contractor, rule)
  return { allowed: reasons.length === 0, reasons }
})

const terminate = question(
  z.object({
    ground: z.string(),
    takeover_plan: z.boolean(),
    persons_without_interim_carer: z.int().nonnegative().default(0),
  }),
  (given, policy) => {
    const reasons = objectionsToTermination(
      {
        ground: given.ground,
        takeoverStarted: given.takeover_plan,
        personsWithoutInterimCarer: given.persons_without_interim_carer,
      },
      {
        grounds: policy.value<string[]>('contract.termination_grounds'),
        takeover: policy.find<TakeoverPlan>('contract.takeover_plan'),
      },
    )
    return { allowed: reasons.length === 0, missing: reasons.map((reason) => reason.code), reasons }
  },
)

export const questions: Questions = {
  'contract.contents': contents,
  'contract.subcontract': subcontract,
  'contract.terminate': terminate,
}
