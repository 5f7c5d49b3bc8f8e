/** What is due to a provider for a month, every fen explained; computed, approved by two more persons, disputed leaf by leaf. */
import * as z from 'zod'
import { Instant, PlainDate, PlainMonth } from '#kernel/calendar.ts'
import { announcement, command, contract, query } from '#kernel/contract.ts'
import { Fen } from '#kernel/money.ts'
import { Citation } from '#kernel/policy.ts'
import { Reason } from '#kernel/refusal.ts'
import { SelfCareLevel } from '#kernel/self-care.ts'
import { Exclusion } from './month-input.ts'

export const StatementStatus = z.enum([
  'computing',
  'computed',
  'submitted',
  'civil_approved',
  'finance_approved',
  'returned',
  'superseded',
])
export type StatementStatus = z.infer<typeof StatementStatus>
export const statementStatusText: Record<StatementStatus, string> = {
  computing: '计算中',
  computed: '已计算',
  submitted: '待负责人审',
  civil_approved: '待财政审',
  finance_approved: '已审定',
  returned: '已退回',
  superseded: '已被重算替代',
}

/** One row of the explanation tree; its children are asked for when it is opened. */
export const TreeRow = z.object({
  key: z.string(),
  kind: z.string(),
  label: z.string(),
  formula: z.string(),
  amount: Fen,
  citations: z.array(Citation),
  refs: z.array(z.object({ kind: z.string(), id: z.string() })),
  more: z.boolean(),
})
export type TreeRow = z.infer<typeof TreeRow>

export const StatementRow = z.object({
  id: z.uuid(),
  number: z.string(),
  month: PlainMonth,
  organisationId: z.uuid(),
  organisation: z.string(),
  status: StatementStatus,
  final: z.boolean(),
  personCount: z.int(),
  paidCount: z.int(),
  base: Fen,
  fees: Fen,
  /** '1', or '各乡镇系数' */
  factor: z.string(),
  deducted: Fen,
  corrected: Fen,
  excess: Fen,
  payable: Fen,
  hash: z.string().nullable(),
  computedAt: Instant,
})
export type StatementRow = z.infer<typeof StatementRow>

export const Approval = z.object({
  step: z.enum(['submitted', 'civil', 'finance', 'returned']),
  name: z.string(),
  role: z.string(),
  at: Instant,
  words: z.string(),
  hash: z.string(),
})

const CorrectionRow = z.object({
  statementId: z.uuid(),
  number: z.string(),
  month: PlainMonth,
  aboutMonth: PlainMonth,
  aboutStatementId: z.uuid(),
  personId: z.uuid(),
  person: z.string(),
  amount: Fen,
  reason: z.string(),
})

export const Statement = StatementRow.extend({
  edition: z.string(),
  knownAt: Instant,
  contractNumber: z.string(),
  packs: z.array(z.object({ area: z.string(), sm3: z.string() })),
  computedBy: z.string(),
  monthClosed: z.boolean(),
  /** Whether the reader decides now, made it himself, or looks on. */
  part: z.enum(['decides', 'made_it', 'looks_on']),
  supersededBy: z.uuid().nullable(),
  previousId: z.uuid().nullable(),
  approvals: z.array(Approval),
  views: z.array(z.object({ title: z.string(), root: TreeRow, children: z.array(TreeRow) })),
  /** Findings listed and not applied, each with why. */
  refused: z.array(z.object({ finding: z.string(), amount: Fen, reasons: z.array(Reason) })),
  /** Lines of this statement about earlier months, and lines of later statements about this one. */
  corrections: z.array(CorrectionRow),
  correctedLater: z.array(CorrectionRow),
})

export const LineRow = z.object({
  personId: z.uuid(),
  name: z.string(),
  townshipId: z.uuid(),
  township: z.string(),
  village: z.string(),
  level: SelfCareLevel.nullable(),
  base: Fen,
  deducted: Fen,
  amount: Fen,
  excluded: Exclusion.nullable(),
  visits: z.int(),
  valid: z.int(),
  hash: z.string(),
})
export type LineRow = z.infer<typeof LineRow>

const Progress = z.object({
  statementId: z.uuid(),
  status: StatementStatus.or(z.literal('abandoned')),
  done: z.int(),
  total: z.int(),
})

const Ready = z.object({
  organisationId: z.uuid(),
  organisation: z.string(),
  persons: z.int(),
  allowed: z.boolean(),
  reasons: z.array(Reason),
  /** Townships whose evaluation has not come. */
  missing: z.array(z.object({ id: z.uuid(), name: z.string() })),
  statementId: z.uuid().nullable(),
  status: StatementStatus.nullable(),
})

const Objection = z.object({
  id: z.uuid(),
  kind: z.enum(['line', 'deduction', 'correction']),
  leaf: z.string(),
  person: z.string(),
  words: z.string(),
  name: z.string(),
  at: Instant,
  status: z.enum(['open', 'upheld', 'dismissed']),
  answer: z.string(),
  answeredAt: Instant.nullable(),
})

/** A small tree sent whole: one person's month. */
const TrialTree = z.object({
  title: z.string(),
  on: PlainDate,
  area: z.string(),
  payable: Fen,
  rows: z.array(TreeRow.extend({ depth: z.int() })),
})

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
    input: id.extend({ format: z.enum(['xlsx', 'pdf', 'json']) }),
    output: File,
  }),
})

/** Both approved it: ledger and payments may go on, findings of later decisions go to a later month. */
export const settled = announcement(
  'settlement.settled',
  z.object({ statementId: z.uuid(), organisationId: z.uuid(), month: PlainMonth }),
)
