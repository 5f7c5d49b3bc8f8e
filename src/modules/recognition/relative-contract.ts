/** 近亲属备案: near relatives of clerks and village cadres, registered apart, each visited by the county. */
import * as z from 'zod'
import { PlainDate } from '#kernel/calendar.ts'
import { command, query } from '#kernel/contract.ts'
import { Citation } from '#kernel/policy.ts'
import { CaseRow, Id, page, Short } from './shapes.ts'

const Chosen = {
  words: Short.default(''),
  townshipId: Id.optional(),
  /** Not yet visited by the county, or visited. */
  visited: z.enum(['no', 'yes']).optional(),
}

export const RelativeRow = z.object({
  case: CaseRow,
  relativeOf: z.string(),
  declaredOn: PlainDate,
  check: z.object({ on: PlainDate, by: z.string(), agrees: z.boolean(), facts: z.string() }).nullable(),
})
export type RelativeRow = z.infer<typeof RelativeRow>

export const relativeOperations = {
  relatives: query({
    title: '查看近亲属备案',
    input: z.object({ ...Chosen, ...page }),
    output: z.object({
      rows: z.array(RelativeRow),
      total: z.int(),
      counts: z.object({ all: z.int(), open: z.int(), visited: z.int(), confirmed: z.int() }),
      citations: z.array(Citation),
    }),
  }),
  exportRelatives: command({
    title: '导出近亲属备案表',
    input: z.object({ ...Chosen, format: z.enum(['xlsx', 'pdf']).default('pdf') }),
    output: z.object({ ticket: z.string(), name: z.string() }),
  }),
}
