/** 制度衔接 after an end: what the township asks for, and how it came out. */
import * as z from 'zod'
import { Instant, PlainDate, PlainMonth } from '#kernel/calendar.ts'
import { command } from '#kernel/contract.ts'
import { Citation } from '#kernel/policy.ts'
import { Day, Id, Proof, text } from './shapes.ts'
import { LinkageResult } from './words.ts'

export const LinkageOf = z.object({
  /** First month without support. */
  fromMonth: PlainMonth,
  /** Last day of support: by then it should be settled. */
  due: PlainDate,
  state: z.enum(['open', 'settled']),
  /** May go on: relief bridges, a scheme may still follow. */
  more: z.boolean(),
  rows: z.array(
    z.object({
      id: Id,
      result: LinkageResult,
      startsMonth: PlainMonth.nullable(),
      on: PlainDate,
      words: z.string(),
      proof: z.string(),
      byName: z.string(),
      at: Instant,
    }),
  ),
  citations: z.array(Citation),
})
export type Linkage = z.infer<typeof LinkageOf>

export const linkageOperations = {
  link: command({
    title: '登记终止后制度衔接',
    input: z.object({
      changeId: Id,
      result: LinkageResult,
      /** First month of the scheme or the relief. */
      startsMonth: PlainMonth.nullable().default(null),
      on: Day,
      words: text('怎样办的', 4, 1000),
      proof: Proof,
    }),
    output: z.object({ linkageId: Id }),
  }),
}
