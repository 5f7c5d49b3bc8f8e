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

/** Lines of one kind, or the many of one kind in one line that opens to them (screens 4.2). */
export interface TaskGroup {
  task: Task
  /** Empty when the line stands for itself. */
  tasks: readonly Task[]
}

/** From how many alike lines on they are one: two are read faster than opened. */
const alike = 3

/** Identical work is folded; a group stands where its most urgent line stood. */
export function folded(tasks: readonly Task[]): TaskGroup[] {
  const groups = Map.groupBy(tasks, ({ kind, title, waitsFor }) => `${kind} ${title} ${waitsFor ?? ''}`)
  const groupOfTask = new Map([...groups.values()].flatMap((same) => same.map((task) => [task, same] as const)))
  return tasks.flatMap((task): TaskGroup[] => {
    const same = groupOfTask.get(task) ?? [task]
    // Those that are not folded keep their own place by deadline.
    if (same.length < alike) return [{ task, tasks: [] }]
    return task === same[0] ? [{ task: groupOf(task, same), tasks: same }] : []
  })
}

function groupOf(first: Task, same: readonly Task[]): Task {
  const townships = new Set(same.map(({ township }) => township))
  const names = same.slice(0, 3).flatMap(({ object }) => (object ? [object] : []))
  const to = new Set(same.map((task) => task.to))
  return {
    ...first,
    // An object that holds a comma itself ("张示例，2026年10月2日") would run into the next one.
    object: `${names.join(names.some((name) => name.includes('，')) ? '；' : '、')}${same.length > 3 ? '等' : ''}${same.length}项`,
    township: townships.size === 1 ? first.township : null,
    to: to.size === 1 ? first.to : '',
    count: same.reduce((sum, { count }) => sum + count, 0),
  }
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
