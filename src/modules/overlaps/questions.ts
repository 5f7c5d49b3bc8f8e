/** Policy cases about benefits beside support. */
import * as z from 'zod'
import { fenOfYuan, yuanOf } from '#kernel/money.ts'
import { type Questions, question } from '#kernel/question.ts'
import { type Exclusion, overlapWithSupport, overpaid } from './rules.ts'

const check = question(
  z.object({ benefit: z.string(), supported: z.boolean(), chosen: z.boolean().default(false) }),
  ({ benefit, supported, chosen }, policy) => {
    if (!supported) return { allowed: true, stops: 'none' }
    return overlapWithSupport(
      { benefit, chosen },
      {
        exclusions: policy.find<Exclusion[]>('eligibility.exclusions'),
        compatible: policy.find<string[]>('eligibility.compatible'),
      },
    )
  },
)

const overpaidQuestion = question(
  z.object({ monthly: z.string().transform(fenOfYuan), months: z.int().nonnegative() }),
  ({ monthly, months }) => ({ overpaid: yuanOf(overpaid(Array.from({ length: months }, () => monthly))) }),
)

export const questions: Questions = { 'overlaps.check': check, 'overlaps.overpaid': overpaidQuestion }
