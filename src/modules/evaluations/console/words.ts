import type { PlainDate } from '#kernel/calendar.ts'
import { dateText } from '#kernel/calendar.ts'

export const dayText = (day: PlainDate): string => dateText(day)

const decisions = { accepted: '通过验收', refused: '不通过验收', returned: '已退回' }
/** Of a proposal; null while the leader has not decided. */
export const decisionText = (decision: keyof typeof decisions | null): string =>
  decision === null ? '待负责人决定' : decisions[decision]
