/** Shapes that several operations of endings share. */
import * as z from 'zod'
import { Instant, PlainDate } from '#kernel/calendar.ts'
import { Citation } from '#kernel/policy.ts'

export const Id = z.uuid()
export const Day = PlainDate
export const FileId = z.uuid().nullable().default(null)
export const Proof = z.string().trim().max(200, '最多200字').default('')
export const File = z.object({ ticket: z.string(), name: z.string() })
export const Done = z.object({ step: z.string() })

export const text = (title: string, least: number, most: number) =>
  z
    .string()
    .trim()
    .min(least, least > 1 ? `请填写${title}，至少${least}个字` : `请填写${title}`)
    .max(most, `${title}最多${most}字`)

/** On the screen's table, and on paper. */
export const listFormat = z.enum(['xlsx', 'pdf']).default('xlsx')

export const paged = {
  page: z.int().min(1).max(1000).default(1),
  pageSize: z.int().min(1).max(200).default(50),
}

export const ActOf = z.object({
  id: Id,
  kind: z.string(),
  text: z.string(),
  on: PlainDate,
  words: z.string(),
  details: z.array(z.object({ label: z.string(), text: z.string() })),
  proof: z.string(),
  hasFile: z.boolean(),
  byName: z.string(),
  at: Instant,
})
export type ActRow = z.infer<typeof ActOf>

/** One line of 影响预览: what stops or goes on, and where it can be seen. */
export const StopOf = z.object({
  what: z.enum(['roster', 'agreement', 'service', 'living', 'paid', 'stay', 'custody', 'medical', 'archive']),
  title: z.string(),
  text: z.string(),
  to: z.string().nullable(),
  /** Where the line rests on a clause of its own; empty where it is this system's own (本系统默认). */
  citations: z.array(Citation).optional(),
})
export type Stop = z.infer<typeof StopOf>

export const DeadlineOf = z.object({
  due: PlainDate,
  left: z.int(),
  unit: z.enum(['working', 'calendar']),
  startedOn: PlainDate,
  term: z.int().optional(),
  noticeDays: z.int().optional(),
  citations: z.array(Citation),
})
