/** Whether a duty of a pack is done: due days, periods, coverage, and what one inspection must look at all at once. */
import {
  addMonths,
  addDays,
  daysBetween,
  firstDay,
  lastDay,
  monthOf,
  type PlainDate,
  type PlainMonth,
  plainMonth,
} from '#kernel/calendar.ts'
import type { DutyDetails } from './pack-set.ts'

export interface Period {
  from: PlainDate
  to: PlainDate
}

const monthsIn: Partial<Record<DutyDetails['every'], number>> = { month: 1, quarter: 3, half_year: 6, year: 12 }

/** The natural period that holds a day (A-26: calendar quarters and half-years), or undefined when none is stated. */
export function periodOf(every: DutyDetails['every'], day: PlainDate): Period | undefined {
  if (every === 'day') return { from: day, to: day }
  if (every === 'week') return weekOf(day)
  const months = monthsIn[every]
  if (months === undefined) return undefined
  const first = plainMonth(`${day.slice(0, 4)}-01`)
  const begun = Math.floor((Number(day.slice(5, 7)) - 1) / months) * months
  const from = addMonths(first, begun)
  return { from: firstDay(from), to: lastDay(addMonths(from, months - 1)) }
}

function weekOf(day: PlainDate): Period {
  const sinceMonday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
  const from = addDays(day, -sinceMonday)
  return { from, to: addDays(from, 6) }
}

/** Periods of a year that have begun by a day, the earliest first. */
export function periodsUntil(every: DutyDetails['every'], day: PlainDate): Period[] {
  const periods: Period[] = []
  let next = periodOf(every, firstDay(plainMonth(`${day.slice(0, 4)}-01`)))
  while (next && next.from <= day) {
    periods.push(next)
    next = periodOf(every, addDays(next.to, 1))
  }
  return periods
}

export const within = (day: string, { from, to }: Period): boolean => day >= from && day <= to

/** How often it must be done from a month to the end of the year of a day. */
export function requiredTimes(duty: DutyDetails, from: PlainMonth, day: PlainDate): number {
  const periods = periodsUntil(duty.every, day).filter((period) => monthOf(period.to) >= from)
  return periods.length * (duty.at_least ?? 1)
}

export interface Standing {
  overdue: boolean
  lateDays: number
}

/** A step with a last day: late from the next day on, and as late as it was done. */
export function standingOf(duty: DutyDetails, done: PlainDate | undefined, day: PlainDate): Standing {
  if (duty.due === undefined) return { overdue: false, lateDays: 0 }
  const lateDays = Math.max(0, daysBetween(duty.due, done ?? day))
  return { overdue: lateDays > 0, lateDays }
}

/** What the fullest single inspection still left out: two half inspections do not make a full one. */
export function leftOut(duty: DutyDetails, inspections: readonly (readonly string[])[]): string[] {
  const required = duty.must_cover ?? []
  const gaps = inspections.map((covered) => required.filter((item) => !covered.includes(item)))
  return gaps.toSorted((one, other) => one.length - other.length)[0] ?? [...required]
}

/** Whole per cent of the objects done, rounded down so that 100 means all. */
export function coveragePercent(done: number, all: number): number {
  return all === 0 ? 100 : Math.floor((done * 100) / all)
}
