/** Tasks as lines of a table; the many of one kind are one line that opens. */
import type { Task } from '../contract.ts'
import { folded } from '../rules.ts'

export interface Line extends Task {
  key: string
  children?: Line[]
}

const lineOf = (task: Task, index: number): Line => ({ ...task, key: `${task.kind} ${task.object} ${index}` })

export const linesOf = (tasks: readonly Task[]): Line[] =>
  folded(tasks).map(({ task, tasks: same }, index) => {
    const line = lineOf(task, index)
    if (same.length === 0) return line
    return { ...line, children: same.map((each, at) => lineOf(each, index * 1000 + at + 1000)) }
  })
