/** What a confirmation sets going, and the days on which the county's review meets. */
import * as z from 'zod'
import { PlainDate, PlainMonth } from '#kernel/calendar.ts'
import { command, query } from '#kernel/contract.ts'
import { Citation } from '#kernel/policy.ts'
import { Because, Id, Short } from './shapes.ts'

export const Linkage = z.object({
  id: Id,
  benefit: z.string(),
  oldThrough: PlainMonth,
  newFrom: PlainMonth,
  citations: z.array(Citation),
  carriedOn: PlainDate.nullable(),
  carriedBy: z.string(),
  paper: z.string(),
  words: z.string(),
})
export type Linkage = z.infer<typeof Linkage>

const Meeting = z.object({ month: PlainMonth, meetingOn: PlainDate, papersBy: PlainDate, setBy: z.string() })

export const afterOperations = {
  carryLinkage: command({
    title: '登记制度衔接办结',
    input: z.object({ linkageId: Id, carriedOn: PlainDate, paper: Short.default(''), words: Because }),
    output: z.object({ linkageId: Id }),
  }),
  meetings: query({
    title: '查看评审会安排',
    input: z.object({}),
    output: z.object({
      /** The next one; null where none is set from today on. */
      next: Meeting.nullable(),
      /** With the county, complete. */
      ready: z.int(),
      /** Notice over without objection, to be sent in time for it. */
      soon: z.int(),
      rows: z.array(Meeting),
    }),
  }),
  setMeeting: command({
    title: '安排评审会',
    input: z.object({ month: PlainMonth, meetingOn: PlainDate, papersBy: PlainDate }),
    output: Meeting,
  }),
  printMeeting: command({
    title: '打印评审会名单',
    input: z.object({}),
    output: z.object({ ticket: z.string(), name: z.string() }),
  }),
}
