/** 认定: a case from application to decision, each step by its deed and with its clock. */
import * as z from 'zod'
import { Delivery } from '#kernel/delivery.ts'
import { Instant, PlainDate } from '#kernel/calendar.ts'
import { announcement, command, contract, query } from '#kernel/contract.ts'
import { Citation } from '#kernel/policy.ts'
import { SelfCareLevel, SupportMode } from '#kernel/self-care.ts'
import { Facts } from './facts.ts'
import { Application, IdNumber, MaterialState, Materials } from './intake-shape.ts'
import { afterOperations, Linkage } from './after-contract.ts'
import { batchOperations } from './batch-contract.ts'
import { publicityOperations } from './publicity-contract.ts'
import {
  Because,
  CaseRow,
  DeedShown,
  Departure,
  Done,
  FileIds,
  Id,
  ListedIn,
  Missing,
  Objections,
  page,
  ReasoningShown,
  Short,
  SupportShown,
  TermShown,
  Text,
} from './shapes.ts'
import { Survey } from './survey-shape.ts'
import { villageOperations } from './village-contract.ts'
import { Decision, Paper, Step } from './words.ts'

/** How a unit keeps its terms: open and late now; of this year's finished stages how many in time, with how many working days. */
const Kept = z.object({
  open: z.int(),
  late: z.int(),
  finished: z.int(),
  inTime: z.int(),
  averageDays: z.number().nullable(),
})
export type Kept = z.infer<typeof Kept>

const CaseOnly = z.object({ caseId: Id })
const Given = z.object({ ticket: z.string(), name: z.string() })

export const MaterialShown = z.object({
  code: z.string(),
  title: z.string(),
  state: MaterialState,
  help: z.string(),
})

export const CaseFile = CaseRow.extend({
  residence: z.string(),
  phoneMasked: z.string(),
  bornOn: PlainDate,
  householdClass: z.enum(['urban', 'rural']),
  receivedOn: PlainDate,
  acceptedOn: PlainDate.nullable(),
  helper: z.string(),
  relation: z.string(),
  paperReference: z.string(),
  nearRelativeOf: z.string(),
  insisted: z.string(),
  legacy: z.object({ category: z.string(), on: PlainDate.nullable(), path: z.string(), citations: z.array(Citation) }),
  materials: z.array(MaterialShown),
  facts: Facts,
  reasoning: ReasoningShown,
  /** Nobody has been at the door yet: conditions stand on his own words, and nothing is proposed. */
  declaredOnly: z.boolean(),
  survey: Survey.omit({ caseId: true, facts: true }).nullable(),
  opinion: z
    .object({ fits: z.boolean(), reason: z.string(), by: z.string(), on: PlainDate, round: z.int() })
    .nullable(),
  publicity: z
    .object({ id: Id, number: z.string(), place: z.string(), postedOn: PlainDate, endsOn: PlainDate })
    .nullable(),
  batchId: Id.nullable(),
  sampled: z.boolean(),
  check: z.object({ agrees: z.boolean(), facts: z.string(), by: z.string() }).nullable(),
  proposal: z
    .object({
      fits: z.boolean(),
      reason: z.string(),
      mode: SupportMode.nullable(),
      level: SelfCareLevel.nullable(),
      by: z.string(),
      on: PlainDate,
    })
    .nullable(),
  support: SupportShown,
  departures: z.array(Departure),
  decisionNo: z.string(),
  decidedBy: z.string(),
  decidedAt: Instant.nullable(),
  decisionReason: z.string(),
  supportFrom: PlainDate.nullable(),
  /** What a confirmation today would give. */
  wouldStart: PlainDate,
  deliveredOn: PlainDate.nullable(),
  personId: Id.nullable(),
  publishedOn: PlainDate.nullable(),
  listed: z.array(ListedIn),
  listedOn: PlainDate.nullable(),
  linkages: z.array(Linkage),
  /** Each term that ran in the case, with the days it used and the days the clock stood. */
  terms: z.array(TermShown),
  paused: z.boolean(),
  version: z.int(),
  deeds: z.array(DeedShown),
  /** What stands against the next deeds; the screen shows it before one tries. */
  objections: z.object({ submit: Objections, send: Objections, propose: Objections, decide: Objections }),
  pauseReasons: z.array(z.object({ code: z.string(), text: z.string(), citations: z.array(Citation) })),
  /** By the items the survey found not met (assessment.levels); the county decides. */
  levelByRule: SelfCareLevel.nullable(),
  selfCare: z.array(z.object({ code: z.string(), text: z.string() })),
  surveyMust: z.array(z.string()),
})
export type CaseFile = z.infer<typeof CaseFile>

export const Hit = z.object({ code: z.string(), message: z.string(), stops: z.boolean() })

export const recognition = contract('recognition', {
  ...publicityOperations,
  ...batchOperations,
  ...villageOperations,
  ...afterOperations,
  list: query({
    title: '查看认定案件',
    input: z.object({
      words: Short.default(''),
      step: z.array(Step).max(7).default([]),
      townshipId: Id.optional(),
      mark: z.enum(['near_relative', 'objected', 'late', 'supplement', 'paused']).optional(),
      sort: z.enum(['due', 'number']).default('due'),
      ...page,
    }),
    output: z.object({
      rows: z.array(CaseRow),
      total: z.int(),
      counts: z.array(z.object({ step: Step, cases: z.int(), late: z.int() })),
      at: Instant,
    }),
  }),
  figures: query({
    title: '查看认定时限统计',
    input: z.object({}),
    output: z.object({
      rows: z.array(
        z.object({
          townshipId: Id,
          township: z.string(),
          ...Kept.shape,
          decided: z.int(),
        }),
      ),
      county: Kept,
      year: z.int(),
    }),
  }),
  case: query({ title: '查看认定案卷', input: CaseOnly, output: CaseFile }),
  checkIdentity: query({
    title: '核对申请人身份',
    look: true,
    input: z.object({ idNumber: IdNumber, receivedOn: PlainDate.optional() }),
    output: z.object({
      bornOn: PlainDate.nullable(),
      sex: z.enum(['male', 'female']).nullable(),
      age: z.int().nullable(),
      hits: z.array(Hit),
    }),
  }),
  intakeForm: query({
    title: '查看申请材料要求',
    input: z.object({ disabled: z.boolean().default(false), on: PlainDate.optional() }),
    output: z.object({
      materials: z.array(MaterialShown),
      legacy: z.boolean(),
      citations: z.array(Citation),
      noticeCitations: z.array(Citation),
    }),
  }),
  whatIf: query({
    title: '试算认定条件',
    input: z.object({ caseId: Id, facts: Facts, drafts: z.array(z.string().max(100)).max(10).default([]) }),
    output: ReasoningShown,
  }),
  apply: command({
    title: '登记特困申请',
    input: Application,
    output: Done.extend({ number: z.string(), missing: z.array(Missing) }),
  }),
  supplement: command({
    title: '登记补交材料',
    input: z.object({
      caseId: Id,
      receivedOn: PlainDate,
      materials: Materials,
      insisted: Text.default(''),
      fileIds: FileIds,
    }),
    output: Done.extend({ missing: z.array(Missing) }),
  }),
  survey: command({ title: '登记入户调查', input: Survey, output: Done }),
  submit: command({
    title: '送审初审意见',
    input: z.object({ caseId: Id, fits: z.boolean(), note: Text.default('') }),
    output: Done,
  }),
  opine: command({
    title: '签署初审意见',
    input: z.object({ caseId: Id, fits: z.boolean(), reason: Text.default(''), version: z.int().optional() }),
    output: Done,
  }),
  returnCase: command({
    title: '退回认定案件',
    input: z.object({ caseId: Id, to: z.enum(['survey', 'opinion']), reason: Because }),
    output: Done,
  }),
  pause: command({
    title: '暂停认定计时',
    input: z.object({ caseId: Id, reason: z.string().max(60), note: Text.default('') }),
    output: Done,
  }),
  resume: command({ title: '恢复认定计时', input: z.object({ caseId: Id, note: Text.default('') }), output: Done }),
  withdraw: command({
    title: '登记撤回申请',
    input: z.object({ caseId: Id, reason: Because, paperReference: Short.default('') }),
    output: Done,
  }),
  propose: command({
    title: '提出县级审核意见',
    input: z.object({
      caseId: Id,
      fits: z.boolean(),
      reason: Text.default(''),
      mode: SupportMode.nullable().default(null),
      level: SelfCareLevel.nullable().default(null),
    }),
    output: Done,
  }),
  decide: command({
    title: '决定认定',
    input: z.object({
      caseId: Id,
      decision: Decision,
      reason: Text.default(''),
      mode: SupportMode.nullable().default(null),
      level: SelfCareLevel.nullable().default(null),
      version: z.int().optional(),
    }),
    output: Done.extend({ personId: Id.nullable(), supportFrom: PlainDate.nullable(), decisionNo: z.string() }),
  }),
  confirmDirectly: command({
    title: '直接确认认定',
    input: z.object({ caseId: Id, mode: SupportMode, level: SelfCareLevel, reason: Because }),
    output: Done.extend({ personId: Id, supportFrom: PlainDate, decisionNo: z.string() }),
  }),
  deliver: command({
    title: '登记认定文书送达',
    input: z.object({
      caseId: Id,
      deliveredOn: PlainDate,
      how: Delivery,
      receiver: Short.min(1, '请填写签收人'),
    }),
    output: Done,
  }),
  print: command({
    title: '打印认定文书',
    input: z.object({ caseId: Id, paper: Paper, format: z.enum(['pdf', 'word']).default('pdf') }),
    output: Given,
  }),
  printApplication: command({
    title: '打印申请书空表',
    input: z.object({ format: z.enum(['pdf', 'word']).default('pdf') }),
    output: Given,
  }),
  openFile: command({ title: '打开认定材料', input: z.object({ caseId: Id, fileId: Id }), output: Given }),
  recompute: command({
    title: '重算认定期限',
    internal: true,
    input: z.object({ because: z.string().max(200).default('') }),
    output: z.object({ changed: z.int() }),
  }),
})

/** Recognised: supported from the first day of a month on. */
export const recognitionConfirmed = announcement(
  'recognition.confirmed',
  z.object({ personId: z.uuid(), caseId: z.uuid(), from: PlainDate }),
)
export const recognitionRefused = announcement('recognition.refused', z.object({ caseId: z.uuid() }))
