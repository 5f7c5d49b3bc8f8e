/** What must be done by whom until when (我的待办): modules say what is open, this one lists it in legal order. */
import * as z from 'zod'
import { PlainDate } from '#kernel/calendar.ts'
import { contract, query } from '#kernel/contract.ts'
import { Citation } from '#kernel/policy.ts'
import { handOverOperations } from './handover-operations.ts'

export type { HandOverRow, Target } from './handover-operations.ts'

export const Task = z.object({
  title: z.string(),
  object: z.string(),
  to: z.string(),
  dueOn: PlainDate.nullable(),
  /** Working days left; negative when overdue; null when no term runs. */
  left: z.int().nullable(),
  /** A year without published holidays was crossed: the day is an estimate. */
  estimated: z.boolean(),
  kind: z.string(),
  weight: z.enum(['money', 'care', 'paper']),
  township: z.string().nullable(),
  waitsFor: z.string().nullable(),
  citations: z.array(Citation),
  count: z.int(),
})
export type Task = z.infer<typeof Task>

export const duties = contract('duties', {
  ...handOverOperations,
  mine: query({
    title: '查看我的待办',
    input: z.object({}),
    output: z.object({
      tasks: z.array(Task),
      overdue: z.int(),
      today: z.int(),
      soon: z.int(),
      thisMonth: z.int(),
    }),
  }),
})
