/** What must be done by whom until when (我的待办): modules say what is open, this one lists it in legal order. */
import * as z from 'zod'
import { PlainDate } from '#kernel/calendar.ts'
import { announcement, contract, query } from '#kernel/contract.ts'
import { Citation } from '#kernel/policy.ts'
import { handOverOperations } from './handover-operations.ts'
import { policyOperations } from './policy-operations.ts'
import { responsibleOperations } from './responsible-operations.ts'
import { Section } from './words.ts'

export type { LocalPolicy, PolicyState } from './policy-operations.ts'
export type { Leave, Named, Slot } from './responsible-operations.ts'
export type { HandOverRow, Target } from './handover-operations.ts'

/** Somebody of the receiving unit has accepted a matter: it is his and his unit's from now on. */
export const handOverAccepted = announcement(
  'duties.handOverAccepted',
  z.object({ subjectKind: z.string(), subjectId: z.uuid(), section: Section, townshipId: z.uuid().nullable() }),
)

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
  /** Who else knows, because the term is close or over: '已提醒乡镇负责人'; '' for nobody. */
  told: z.string(),
})
export type Task = z.infer<typeof Task>

export const duties = contract('duties', {
  ...handOverOperations,
  ...responsibleOperations,
  ...policyOperations,
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
  watched: query({
    title: '查看超期与临期',
    input: z.object({}),
    output: z.object({
      /** Work of those one leads that is close to its last day or over it. */
      tasks: z.array(Task),
      /** Working days before the last day from which a leader sees it. */
      before: z.int(),
    }),
  }),
})
