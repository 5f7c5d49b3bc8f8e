/** What the policy of a visit's own day says of it. */
import type { PlainDate } from '#kernel/calendar.ts'
import type { PolicyValue } from '#kernel/policy.ts'
import type { Context } from '#platform/context.ts'
import type { EvidencePoints } from './points.ts'
import type { CareContent } from './rules.ts'
import type { Limits, VisitLimits } from './verdict.ts'

export interface DayPolicy {
  limits: Limits
  content: PolicyValue<CareContent> | undefined
}

export async function policyOfDay(context: Context, day: PlainDate): Promise<DayPolicy> {
  const policy = await context.policyOn(day)
  return {
    limits: {
      visit: policy.find<VisitLimits>('visit.limits'),
      agreementFirst: policy.find<boolean>('agreement.before_service'),
      evidence: policy.find<EvidencePoints>('visit.evidence_points'),
    },
    content: policy.find<CareContent>('care.content_by_level'),
  }
}

export async function policyOfDays(context: Context, days: ReadonlySet<PlainDate>): Promise<Map<PlainDate, DayPolicy>> {
  const found = new Map<PlainDate, DayPolicy>()
  for (const day of days) found.set(day, await policyOfDay(context, day))
  return found
}
