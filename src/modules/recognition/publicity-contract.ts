/** 公示与异议: posters of a township, objections, and sending on what met none. */
import * as z from 'zod'
import { PlainDate } from '#kernel/calendar.ts'
import { command, query } from '#kernel/contract.ts'
import { Because, CaseRow, Clock, Done, Id, Short } from './shapes.ts'

const PosterRow = z.object({
  case: CaseRow,
  fits: z.boolean(),
  mode: z.string(),
  objections: z.int(),
  /** Sent on, or back to a new survey. */
  state: z.enum(['runs', 'over', 'objected', 'sent']),
})

export const Poster = z.object({
  id: Id,
  number: z.string(),
  townshipId: Id,
  township: z.string(),
  place: z.string(),
  postedOn: PlainDate,
  endsOn: PlainDate,
  hotline: z.string(),
  clock: Clock,
  rows: z.array(PosterRow),
})
export type Poster = z.infer<typeof Poster>

export const publicityOperations = {
  posters: query({
    title: '查看公示',
    input: z.object({ open: z.boolean().default(true), townshipId: Id.optional() }),
    output: z.object({ waiting: z.array(CaseRow), posters: z.array(Poster), hotline: z.string() }),
  }),
  post: command({
    title: '登记张贴公示',
    input: z.object({
      caseIds: z.array(Id).min(1, '请选择要公示的案件').max(200, '一次最多200件'),
      place: Short.min(2, '请填写张贴地点'),
      postedOn: PlainDate,
      hotline: Short.default(''),
      photoId: Id.optional(),
    }),
    output: z.object({ publicityId: Id, number: z.string(), endsOn: PlainDate }),
  }),
  object: command({
    title: '登记公示异议',
    input: z.object({
      caseId: Id,
      receivedOn: PlainDate,
      /** Empty: anonymous. Shown to those who handle it only. */
      objector: Short.default(''),
      words: Because,
    }),
    output: Done,
  }),
  send: command({
    title: '送县级民政部门审核',
    input: z.object({ caseIds: z.array(Id).min(1, '请选择案件').max(200, '一次最多200件') }),
    output: z.object({ sent: z.int() }),
  }),
  printPoster: command({
    title: '打印公示榜',
    input: z.object({ publicityId: Id, format: z.enum(['pdf', 'word']).default('pdf') }),
    output: z.object({ ticket: z.string(), name: z.string() }),
  }),
}
