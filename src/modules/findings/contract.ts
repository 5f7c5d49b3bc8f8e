/** What was found wrong in the service of a month (问题): verified first, the provider heard, then decided (SX-4.5.2e). */
import * as z from 'zod'
import { Instant, PlainDate, PlainMonth } from '#kernel/calendar.ts'
import { announcement, command, contract, query } from '#kernel/contract.ts'
import { Fen } from '#kernel/money.ts'
import { Citation } from '#kernel/policy.ts'

export const FindingKind = z.enum([
  'not_served',
  'too_few',
  'poor_quality',
  'late_record',
  'false_record',
  'conduct',
  'safety',
  'other',
])
export type FindingKind = z.infer<typeof FindingKind>
export const kindText: Record<FindingKind, string> = {
  not_served: '没有服务',
  too_few: '服务次数不足',
  poor_quality: '服务质量差',
  late_record: '未按时记录',
  false_record: '记录不实',
  conduct: '服务人员言行不当',
  safety: '安全问题',
  other: '其他问题',
}

export const Severity = z.enum(['minor', 'ordinary', 'serious'])
export type Severity = z.infer<typeof Severity>
export const severityText: Record<Severity, string> = { minor: '轻微', ordinary: '一般', serious: '严重' }

export const FindingSource = z.enum(['evaluation', 'callback', 'platform', 'inspection', 'incident', 'self_report'])
export type FindingSource = z.infer<typeof FindingSource>
export const sourceText: Record<FindingSource, string> = {
  evaluation: '乡镇考评',
  callback: '电话回访',
  platform: '平台监测',
  inspection: '现场检查',
  incident: '严重问题上报',
  self_report: '机构自报',
}

export const FindingStatus = z.enum(['clue', 'verified', 'notified', 'heard', 'upheld', 'partly', 'dismissed'])
export type FindingStatus = z.infer<typeof FindingStatus>
export const statusText: Record<FindingStatus, string> = {
  clue: '线索',
  verified: '已核实',
  notified: '待申辩',
  heard: '已申辩',
  upheld: '成立',
  partly: '部分成立',
  dismissed: '不成立',
}

export const Verdict = z.enum(['upheld', 'partly', 'dismissed'])
export type Verdict = z.infer<typeof Verdict>

/** How a contract clause turns a finding into money. */
export const ClauseRule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fixed'), fen: Fen }),
  z.object({ kind: z.literal('person_month') }),
  z.object({ kind: z.literal('per_visit'), fen: Fen }),
  z.object({ kind: z.literal('percent'), percent: z.int().min(1).max(100) }),
])
export type ClauseRule = z.infer<typeof ClauseRule>

const Facts = z.string().trim().min(4, '请写明事实，至少4个字').max(1000, '事实最多1000字')
const Reason = z.string().trim().min(4, '请写明理由，至少4个字').max(1000, '理由最多1000字')
const File = z.uuid().nullable().default(null)

export const NewFinding = z.object({
  month: PlainMonth,
  organisationId: z.uuid(),
  townshipId: z.uuid(),
  personId: z.uuid().nullable().default(null),
  kind: FindingKind,
  severity: Severity,
  facts: Facts,
  fileId: File,
})

export const Proposal = z.object({
  fen: Fen,
  /** How it came about, in words: '一人一个月的照料费313.00元'. */
  basis: z.string(),
  citations: z.array(Citation),
})
export type Proposal = z.infer<typeof Proposal>

const Clause = z.object({ contractId: z.uuid(), no: z.string(), text: z.string(), rule: ClauseRule.nullable() })

export const FindingRow = z.object({
  id: z.uuid(),
  number: z.string(),
  month: PlainMonth,
  organisationId: z.uuid(),
  organisation: z.string(),
  townshipId: z.uuid(),
  township: z.string(),
  personId: z.uuid().nullable(),
  person: z.string().nullable(),
  kind: FindingKind,
  severity: Severity,
  source: FindingSource,
  facts: z.string(),
  status: FindingStatus,
  selfReported: z.boolean(),
  honest: z.boolean(),
  recordedAt: Instant,
  hearingDueOn: PlainDate.nullable(),
  /** First day on which it may be decided; null while that is not known. */
  decidableFrom: PlainDate.nullable(),
  heardAt: Instant.nullable(),
  proposedFen: Fen.nullable(),
  proposedBasis: z.string(),
  clauseNo: z.string().nullable(),
  clauseText: z.string(),
  amountFen: Fen.nullable(),
  settledIn: PlainMonth.nullable(),
})
export type FindingRow = z.infer<typeof FindingRow>

export const Step = z.object({
  kind: z.enum(['recorded', 'verified', 'notified', 'stated', 'upheld', 'partly', 'dismissed']),
  words: z.string(),
  by: z.string(),
  at: Instant,
  fileId: z.uuid().nullable(),
})

export const Earlier = z.object({
  id: z.uuid(),
  number: z.string(),
  month: PlainMonth,
  facts: z.string(),
  status: FindingStatus,
  amountFen: Fen.nullable(),
  samePerson: z.boolean(),
})

export const Finding = FindingRow.extend({
  steps: z.array(Step),
  incident: z.object({ knownAt: Instant, reportedAt: Instant, hours: z.int(), delayReason: z.string() }).nullable(),
  /** Findings of the same kind about this provider in earlier months, with what was decided then. */
  earlier: z.array(Earlier),
  roster: z.object({ onRoster: z.boolean(), level: z.string().nullable(), fee: Fen.nullable() }).nullable(),
  mayDecide: z.boolean(),
  decideObjection: z.string(),
  citations: z.array(Citation),
})
export type Finding = z.infer<typeof Finding>

const nothing = z.object({})
const Page = { page: z.int().min(1).max(10_000).default(1), pageSize: z.int().min(1).max(200).default(50) }

export const findings = contract('findings', {
  list: query({
    title: '查看问题',
    input: z.object({
      month: PlainMonth.optional(),
      organisationId: z.uuid().optional(),
      townshipId: z.uuid().optional(),
      status: z.array(FindingStatus).max(7).default([]),
      severity: Severity.optional(),
      source: FindingSource.optional(),
      /** Part of a name, of the facts, or a number such as 2023-08-003. */
      words: z.string().trim().max(60).default(''),
      ...Page,
      sort: z.enum(['recorded', 'due', 'severity']).default('recorded'),
    }),
    output: z.object({
      rows: z.array(FindingRow),
      total: z.int(),
      at: Instant,
      counts: z.object({ toHear: z.int(), toDecide: z.int(), decided: z.int() }),
    }),
  }),
  get: query({ title: '查看问题详情', look: true, input: z.object({ findingId: z.uuid() }), output: Finding }),
  record: command({
    title: '登记问题线索',
    input: NewFinding.extend({ source: z.enum(['evaluation', 'callback', 'platform', 'inspection']) }),
    output: z.object({ findingId: z.uuid(), number: z.string() }),
  }),
  reportIncident: command({
    title: '上报严重问题',
    input: NewFinding.omit({ severity: true }).extend({
      knownAt: Instant,
      delayReason: z.string().trim().max(500, '说明最多500字').default(''),
    }),
    output: z.object({ findingId: z.uuid(), number: z.string(), hours: z.int() }),
  }),
  selfReport: command({
    title: '自报差错',
    input: NewFinding.omit({ severity: true }),
    output: z.object({ findingId: z.uuid(), number: z.string(), honest: z.boolean() }),
  }),
  verify: command({
    title: '核实问题',
    input: z.object({
      findingId: z.uuid(),
      words: Reason,
      severity: Severity,
      /** For what the provider told itself: whether it stays an honest error. */
      honest: z.boolean().optional(),
      fileId: File,
    }),
    output: nothing,
  }),
  clauses: query({ title: '查看扣减条款', input: z.object({ findingId: z.uuid() }), output: z.array(Clause) }),
  propose: query({
    title: '试算拟扣金额',
    input: z.object({
      findingId: z.uuid(),
      contractId: z.uuid(),
      clauseNo: z.string().max(40),
      visits: z.int().min(0).max(200).optional(),
    }),
    output: Proposal,
  }),
  notify: command({
    title: '通知机构申辩',
    input: z.object({
      findingId: z.uuid(),
      contractId: z.uuid().nullable().default(null),
      clauseNo: z.string().max(40).nullable().default(null),
      proposedFen: Fen,
      basis: z.string().trim().max(500).default(''),
    }),
    output: z.object({ hearingDueOn: PlainDate, estimated: z.boolean() }),
  }),
  state: command({
    title: '提交陈述申辩',
    input: z.object({
      findingId: z.uuid(),
      words: z.string().trim().min(2, '请写明陈述内容').max(2000, '陈述最多2000字'),
      fileId: File,
    }),
    output: nothing,
  }),
  decide: command({
    title: '认定问题',
    input: z.object({
      findingId: z.uuid(),
      result: Verdict,
      amountFen: Fen,
      contractId: z.uuid().nullable().default(null),
      clauseNo: z.string().max(40).nullable().default(null),
      reason: Reason,
    }),
    output: z.object({ settledIn: PlainMonth.nullable() }),
  }),
  openFile: command({
    title: '打开问题附件',
    input: z.object({ findingId: z.uuid(), fileId: z.uuid() }),
    output: z.object({ ticket: z.string(), name: z.string() }),
  }),
  print: command({
    title: '打印申辩通知和扣减决定',
    input: z.object({ findingId: z.uuid() }),
    output: z.object({ ticket: z.string(), name: z.string() }),
  }),
})

/** Told by settlement when the month of a provider is approved: what is decided after it goes to the next open month. */
export const monthApproved = announcement(
  'findings.monthApproved',
  z.object({ organisationId: z.uuid(), month: PlainMonth }),
)
/** A finding was decided with a deduction; the settlement of `month` takes it in. */
export const deductionDecided = announcement(
  'findings.deductionDecided',
  z.object({ findingId: z.uuid(), organisationId: z.uuid(), townshipId: z.uuid(), month: PlainMonth }),
)
