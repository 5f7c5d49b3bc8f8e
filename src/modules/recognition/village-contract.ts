/** 请您协助: what the village's aide is asked for in cases of his own village, and how he says that it is done. */
import * as z from 'zod'
import { PlainDate } from '#kernel/calendar.ts'
import { command, query } from '#kernel/contract.ts'
import { Because, Clock, Done, FileIds, Id, Short } from './shapes.ts'
import { HelpWith } from './words.ts'

const Ask = z.object({
  key: z.string(),
  kind: z.enum(['handed', 'papers', 'survey', 'hang_up', 'take_down', 'publish']),
  title: z.string(),
  /** Whom or what it is about. */
  about: z.string(),
  words: z.string(),
  village: z.string(),
  villageId: Id.nullable(),
  caseId: Id.nullable(),
  publicityId: Id.nullable(),
  clock: Clock.nullable(),
})
export type Ask = z.infer<typeof Ask>

export const villageOperations = {
  helping: query({
    title: '查看请您协助的事项',
    input: z.object({}),
    output: z.object({ asks: z.array(Ask) }),
  }),
  aid: command({
    title: '登记村（居）协助情况',
    input: z.object({
      caseId: Id,
      what: HelpWith,
      on: PlainDate,
      words: Because,
      with: Short.default(''),
      fileIds: FileIds,
    }),
    output: Done,
  }),
}
