/** 认定: a case from application to decision, each step by its deed and with its clock. */
import * as z from 'zod'
import { Delivery } from '#kernel/delivery.ts'
import { Instant, PlainDate } from '#kernel/calendar.ts'
import { announcement, command, contract, query } from '#kernel/contract.ts'
import { Citation } from '#kernel/policy.ts'
import { SelfCareLevel, SupportMode } from '#kernel/self-care.ts'
import { CaseFile, MaterialShown } from './case-file.ts'
import { Facts } from './facts.ts'
import { Application, IdNumber, Materials } from './intake-shape.ts'
import { LegacyShown } from './legacy.ts'
import { afterOperations } from './after-contract.ts'
import { batchOperations } from './batch-contract.ts'
import { endOperations } from './end-contract.ts'
import { objectionOperations } from './objection-contract.ts'
import { publicityOperations } from './publicity-contract.ts'
import { relativeOperations } from './relative-contract.ts'
import { Because, CaseRow, Done, FileIds, Id, Missing, page, ReasoningShown, Short, Text } from './shapes.ts'
import { Survey } from './survey-shape.ts'
import { villageOperations } from './village-contract.ts'
import { Decision, Paper, Step } from './words.ts'

export type { CaseFile } from './case-file.ts'

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
/** Each departure has its own reason; whoever shall live in a home without having wished it has agreed in writing. */
const SupportReasons = {
  modeReason: Text.default(''),
  levelReason: Text.default(''),
  consentPaper: Short.default(''),
  /** Why he is recognised although papers are missing. */
  papersReason: Text.default(''),
  /** How it was found that he lives, where a list of deaths has his number. */
  alive: Text.default(''),
}
const Given = z.object({ ticket: z.string(), name: z.string() })

export const Hit = z.object({ code: z.string(), message: z.string(), stops: z.boolean() })

export const recognition = contract('recognition', {
  ...publicityOperations,
  ...objectionOperations,
  ...relativeOperations,
  ...batchOperations,
  ...villageOperations,
  ...afterOperations,
  ...endOperations,
  list: query({
    title: '查看认定案件',
    input: z.object({
      words: Short.default(''),
      step: z.array(Step).max(8).default([]),
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
      /** Drawn cases let go unseen this year, with the leader's agreement. */
      letGo: z.int(),
      /** Cases that ended without a decision this year: counted apart. */
      died: z.int(),
      withdrawn: z.int(),
      county: Kept,
      year: z.int(),
    }),
  }),
  case: query({ title: '查看认定案卷', input: CaseOnly, output: CaseFile }),
  placement: query({
    title: '查看待入住情况',
    input: z.object({ personId: Id }),
    /** Confirmed for a home and not living in one yet: said at the head of the file. */
    output: z.object({
      placement: z
        .object({ text: z.string(), next: z.object({ title: z.string(), to: z.string() }).nullable() })
        .nullable(),
    }),
  }),
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
      legacy: LegacyShown.nullable(),
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
  propose: command({
    title: '提出县级审核意见',
    input: z.object({
      caseId: Id,
      fits: z.boolean(),
      reason: Text.default(''),
      mode: SupportMode.nullable().default(null),
      level: SelfCareLevel.nullable().default(null),
      ...SupportReasons,
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
      ...SupportReasons,
      version: z.int().optional(),
    }),
    output: Done.extend({ personId: Id.nullable(), supportFrom: PlainDate.nullable(), decisionNo: z.string() }),
  }),
  confirmDirectly: command({
    title: '直接确认认定',
    input: z.object({
      caseId: Id,
      mode: SupportMode,
      level: SelfCareLevel,
      reason: Because,
      consentPaper: SupportReasons.consentPaper,
      /** What a level above the lowest rests on while nobody has assessed him. */
      levelPaper: Short.default(''),
      /** Where age and disability do not meet the condition of today. */
      whyFits: Short.default(''),
    }),
    output: Done.extend({ personId: Id, supportFrom: PlainDate, decisionNo: z.string() }),
  }),
  deliver: command({
    title: '登记认定文书送达',
    input: z.object({
      caseId: Id,
      deliveredOn: PlainDate,
      how: Delivery,
      receiver: Short.min(1, '请填写签收人'),
      /** Of somebody else who receives it: guardian, agent, or an adult of the household. */
      relation: Short.default(''),
      /** 留置送达: who saw it, or where its photo or record lies. */
      witness: Short.default(''),
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
