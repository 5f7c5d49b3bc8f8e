/** What list and drawer show alike. */
import { momentText } from '#kernel/calendar.ts'
import { StatusTag } from '#ui/status-tag.tsx'
import type { ListedVisit, Verdict } from '../contract.ts'

export const named = (codes: readonly string[], titles: Readonly<Record<string, string>>) =>
  codes.map((code) => titles[code] ?? code).join('、') || '—'
export const clock = (moment: ListedVisit['startedAt']) => momentText(moment).slice(11).replace(/^0/, '')
export const spanOf = ({ startedAt, endedAt }: Pick<ListedVisit, 'startedAt' | 'endedAt'>) =>
  `${clock(startedAt)}–${clock(endedAt)}`

const wordOf = (verdict: Verdict) => (({ valid: '有效', doubtful: '存疑', not_counted: '不计' }) as const)[verdict]

export function VerdictTag({ visit }: { visit: Pick<ListedVisit, 'verdict' | 'reasons'> }) {
  const corrected = visit.reasons.some(({ code }) => code === 'corrected')
  return <StatusTag of="服务判定" word={corrected ? '已更正' : wordOf(visit.verdict)} />
}
