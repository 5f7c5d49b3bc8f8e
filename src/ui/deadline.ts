/** What a deadline chip says (screens 5.11). Pure: the days left are counted by the server, by its calendar of working days. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import type { Citation } from '#kernel/policy.ts'
import { dayShort, type TermUnit, termText } from './formats.ts'

export interface Deadline {
  due: PlainDate
  /** Days left in `unit`; 0 today, negative when overdue. */
  left: number
  unit: TermUnit
  /** '等待补正': the clock stands. */
  pausedFor?: string | undefined
  /** A public notice of so many calendar days, which ends at 24:00. */
  noticeDays?: number | undefined
  startedOn?: PlainDate | undefined
  /** Length of the term in `unit`. */
  term?: number | undefined
  /** '中秋节 9月29日'. */
  skipped?: readonly string[] | undefined
  /** Set when the end fell on a rest day and moved. */
  movedFrom?: PlainDate | undefined
  citations?: readonly Citation[] | undefined
}

export type ChipLook = 'plain' | 'near' | 'close' | 'today' | 'over' | 'paused'

export function chipOf(deadline: Deadline, today: PlainDate): { text: string; look: ChipLook } {
  if (deadline.pausedFor) return { text: `已暂停：${deadline.pausedFor}`, look: 'paused' }
  if (deadline.left < 0) return { text: `逾期${termText(-deadline.left, deadline.unit)}`, look: 'over' }
  if (deadline.left === 0) return { text: '今天到期', look: 'today' }
  const look = lookOf(deadline.left)
  if (deadline.noticeDays) return { text: `${deadline.noticeDays}天公示，${dayShort(deadline.due, today)}24时止`, look }
  return { text: `还剩${termText(deadline.left, deadline.unit)}`, look }
}

function lookOf(left: number): ChipLook {
  if (left <= 3) return 'close'
  return left <= 5 ? 'near' : 'plain'
}

/** How the day was found, line by line. */
export function linesOf(deadline: Deadline): string[] {
  const term = deadline.term === undefined ? [] : [`期限：${termText(deadline.term, deadline.unit)}`]
  return [
    ...(deadline.startedOn ? [`起算：${dateText(deadline.startedOn)}（次日起）`] : []),
    ...term,
    ...(deadline.skipped?.length ? [`跳过：${deadline.skipped.join('、')}`] : []),
    ...(deadline.movedFrom ? [`末日${dateText(deadline.movedFrom)}为休息日，顺延`] : []),
    ...(deadline.pausedFor ? [`暂停：${deadline.pausedFor}`] : []),
    `到期：${dateText(deadline.due)}`,
  ]
}
