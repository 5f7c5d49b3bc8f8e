/** Policy cases about centralisation. */
import * as z from 'zod'
import { type Questions, question } from '#kernel/question.ts'
import {
  centralisedRate,
  type DesignatedLimit,
  designatedStanding,
  objectionsToDesignatedCount,
  regionalRate,
} from './rules.ts'

const count = z.int().nonnegative()

const designated = question(z.object({ designated: count }), (given, policy) => {
  const rule = policy.value<DesignatedLimit>('institution.max_designated')
  const answer = designatedStanding(given.designated, rule.value)
  const reasons = objectionsToDesignatedCount(given.designated, rule)
  if (answer === 'warn') return { answer, needs: ['reason', 'approver'], reasons }
  return { answer, reasons_needed: answer === 'allowed', reasons }
})

export const questions: Questions = {
  'planning.centralised_rate': question(
    z.object({ centralised: count, dispersed: count, assumed: z.boolean().default(false) }),
    (given) => ({
      percent_2: centralisedRate(given.centralised, given.dispersed),
      marked_as_assumption: given.assumed,
    }),
  ),
  'planning.regional_rate': question(z.object({ in_designated: count, all_centralised: count }), (given) => ({
    percent_2: regionalRate(given.in_designated, given.all_centralised),
  })),
  'planning.designated_count': designated,
}
