/** 自理能力评估: asked for, done by two independent persons, decided by the county, disputed once (民发〔2021〕43号 第二十条至第二十三条). */
import * as z from 'zod'
import { Instant, PlainDate, PlainMonth } from '#kernel/calendar.ts'
import { command, contract, query } from '#kernel/contract.ts'
import { Citation } from '#kernel/policy.ts'
import { SelfCareLevel } from '#kernel/self-care.ts'
import { Assessment, AssessmentRow, ClueAnswer, DueRow, LevelPeriod, Paging, VillageRow } from './shapes.ts'
import { AskedBy, AssessmentStatus, AssessorUnit, FormKind, HeardBy, HeardSigned, SignedBy, Why } from './words.ts'

const Words = (what: string) => z.string().trim().min(4, `请写明${what}，至少4个字`).max(500, `${what}最多500字`)
const Note = z.string().trim().max(500, '最多500字').default('')
const Version = z.int().min(1)
const At = z.object({ assessmentId: z.uuid(), version: Version })
const ById = z.object({ assessmentId: z.uuid() })
const Stepped = z.object({ version: Version })
const Ticket = z.object({ ticket: z.string(), name: z.string() })
const Field = z.string().max(60)

export const NewAssessor = z.object({
  name: z.string().trim().min(2, '请填写评估人姓名').max(60, '姓名最多60字'),
  unit: AssessorUnit,
  unitName: z.string().trim().min(2, '请填写评估人的单位').max(100, '单位名称最多100字'),
})

export const Submitting = z.object({
  assessedOn: PlainDate,
  /** Item → 达到; all of the form's items. */
  met: z.record(Field, z.boolean()),
  notes: z.record(Field, z.string().trim().max(200, '观察情况最多200字')).default({}),
  /** GB/T 42195 where the form asks for it: item → points, and signs that change the level. */
  scores: z.record(Field, z.int()).default({}),
  signs: z.array(Field).max(10).default([]),
  assessors: z.array(NewAssessor).length(2, '评估应由两人进行，请填写两名评估人'),
  signedBy: SignedBy,
  signer: z.string().trim().max(60).default(''),
  fileIds: z.array(z.uuid()).max(6, '最多6个附件').default([]),
  /** Goes on although a name speaks against it. */
  reason: Note,
})

const Filter = z.object({
  townshipId: z.uuid().nullable().default(null),
  villageId: z.uuid().nullable().default(null),
})

export const assessments = contract('assessments', {
  list: query({
    title: '查看能力评估',
    input: Filter.extend({
      words: z.string().trim().max(60).default(''),
      status: z.array(AssessmentStatus).max(6).default([]),
      why: Why.nullable().default(null),
      overdue: z.boolean().default(false),
      personId: z.uuid().nullable().default(null),
      ...Paging,
    }),
    output: z.object({
      rows: z.array(AssessmentRow),
      total: z.int(),
      at: Instant,
      counts: z.object({ waiting: z.int(), overdue: z.int(), toReview: z.int(), toDecide: z.int(), disputed: z.int() }),
    }),
  }),
  due: query({
    title: '查看今年到期的评估',
    input: Filter.extend({ words: z.string().trim().max(60).default(''), ...Paging }),
    output: z.object({
      rows: z.array(DueRow),
      total: z.int(),
      at: Instant,
      year: z.int(),
      /** Once a year, by whose word. */
      citations: z.array(Citation),
    }),
  }),
  villages: query({
    title: '查看年度评估计划',
    input: z.object({ townshipId: z.uuid().nullable().default(null) }),
    output: z.object({ rows: z.array(VillageRow), year: z.int(), persons: z.int(), done: z.int(), planned: z.int() }),
  }),
  get: query({ title: '查看能力评估详情', look: true, input: ById, output: Assessment }),
  ofPerson: query({
    title: '查看本人的能力评估',
    look: true,
    input: z.object({ personId: z.uuid() }),
    output: z.object({ rows: z.array(AssessmentRow), levels: z.array(LevelPeriod), nextDueOn: PlainDate.nullable() }),
  }),
  shares: query({
    title: '查看等级构成和线索',
    input: z.object({}),
    output: ClueAnswer,
  }),
  request: command({
    title: '申请能力评估',
    input: z.object({
      personId: z.uuid('请选择人员'),
      why: z.enum(['change', 'recognition', 'complaint', 'yearly']),
      form: FormKind,
      askedBy: AskedBy,
      asker: z.string().trim().max(60, '姓名最多60字').default(''),
      requestedOn: PlainDate,
      words: Words('情况'),
      /** Where the paper request is, of one that is entered late. */
      paperReference: z.string().trim().max(60, '纸质位置最多60字').default(''),
    }),
    output: z.object({ assessmentId: z.uuid(), number: z.string(), dueOn: PlainDate }),
  }),
  plan: command({
    title: '列入年度评估计划',
    input: z.object({
      personIds: z.array(z.uuid()).max(500, '一次最多500人').default([]),
      /** Or everybody of a village who is still to be assessed this year. */
      villageId: z.uuid().nullable().default(null),
      plannedOn: PlainDate,
      form: FormKind,
      /** Of a day in the year to come. */
      reason: Note,
    }),
    output: z.object({ made: z.int(), skipped: z.int() }),
  }),
  submit: command({ title: '提交评估结果', input: At.extend(Submitting.shape), output: Stepped }),
  review: command({
    title: '初审评估结果',
    input: At.extend({ level: SelfCareLevel, words: Words('初审意见') }),
    output: Stepped,
  }),
  /** Before a level falls. */
  hear: command({
    title: '登记听取评估意见',
    input: At.extend({
      on: PlainDate,
      who: HeardBy,
      name: z.string().trim().min(1, '请填写姓名').max(40, '姓名最多40字'),
      words: z.string().trim().min(2, '请填写本人的意见（原话）').max(300, '意见最多300字'),
      paper: z.string().trim().min(1, '请填写纸质凭据，如：听取意见笔录，3盒7页').max(100, '凭据最多100字'),
      /** Of whoever was entrusted. */
      mandate: z.string().trim().max(100, '委托书最多100字').default(''),
      signedAs: HeardSigned.default('signature'),
      /** Of a signature refused. */
      refusedWhy: z.string().trim().max(100, '原因最多100字').default(''),
      witness: z.string().trim().max(40, '姓名最多40字').default(''),
    }),
    output: Stepped,
  }),
  sendBack: command({
    title: '退回重新评估',
    input: At.extend({ words: Words('退回理由') }),
    output: Stepped,
  }),
  decide: command({
    title: '审定能力等级',
    input: At.extend({ level: SelfCareLevel, decidedOn: PlainDate, reason: Note }),
    output: Stepped.extend({ effectiveMonth: PlainMonth }),
  }),
  tell: command({
    title: '登记评估结果告知',
    input: At.extend({ toldOn: PlainDate, words: Words('告知了谁、怎样告知') }),
    output: Stepped,
  }),
  dispute: command({
    title: '提出评估争议',
    input: At.extend({ askedBy: AskedBy, asker: z.string().trim().max(60).default(''), words: Words('争议理由') }),
    output: z.object({ assessmentId: z.uuid(), number: z.string(), dueOn: PlainDate }),
  }),
  withdraw: command({ title: '撤回评估申请', input: At.extend({ words: Words('撤回理由') }), output: Stepped }),
  recompute: command({
    title: '重算评估期限',
    internal: true,
    input: z.object({ because: z.string().max(200).default('') }),
    output: z.object({ changed: z.int() }),
  }),
  printForms: command({
    title: '打印评估表',
    input: z.object({
      ids: z.array(z.uuid()).max(200, '一次最多打印200人').default([]),
      villageId: z.uuid().nullable().default(null),
      /** One sheet without a name, to be written by hand. */
      blank: z.boolean().default(false),
      format: z.enum(['pdf', 'word']).default('pdf'),
    }),
    output: Ticket.extend({ persons: z.int() }),
  }),
  printNotice: command({
    title: '打印评估结果告知书',
    input: ById.extend({ format: z.enum(['pdf', 'word']) }),
    output: Ticket,
  }),
  openFile: command({
    title: '打开评估附件',
    input: z.object({ assessmentId: z.uuid(), fileId: z.uuid() }),
    output: Ticket,
  }),
})
