/** What stands against a signature: who signs, on which day, in whose hand. Pure. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import type { Capacity } from '#kernel/capacity.ts'
import type { PolicyInForce, PolicyValue } from '#kernel/policy.ts'
import type { Reason } from '#kernel/refusal.ts'
import { objectionsToOrder, type Party, partyText } from './rules.ts'
import { type GuardianSigns, objectionsToSignature } from './signing.ts'
import type { Act, SignerRole, SigningMethod } from './words.ts'

/** Where no document speaks of it: the Civil Code's own rule, with A-16 for limited capacity. */
export const guardianRuleIn = (policy: PolicyInForce): PolicyValue<GuardianSigns> =>
  policy.find<GuardianSigns>('agreement.guardian_signs_when') ?? {
    value: { guardian_signs: ['no_capacity'], person_signs_guardian_consents: ['limited_capacity'] },
    force: 'must',
    citations: [{ document: '', clause: '', position: 'A-16' }],
  }

export interface NewSignature {
  party: Party | 'guardian'
  act: Act
  signer: string
  as: SignerRole
  authorised: boolean
  method: SigningMethod
  signedOn: PlainDate
  imageHash: string | null
}

export interface SignedAlready {
  party: string
  act: string
  signer: string
  imageHash: string | null
}

export interface SigningSituation {
  parties: readonly { party: string; act: Act }[]
  signed: readonly SignedAlready[]
  personName: string
  capacity: Capacity
  guardians: readonly { name: string; relation: string; conflict: string; from: PlainDate }[]
  carerName: string | null
  reviewedOn: PlainDate | null
  rosterFixedOn: PlainDate | null
  today: PlainDate
}

export interface SigningRules {
  guardian: PolicyValue<GuardianSigns>
  afterRoster: PolicyValue<boolean> | undefined
}

export function objectionsToSigning(sign: NewSignature, standing: SigningSituation, rules: SigningRules): Reason[] {
  return [
    ...objectionsToParty(sign, standing),
    ...objectionsToDay(sign, standing, rules),
    ...objectionsToSigner(sign, standing, rules),
    ...objectionsToHand(sign, standing),
  ]
}

const titleOf = (party: Party | 'guardian') => (party === 'guardian' ? '监护人' : partyText[party])

function objectionsToParty({ party, act }: NewSignature, { parties, signed }: SigningSituation): Reason[] {
  if (!parties.some((each) => each.party === party && each.act === act))
    return [{ code: 'not_a_party', message: `${titleOf(party)}不是本协议应签署的一方。请按各方列表登记` }]
  if (signed.some((each) => each.party === party && each.act === act))
    return [{ code: 'signed_already', message: `${titleOf(party)}已经登记签署，不能重复登记。请刷新页面核对` }]
  return []
}

function objectionsToDay({ signedOn, act }: NewSignature, standing: SigningSituation, rules: SigningRules): Reason[] {
  const { today, reviewedOn, rosterFixedOn } = standing
  if (signedOn > today)
    return [{ code: 'signed_later', message: `签署日期${dateText(signedOn)}晚于今天；不能预签。请核对日期` }]
  if (act === 'is_informed') return []
  if (reviewedOn !== null && signedOn < reviewedOn) {
    const message = `签署日期${dateText(signedOn)}早于审核日${dateText(reviewedOn)}；应先审核后签署。请核对日期，不得倒签`
    return [{ code: 'before_review', message }]
  }
  return objectionsToOrder(rosterFixedOn, signedOn, rules.afterRoster)
}

function objectionsToSigner(sign: NewSignature, standing: SigningSituation, rules: SigningRules): Reason[] {
  if (sign.party === 'person') return objectionsToPersonsPart(sign, standing, rules)
  if (sign.party === 'guardian') return objectionsToGuardian(sign.signer, standing)
  if (sign.party === 'carer' && standing.carerName !== null && sign.signer !== standing.carerName) {
    const message = `签署人是${sign.signer}；照料护理人应为${standing.carerName}本人。请由其本人签署`
    return [{ code: 'carer_must_sign', message }]
  }
  return []
}

function objectionsToPersonsPart(sign: NewSignature, standing: SigningSituation, rules: SigningRules): Reason[] {
  if (sign.act === 'is_informed') return []
  const by = sign.as === 'representative' ? 'other' : sign.as
  const valid = objectionsToSignature(
    standing.capacity,
    { by, authorised: sign.authorised, guardianConsents: true },
    rules.guardian,
  )
  if (valid.length > 0) return valid.map((reason) => ({ ...reason, message: withGuardian(reason, standing) }))
  if (sign.as === 'guardian') return objectionsToGuardian(sign.signer, standing)
  if (sign.as === 'person' && sign.signer !== standing.personName) {
    const message = `签署人是${sign.signer}，本人是${standing.personName}；以本人身份签署的应为本人。请核对签署人`
    return [{ code: 'not_the_person', message }]
  }
  return []
}

function withGuardian({ code, message }: Reason, { guardians, personName }: SigningSituation): string {
  const [guardian] = guardians
  if (code !== 'guardian_must_sign' || !guardian) return message
  return `${personName}：${message}。已登记监护人：${guardian.name}（${guardian.relation}，${Number(guardian.from.slice(0, 4))}年起）`
}

function objectionsToGuardian(signer: string, { guardians, personName }: SigningSituation): Reason[] {
  const guardian = guardians.find(({ name }) => name === signer)
  if (!guardian) {
    const known = guardians.map(({ name, relation }) => `${name}（${relation}）`).join('、') || '无'
    const message = `${signer}不是${personName}已登记的有签署权的监护人（现登记：${known}）；应由监护人签署。请先登记监护依据`
    return [{ code: 'not_guardian', message }]
  }
  if (guardian.conflict === '') return []
  const message = `监护人${signer}与本人有利益冲突（${guardian.conflict}），不能代签。请另行确定监护人`
  return [{ code: 'guardian_conflict', message }]
}

/** One hand does not sign for two sides. */
function objectionsToHand(sign: NewSignature, { signed }: SigningSituation): Reason[] {
  const others = signed.filter(({ party }) => party !== sign.party)
  if (
    sign.method !== 'paper' &&
    sign.imageHash !== null &&
    others.some(({ imageHash }) => imageHash === sign.imageHash)
  )
    return [{ code: 'same_hand', message: '这份签名图像已用于本协议的另一方；各方应分别签名。请由当事方本人重签' }]
  const twice = others.find(({ signer }) => signer === sign.signer)
  if (!twice) return []
  const message = `${sign.signer}已代表另一方签署；同一人不能代表两方。请由各方分别签署`
  return [{ code: 'same_signer', message }]
}

/** The same picture of a signature on other agreements: to be looked into (F-16). */
export const sameImageText = (count: number): string => `同一份签名图像已用于另外${count}份协议，请核对。`

/** Whose part each role may register: its own on the screen; the paper of all by those who keep the papers. */
const ownParts: Record<string, readonly (Party | 'guardian')[]> = {
  'provider-admin': ['provider'],
  'home-director': ['home'],
  'village-aide': ['village', 'person', 'carer', 'guardian'],
  'township-leader': ['township', 'person', 'carer', 'guardian'],
  'township-clerk': ['township', 'person', 'carer', 'guardian'],
  'county-leader': ['county'],
  'county-clerk': ['county'],
}
const keepsPapers: readonly string[] = ['township-clerk', 'county-clerk']

export function objectionsToRegistrar(role: string, { party, method }: NewSignature): Reason[] {
  if (ownParts[role]?.includes(party) || (method === 'paper' && keepsPapers.includes(role))) return []
  return [{ code: 'not_own_part', message: `您不能登记${titleOf(party)}的签署；应由该方或登记纸质协议的经办人登记` }]
}
