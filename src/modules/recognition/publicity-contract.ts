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
  /** Sent on, back to a new survey, or ended without a decision. */
  state: z.enum(['runs', 'over', 'objected', 'sent', 'ended']),
})

const Hung = z.object({ on: PlainDate, by: z.string(), photoId: Id, note: z.string() }).nullable()

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
  /** Each village hangs its own sheet, and takes it down when the days are over. */
  villages: z.array(
    z.object({ villageId: Id.nullable(), village: z.string(), up: Hung, down: Hung, mayComeDown: z.boolean() }),
  ),
})
export type Poster = z.infer<typeof Poster>

/** Confirmed, and not yet published in the village (认定办法 第十七条). */
export const ToPublish = z.object({ case: CaseRow, mode: z.string(), supportFrom: PlainDate.nullable() })
export type ToPublish = z.infer<typeof ToPublish>

export const publicityOperations = {
  posters: query({
    title: '查看公示',
    input: z.object({ open: z.boolean().default(true), townshipId: Id.optional() }),
    output: z.object({
      waiting: z.array(CaseRow),
      posters: z.array(Poster),
      hotline: z.string(),
      toPublish: z.array(ToPublish),
    }),
  }),
  hang: command({
    title: '登记公示榜照片',
    input: z.object({
      publicityId: Id,
      villageId: Id.nullable().default(null),
      stage: z.enum(['up', 'down']),
      on: PlainDate,
      photoId: z.uuid('请上传照片'),
      note: Short.default(''),
    }),
    output: z.object({ publicityId: Id }),
  }),
  openPhoto: command({
    title: '打开公示照片',
    input: z.object({ publicityId: Id, photoId: Id }),
    output: z.object({ ticket: z.string(), name: z.string() }),
  }),
  publish: command({
    title: '公布确认结果',
    input: z.object({
      caseIds: z.array(Id).min(1, '请选择要公布的人员').max(200, '一次最多200件'),
      place: Short.min(2, '请填写张贴地点'),
      postedOn: PlainDate,
      photoId: Id.optional(),
    }),
    output: z.object({ published: z.int() }),
  }),
  printPublished: command({
    title: '打印确认公布榜',
    input: z.object({
      caseIds: z.array(Id).min(1, '请选择要公布的人员').max(200, '一次最多200件'),
      format: z.enum(['pdf', 'word']).default('pdf'),
    }),
    output: z.object({ ticket: z.string(), name: z.string() }),
  }),
  post: command({
    title: '登记张贴公示',
    input: z.object({
      caseIds: z.array(Id).min(1, '请选择要公示的案件').max(200, '一次最多200件'),
      place: Short.min(2, '请填写张贴地点'),
      postedOn: PlainDate,
      hotline: Short.default(''),
      /** Where objections are received, printed on the sheet. */
      objectAt: Short.default(''),
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
    output: z.object({ sent: z.int(), warnings: z.array(z.string()) }),
  }),
  printPoster: command({
    title: '打印公示榜',
    input: z.object({ publicityId: Id, format: z.enum(['pdf', 'word']).default('pdf') }),
    output: z.object({ ticket: z.string(), name: z.string() }),
  }),
}
