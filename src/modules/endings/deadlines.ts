/** How long is left, counted by the calendar that the term is counted by. */
import { daysBetween, type PlainDate } from '#kernel/calendar.ts'
import type { PolicyValue } from '#kernel/policy.ts'
import { type Term, type WorkingCalendar, workingDaysBetween } from '#kernel/working-days.ts'

export interface Shown {
  due: PlainDate
  left: number
  unit: 'working' | 'calendar'
  startedOn: PlainDate
  term?: number
  noticeDays?: number
  citations: PolicyValue['citations']
}

interface Running {
  startedOn: PlainDate
  due: PlainDate
  term: PolicyValue<Term>
  notice: boolean
}

export function shownDeadline(calendar: WorkingCalendar, today: PlainDate, running: Running): Shown {
  const { startedOn, due, term, notice } = running
  const working = term.value.unit === 'working_day'
  return {
    due,
    left: working ? workingDaysBetween(calendar, today, due) : daysBetween(today, due),
    unit: working ? 'working' : 'calendar',
    startedOn,
    term: term.value.count,
    ...(notice && !working ? { noticeDays: term.value.count } : {}),
    citations: term.citations,
  }
}
