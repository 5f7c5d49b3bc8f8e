/** The month of a county: its calendar, and who is served by whom at which level (月度名册). */
import * as z from 'zod'
import { Instant, PlainDate, PlainMonth } from '#kernel/calendar.ts'
import { announcement, command, contract, query } from '#kernel/contract.ts'
import { Citation } from '#kernel/policy.ts'
import { SelfCareLevel } from '#kernel/self-care.ts'

export const RosterStatus = z.enum(['draft', 'locked', 'sent', 'acknowledged'])
export type RosterStatus = z.infer<typeof RosterStatus>
export const rosterStatusText = {
  draft: '草稿',
  locked: '已锁定',
  sent: '已发送',
  acknowledged: '已签收',
} as const satisfies Record<RosterStatus, string>

export const Change = z.enum(['none', 'joined', 'left', 'level', 'moved'])
export type Change = z.infer<typeof Change>
export const changeText: Record<Change, string> = {
  none: '无变化',
  joined: '新增',
  left: '退出',
  level: '等级变化',
  moved: '转入转出',
}

const counts = z.object({ able: z.int(), partly_able: z.int(), unable: z.int() })
export const MonthPlan = z.object({
  month: PlainMonth,
  cutOffOn: PlainDate,
  lockOn: PlainDate,
  sendOn: PlainDate,
  scoresDueOn: PlainDate,
  acceptanceDueOn: PlainDate,
  meetingOn: PlainDate,
  payOn: PlainDate,
  status: z.enum(['open', 'closed']),
  closedAt: Instant.nullable(),
  closingProposedBy: z.string().nullable(),
  closingReason: z.string(),
  citations: z.array(Citation),
})
export type MonthPlan = z.infer<typeof MonthPlan>

export const Roster = z.object({
  id: z.uuid(),
  month: PlainMonth,
  organisationId: z.uuid(),
  organisation: z.string(),
  status: RosterStatus,
  personCount: z.int(),
  byLevel: counts,
  previousCount: z.int().nullable(),
  joined: z.int(),
  left: z.int(),
  levelChanged: z.int(),
  moved: z.int(),
  toConfirm: z.int(),
  withoutAgreement: z.int(),
  openQuestions: z.int(),
  knownAt: Instant,
  lockedAt: Instant.nullable(),
  sentAt: Instant.nullable(),
  acknowledgedAt: Instant.nullable(),
  hash: z.string().nullable(),
})
export type Roster = z.infer<typeof Roster>

export const RosterRow = z.object({
  personId: z.uuid(),
  lineId: z.uuid().nullable(),
  lineNo: z.int().nullable(),
  name: z.string(),
  townshipId: z.uuid(),
  township: z.string(),
  village: z.string(),
  level: SelfCareLevel,
  previousLevel: SelfCareLevel.nullable(),
  change: Change,
  reason: z.string(),
  included: z.boolean(),
  confirmed: z.boolean(),
  agreement: z.enum(['in_force', 'signing', 'none']),
  remark: z.string(),
})
export type RosterRow = z.infer<typeof RosterRow>

const Page = { page: z.int().min(1).default(1), pageSize: z.int().min(1).max(200).default(50) }
const nothing = z.object({})
const Reason = z.string().trim().min(4, '请写明理由，至少4个字').max(500, '理由最多500字')

export const rosters = contract('rosters', {
  month: query({ title: '查看月份安排', input: z.object({ month: PlainMonth }), output: MonthPlan }),
  planMonth: command({
    title: '调整月份安排',
    input: z.object({
      month: PlainMonth,
      cutOffOn: PlainDate,
      lockOn: PlainDate,
      sendOn: PlainDate,
      scoresDueOn: PlainDate,
      acceptanceDueOn: PlainDate,
      meetingOn: PlainDate,
      payOn: PlainDate,
      reason: Reason,
    }),
    output: nothing,
  }),
  list: query({ title: '查看月度名册', input: z.object({ month: PlainMonth }), output: z.array(Roster) }),
  lines: query({
    title: '查看名册人员',
    input: z.object({
      rosterId: z.uuid(),
      change: z.array(Change).default([]),
      level: SelfCareLevel.optional(),
      townshipId: z.uuid().optional(),
      text: z.string().max(40).default(''),
      onlyToConfirm: z.boolean().default(false),
      onlyWithoutAgreement: z.boolean().default(false),
      ...Page,
    }),
    output: z.object({
      /** Whose roster of which month it is, for the head of the page. */
      of: z.object({ month: PlainMonth, organisation: z.string(), status: RosterStatus }),
      rows: z.array(RosterRow),
      total: z.int(),
    }),
  }),
  generate: command({
    title: '生成名册',
    input: z.object({ month: PlainMonth }),
    output: z.object({
      rosters: z.array(z.uuid()),
      persons: z.int(),
      unplaced: z.int(),
    }),
  }),
  unplaced: query({
    title: '查看没有服务机构的人员',
    input: z.object({ month: PlainMonth }),
    output: z.array(z.object({ personId: z.uuid(), name: z.string(), township: z.string(), reason: z.string() })),
  }),
  confirmChanges: command({
    title: '确认名册变化',
    input: z.object({
      rosterId: z.uuid(),
      personIds: z.array(z.uuid()).min(1, '请先选择人员').max(5000),
      remark: z.string().max(200).default(''),
    }),
    output: z.object({ confirmed: z.int() }),
  }),
  lock: command({
    title: '锁定名册',
    input: z.object({ rosterId: z.uuid() }),
    output: z.object({ persons: z.int(), hash: z.string() }),
  }),
  send: command({ title: '发送名册', input: z.object({ rosterId: z.uuid() }), output: nothing }),
  acknowledge: command({ title: '签收名册', input: z.object({ rosterId: z.uuid() }), output: nothing }),
  ask: command({
    title: '对名册提出疑问',
    input: z.object({ rosterId: z.uuid(), personId: z.uuid(), words: z.string().trim().min(2).max(500) }),
    output: nothing,
  }),
  answerQuestion: command({
    title: '答复名册疑问',
    input: z.object({ questionId: z.uuid(), answer: z.string().trim().min(2).max(500) }),
    output: nothing,
  }),
  questions: query({
    title: '查看名册疑问',
    input: z.object({ rosterId: z.uuid() }),
    output: z.array(
      z.object({
        id: z.uuid(),
        personId: z.uuid(),
        name: z.string(),
        words: z.string(),
        askedAt: Instant,
        answer: z.string(),
        answeredAt: Instant.nullable(),
      }),
    ),
  }),
  export: command({
    title: '导出名册',
    input: z.object({
      rosterId: z.uuid(),
      format: z.enum(['xlsx', 'pdf', 'csv']),
      changesOnly: z.boolean().default(false),
    }),
    output: z.object({ ticket: z.string(), name: z.string() }),
  }),
  findAdjustments: command({
    title: '查找锁定后的更正',
    input: z.object({ month: PlainMonth }),
    output: z.object({ found: z.int() }),
  }),
  adjustments: query({
    title: '查看名册更正',
    input: z.object({ month: PlainMonth }),
    output: z.array(
      z.object({
        id: z.uuid(),
        personId: z.uuid(),
        name: z.string(),
        township: z.string(),
        kind: z.enum(['should_not_be_on', 'should_be_on', 'level']),
        oldValue: z.string(),
        newValue: z.string(),
        reason: z.string(),
        knownAt: Instant,
      }),
    ),
  }),
  proposeClosing: command({
    title: '提请关账',
    input: z.object({ month: PlainMonth, reason: Reason }),
    output: nothing,
  }),
  withdrawClosing: command({
    title: '撤回关账申请',
    input: z.object({ month: PlainMonth, reason: Reason }),
    output: nothing,
  }),
  close: command({ title: '关账', input: z.object({ month: PlainMonth }), output: nothing }),
})

/** Late modules check that a month may close: each answers its gaps. */
export const monthClosing = announcement('rosters.monthClosing', z.object({ month: PlainMonth }))
export const rosterSent = announcement(
  'rosters.sent',
  z.object({ rosterId: z.uuid(), month: PlainMonth, organisationId: z.uuid() }),
)
