/** The month at a glance (月度总览): where each provider's month stands, what blocks it, and whether the four counts agree (四数核对). */
import * as z from 'zod'
import { Instant, PlainDate, PlainMonth } from '#kernel/calendar.ts'
import { contract, query } from '#kernel/contract.ts'
import { Fen } from '#kernel/money.ts'
import { Citation } from '#kernel/policy.ts'

export const StepName = z.enum([
  'roster',
  'agreements',
  'visits',
  'evaluations',
  'acceptance',
  'settlement',
  'approval',
  'payment',
])
export type StepName = z.infer<typeof StepName>
export const stepText: Record<StepName, string> = {
  roster: '名册',
  agreements: '协议',
  visits: '服务',
  evaluations: '乡镇考评',
  acceptance: '考核确认',
  settlement: '结算',
  approval: '审批',
  payment: '发放',
}

export const StepState = z.enum(['none', 'under_way', 'done', 'waiting', 'overdue'])
export type StepState = z.infer<typeof StepState>

const Step = z.object({ step: StepName, state: StepState, text: z.string(), to: z.string() })
export type BoardStep = z.infer<typeof Step>

const Row = z.object({
  organisationId: z.uuid(),
  name: z.string(),
  persons: z.int(),
  steps: z.array(Step),
  townships: z.array(
    z.object({
      townshipId: z.uuid(),
      name: z.string(),
      persons: z.int(),
      withAgreement: z.int(),
      visits: z.int(),
      doubtful: z.int(),
      score: z.string(),
      late: z.boolean(),
    }),
  ),
})
export type BoardRow = z.infer<typeof Row>

const Counts = z.object({
  registry: z.int(),
  roster: z.int(),
  settled: z.int(),
  paid: z.int(),
  reported: z.int().nullable(),
})
export type Counts = z.infer<typeof Counts>

export const GapKind = z.enum(['not_on_roster', 'not_settled', 'not_payable', 'not_paid', 'not_in_registry'])
export type GapKind = z.infer<typeof GapKind>
export const gapText: Record<GapKind, string> = {
  not_on_roster: '在册，没有列入名册',
  not_settled: '在名册，没有结算',
  not_payable: '已结算，按规定不计费',
  not_paid: '已结算，没有发放',
  not_in_registry: '在名册，按现在所知不应在册',
}

export const Gap = z.object({
  personId: z.uuid(),
  name: z.string(),
  township: z.string(),
  organisation: z.string(),
  kind: GapKind,
  reason: z.string(),
  /** Whether the gap is explained by a rule or a decision; only such a gap lets the month close. */
  explained: z.boolean(),
})
export type Gap = z.infer<typeof Gap>

export const Blocker = z.object({
  title: z.string(),
  who: z.string(),
  dueOn: PlainDate.nullable(),
  overdue: z.boolean(),
  to: z.string(),
  citations: z.array(Citation),
})
export type Blocker = z.infer<typeof Blocker>

/** A purchase contract with what was drawn on it. */
export const ContractUse = z.object({
  id: z.uuid(),
  number: z.string(),
  organisationId: z.uuid(),
  organisation: z.string(),
  status: z.enum(['draft', 'active', 'ended']),
  from: PlainDate,
  to: PlainDate,
  endedOn: PlainDate.nullable(),
  daysLeft: z.int().nullable(),
  budgetLine: z.string(),
  sumFen: Fen.nullable(),
  /** Approved by finance, and what is still on its way there. */
  settledFen: Fen,
  underWayFen: Fen,
  paidFen: Fen,
  agreements: z.int(),
})
export type ContractUse = z.infer<typeof ContractUse>

export const ContractMonth = z.object({
  month: PlainMonth,
  statementId: z.uuid(),
  status: z.string(),
  payableFen: Fen,
  paidFen: Fen,
})
export type ContractMonth = z.infer<typeof ContractMonth>

/** Somebody whom the end of a contract leaves without care, with the agreement that ends with it. */
export const LeftBehind = z.object({
  personId: z.uuid(),
  name: z.string(),
  township: z.string(),
  village: z.string(),
  served: z.boolean(),
  agreementId: z.uuid().nullable(),
  agreement: z.string().nullable(),
  inForce: z.boolean(),
})
export type LeftBehind = z.infer<typeof LeftBehind>

export const board = contract('board', {
  contracts: query({
    title: '查看购买合同使用情况',
    input: z.object({
      words: z.string().trim().max(60).default(''),
      organisationId: z.uuid().optional(),
      contractId: z.uuid().optional(),
      status: z.enum(['draft', 'active', 'ended']).optional(),
      endsWithin: z.int().min(1).max(730).optional(),
      page: z.int().min(1).max(1000).default(1),
      pageSize: z.int().min(1).max(200).default(50),
    }),
    output: z.object({ rows: z.array(ContractUse), total: z.int(), at: Instant }),
  }),
  contractMonths: query({
    title: '查看购买合同逐月结算',
    input: z.object({ contractId: z.uuid() }),
    output: z.array(ContractMonth),
  }),
  contractEnding: query({
    title: '查看合同终止的影响',
    input: z.object({ contractId: z.uuid() }),
    output: z.object({ rows: z.array(LeftBehind), persons: z.int(), agreements: z.int() }),
  }),
  month: query({
    title: '查看月度总览',
    snapshot: true,
    input: z.object({ month: PlainMonth }),
    output: z.object({
      rows: z.array(Row),
      blockers: z.array(Blocker),
      counts: Counts,
      previous: Counts,
      gaps: z.int(),
      unexplained: z.int(),
    }),
  }),
  gaps: query({
    title: '查看四数差额名单',
    snapshot: true,
    input: z.object({
      month: PlainMonth,
      kind: GapKind.optional(),
      page: z.int().min(1).default(1),
      pageSize: z.int().min(1).max(200).default(50),
    }),
    output: z.object({ rows: z.array(Gap), total: z.int() }),
  }),
})
