/** What a purchase contract must contain, who may do its work, and when it may be ended. */
import * as z from 'zod'
import type { PolicyValue } from '#kernel/policy.ts'
import { type Reason, reasonBy } from '#kernel/refusal.ts'

export const TerminationGround = z.enum(['veto', 'serious_quality_problem_overdue'])
export type TerminationGround = z.infer<typeof TerminationGround>

/** Contents a purchase contract lacks, in the order of the list in force. */
export const missingInContract = (has: readonly string[], required: readonly string[]): string[] =>
  required.filter((content) => !has.includes(content))

/** The contractor's own people do the work; carers of another employer mean that it was passed on (SX-5.5c). */
export function objectionsToCarerEmployer(
  carerEmployer: string,
  contractor: string,
  subcontracting: PolicyValue<'forbidden' | 'allowed'> | undefined,
): Reason[] {
  if (carerEmployer === contractor || subcontracting?.value !== 'forbidden') return []
  return [
    reasonBy(
      subcontracting,
      'subcontracted',
      '照料人员由合同承接方以外的单位聘用，属转包；购买服务不得转包。请由承接方聘用照料人员',
    ),
  ]
}

/** contract.takeover_plan */
export interface TakeoverPlan {
  when: 'at_termination'
  gap_days_allowed: number
}

export interface Termination {
  ground: string
  takeoverStarted: boolean
  personsWithoutInterimCarer: number
}

export interface TerminationRules {
  grounds: PolicyValue<string[]>
  takeover: PolicyValue<TakeoverPlan> | undefined
}

/** Why a contract cannot be ended now: nobody may be left without a carer for a day. */
export function objectionsToTermination(termination: Termination, rules: TerminationRules): Reason[] {
  const reasons: Reason[] = []
  if (!rules.grounds.value.includes(termination.ground)) {
    reasons.push(reasonBy(rules.grounds, 'ground', '终止事由不在规定的终止合同情形之内。请核对事由或按合同协商解除'))
  }
  if (!rules.takeover) return reasons
  if (!termination.takeoverStarted) {
    reasons.push(
      reasonBy(rules.takeover, 'takeover_plan', '尚未启动接管预案；终止合同时照料不得中断。请先启动接管预案'),
    )
  }
  const without = termination.personsWithoutInterimCarer
  if (termination.takeoverStarted && without > 0 && rules.takeover.value.gap_days_allowed === 0) {
    reasons.push({
      ...reasonBy(
        rules.takeover,
        'interim_carer',
        `还有${without}人没有临时照料人；照料一天也不得中断。请逐人落实临时照料人`,
      ),
      count: without,
    })
  }
  return reasons
}
