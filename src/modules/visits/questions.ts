/** Policy cases about care plans and visits. */
import * as z from 'zod'
import { PlainDate } from '#kernel/calendar.ts'
import { type Questions, question } from '#kernel/question.ts'
import { SelfCareLevel } from '#kernel/self-care.ts'
import { type CareContent, missingInPlan, objectionsToBilling } from './rules.ts'

const items = z.array(z.string())

const plan = question(z.object({ level: SelfCareLevel, plan: items, needs: items.default([]) }), (given, policy) => {
  const content = policy.value<CareContent>('care.content_by_level').value
  const missing = missingInPlan({ level: given.level, items: given.plan, needs: given.needs }, content)
  return { complete: missing.length === 0, missing }
})

const billable = question(
  z.object({ agreement_signed: PlainDate.nullable(), visit: PlainDate }),
  ({ agreement_signed, visit }, policy) => {
    const reasons = objectionsToBilling(visit, agreement_signed, policy.find<boolean>('agreement.before_service'))
    return { billable: reasons.length === 0, reasons }
  },
)

export const questions: Questions = { 'care.plan_check': plan, 'visit.billable': billable }
