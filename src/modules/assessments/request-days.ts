/** A request is entered when it comes; one entered late rests on its paper, and none is overdue by years at birth. Pure. */
import { addDays, dateText, type PlainDate } from '#kernel/calendar.ts'
import { earliestDay, type EntryLimits, yearsText } from '#kernel/entry-limits.ts'
import type { Reason } from '#kernel/refusal.ts'

interface Requested {
  on: PlainDate
  paper: string
  today: PlainDate
}

/** No document says how long: the county's entry.limits, else this system's own (本系统默认). */
export function objectionsToRequestDay({ on, paper, today }: Requested, limits: EntryLimits): Reason[] {
  const say = (code: string, message: string): Reason[] => [{ code, message }]
  if (on > today) return say('requestedOn', `申请日期${dateText(on)}晚于今天。请核对是否录错。`)
  const { request_days: days } = limits
  const oldest = earliestDay(limits, today)
  if (on < oldest)
    return say(
      'requestedOn',
      `申请日期${dateText(on)}在${yearsText(limits.years_back)}以前，应在${dateText(oldest)}以后（本系统默认）。请核对年份；确是以前的申请，请按现在的情况重新登记`,
    )
  if (on >= addDays(today, -days) || Array.from(paper).length >= 2) return []
  return say(
    'paperReference',
    `申请日期${dateText(on)}在${days}天以前（本系统默认）；补录以前的申请，应写明纸质申请放在哪里（盒、夹、页）。请补填，或核对日期`,
  )
}

/** Everybody is assessed once a year: a plan lies in this one, in the next only for a reason (民发〔2021〕43号 第二十三条). */
export function objectionsToPlannedDay(on: PlainDate, reason: string, today: PlainDate): Reason[] {
  const yearly = [{ document: '民发〔2021〕43号', clause: '第二十三条' }]
  const [year, planned] = [Number(today.slice(0, 4)), Number(on.slice(0, 4))]
  if (on < today) return [{ code: 'plannedOn', message: `计划日期${dateText(on)}早于今天。请填写今天或以后的日期` }]
  if (planned > year + 1)
    return [
      {
        code: 'plannedOn',
        message: `计划日期${dateText(on)}太晚。每年至少评估一次，应在${year}年12月31日以前，确有原因的最迟${year + 1}年12月31日。请核对年份`,
        citations: yearly,
      },
    ]
  if (planned === year || Array.from(reason).length >= 4) return []
  return [
    {
      code: 'reason',
      message: `计划日期${dateText(on)}在明年，今年就不再评估；每年至少评估一次，应在${year}年12月31日以前。请改日期，或写明原因（至少4个字）`,
      citations: yearly,
    },
  ]
}
