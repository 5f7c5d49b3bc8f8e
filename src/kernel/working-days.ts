/** Terms of the law in days and working days. Which days are worked is data; a year without published holidays is never taken as ordinary. */
import { addDays, type PlainDate } from './calendar.ts'

export interface Term {
  count: number
  unit: 'day' | 'working_day' | 'month'
}

/** The State Council's notice for a year: days off that would be worked, and weekend days worked in exchange (调休). */
export interface WorkingCalendar {
  /** Years whose notice is on file. */
  years: ReadonlySet<number>
  off: ReadonlySet<PlainDate>
  worked: ReadonlySet<PlainDate>
}

/** `estimated` is true when a year without a published notice was crossed: weekends only, to be said so on screen. */
export interface TermEnd {
  due: PlainDate
  estimated: boolean
}

export function isWorkingDay(calendar: WorkingCalendar, day: PlainDate): boolean {
  if (calendar.worked.has(day)) return true
  if (calendar.off.has(day)) return false
  const weekday = new Date(day).getUTCDay()
  return weekday !== 0 && weekday !== 6
}

/**
 * The last day of a term. The day on which it begins is not counted (民法典 第二百零一条);
 * a term in days that ends on a day off runs to the next working day (第二百零三条).
 */
export function endOfTerm(calendar: WorkingCalendar, starts: PlainDate, term: Term): TermEnd {
  let day = starts
  let estimated = false
  const step = () => {
    day = addDays(day, 1)
    if (!calendar.years.has(Number(day.slice(0, 4)))) estimated = true
  }
  if (term.unit === 'working_day') {
    for (let counted = 0; counted < term.count; ) {
      step()
      if (isWorkingDay(calendar, day)) counted += 1
    }
    return { due: day, estimated }
  }
  day = term.unit === 'month' ? sameDayAfterMonths(starts, term.count) : addDays(starts, term.count)
  if (!calendar.years.has(Number(day.slice(0, 4)))) estimated = true
  while (!isWorkingDay(calendar, day)) step()
  return { due: day, estimated }
}

function sameDayAfterMonths(starts: PlainDate, months: number): PlainDate {
  const count = Number(starts.slice(0, 4)) * 12 + Number(starts.slice(5, 7)) - 1 + months
  const year = Math.floor(count / 12)
  const month = (count % 12) + 1
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const day = Math.min(Number(starts.slice(8)), last)
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` as PlainDate
}

/** Working days from the day after `from` up to and including `to`; negative when `to` lies before. */
export function workingDaysBetween(calendar: WorkingCalendar, from: PlainDate, to: PlainDate): number {
  if (to < from) return -workingDaysBetween(calendar, to, from)
  let count = 0
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(calendar, day)) count += 1
  return count
}
