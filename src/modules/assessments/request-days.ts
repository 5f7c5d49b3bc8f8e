/** A request is entered when it comes; one entered late rests on its paper, and none is overdue by years at birth. Pure. */
import { addDays, addYears, dateText, type PlainDate } from '#kernel/calendar.ts'
import type { Reason } from '#kernel/refusal.ts'

/** Nothing in law or pack says how long; these are this system's own bounds (本系统默认). */
const mostDaysBack = 30
const mostYearsBack = 1

export function objectionsToRequestDay(on: PlainDate, paper: string, today: PlainDate): Reason[] {
  const say = (code: string, message: string): Reason[] => [{ code, message }]
  if (on > today) return say('requestedOn', `申请日期${dateText(on)}晚于今天。请核对是否录错。`)
  const oldest = addYears(today, -mostYearsBack)
  if (on < oldest)
    return say(
      'requestedOn',
      `申请日期${dateText(on)}在一年以前，应在${dateText(oldest)}以后（本系统默认）。请核对年份；确是以前的申请，请按现在的情况重新登记`,
    )
  if (on >= addDays(today, -mostDaysBack) || Array.from(paper).length >= 2) return []
  return say(
    'paperReference',
    `申请日期${dateText(on)}在${mostDaysBack}天以前（本系统默认）；补录以前的申请，应写明纸质申请放在哪里（盒、夹、页）。请补填，或核对日期`,
  )
}
