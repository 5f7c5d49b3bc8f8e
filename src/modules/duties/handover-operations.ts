/** 交接: sent, accepted, returned with a reason, withdrawn; till it is accepted the sender stays responsible (JL-8a). */
import * as z from 'zod'
import { Instant, PlainDate } from '#kernel/calendar.ts'
import { command, query } from '#kernel/contract.ts'
import { Citation } from '#kernel/policy.ts'
import { HandOverState, Section } from './words.ts'

const SubjectOf = z.object({
  subjectKind: z.string().regex(/^[a-z_]{2,30}$/, '没有这种事项'),
  subjectId: z.uuid('请选择要移交的事项'),
})
const Words = (label: string) =>
  z.string(`请填写${label}`).trim().min(4, `${label}不少于4个字`).max(500, `${label}最多500个字`)

export const HandOverRow = z.object({
  id: z.uuid(),
  subjectKind: z.string(),
  subjectId: z.uuid(),
  title: z.string(),
  to: z.string(),
  township: z.string(),
  fromUnit: z.string(),
  toUnit: z.string(),
  /** The one it is meant for; '' where nobody is named. */
  toName: z.string(),
  sentBy: z.string(),
  sentOn: PlainDate,
  note: z.string(),
  dueOn: PlainDate.nullable(),
  /** How a changed holiday table moved it: '期限由…改为…'. */
  dueMoved: z.string(),
  /** Working days left to accept; null without a term or when answered. */
  left: z.int().nullable(),
  /** Working days it has waited; null when answered. */
  waited: z.int().nullable(),
  state: HandOverState,
  answeredBy: z.string(),
  answeredAt: Instant.nullable(),
  answerNote: z.string(),
  /** The reader belongs to the unit that receives it, or to the one that sent it. */
  mayAnswer: z.boolean(),
  mayWithdraw: z.boolean(),
})
export type HandOverRow = z.infer<typeof HandOverRow>

export const Target = z.object({
  section: Section,
  townshipId: z.uuid().nullable(),
  name: z.string(),
  people: z.array(z.object({ id: z.uuid(), name: z.string() })),
})
export type Target = z.infer<typeof Target>

const chosen = {
  side: z.enum(['received', 'sent']).optional(),
  state: HandOverState.optional(),
  overdue: z.boolean().default(false),
  words: z.string().trim().max(40, '最多40个字').default(''),
}
const one = { id: z.uuid() }

export const handOverOperations = {
  subject: query({
    title: '查看一件事的交接',
    input: SubjectOf,
    output: z.object({
      title: z.string(),
      /** Who has accepted it last; null while it has never been handed over. */
      owner: z.string().nullable(),
      rows: z.array(HandOverRow),
      /** Why the reader cannot hand it over now; '' when he can. */
      blocked: z.string(),
      targets: z.array(Target),
      /** Said beside the words that go with it; '' for nothing. */
      warning: z.string(),
      /** '接收期限3个工作日', or that nobody set one. */
      term: z.string(),
      citations: z.array(Citation),
    }),
  }),
  handOver: command({
    title: '移交事项',
    input: SubjectOf.extend({
      section: Section,
      townshipId: z.uuid('请选择乡镇').nullable().default(null),
      toAccount: z.uuid('请选择人员').optional(),
      note: Words('移交说明'),
    }),
    output: z.object({ ...one, dueOn: PlainDate.nullable() }),
  }),
  accept: command({
    title: '接收移交的事项',
    input: z.object({ ...one, note: z.string().trim().max(500, '最多500个字').default('') }),
    output: z.object(one),
  }),
  giveBack: command({
    title: '退回移交的事项',
    input: z.object({ ...one, reason: Words('退回原因') }),
    output: z.object(one),
  }),
  withdraw: command({
    title: '撤回移交',
    input: z.object({ ...one, reason: Words('撤回原因') }),
    output: z.object(one),
  }),
  handOvers: query({
    title: '查看交接',
    input: z.object({
      ...chosen,
      page: z.int().min(1).max(100_000).default(1),
      pageSize: z.int().min(1).max(200).default(50),
    }),
    output: z.object({ rows: z.array(HandOverRow), total: z.int() }),
  }),
  exportHandOvers: command({
    title: '导出交接清单',
    input: z.object({ ...chosen, format: z.enum(['xlsx', 'pdf', 'csv']) }),
    output: z.object({ ticket: z.string(), name: z.string() }),
  }),
  settle: command({
    title: '核对已办结的移交',
    internal: true,
    input: z.object({}),
    output: z.object({ finished: z.int() }),
  }),
}
