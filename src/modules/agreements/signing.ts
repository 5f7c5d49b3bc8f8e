/** Who signs for the person: the person, the person with the guardian's consent, or the guardian. */
import * as z from 'zod'
import { type Capacity, capacityCode, capacityText } from '#kernel/capacity.ts'
import type { PolicyValue } from '#kernel/policy.ts'
import { type Reason, reasonBy } from '#kernel/refusal.ts'

export const Signer = z.enum(['person', 'guardian', 'relative', 'other'])
export type Signer = z.infer<typeof Signer>

/** agreement.guardian_signs_when */
export interface GuardianSigns {
  guardian_signs: string[]
  person_signs_guardian_consents: string[]
}

export interface WhoSigns {
  signs: 'person' | 'guardian'
  consents: 'guardian' | null
}

export function whoSigns(capacity: Capacity, rule: GuardianSigns): WhoSigns {
  const code = capacityCode[capacity]
  if (rule.guardian_signs.includes(code)) return { signs: 'guardian', consents: null }
  return { signs: 'person', consents: rule.person_signs_guardian_consents.includes(code) ? 'guardian' : null }
}

export interface Signature {
  by: Signer
  /** Holds a written authority of the person. */
  authorised: boolean
  guardianConsents: boolean
}

export function objectionsToSignature(
  capacity: Capacity,
  signature: Signature,
  rule: PolicyValue<GuardianSigns>,
): Reason[] {
  const { signs, consents } = whoSigns(capacity, rule.value)
  const who = `本人为${capacityText[capacity]}`
  if (signs === 'guardian') {
    if (signature.by === 'guardian') return []
    return [reasonBy(rule, 'guardian_must_sign', `${who}；应由监护人代签。请由监护人重签`)]
  }
  // Only someone of full capacity can give the authority by which another signs (民法典 第一百六十一条).
  const represented = capacity === 'full' && signature.authorised
  if (signature.by !== 'person' && !represented) {
    return [reasonBy(rule, 'person_must_sign', `${who}；应由本人签字，他人代签须有本人书面委托。请由本人重签`)]
  }
  if (consents === 'guardian' && !signature.guardianConsents) {
    return [reasonBy(rule, 'guardian_must_consent', `${who}；本人签字还须监护人同意。请取得监护人同意`)]
  }
  return []
}
