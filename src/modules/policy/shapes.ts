/** What answers of the policy module are made of. */
import * as z from 'zod'
import { Instant, PlainDate } from '#kernel/calendar.ts'
import { Fen } from '#kernel/money.ts'
import { Citation } from '#kernel/policy.ts'

const Level = z.enum(['nation', 'province', 'city', 'county', 'township', 'village'])
export const Force = z.enum(['must', 'in_principle', 'encouraged', 'aim'])

export const DocumentStatus = z.enum(['有效', '征求意见稿', '未生效', '已废止', '待核实'])

/** One part of a value in words: '半失能' → '313.00 元'. The label is empty when the value has no parts. */
export const ValuePart = z.object({ label: z.string(), text: z.string() })
export const ValueStatus = z.enum(['在用', '本系统默认', '试算', '尚未施行', '已失效', '只有草案', '未规定'])

export const ValueRow = z.object({
  key: z.string(),
  title: z.string(),
  topic: z.string(),
  topicTitle: z.string(),
  unit: z.string(),
  parts: z.array(ValuePart),
  text: z.string(),
  from: PlainDate.nullable(),
  to: PlainDate.nullable(),
  level: Level.nullable(),
  area: z.string(),
  status: ValueStatus,
  force: Force.nullable(),
  citations: z.array(Citation),
  passedOver: z.int(),
  conflicts: z.int(),
  /** Set by a level to which the statute does not give it: said aloud, not hidden. */
  reported: z.boolean(),
})
export type ValueRow = z.infer<typeof ValueRow>

/** One rule as it stands to the question, whether it decides or not. */
export const RuleLine = z.object({
  text: z.string(),
  parts: z.array(ValuePart),
  level: Level,
  area: z.string(),
  from: PlainDate.nullable(),
  to: PlainDate.nullable(),
  origin: z.enum(['document', 'ours', 'adopted', 'entered']),
  citations: z.array(Citation),
  why: z.string(),
  note: z.string(),
})
export type RuleLine = z.infer<typeof RuleLine>

export const HistoryStep = z.object({
  from: PlainDate,
  /** Null while it goes on. */
  to: PlainDate.nullable(),
  text: z.string(),
  status: ValueStatus,
  citations: z.array(Citation),
})
export type HistoryStep = z.infer<typeof HistoryStep>

export const ConflictLine = z.object({
  key: z.string(),
  title: z.string(),
  decided: RuleLine,
  other: RuleLine,
  fields: z.array(z.string()),
})

/** Set by a level that the statute does not name. */
export const BeyondLine = z.object({
  key: z.string(),
  title: z.string(),
  text: z.string(),
  own: z.array(Citation),
  message: z.string(),
  citations: z.array(Citation),
})

export const CitedWords = z.object({
  found: z.boolean(),
  document: z.string(),
  title: z.string(),
  number: z.string(),
  issuers: z.array(z.string()),
  status: DocumentStatus,
  effectiveFrom: PlainDate.nullable(),
  effectiveTo: PlainDate.nullable(),
  clause: z.string(),
  /** The clause as the registered text has it; empty where the text is not registered. */
  words: z.string(),
  quote: z.string(),
  /** False: nobody has compared the gist with the text yet. */
  checked: z.boolean(),
  /** May it stand in a notice on that day. */
  mayCite: z.boolean(),
  /** The nearest document above, when it is registered. */
  above: z.string(),
  to: z.string(),
})
export type CitedWords = z.infer<typeof CitedWords>

export const DocumentRow = z.object({
  key: z.string(),
  title: z.string(),
  number: z.string(),
  issuers: z.array(z.string()),
  status: DocumentStatus,
  statusChecked: PlainDate.nullable(),
  issuedOn: PlainDate.nullable(),
  effectiveFrom: PlainDate.nullable(),
  effectiveTo: PlainDate.nullable(),
  /** The day is stated in the text, not assumed by us. */
  dayStated: z.boolean(),
  area: z.string(),
  areaName: z.string(),
  basis: z.array(z.string()),
  hasText: z.boolean(),
  mayCite: z.boolean(),
  origin: z.enum(['pack', 'county']),
  knownSince: Instant.nullable(),
  fileId: z.uuid().nullable(),
  note: z.string(),
})
export type DocumentRow = z.infer<typeof DocumentRow>

export const Amount = z.object({
  group: z.string(),
  label: z.string(),
  count: z.int(),
  before: Fen.nullable(),
  after: Fen.nullable(),
})

export const Impact = z.object({
  title: z.string(),
  before: z.string(),
  after: z.string(),
  groups: z.array(Amount),
  persons: z.int(),
  /** Persons times amount, where the value is an amount a month for each of them. */
  monthlyBefore: Fen.nullable(),
  monthlyAfter: Fen.nullable(),
  warnings: z.array(z.object({ message: z.string(), citations: z.array(Citation) })),
  /** Why it cannot be adopted as it stands; empty when it can. */
  refusals: z.array(z.object({ message: z.string(), citations: z.array(Citation) })),
})
export type Impact = z.infer<typeof Impact>

export const ProposalRow = z.object({
  id: z.uuid(),
  kind: z.enum(['value', 'draft', 'holiday', 'withdrawal']),
  title: z.string(),
  text: z.string(),
  from: PlainDate,
  to: PlainDate.nullable(),
  citations: z.array(Citation),
  status: z.enum(['待采用', '已采用', '已退回']),
  proposer: z.string(),
  proposedAt: Instant,
  decider: z.string(),
  decidedAt: Instant.nullable(),
  reason: z.string(),
  mine: z.boolean(),
  /** Since when it is withdrawn; null while it holds. */
  withdrawnFrom: PlainDate.nullable(),
  mayWithdraw: z.boolean(),
})
export type ProposalRow = z.infer<typeof ProposalRow>

export const PackFaultLine = z.object({
  file: z.string(),
  line: z.int(),
  column: z.int(),
  key: z.string(),
  expected: z.string(),
  found: z.string(),
})
