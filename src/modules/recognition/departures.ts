/** Where somebody decided otherwise than the rules, the applicant's wish or whoever came before him, each with his reason. Pure. */
import { SelfCareLevel, SupportMode, supportModeText } from '#kernel/self-care.ts'
import * as z from 'zod'
import type { Condition, Reasoning } from './reasoning.ts'
import { type Departure, type SupportShown } from './shapes.ts'
import { lastOf, type StoredDeed } from './stored.ts'
import { StoredSurvey } from './surveying.ts'
import { Proposal, proposalText } from './words.ts'

export const Proposed = z.object({
  fits: z.boolean(),
  mode: SupportMode.nullable().default(null),
  level: SelfCareLevel.nullable().default(null),
  proposal: Proposal.optional(),
  modeReason: z.string().default(''),
  levelReason: z.string().default(''),
  consentPaper: z.string().default(''),
  papersReason: z.string().default(''),
  lacking: z.array(z.string()).default([]),
  alive: z.string().default(''),
})
const Opined = z.object({ fits: z.boolean(), proposal: Proposal.optional() })
const Decided = z.object({
  decision: z.enum(['confirmed', 'refused']),
  mode: SupportMode.nullable().default(null),
  level: SelfCareLevel.nullable().default(null),
  how: z.string().default('full'),
  modeReason: z.string().default(''),
  levelReason: z.string().default(''),
})

export interface Way {
  deeds: readonly StoredDeed[]
  round: number
  reasoning: Reasoning
  byRule: SelfCareLevel | null
  levelText: (level: SelfCareLevel) => string
}

/** By rule and wish, as proposed, as decided: side by side. */
export function supportOf({ deeds, round, byRule }: Omit<Way, 'reasoning' | 'levelText'>): SupportShown {
  const survey = StoredSurvey.safeParse(lastOf(deeds, 'surveyed')?.said).data
  const proposed = Proposed.safeParse(lastOf(deeds, 'proposed', round)?.said).data
  const decided = Decided.safeParse(lastOf(deeds, 'decided')?.said).data
  const both = ({ mode, level }: { mode: SupportMode | null; level: SelfCareLevel | null }) => ({ mode, level })
  return {
    asked: { mode: survey?.wish ?? null, level: byRule },
    proposed: proposed?.fits ? both(proposed) : null,
    decided: decided?.decision === 'confirmed' ? both(decided) : null,
  }
}

export function departuresOf(way: Way): Departure[] {
  return [...ofOpinion(way), ...ofProposal(way), ...ofDecision(way)]
}

function ofOpinion({ deeds, round }: Way): Departure[] {
  const deed = lastOf(deeds, 'opined', round)
  const said = Opined.safeParse(deed?.said).data
  if (!deed || !said) return []
  return told(deed, '初审', fromRules(said.fits, said.proposal))
}

function ofProposal(way: Way): Departure[] {
  const deed = lastOf(way.deeds, 'proposed', way.round)
  const said = Proposed.safeParse(deed?.said).data
  if (!deed || !said) return []
  const { asked } = supportOf(way)
  return told(deed, '县级审核', [...fromRules(said.fits, said.proposal)]).concat(
    said.fits ? supportTold({ deed, stage: '县级审核', said, before: asked, way, whose: ofSurvey }) : [],
    papersTold(deed, said),
  )
}

function ofDecision(way: Way): Departure[] {
  const deed = lastOf(way.deeds, 'decided')
  const said = Decided.safeParse(deed?.said).data
  if (!deed || !said || said.how === 'direct') return []
  const fits = said.decision === 'confirmed'
  const proposed = Proposed.safeParse(lastOf(way.deeds, 'proposed', way.round)?.said).data
  const against = way.reasoning.conditions.filter(({ verdict }) => verdict === 'not_met').map(({ title }) => title)
  return told(deed, '决定', [
    ...fromRules(fits, way.reasoning.proposal).map((text) =>
      fits && against.length > 0 ? `${text}（按规则不符合的条件：${against.join('、')}）` : text,
    ),
    ...(proposed && proposed.fits !== fits ? [`${opinion(fits)}，县级经办的审核意见为${opinion(proposed.fits)}`] : []),
  ]).concat(
    fits && proposed ? supportTold({ deed, stage: '决定', said, before: proposed, way, whose: ofProposer }) : [],
  )
}

const papersTold = (deed: StoredDeed, { lacking, papersReason }: z.infer<typeof Proposed>): Departure[] =>
  lacking.length === 0 ? [] : told({ ...deed, note: papersReason }, '县级审核', [`材料尚缺：${lacking.join('、')}`])

const ofSurvey = ['本人意愿', '入户调查六项得出的等级'] as const
const ofProposer = ['县级经办提出的方式', '县级经办提出的等级'] as const

interface SupportSaid extends Compared {
  deed: StoredDeed
  stage: Departure['stage']
  said: Support & { modeReason: string; levelReason: string }
  before: Support
}

/** Another way and another level are two departures, each with its own reason. */
function supportTold({ deed, stage, said, before, way, whose }: SupportSaid): Departure[] {
  const only = (mode: Support['mode'], level: Support['level'], reason: string) =>
    told(reason === '' ? deed : { ...deed, note: reason }, stage, otherSupport({ mode, level }, before, { way, whose }))
  return [...only(said.mode, null, said.modeReason), ...only(null, said.level, said.levelReason)]
}

const told = ({ account, note }: StoredDeed, stage: Departure['stage'], texts: readonly string[]): Departure[] =>
  texts.map((text) => ({ stage, text, by: account, reason: note }))

const opinion = (fits: boolean): string => (fits ? '“予以认定”' : '“不予认定”')

function fromRules(fits: boolean, proposal: Proposal | undefined): string[] {
  if (proposal === undefined || proposal === (fits ? 'fits' : 'not_fits')) return []
  if (proposal === 'open') return [`${opinion(fits)}，按规则须人工判断`]
  return [`${opinion(fits)}，按规则的建议为“${proposalText[proposal]}”`]
}

interface Support {
  mode: SupportMode | null
  level: SelfCareLevel | null
}
interface Compared {
  way: Pick<Way, 'levelText'>
  whose: readonly [mode: string, level: string]
}

function otherSupport(chosen: Support, before: Support, { way: { levelText }, whose }: Compared): string[] {
  const [ofMode, ofLevel] = whose
  return [
    ...(chosen.mode && before.mode && chosen.mode !== before.mode
      ? [`供养方式“${supportModeText[chosen.mode]}”，${ofMode}为“${supportModeText[before.mode]}”`]
      : []),
    ...(chosen.level && before.level && chosen.level !== before.level
      ? [`能力等级“${levelText(chosen.level)}”，${ofLevel}为“${levelText(before.level)}”`]
      : []),
  ]
}

/** What a letter of confirmation says of a condition: never a bare 不符合 beside 确认. */
export function verdictOfConfirmed({ verdict }: Pick<Condition, 'verdict'>, reason: string): string | undefined {
  const because = reason === '' ? '' : `，理由：${reason.replace(/。$/, '')}`
  switch (verdict) {
    case 'met':
      return undefined
    case 'not_met':
      return `按规则不符合，经审核仍予认定${because}`
    case 'missing':
      return `按规则材料尚缺，经审核仍予认定${because}`
    case 'judge':
      return `按规则须人工判断，经人工判断符合${because}`
  }
}

/** In the letter to the person only what stands in the end: another way of support than he wished, another level than the survey gave. */
export function standingDepartures(way: Way): string[] {
  const { asked, proposed, decided } = supportOf(way)
  if (!decided) return []
  const because = (same: boolean, of: 'modeReason' | 'levelReason'): string => {
    const deed = lastOf(way.deeds, same ? 'proposed' : 'decided', same ? way.round : undefined)
    const own = (same ? Proposed : Decided).safeParse(deed?.said).data?.[of]
    const words = (own || (deed?.note ?? '')).replace(/。$/, '')
    return words === '' ? '' : `，理由：${words}`
  }
  const only = (mode: SupportMode | null, level: SelfCareLevel | null) =>
    otherSupport({ mode, level }, asked, { way, whose: ['本人意愿', '入户调查六项得出的等级'] })
  return [
    ...only(decided.mode, null).map((text) => `${text}${because(proposed?.mode === decided.mode, 'modeReason')}`),
    ...only(null, decided.level).map((text) => `${text}${because(proposed?.level === decided.level, 'levelReason')}`),
  ]
}
