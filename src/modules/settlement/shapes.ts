/** What the operations of this module answer. */
import * as z from 'zod'
import { Instant, PlainDate, PlainMonth } from '#kernel/calendar.ts'
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

export const CorrectionRow = z.object({
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

export const Progress = z.object({
  statementId: z.uuid(),
  status: StatementStatus.or(z.literal('abandoned')),
  done: z.int(),
  total: z.int(),
})

export const Ready = z.object({
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

export const Objection = z.object({
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
export const TrialTree = z.object({
  title: z.string(),
  on: PlainDate,
  area: z.string(),
  payable: Fen,
  rows: z.array(TreeRow.extend({ depth: z.int() })),
})
