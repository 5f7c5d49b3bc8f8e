/** Level by the items the survey found not met (认定办法 第二十二条). */
import type { PolicyInForce } from '#kernel/policy.ts'
import type { SelfCareLevel } from '#kernel/self-care.ts'
import { type LevelBands, selfCareLevel } from '#modules/assessments/rules.ts'
import { lastOf, type StoredDeed } from './stored.ts'
import { StoredSurvey } from './surveying.ts'

export function levelByRule(deeds: readonly StoredDeed[], policy: PolicyInForce): SelfCareLevel | null {
  const cannot = StoredSurvey.safeParse(lastOf(deeds, 'surveyed')?.said).data?.cannot
  const bands = policy.find<LevelBands>('assessment.levels')?.value
  return cannot && bands ? (selfCareLevel(cannot.length, bands) ?? null) : null
}
