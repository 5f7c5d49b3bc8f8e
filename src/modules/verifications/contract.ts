/** 年度核查: a plan by village, lists on paper keyed back in their order, coverage that adds up, minors and their schools. */
import * as z from 'zod'
import { Instant, PlainDate } from '#kernel/calendar.ts'
import { command, contract, query } from '#kernel/contract.ts'
import { Citation } from '#kernel/policy.ts'
import {
  EntryRow,
  File,
  FollowRow,
  Id,
  Milestone,
  MinorRow,
  Paging,
  ResultShown,
  RoundDetails,
  RoundRow,
  SchoolShown,
  SheetDetails,
  text,
} from './shapes.ts'
import { Answer, EntryState, How, LegacyCategory, Outcome, RoundKind } from './words.ts'

export type {
  EntryRow,
  FollowRow,
  MinorRow,
  ResultShown,
  RoundDetails,
  RoundRow,
  SheetDetails,
  TownshipLine,
  VillageLine,
} from './shapes.ts'

const ById = z.object({ roundId: Id })
const AtRound = ById.extend({ version: z.int().min(1) })
const Proof = z.string().trim().max(200, '凭据最多200字').default('')
const FileId = z.uuid().nullable().default(null)
const Reason = text('变更原因', 4, 300)
const Plan = text('方案内容', 10, 4000)
const Milestones = z.array(Milestone).max(12, '节点最多12个')
const Format = z.enum(['pdf', 'xlsx'])

export const NewRound = z.object({
  kind: RoundKind,
  title: text('名称', 4, 80),
  year: z.int().min(2000).max(2999),
  plan: Plan,
  proof: Proof,
  fileId: FileId,
  populationOn: PlainDate,
  townshipIds: z.array(z.uuid()).max(100, '乡镇（街道）最多100个').default([]),
  class: z.enum(['urban', 'rural']).nullable().default(null),
  supportedBefore: PlainDate.nullable().default(null),
  legacy: z.boolean().default(false),
  fromOn: PlainDate,
  toOn: PlainDate,
  milestones: Milestones.default([]),
})

export const Found = z.object({
  answer: Answer,
  how: How,
  seenSelf: z.boolean(),
  seenOn: PlainDate,
  officer: text('核查人', 2, 60),
  words: z.string().trim().max(500, '说明最多500字').default(''),
  /** What the paper file says of the old scheme, where it differs from the proposal. */
  legacyCategory: LegacyCategory.nullable().default(null),
  legacyOn: PlainDate.nullable().default(null),
})

const Recorded = z.object({ resultId: Id, state: EntryState })

export const School = z.object({
  personId: Id,
  stage: text('学校类别', 2, 60),
  school: text('学校名称', 2, 100),
  grade: z.string().trim().max(40, '年级最多40字').default(''),
  provedOn: PlainDate,
  untilOn: PlainDate,
  proof: Proof,
  fileId: FileId,
})

export const verifications = contract('verifications', {
  rounds: query({
    title: '查看核查',
    input: z.object({}),
    output: z.object({
      rows: z.array(RoundRow),
      /** Last day of this year's verification, and whether its plan is set. */
      year: z.object({
        year: z.int(),
        dueOn: PlainDate.nullable(),
        planned: z.boolean(),
        citations: z.array(Citation),
      }),
      /** Old schemes are sorted here by a rule. */
      legacy: z.object({ applies: z.boolean(), citations: z.array(Citation) }),
      inSupport: z.int(),
    }),
  }),
  round: query({ title: '查看核查方案和进度', snapshot: true, input: ById, output: RoundDetails }),
  entries: query({
    title: '查看核查人员',
    input: ById.extend({
      words: z.string().trim().max(40, '最多40字').default(''),
      townshipId: z.uuid().nullable().default(null),
      sheetId: z.uuid().nullable().default(null),
      state: EntryState.nullable().default(null),
      answer: Answer.nullable().default(null),
      ...Paging,
    }),
    output: z.object({ rows: z.array(EntryRow), total: z.int(), at: Instant }),
  }),
  sheet: query({
    title: '打开核查名单',
    look: true,
    input: z.object({
      sheetId: z.uuid().nullable().default(null),
      /** From the corner of a printed page. */
      code: z.string().trim().max(40, '校验码最多40字').default(''),
    }),
    output: SheetDetails,
  }),
  ofPerson: query({
    title: '查看本人的核查',
    look: true,
    input: z.object({ personId: Id }),
    output: z.object({
      rows: z.array(
        z.object({
          roundId: Id,
          round: z.string(),
          year: z.int(),
          sheetId: Id,
          state: EntryState,
          leftOn: PlainDate.nullable(),
          results: z.array(ResultShown),
        }),
      ),
      schools: z.array(SchoolShown),
    }),
  }),
  followUps: query({
    title: '查看核查后续办理',
    input: z.object({
      roundId: z.uuid().nullable().default(null),
      townshipId: z.uuid().nullable().default(null),
      /** This one alone, open or not. */
      resultId: z.uuid().nullable().default(null),
      open: z.boolean().default(true),
      ...Paging,
    }),
    output: z.object({ rows: z.array(FollowRow), total: z.int(), at: Instant }),
  }),
  minors: query({
    title: '查看未成年人满年龄和在读',
    input: z.object({ townshipId: z.uuid().nullable().default(null) }),
    output: z.object({
      rows: z.array(MinorRow),
      at: Instant,
      stages: z.array(z.object({ code: z.string(), text: z.string() })),
      citations: z.array(Citation),
    }),
  }),
  makeRound: command({
    title: '制定核查方案',
    input: NewRound,
    output: z.object({ roundId: Id, number: z.string(), persons: z.int(), villages: z.int() }),
  }),
  changePlan: command({
    title: '变更核查方案',
    input: AtRound.extend({
      fromOn: PlainDate.optional(),
      toOn: PlainDate.optional(),
      plan: Plan.optional(),
      milestones: Milestones.optional(),
      reason: Reason,
    }),
    output: z.object({ version: z.int() }),
  }),
  assign: command({
    title: '安排核查周和责任人',
    input: ById.extend({
      lines: z
        .array(
          z.object({
            sheetId: Id,
            weekOn: PlainDate.optional(),
            officer: z.string().trim().max(60, '责任人最多60字').optional(),
          }),
        )
        .min(1, '请选择村（居）')
        .max(500, '一次最多500个村（居）'),
      /** Naming the first officer is no change of the plan. */
      reason: z.string().trim().max(300, '变更原因最多300字').default(''),
    }),
    output: z.object({ changed: z.int() }),
  }),
  refresh: command({
    title: '更新核查人员',
    input: ById,
    output: z.object({ joined: z.int(), left: z.int(), moved: z.int() }),
  }),
  refreshAll: command({
    title: '每夜更新核查人员',
    internal: true,
    input: z.object({}),
    output: z.object({ rounds: z.int() }),
  }),
  close: command({
    title: '结束核查',
    input: AtRound.extend({ words: text('结束的说明', 4, 300) }),
    output: z.object({ version: z.int() }),
  }),
  record: command({
    title: '登记核查结果',
    input: ById.extend({ personId: Id }).extend(Found.shape),
    output: Recorded,
  }),
  correct: command({
    title: '更正核查结果',
    input: ById.extend({ personId: Id, resultId: Id, reason: text('更正原因', 4, 300) }).extend(Found.shape),
    output: Recorded,
  }),
  settle: command({
    title: '登记核查后续处理',
    input: z.object({
      resultId: Id,
      outcome: Outcome,
      words: text('处理情况', 4, 500),
      decisionNo: z.string().trim().max(60, '文号最多60字').default(''),
    }),
    output: z.object({ resultId: Id }),
  }),
  proveSchool: command({ title: '登记在读证明', input: School, output: z.object({ schoolId: Id }) }),
  print: command({
    title: '打印核查名单',
    input: ById.extend({
      sheetIds: z.array(Id).max(500, '一次最多500个村（居）').default([]),
      townshipId: z.uuid().nullable().default(null),
      format: Format,
    }),
    output: File.extend({ persons: z.int(), pages: z.int() }),
  }),
  exportCoverage: command({
    title: '导出核查进度',
    input: ById.extend({ format: Format }),
    output: File,
  }),
  openFile: command({
    title: '打开核查附件',
    input: z.object({ roundId: z.uuid().nullable().default(null), schoolId: z.uuid().nullable().default(null) }),
    output: File,
  }),
})
