/** What the county's policy says of a benefit beside support. */
import type { Citation, PolicyInForce } from '#kernel/policy.ts'
import { benefitText, type Exclusion, type Overlap, type OverlapRules, overlapWithSupport } from './rules.ts'
import { isBenefit, kindText, registerText } from './words.ts'

export type Relation = 'exclusive' | 'compatible' | 'to_be_decided' | 'register'

const rulesIn = (policy: PolicyInForce): OverlapRules => ({
  exclusions: policy.find<Exclusion[]>('eligibility.exclusions'),
  compatible: policy.find<string[]>('eligibility.compatible'),
})

export const overlapOf = (policy: PolicyInForce, kind: string, chosen = false): Overlap =>
  overlapWithSupport({ benefit: kind, chosen }, rulesIn(policy))

export function relationOf(policy: PolicyInForce, kind: string): Relation {
  if (!isBenefit(kind)) return 'register'
  const { allowed } = overlapOf(policy, kind)
  if (allowed === 'to_be_decided') return 'to_be_decided'
  return allowed ? 'compatible' : 'exclusive'
}

export interface Gap {
  text: string
  citations: Citation[]
}

/** Where the documents are silent no rule is made up: what is missing, and where the county may set it. */
export function gapOf(policy: PolicyInForce, kind: string): Gap | null {
  if (relationOf(policy, kind) !== 'to_be_decided') return null
  const title = kindText(kind)
  const chosen = overlapOf(policy, kind, true)
  if (chosen.allowed === false)
    return {
      text: `本人选择${title}的，不再认定为特困人员；没有选择的，在用的规定没有写明能否同享，不自动停发。`,
      citations: chosen.citations,
    }
  return { text: `全国和本县在用的规定都没有写明${title}能否与特困供养同享，不自动停发。`, citations: [] }
}

/** Kinds that the pack names, and those that this product knows besides. */
export function kindsIn(policy: PolicyInForce) {
  const { exclusions, compatible } = rulesIn(policy)
  const named = [...(exclusions?.value ?? []).map(({ benefit }) => benefit), ...(compatible?.value ?? [])]
  const all = new Set([...Object.keys(registerText), ...Object.keys(benefitText), ...named])
  return [...all].map((kind) => ({ kind, title: kindText(kind), relation: relationOf(policy, kind) }))
}

/** From which age a benefit is drawn, where the county has said so; no document here does. */
export function startAgesIn(policy: PolicyInForce): ReadonlyMap<string, number> {
  const found = policy.find<{ ages: 'none' | { benefit: string; age: number }[] }>('eligibility.compatible_from_age')
  const ages = found?.value.ages ?? 'none'
  return new Map(ages === 'none' ? [] : ages.map(({ benefit, age }) => [benefit, age]))
}

export const compatibleIn = (policy: PolicyInForce): { kinds: readonly string[]; citations: Citation[] } => {
  const found = policy.find<string[]>('eligibility.compatible')
  return { kinds: found?.value ?? [], citations: found?.citations ?? [] }
}
