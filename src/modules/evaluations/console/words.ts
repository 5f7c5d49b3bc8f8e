import type { PlainDate } from '#kernel/calendar.ts'
import { dateText } from '#kernel/calendar.ts'

export const dayText = (day: PlainDate): string => dateText(day)

const decisions = { accepted: '通过验收', refused: '不通过验收', returned: '已退回' }
/** Of a proposal; null while the leader has not decided. */
export const decisionText = (decision: keyof typeof decisions | null): string =>
  decision === null ? '待负责人决定' : decisions[decision]

/** What the reader is to do with an acceptance now; only to look, when it is another's turn or the month is closed. */
export type Act = 'propose' | 'decide' | 'look'

type Decided = { decision: 'accepted' | 'refused' | 'returned' | null }

export function actOf(last: Decided | undefined, may: { propose: boolean; decide: boolean; closed: boolean }): Act {
  if (may.closed) return 'look'
  if (last?.decision === null) return may.decide ? 'decide' : 'look'
  return last?.decision !== 'accepted' && may.propose ? 'propose' : 'look'
}

/** 未提出, or what became of the last proposal. */
export const stateText = (last: Decided | undefined): string => (last ? decisionText(last.decision) : '未提出')
