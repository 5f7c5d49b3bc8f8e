/** What the screens of assessments share: families of states, choices, the deadline of a row. */
import type { Deadline } from '#ui/deadline.ts'
import type { AssessmentRow } from '../shapes.ts'
import type { AssessmentStatus } from '../words.ts'

export const familyOf = {
  requested: 'blue',
  assessed: 'blue',
  reviewed: 'blue',
  decided: 'green',
  disputed: 'orange',
  withdrawn: 'neutral',
} as const satisfies Record<AssessmentStatus, string>

export function deadlineOf(
  row: Pick<AssessmentRow, 'left' | 'leftUnit' | 'dueOn' | 'requestedOn' | 'plannedOn'>,
): Deadline | undefined {
  if (row.left === null) return undefined
  return { due: row.dueOn, left: row.left, unit: row.leftUnit, startedOn: row.plannedOn ? undefined : row.requestedOn }
}

/** Answers that change with an assessment. */
export const alsoChanges = ['duties', 'persons'] as const
