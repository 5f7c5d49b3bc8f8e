/** 变更与终止、死亡处理: how support is changed or ended in its lawful order, and what must follow a death. */
import * as z from 'zod'
import { Delivery, handed } from '#kernel/delivery.ts'
import { Instant, PlainDate, PlainMonth } from '#kernel/calendar.ts'
import { command, contract, query } from '#kernel/contract.ts'
import { Citation } from '#kernel/policy.ts'
import { Reason } from '#kernel/refusal.ts'
import { ChangeDetails, ChangeRow, Wanted } from './change-shapes.ts'
import { deathOperations } from './death-contract.ts'
import { linkageOperations } from './linkage-contract.ts'
import { Day, Done, File, FileId, Id, listFormat, paged, Proof, StopOf, text } from './shapes.ts'
import { ChangeKind, CorrectedBy, HeardKind, SignedAs, Step } from './words.ts'
export type { DeathDetails, DeathRow, DeathTodo } from './death-contract.ts'
export type { Linkage } from './linkage-contract.ts'
export type { ActRow, Stop } from './shapes.ts'
export * from './change-shapes.ts'
export * from './words.ts'

const of = z.object({ changeId: Id })
export const Hearing = z.object({
  on: Day,
  time: z
    .string()
    .trim()
    .regex(/^([01]?\d|2[0-3])[:：][0-5]\d$/, '请填写时间，如9:30'),
  place: text('听取地点', 2, 100),
})
export type Hearing = z.infer<typeof Hearing>
const Words = text('说明', 4, 1000)

/** What a list of changes may be narrowed to. */
const chosen = {
  kind: ChangeKind.optional(),
  step: Step.optional(),
  /** Still to be finished. */
  open: z.boolean().default(false),
  personId: z.uuid().optional(),
  /** A township or a village. */
  areaId: z.uuid().optional(),
  words: z.string().trim().max(40, '最多40字').default(''),
}

export const endings = contract('endings', {
  changes: query({
    title: '查看变更与终止',
    input: z.object({ ...chosen, ...paged }),
    output: z.object({ rows: z.array(ChangeRow), total: z.int(), at: Instant }),
  }),
  exportChanges: command({
    title: '导出变更与终止',
    input: z.object({ ...chosen, format: listFormat }),
    output: File,
  }),
  change: query({ title: '打开变更', look: true, input: of, output: ChangeDetails }),
  /** 影响预览 before anything is opened. */
  preview: query({
    title: '预览变更的影响',
    look: true,
    input: z.object({
      personId: Id,
      kind: ChangeKind,
      reason: z.string().max(60).default(''),
      /** Of a move to another county: its first day there, from which money that went out is claimed back. */
      from: PlainDate.optional(),
      /** Of a pause, with its first day: until when. */
      until: PlainDate.optional(),
    }),
    output: z.object({
      steps: z.array(z.object({ step: Step, citations: z.array(Citation) })),
      hearingNote: z.string(),
      stops: z.array(StopOf),
      /** What will be asked for before it can be carried out, and is not on file yet. */
      missing: z.array(Reason),
      from: PlainDate.nullable(),
      reasons: z.array(z.object({ code: z.string(), text: z.string() })),
      citations: z.array(Citation),
    }),
  }),
  open: command({
    title: '提出变更',
    input: z.object({
      personId: z.uuid('请选择人员'),
      kind: ChangeKind,
      /** A code of exit.reasons, for an end. */
      reason: z.string().max(60).default(''),
      facts: text('事实', 4, 1000),
      proof: Proof,
      fileId: FileId,
      wanted: Wanted.default({}),
    }),
    output: z.object({ changeId: Id, number: z.string() }),
  }),
  verify: command({
    title: '核实变更',
    input: of.extend({
      on: Day,
      /** Who went and looked. */
      by: text('核实人', 2, 60),
      so: z.boolean(),
      words: Words,
      proof: Proof,
      fileId: FileId,
    }),
    output: Done,
  }),
  hear: command({
    title: '登记听取意见',
    input: of.extend({
      on: Day,
      place: text('地点', 2, 100),
      who: HeardKind,
      name: text('姓名', 1, 40),
      words: text('本人的意见（原话）', 2, 1000),
      signedAs: SignedAs,
      proof: Proof,
      fileId: FileId,
    }),
    output: Done,
  }),
  publish: command({
    title: '张贴拟终止公示',
    input: of.extend({ on: Day, place: text('张贴地点', 2, 100), proof: Proof, fileId: FileId }),
    output: Done.extend({ until: PlainDate }),
  }),
  object: command({
    title: '登记公示异议',
    input: of.extend({ on: Day, who: z.string().trim().max(60, '最多60字').default(''), words: Words }),
    output: Done.extend({ due: PlainDate }),
  }),
  answer: command({
    title: '核查公示异议',
    input: of.extend({ on: Day, upheld: z.boolean(), words: Words, proof: Proof }),
    output: Done,
  }),
  publicityOver: command({
    title: '登记公示期满',
    input: of.extend({ on: Day, fileId: FileId }),
    output: Done,
  }),
  decide: command({
    title: '决定变更',
    input: of.extend({
      keep: z.boolean().default(false),
      number: text('决定文号', 2, 60),
      /** One paper decides on several persons; otherwise a number stands on one decision of the year. */
      shared: z.boolean().default(false),
      words: Words,
      /** Of an end: the first month in which support was no longer due; what went out since is proposed to be taken back. */
      overpaidSince: PlainMonth.optional(),
    }),
    output: Done.extend({
      from: PlainDate.nullable(),
      lastPaidMonth: PlainMonth.nullable(),
      /** Months proposed to be taken back. */
      proposedMonths: z.int(),
      warnings: z.array(z.string()),
    }),
  }),
  accept: command({
    title: '接收移交',
    input: of.extend({
      on: Day,
      words: z.string().trim().max(500, '最多500字').default(''),
      /** Of a transfer: the village in the receiving township, where the sending one did not know it. */
      villageId: z.uuid('请选择迁入的村（居）').optional(),
      proof: Proof,
      fileId: FileId,
    }),
    output: Done,
  }),
  return: command({ title: '退回移交', input: of.extend({ on: Day, words: Words }), output: Done }),
  deliver: command({
    title: '登记送达',
    input: of.extend({
      on: Day,
      how: Delivery,
      receiver: text('收件人', 1, 60),
      ...handed,
      proof: Proof,
      fileId: FileId,
    }),
    output: Done,
  }),
  proposeCorrection: command({
    title: '提出纠正决定',
    input: of.extend({
      by: CorrectedBy,
      /** Day of the paper that says so. */
      on: Day,
      paper: text('文书的文号', 2, 100),
      words: Words,
      proof: Proof,
      fileId: FileId,
    }),
    output: Done,
  }),
  correct: command({
    title: '决定纠正',
    input: of.extend({ agree: z.boolean(), number: text('决定文号', 2, 60), words: Words }),
    output: Done.extend({ from: PlainDate.nullable(), waivedClaims: z.int() }),
  }),
  withdraw: command({ title: '撤回变更', input: of.extend({ words: Words }), output: Done }),
  openFile: command({ title: '打开变更附件', input: z.object({ actId: Id }), output: File }),
  print: command({
    title: '打印变更文书',
    input: of.extend({
      paper: z.enum(['invitation', 'hearing', 'poster', 'notice', 'correction']),
      /** Of an invitation to be heard: when and where; left out, it is printed with blanks. */
      hearing: Hearing.optional(),
      format: z.enum(['pdf', 'docx']).default('pdf'),
    }),
    output: File,
  }),
  recompute: command({
    title: '重算变更期限',
    internal: true,
    input: z.object({ because: z.string().max(200).default('') }),
    output: z.object({ changed: z.int() }),
  }),
  ...linkageOperations,
  ...deathOperations,
})
