/** 死亡处理: one report, everything else follows (screens 4.30). */
import * as z from 'zod'
import { Instant, PlainDate } from '#kernel/calendar.ts'
import { command, query } from '#kernel/contract.ts'
import { Fen } from '#kernel/money.ts'
import { Citation } from '#kernel/policy.ts'
import { Reason } from '#kernel/refusal.ts'
import { ActOf, Day, File, FileId, Id, listFormat, paged, Proof, StopOf, text } from './shapes.ts'
import { DeathAct, DeathStatus, EstateTaker, Issuer, PlaceKind, ReporterKind } from './words.ts'

export const DeathRow = z.object({
  id: Id,
  number: z.string(),
  personId: Id,
  name: z.string(),
  township: z.string(),
  diedOn: PlainDate,
  reportedAt: Instant,
  /** Whole minutes from discovery to report (C-25). */
  delay: z.int(),
  late: z.boolean(),
  status: DeathStatus,
  /** What is to be done next; '' when all is done. */
  next: z.string(),
  done: z.int(),
  of: z.int(),
})
export type DeathRow = z.infer<typeof DeathRow>

export const DeathTodo = z.object({
  kind: DeathAct,
  title: z.string(),
  /** Titles of the roles that may do it. */
  who: z.string(),
  state: z.enum(['done', 'now', 'waits', 'free']),
  due: PlainDate.nullable(),
  overdue: z.boolean(),
  text: z.string(),
  /** Why it cannot be done yet. */
  waits: z.array(Reason),
  citations: z.array(Citation),
})
export type DeathTodo = z.infer<typeof DeathTodo>

export const DeathDetails = z.object({
  row: DeathRow,
  discoveredAt: Instant,
  place: z.string(),
  reporter: z.string(),
  paperReference: z.string(),
  receivedName: z.string(),
  receivedAt: Instant,
  /** The one who took the report down does not confirm it and does not take it back. */
  mine: z.boolean(),
  organisation: z.string(),
  /** A true day that waits for the decision. */
  dayWanted: z.object({ on: PlainDate, mine: z.boolean() }).nullable(),
  /** The other township in which he lived; '' where he lived in the one that answers for him. */
  livedIn: z.string(),
  lateText: z.string(),
  todos: z.array(DeathTodo),
  acts: z.array(ActOf),
  stopped: z.array(StopOf),
  /** Read now: nothing may be left of it. */
  left: z.array(StopOf),
  claims: z.array(z.object({ id: Id, month: z.string(), purpose: z.string(), amountFen: Fen, status: z.string() })),
  closedOn: PlainDate.nullable(),
  keepThrough: PlainDate.nullable(),
  /** From the end of service, shown before the case is closed. */
  wouldKeepThrough: PlainDate.nullable(),
  citations: z.array(Citation),
})
export type DeathDetails = z.infer<typeof DeathDetails>

const of = z.object({ deathId: Id })
const Amount = Fen.refine((fen) => fen >= 0n && fen < 100_000_000_00n, '金额应不小于0，不超过1亿元')
const Words = text('说明', 2, 1000)

const Recorded = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('certificate_asked'), whom: text('联系的单位', 2, 100) }),
  z.object({
    kind: z.literal('certificate'),
    issuer: Issuer,
    issuerName: text('出具单位', 2, 100),
    no: text('证明编号', 2, 60),
  }),
  z.object({ kind: z.literal('family_told'), whom: text('通知的人和与死者的关系', 2, 100) }),
  z.object({ kind: z.literal('disposal'), way: z.enum(['cremation', 'burial', 'other']), place: text('地点', 2, 100) }),
  z.object({
    kind: z.literal('funeral_cost'),
    amountFen: Amount,
    payer: text('由谁支付', 2, 60),
    voucher: text('凭证号', 1, 60),
  }),
  z.object({ kind: z.literal('money_settled'), amountFen: Amount, receiver: text('交给谁', 2, 100) }),
  z.object({ kind: z.literal('estate_listed'), witnesses: text('在场见证人', 2, 100) }),
  z.object({
    kind: z.literal('estate_handed'),
    taker: EstateTaker,
    name: z.string().trim().max(60, '最多60字').default(''),
  }),
])

const chosen = {
  status: DeathStatus.optional(),
  late: z.boolean().optional(),
  /** A township or a village. */
  areaId: z.uuid().optional(),
  words: z.string().trim().max(40, '最多40字').default(''),
}

export const deathOperations = {
  deaths: query({
    title: '查看死亡处理',
    input: z.object({ ...chosen, ...paged }),
    output: z.object({ rows: z.array(DeathRow), total: z.int(), at: Instant }),
  }),
  exportDeaths: command({
    title: '导出死亡处理',
    input: z.object({ ...chosen, format: listFormat }),
    output: File,
  }),
  /** Deaths in the homes and dwellings of one's own streets, of persons whom another township answers for. */
  deathsHere: query({
    title: '查看辖区内的死亡',
    input: z.object({}),
    output: z.object({
      rows: z.array(
        z.object({
          id: Id,
          number: z.string(),
          name: z.string(),
          home: z.string(),
          township: z.string(),
          diedOn: PlainDate,
          reportedAt: Instant,
          here: Id,
        }),
      ),
    }),
  }),
  noteDeathHere: command({ title: '知悉辖区内的死亡', input: of, output: z.object({}) }),
  death: query({ title: '打开死亡处理', look: true, input: of, output: DeathDetails }),
  /** What will stop, with dates, before it is confirmed. */
  previewDeath: query({
    title: '预览死亡报告的影响',
    look: true,
    input: z.object({ personId: Id, diedOn: PlainDate, paperReference: z.string().max(200).default('') }),
    output: z.object({ stops: z.array(StopOf), reasons: z.array(Reason) }),
  }),
  reportDeath: command({
    title: '登记死亡报告',
    input: z.object({
      personId: z.uuid('请选择人员'),
      diedOn: PlainDate,
      discoveredAt: Instant,
      reportedAt: Instant,
      placeKind: PlaceKind,
      place: z.string().trim().max(100, '最多100字').default(''),
      reporter: text('报告人', 1, 60),
      reporterKind: ReporterKind,
      paperReference: z.string().trim().max(200, '最多200字').default(''),
      /** The township in which he lived, where another answers for him; it is told as well. */
      livedInId: z.uuid().nullable().default(null),
    }),
    output: z.object({ deathId: Id, number: z.string(), stopped: z.array(StopOf), warnings: z.array(z.string()) }),
  }),
  confirmDeath: command({ title: '核实死亡', input: of.extend({ on: Day, words: Words }), output: z.object({}) }),
  recordDeath: command({
    title: '登记身后事',
    input: of.extend({
      on: Day,
      step: Recorded,
      words: z.string().trim().max(1000, '最多1000字').default(''),
      proof: Proof,
      fileId: FileId,
    }),
    output: z.object({}),
  }),
  closeDeath: command({
    title: '死亡处理结案',
    input: of.extend({ words: z.string().trim().max(500, '最多500字').default('') }),
    output: z.object({ keepThrough: PlainDate }),
  }),
  withdrawDeath: command({
    title: '撤销死亡报告',
    input: of.extend({ words: text('误报的经过', 4, 500) }),
    output: z.object({ restored: z.array(z.string()) }),
  }),
  proposeDeathDay: command({
    title: '提出更正死亡日期',
    input: of.extend({
      diedOn: PlainDate,
      paper: text('凭据和原件位置', 4, 200),
      words: text('错在哪里', 4, 500),
      fileId: z.uuid('请上传凭据的扫描件'),
    }),
    output: z.object({}),
  }),
  decideDeathDay: command({
    title: '决定更正死亡日期',
    input: of.extend({ agree: z.boolean(), words: text('理由', 2, 500) }),
    output: z.object({ warnings: z.array(z.string()) }),
  }),
  printDeath: command({
    title: '打印死亡处理文书',
    input: of.extend({ paper: z.enum(['report', 'handover']), format: z.enum(['pdf', 'word']).default('pdf') }),
    output: File,
  }),
}
