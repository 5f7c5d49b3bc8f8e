/** How a case went against what the rules say: what its page and its papers show of mode, level and departures. */
import type { PolicyInForce } from '#kernel/policy.ts'
import type { SelfCareLevel } from '#kernel/self-care.ts'
import type { Way } from './departures.ts'
import { levelByRule } from './level.ts'
import { reasoningOf } from './reasoning.ts'
import { type Case, factsOf, type StoredDeed } from './stored.ts'
import { applicantOf } from './surveying.ts'

export function wayOf(row: Case, deeds: readonly StoredDeed[], policy: PolicyInForce): Way {
  const labels = policy.find<Record<string, string>>('codes.self_care_level.labels')?.value ?? {}
  return {
    deeds,
    round: row.round,
    reasoning: reasoningOf(applicantOf(row), factsOf(row), policy),
    byRule: levelByRule(deeds, policy),
    levelText: (level: SelfCareLevel) => labels[level] ?? level,
  }
}
