/** The clock of a case: when a term ends, with its pauses; what a changed holiday table makes of it. Pure. */
import * as z from 'zod'
import { addDays, daysBetween, PlainDate } from '#kernel/calendar.ts'
import { endOfTerm, isWorkingDay, type Term, type TermEnd, type WorkingCalendar } from '#kernel/working-days.ts'

/** The clock stands from the day after `from` up to and including `to`; open while `to` is null. */
export const Pause = z.object({ from: PlainDate, to: PlainDate.nullable(), reason: z.string() })
export type Pause = z.infer<typeof Pause>
export const Pauses = z.array(Pause)

const standsOn = (day: PlainDate, pauses: readonly Pause[]): boolean =>
  pauses.some(({ from, to }) => from < day && (to === null || day <= to))

/** Undefined while the clock stands: nobody knows when it goes on. */
export function dueOf(
  calendar: WorkingCalendar,
  starts: PlainDate,
  term: Term,
  pauses: readonly Pause[],
): TermEnd | undefined {
  if (pauses.some(({ to }) => to === null)) return undefined
  if (pauses.length === 0 || term.unit === 'month') return endOfTerm(calendar, starts, term)
  let day = starts
  let estimated = false
  for (let counted = 0; counted < term.count; ) {
    day = addDays(day, 1)
    if (!calendar.years.has(Number(day.slice(0, 4)))) estimated = true
    if (standsOn(day, pauses)) continue
    if (term.unit === 'day' || isWorkingDay(calendar, day)) counted += 1
  }
  while (term.unit === 'day' && !isWorkingDay(calendar, day)) day = addDays(day, 1)
  return { due: day, estimated }
}

/** Days of a term used up on a day, in its own unit. */
export function usedOf(
  calendar: WorkingCalendar,
  { starts, on, unit }: { starts: PlainDate; on: PlainDate; unit: Term['unit'] },
  pauses: readonly Pause[],
): number {
  let used = 0
  for (let day = addDays(starts, 1); day <= on; day = addDays(day, 1)) {
    if (standsOn(day, pauses)) continue
    if (unit !== 'working_day' || isWorkingDay(calendar, day)) used += 1
  }
  return used
}

/** Days left in the unit of the term; 0 on its last day, negative after it. */
export function leftUntil(calendar: WorkingCalendar, today: PlainDate, due: PlainDate, unit: Term['unit']): number {
  if (unit !== 'working_day') return daysBetween(today, due)
  if (due < today) return -leftUntil(calendar, due, today, unit)
  let left = 0
  for (let day = addDays(today, 1); day <= due; day = addDays(day, 1)) if (isWorkingDay(calendar, day)) left += 1
  return left
}

/** Due, as the calendar says before the rest day moved it; null when nothing was moved. */
export function movedFrom(starts: PlainDate, term: Term, due: PlainDate): PlainDate | null {
  if (term.unit !== 'day') return null
  const plain = addDays(starts, term.count)
  return plain < due ? plain : null
}

/** The same day or later the clock goes on: a pause may not lie before the term, nor end before it begins. */
export function objectionToDays(from: PlainDate, to: PlainDate): string | undefined {
  return to < from ? `恢复日${to}早于暂停日${from}。请核对日期` : undefined
}
