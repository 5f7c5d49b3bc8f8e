/** Days that a change asks for: none so far off that it is a slip of the pen, none that nobody could carry out later. Pure. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import { earliestDay, type EntryLimits, latestDay, yearsText } from '#kernel/entry-limits.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Wanted } from './contract.ts'
import type { ChangeKind } from './words.ts'

export interface OfDays {
  supportedFrom: PlainDate | null
  today: PlainDate
  /** No document says how far: the county's entry.limits, else this system's own (本系统默认). */
  limits: EntryLimits
}

export function objectionsToDays(kind: ChangeKind, wanted: Wanted, of: OfDays): Reason[] {
  const byKind: Partial<Record<ChangeKind, typeof ofPause>> = {
    suspend: ofPause,
    moved_away: ofMove,
    transfer: ofTransfer,
  }
  return (byKind[kind] ?? (() => []))(wanted, of)
}

const say = (message: string): Reason[] => [{ code: 'wanted', message }]

function tooFar(what: string, day: PlainDate, { today, limits }: OfDays): Reason[] {
  const last = latestDay(limits, today)
  return day <= last
    ? []
    : say(
        `${what}${dateText(day)}在${yearsText(limits.years_ahead)}以后，应在${dateText(last)}以前（本系统默认）。请核对年份；确需更晚的，请届时再提出`,
      )
}

function ofPause({ from, until }: Wanted, of: OfDays): Reason[] {
  if (!from || !until) return say('暂停须有起止日期。请填写自哪一天、至哪一天')
  if (until < from) return say(`暂停的截止日${dateText(until)}早于起始日${dateText(from)}。请核对日期`)
  if (from < of.today) return say(`暂停起始日${dateText(from)}早于今天，不能倒签。请改为今天或以后`)
  const far = tooFar('暂停起始日', from, of)
  if (far.length > 0) return far
  const longest = latestDay(of.limits, from)
  return until <= longest
    ? []
    : say(
        `暂停至${dateText(until)}，超过${yearsText(of.limits.years_ahead)}；一次暂停最晚到${dateText(longest)}（本系统默认），到期前恢复、终止或再次提出。请核对截止日`,
      )
}

function ofMove({ from, receiver }: Wanted, of: OfDays): Reason[] {
  if (!receiver || !from) return say('没有写明迁入地的经办单位和接续供养的起始日。请填写')
  const { supportedFrom, today, limits } = of
  if (supportedFrom && from <= supportedFrom)
    return say(`接续供养的起始日${dateText(from)}不晚于本县开始供养的${dateText(supportedFrom)}，先后颠倒。请核对日期`)
  const earliest = earliestDay(limits, today)
  if (from < earliest)
    return say(
      `接续供养的起始日${dateText(from)}在${yearsText(limits.years_back)}以前，其后各月已经发放，不能倒签；应不早于${dateText(earliest)}（本系统默认）。请核对年份；确已由迁入地供养更久的，其前各月由县里与迁入地核对后另行追回`,
    )
  return tooFar('接续供养的起始日', from, of)
}

function ofTransfer({ from }: Wanted, of: OfDays): Reason[] {
  if (!from || !from.endsWith('-01') || from <= of.today)
    return say('责任单位按月交接：应自以后某个月的1日起，迁出方负责到上月末，一天不空，也不重。请选择以后月份的1日')
  return tooFar('移交起始日', from, of)
}
