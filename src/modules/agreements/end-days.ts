/** How far back an agreement may be ended by hand: what was served and settled under it is not left without one. Pure. */
import { dateText, firstDay, monthOf, type PlainDate } from '#kernel/calendar.ts'
import { earliestMonthDay, type EntryLimits, monthsText } from '#kernel/entry-limits.ts'
import type { Reason } from '#kernel/refusal.ts'

/** Ends by death, end of support or of a contract come with their own days and are not asked here. */
export function objectionsToEndDay(
  { effectiveFrom }: { effectiveFrom: PlainDate | null },
  endedOn: PlainDate,
  today: PlainDate,
  limits: EntryLimits,
): Reason[] {
  // Not yet begun, or begun this month with nothing settled under it: signed in error, it may be made never to have held.
  if (effectiveFrom === null || effectiveFrom >= firstDay(monthOf(today))) return []
  if (endedOn < effectiveFrom)
    return [
      {
        code: 'endedOn',
        message: `协议自${dateText(effectiveFrom)}起生效，终止日${dateText(endedOn)}应不早于生效日；已经履行的协议不能当作没有订立。请核对日期`,
      },
    ]
  const earliest = earliestMonthDay(limits, today)
  if (endedOn >= earliest) return []
  return [
    {
      code: 'endedOn',
      message: `终止日${dateText(endedOn)}在${monthsText(limits.months_back)}以前，那时的服务和费用已经按这份协议核定；应不早于${dateText(earliest)}（本系统默认）。请核对日期；确实更早停止服务的，请在“问题”中登记，由县里核实后扣减`,
    },
  ]
}
