/** The way of an assessment as a pure function: who may take which step, and what it leads to. */
import type { Citation } from '#kernel/policy.ts'
import type { Reason } from '#kernel/refusal.ts'
import { type AssessmentStatus, type Deed, deedText, statusText } from './words.ts'

/** What somebody does; a term that moves by itself is none of it. */
type TakenDeed = Exclude<Deed, 'request' | 'recompute'>

const ways: Readonly<Record<TakenDeed, Partial<Record<AssessmentStatus, AssessmentStatus>>>> = {
  submit: { requested: 'assessed' },
  review: { assessed: 'reviewed' },
  hear: { assessed: 'assessed', reviewed: 'reviewed' },
  return: { assessed: 'requested', reviewed: 'requested' },
  decide: { reviewed: 'decided' },
  tell: { decided: 'decided', disputed: 'disputed' },
  dispute: { decided: 'disputed' },
  settle: { disputed: 'decided' },
  withdraw: { requested: 'withdrawn', assessed: 'withdrawn', reviewed: 'withdrawn' },
}

/** Undefined where the step does not lead on from here. */
export const after = (status: AssessmentStatus, deed: TakenDeed): AssessmentStatus | undefined => ways[deed][status]

export interface Hands {
  status: AssessmentStatus
  /** Who entered the result, who looked it over. */
  assessedBy: string | null
  reviewedBy: string | null
  assessors: readonly { name: string; accountId: string | null }[]
  /** The second one, after a dispute. */
  second: boolean
  /** A second one was held already. */
  settled: boolean
}

interface Actor {
  accountId: string
  name: string
}

/** Everything that keeps this actor from this step now. */
export function objectionsToDeed(hands: Hands, deed: TakenDeed, actor: Actor, citations: Citation[] = []): Reason[] {
  const { status } = hands
  if (after(status, deed) === undefined)
    return [{ code: 'status', message: `评估现为“${statusText[status]}”，不能${deedText[deed]}。请刷新后核对。` }]
  if (deed === 'dispute') return objectionsToDispute(hands)
  if (deed !== 'review' && deed !== 'decide') return []
  const verb = deed === 'review' ? '初审' : '审定'
  const found: Reason[] = []
  if (isAssessor(hands, actor))
    found.push({ code: 'assessor_decides', message: `您是评估人，不能${verb}。请由其他人${verb}。`, citations })
  if (hands.assessedBy === actor.accountId)
    found.push({
      code: 'entered_by_self',
      message: `评估结果由您提交，不能由您${verb}。请由另一人${verb}。`,
      citations,
    })
  if (deed === 'decide' && hands.reviewedBy === actor.accountId)
    found.push({ code: 'reviewed_by_self', message: '初审意见由您提出，不能由您审定。请由另一人审定。', citations })
  return found
}

const isAssessor = ({ assessors }: Hands, { accountId, name }: Actor): boolean =>
  assessors.some((assessor) => assessor.accountId === accountId || assessor.name === name)

function objectionsToDispute({ second, settled }: Hands): Reason[] {
  if (second || settled)
    return [
      {
        code: 'final',
        message: '已经二次评估，结果为最终结果，不再重新评估。仍不服的，可依法申请行政复议或提起行政诉讼。',
      },
    ]
  return []
}
