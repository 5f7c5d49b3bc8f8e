/** Shapes that several operations of recognition share. Pure. */
import * as z from 'zod'
import { Instant, PlainDate, PlainMonth } from '#kernel/calendar.ts'
import { Citation } from '#kernel/policy.ts'
import { Reason } from '#kernel/refusal.ts'
import { SelfCareLevel, SupportMode } from '#kernel/self-care.ts'
import { AppliedBy, Decision, DeedKind, Ending, Proposal, Step, Verdict } from './words.ts'

export const Id = z.uuid('编号不对，请从列表中选择')
export const Name = z.string('请填写姓名').trim().min(1, '请填写姓名').max(60, '姓名最多60个字')
export const Short = z.string().trim().max(100, '最多100个字')
export const Text = z.string().trim().max(500, '最多500个字')
export const Because = z.string().trim().min(4, '请写明理由，至少4个字').max(500, '理由最多500个字')
export const FileIds = z.array(Id).max(20, '最多20个文件').default([])

/** A term under way: the chip of the screens, with how it was counted. */
export const Clock = z.object({
  due: PlainDate,
  left: z.int(),
  used: z.int(),
  unit: z.enum(['day', 'working_day', 'month']),
  term: z.int(),
  startedOn: PlainDate,
  movedFrom: PlainDate.optional(),
  pausedFor: z.string().optional(),
  noticeDays: z.int().optional(),
  estimated: z.boolean(),
  citations: z.array(Citation),
})
export type Clock = z.infer<typeof Clock>

export const CaseRow = z.object({
  id: Id,
  number: z.string(),
  name: z.string(),
  sex: z.enum(['male', 'female']),
  age: z.int(),
  idMasked: z.string(),
  townshipId: Id,
  township: z.string(),
  villageId: Id.nullable(),
  village: z.string(),
  step: Step,
  round: z.int(),
  /** 补正: what is missing was told; 异议中: a new survey after an objection. */
  mark: z.enum(['supplement', 'objected']).nullable(),
  /** Handed in through the village; the township has not yet received it. */
  handed: z.boolean(),
  decision: Decision.nullable(),
  decidedOn: PlainDate.nullable(),
  clock: Clock.nullable(),
  /** Working days since the step began, where no term runs: nobody has to ask how long it has lain. */
  lain: z.int(),
  /** Its opinion is signed and it hangs nowhere yet. */
  unposted: z.boolean(),
  /** What the clerk asked to end it as, not yet answered. */
  ending: Ending.nullable(),
  since: PlainDate,
  handler: z.string(),
  nearRelative: z.boolean(),
  batch: z.string(),
  appliedBy: AppliedBy,
})
export type CaseRow = z.infer<typeof CaseRow>

export const ConditionShown = z.object({
  key: z.string(),
  title: z.string(),
  verdict: Verdict,
  lines: z.array(z.string()),
  citations: z.array(Citation),
})
export const ReasoningShown = z.object({
  on: PlainDate,
  conditions: z.array(ConditionShown),
  proposal: Proposal,
})
export type ReasoningShown = z.infer<typeof ReasoningShown>

export const DeedShown = z.object({
  id: Id,
  kind: DeedKind,
  round: z.int(),
  on: PlainDate,
  at: Instant,
  by: z.string(),
  text: z.string(),
  note: z.string(),
  files: z.array(Id),
})
export type DeedShown = z.infer<typeof DeedShown>

/** The applicant's number in another department's list. */
export const ListedIn = z.object({ kind: z.string(), title: z.string(), source: z.string(), month: PlainMonth })
export type ListedIn = z.infer<typeof ListedIn>

/** One term of a case, running or over: 已用／法定, with the days on which the clock stood. */
export const TermShown = z.object({
  /** The step at whose end the term ends. */
  step: Step,
  title: z.string(),
  round: z.int(),
  from: PlainDate,
  to: PlainDate.nullable(),
  due: PlainDate.nullable(),
  used: z.int(),
  term: z.int(),
  unit: z.enum(['day', 'working_day', 'month']),
  late: z.boolean(),
  pauses: z.array(z.object({ from: PlainDate, to: PlainDate.nullable(), reason: z.string(), days: z.int() })),
  citations: z.array(Citation),
})
export type TermShown = z.infer<typeof TermShown>

const Support = z.object({ mode: SupportMode.nullable(), level: SelfCareLevel.nullable() })
/** 供养方式和能力等级 by wish and rule, as proposed, as decided. */
export const SupportShown = z.object({ asked: Support, proposed: Support.nullable(), decided: Support.nullable() })
export type SupportShown = z.infer<typeof SupportShown>

export const Departure = z.object({
  stage: z.enum(['初审', '县级审核', '决定']),
  text: z.string(),
  by: z.string(),
  reason: z.string(),
})
export type Departure = z.infer<typeof Departure>

export const Missing = z.object({ code: z.string(), title: z.string(), help: z.string() })
export const Done = z.object({ caseId: Id, step: Step, warnings: z.array(z.string()).default([]) })
export const Objections = z.array(Reason)

export const page = {
  page: z.int().min(1, '页码从1起').max(100_000, '页码过大').default(1),
  pageSize: z.int().min(1).max(200, '每页最多200行').default(50),
}
