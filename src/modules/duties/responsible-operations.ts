/** 职责分工: who answers for which function of which unit, his deputy, his leave (JL-1, JL-7a). */
import * as z from 'zod'
import { Instant, PlainDate } from '#kernel/calendar.ts'
import { command, query } from '#kernel/contract.ts'
import { Citation } from '#kernel/policy.ts'

const FunctionCode = z.string().regex(/^[a-z_]{2,60}$/, '没有这种职能')
const Township = z.uuid('请选择乡镇').nullable().default(null)
const Words = (label: string, least: number, most: number) =>
  z.string(`请填写${label}`).trim().min(least, `${label}不少于${least}个字`).max(most, `${label}最多${most}个字`)

export const Named = z.object({
  id: z.uuid(),
  accountId: z.uuid().nullable(),
  name: z.string(),
  department: z.string(),
  asRuled: z.boolean(),
  deputyName: z.string(),
  fromOn: PlainDate,
  toOn: PlainDate.nullable(),
  endReason: z.string(),
  trainedOn: PlainDate.nullable(),
  training: z.string(),
  reportedOn: PlainDate.nullable(),
  receipt: z.string(),
  namedBy: z.string(),
  namedAt: Instant,
})
export type Named = z.infer<typeof Named>

/** A function in a unit, with whoever answers for it on the day asked. */
export const Slot = z.object({
  key: z.string(),
  function: z.string(),
  title: z.string(),
  townshipId: z.uuid().nullable(),
  unit: z.string(),
  /** As the document names it. */
  ruledDepartment: z.string(),
  /** The document names a section; another that holds the function is reported to the province. */
  section: z.boolean(),
  person: Named.nullable(),
  /** On leave: who acts, until when. */
  acting: z.object({ name: z.string(), toOn: PlainDate }).nullable(),
  /** The account is closed or works elsewhere now. */
  gone: z.boolean(),
  unreported: z.boolean(),
  citations: z.array(Citation),
  mayName: z.boolean(),
})
export type Slot = z.infer<typeof Slot>

export const slotStates = ['none', 'gone', 'away', 'unreported', 'untrained'] as const
const chosen = {
  function: FunctionCode.optional(),
  townshipId: z.union([z.uuid(), z.literal('county')]).optional(),
  state: z.enum(slotStates).optional(),
  words: z.string().trim().max(40, '最多40个字').default(''),
}

export const Leave = z.object({
  id: z.uuid(),
  name: z.string(),
  deputyName: z.string(),
  fromOn: PlainDate,
  toOn: PlainDate,
  reason: z.string(),
  madeBy: z.string(),
  cancelled: z.boolean(),
  /** The reader's own, or of one he leads; not over yet. */
  mayCancel: z.boolean(),
})
export type Leave = z.infer<typeof Leave>

const People = z.array(z.object({ id: z.uuid(), name: z.string(), roleTitle: z.string() }))
const done = z.object({ id: z.uuid() })

export const responsibleOperations = {
  responsibles: query({
    title: '查看职责分工',
    input: z.object({
      ...chosen,
      page: z.int().min(1).max(10_000).default(1),
      pageSize: z.int().min(1).max(200).default(50),
    }),
    output: z.object({
      rows: z.array(Slot),
      total: z.int(),
      functions: z.array(z.object({ code: z.string(), title: z.string() })),
      /** How many of all have nobody. */
      without: z.int(),
    }),
  }),
  townships: query({
    title: '查看职责分工的乡镇',
    input: z.object({}),
    output: z.array(z.object({ id: z.uuid(), name: z.string() })),
  }),
  history: query({
    title: '查看职责分工沿革',
    input: z.object({ function: FunctionCode, townshipId: Township }),
    output: z.array(Named),
  }),
  people: query({
    title: '查看可指定的人员',
    input: z.object({ townshipId: Township }),
    output: People,
  }),
  name: command({
    title: '指定责任人',
    input: z.object({
      function: FunctionCode,
      townshipId: Township,
      /** One with an account, or by name where he has none. */
      accountId: z.uuid('请选择人员').optional(),
      name: z.string().trim().min(2, '姓名不少于2个字').max(40, '姓名最多40个字').optional(),
      deputyId: z.uuid('请选择人员').optional(),
      department: Words('承担的科室或部门', 2, 80),
      from: PlainDate,
      trainedOn: PlainDate.optional(),
      training: z.string().trim().max(300, '最多300个字').default(''),
    }),
    output: done,
  }),
  endResponsible: command({
    title: '终止责任人',
    input: z.object({ id: z.uuid(), on: PlainDate, reason: Words('原因', 4, 300) }),
    output: done,
  }),
  reportResponsible: command({
    title: '登记责任人上报省厅',
    input: z.object({ id: z.uuid(), on: PlainDate, receipt: z.string().trim().max(100, '最多100个字').default('') }),
    output: done,
  }),
  trained: command({
    title: '登记责任人培训',
    input: z.object({ id: z.uuid(), on: PlainDate, training: Words('培训内容', 2, 300) }),
    output: done,
  }),
  exportResponsibles: command({
    title: '导出职责分工表',
    input: z.object({ ...chosen, format: z.enum(['xlsx', 'pdf', 'csv']) }),
    output: z.object({ ticket: z.string(), name: z.string() }),
  }),
  colleagues: query({
    title: '查看可代理的同事',
    input: z.object({}),
    output: z.object({ people: People, leads: z.boolean() }),
  }),
  takeLeave: command({
    title: '登记请假代理',
    input: z.object({
      /** Who is away; oneself when left out. A leader enters it for others of his unit. */
      accountId: z.uuid('请选择人员').optional(),
      deputyId: z.uuid('请选择代理的同事'),
      from: PlainDate,
      to: PlainDate,
      reason: Words('事由', 2, 300),
    }),
    output: done,
  }),
  cancelLeave: command({ title: '取消请假代理', input: z.object({ id: z.uuid() }), output: done }),
  leaves: query({
    title: '查看请假代理',
    input: z.object({
      page: z.int().min(1).max(10_000).default(1),
      pageSize: z.int().min(1).max(200).default(50),
    }),
    output: z.object({ rows: z.array(Leave), total: z.int() }),
  }),
}
