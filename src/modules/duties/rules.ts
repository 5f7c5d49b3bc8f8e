/** The order of the day. Pure. */
import type { PlainDate } from '#kernel/calendar.ts'
import { workingDaysBetween, type WorkingCalendar } from '#kernel/working-days.ts'
import type { Task } from './contract.ts'

const weightOrder = { money: 0, care: 1, paper: 2 } as const

/** Overdue first and longest, then by due day, then money stops > persons without care > papers; without a term last. */
export function inLegalOrder(tasks: readonly Task[]): Task[] {
  return tasks.toSorted(
    (a, b) =>
      (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999') ||
      weightOrder[a.weight] - weightOrder[b.weight] ||
      a.title.localeCompare(b.title, 'zh'),
  )
}

export function leftUntil(calendar: WorkingCalendar, today: PlainDate, dueOn: PlainDate) {
  const years = [Number(today.slice(0, 4)), Number(dueOn.slice(0, 4))]
  return {
    left: workingDaysBetween(calendar, today, dueOn),
    estimated: years.some((year) => !calendar.years.has(year)),
  }
}

export function sums(tasks: readonly Task[], today: PlainDate) {
  const within = (holds: (task: Task & { dueOn: PlainDate }) => boolean) =>
    tasks.filter((task) => task.dueOn !== null && holds({ ...task, dueOn: task.dueOn })).length
  return {
    overdue: within(({ dueOn }) => dueOn < today),
    today: within(({ dueOn }) => dueOn === today),
    soon: within(({ dueOn, left }) => dueOn > today && left !== null && left <= 3),
    thisMonth: within(({ dueOn }) => dueOn.slice(0, 7) === today.slice(0, 7)),
  }
}
