/** What is due to a provider for a month, every fen explained; computed, approved by two more persons, disputed leaf by leaf. */
import * as z from 'zod'
import { Instant, PlainDate, PlainMonth } from '#kernel/calendar.ts'
import { announcement, command, contract, query } from '#kernel/contract.ts'
import { Fen } from '#kernel/money.ts'
import { Reason } from '#kernel/refusal.ts'
import { SelfCareLevel } from '#kernel/self-care.ts'
import { Exclusion } from './month-input.ts'
import {
  LineRow,
  Objection,
  Progress,
  Ready,
  Statement,
  StatementRow,
  StatementStatus,
  TreeRow,
  TrialTree,
} from './shapes.ts'

export * from './shapes.ts'

const Page = { page: z.int().min(1).default(1), pageSize: z.int().min(1).max(200).default(50) }
const id = z.object({ statementId: z.uuid() })
const nothing = z.object({})
const Words = z.string().trim().min(4, '请写明理由，至少4个字').max(1000, '最多1000字')
/** The hash that was on the screen: what has changed since is not approved by mistake. */
const seen = z.object({ statementId: z.uuid(), hash: z.string().regex(/^[0-9a-f]{64}$/, '校验码不对，请刷新后再办') })
const File = z.object({ ticket: z.string(), name: z.string() })

export const settlement = contract('settlement', {
  list: query({
    title: '查看结算单列表',
    input: z.object({
      month: PlainMonth.optional(),
      organisationId: z.uuid().optional(),
      status: z.array(StatementStatus).default([]),
      superseded: z.boolean().default(false),
      ...Page,
    }),
    output: z.object({ rows: z.array(StatementRow), total: z.int(), at: Instant }),
  }),
  ready: query({
    title: '查看能否结算',
    input: z.object({ month: PlainMonth }),
    output: z.array(Ready),
  }),
  compute: command({
    title: '计算结算',
    input: z.object({
      month: PlainMonth,
      organisationId: z.uuid(),
      /** False shows figures before acceptance; such a statement cannot be sent for approval. */
      final: z.boolean().default(true),
      /** The statement that the caller saw and means to replace. */
      replaces: z.uuid().optional(),
    }),
    output: Progress.extend({ payable: Fen, warnings: z.array(Reason) }),
  }),
  computeChunk: command({
    title: '计算一批人月',
    internal: true,
    input: z.object({ statementId: z.uuid(), no: z.int().min(1) }),
    output: z.object({ done: z.int() }),
  }),
  publish: command({ title: '公布计算结果', internal: true, input: id, output: nothing }),
  progress: query({ title: '查看计算进度', input: id, output: Progress }),
  cancel: command({ title: '停止计算', input: id, output: nothing }),
  recompute: command({
    title: '复算结算单',
    input: id,
    output: z.object({ same: z.boolean(), lines: z.int(), differences: z.array(z.string()), text: z.string() }),
  }),
  approveDefault: command({
    title: '批准按本县默认办法计算',
    input: z.object({ month: PlainMonth, organisationId: z.uuid(), townshipId: z.uuid(), reason: Words }),
    output: nothing,
  }),
  submit: command({ title: '送审结算单', input: seen, output: nothing }),
  approveCivil: command({ title: '通过结算（民政负责人）', input: seen, output: nothing }),
  approveFinance: command({ title: '通过结算（财政）', input: seen, output: nothing }),
  sendBack: command({ title: '退回结算单', input: id.extend({ reason: Words }), output: nothing }),
  statement: query({ title: '查看结算单', input: id, output: Statement }),
  branch: query({
    title: '展开结算单一层',
    input: id.extend({ key: z.string().max(120) }),
    output: z.object({ rows: z.array(TreeRow) }),
  }),
  lines: query({
    title: '查看结算单人员',
    input: id.extend({
      townshipId: z.uuid().optional(),
      level: SelfCareLevel.optional(),
      text: z.string().max(40).default(''),
      onlyUnpaid: z.boolean().default(false),
      ...Page,
    }),
    output: z.object({ rows: z.array(LineRow), total: z.int(), sum: Fen, at: Instant }),
  }),
  line: query({
    title: '查看一人一月的结算',
    look: true,
    input: id.extend({ personId: z.uuid() }),
    output: z.object({ row: LineRow, tree: z.array(TreeRow.extend({ depth: z.int() })), json: z.string() }),
  }),
  difference: query({
    title: '比较两张结算单',
    input: z.object({ a: z.uuid(), b: z.uuid() }),
    output: z.object({
      sentences: z.array(z.object({ text: z.string(), amount: Fen, persons: z.array(z.string()) })),
      total: Fen,
      text: z.string(),
    }),
  }),
  object: command({
    title: '对结算的某一项提出异议',
    input: id.extend({
      kind: z.enum(['line', 'deduction', 'correction']),
      leaf: z.string().min(1, '请选择一项').max(100),
      words: Words,
    }),
    output: z.object({ objectionId: z.uuid() }),
  }),
  answerObjection: command({
    title: '答复结算异议',
    input: z.object({ objectionId: z.uuid(), upheld: z.boolean(), answer: Words }),
    output: nothing,
  }),
  objections: query({ title: '查看结算异议', input: id, output: z.array(Objection) }),
  trial: query({
    title: '试算一人一月',
    look: true,
    input: z.object({
      personId: z.uuid(),
      month: PlainMonth,
      otherDay: PlainDate.optional(),
      otherArea: z
        .string()
        .regex(/^\d{6}$/, '区划代码是六位数字')
        .optional(),
      /** Values of one's own, tried as if they were in force in that place on that day. */
      simulate: z
        .array(z.object({ key: z.string().max(120), value: z.unknown() }))
        .max(50, '一次最多试算50个数值')
        .default([]),
      /** Registered drafts, by the name of their document. */
      drafts: z.array(z.string().max(120)).max(10, '一次最多试算10份征求意见稿').default([]),
    }),
    output: z.object({
      left: TrialTree,
      right: TrialTree,
      differing: z.array(z.string()),
      total: Fen,
      notice: z.string(),
    }),
  }),
  ofPerson: query({
    title: '查看某人的结算',
    look: true,
    input: z.object({ personId: z.uuid() }),
    output: z.array(
      z.object({
        month: PlainMonth,
        statementId: z.uuid(),
        number: z.string(),
        organisation: z.string(),
        status: StatementStatus,
        level: SelfCareLevel.nullable(),
        accrued: Fen,
        settled: Fen,
        corrected: Fen,
        visits: z.int(),
        valid: z.int(),
        excluded: Exclusion.nullable(),
      }),
    ),
  }),
  export: command({
    title: '导出结算单',
    input: id.extend({ format: z.enum(['xlsx', 'pdf', 'csv', 'json']) }),
    output: File,
  }),
})

/** Both approved it: ledger and payments may go on, findings of later decisions go to a later month. */
export const settled = announcement(
  'settlement.settled',
  z.object({ statementId: z.uuid(), organisationId: z.uuid(), month: PlainMonth }),
)
