/** What holds for the calendar of a month and for its rosters. Pure. */
import { addDays, addMonths, firstDay, type PlainDate, type PlainMonth } from '#kernel/calendar.ts'
import type { Citation, PolicyInForce } from '#kernel/policy.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { SelfCareLevel } from '#kernel/self-care.ts'
import { endOfTerm, type WorkingCalendar } from '#kernel/working-days.ts'
import { rosterStatusText, type Change, type RosterStatus } from './contract.ts'

const steps = ['cut_off', 'lock', 'send', 'scores_due', 'acceptance_due', 'meeting', 'pay'] as const
type Step = (typeof steps)[number]
export type When = { month: 'previous' | 'same' | 'next' } & ({ day: number } | { working_day: number })

export interface MonthCalendar {
  days: Record<Step, PlainDate>
  citations: Citation[]
}

/** 次月5日, 次月第3个工作日: a day that a county sets relative to a month. */
export function dayIn(month: PlainMonth, when: When, worked: WorkingCalendar): PlainDate {
  const there = firstDay(addMonths(month, { previous: -1, same: 0, next: 1 }[when.month]))
  if ('day' in when) return addDays(there, when.day - 1)
  return endOfTerm(worked, addDays(there, -1), { count: when.working_day, unit: 'working_day' }).due
}

/** The days of a month as the county's calendar sets them (key month.calendar; a default of this system until it does). */
export function calendarOf(policy: PolicyInForce, month: PlainMonth, worked: WorkingCalendar): MonthCalendar {
  const { value, citations } = policy.value<Record<Step, When>>('month.calendar')
  const dayOf = (when: When) => dayIn(month, when, worked)
  const days = {
    cut_off: dayOf(value.cut_off),
    lock: dayOf(value.lock),
    send: dayOf(value.send),
    scores_due: dayOf(value.scores_due),
    acceptance_due: dayOf(value.acceptance_due),
    meeting: dayOf(value.meeting),
    pay: dayOf(value.pay),
  }
  return { days, citations }
}

const possible: Record<RosterStatus, readonly RosterStatus[]> = {
  draft: ['locked'],
  locked: ['sent'],
  sent: ['acknowledged'],
  acknowledged: [],
}

const deedText: Record<RosterStatus, string> = { draft: '生成', locked: '锁定', sent: '发送', acknowledged: '签收' }

export function objectionsToStep(status: RosterStatus, to: RosterStatus): Reason[] {
  if (possible[status].includes(to)) return []
  const next = possible[status].map((each) => deedText[each])
  const can = next.length > 0 ? `现在可以：${next.join('、')}` : '这份名册已经办结'
  return [{ code: 'wrong_state', message: `名册${rosterStatusText[status]}，不能${deedText[to]}。${can}` }]
}

export interface DraftState {
  /** Changed lines that nobody has looked at yet. */
  toConfirm: number
  persons: number
  /** Persons in the draft who by now are dead, ended or centralised, with what happened. */
  outdated: { name: string; why: string }[]
}

/** Why a draft cannot be locked now: each with what to do next. */
export function objectionsToLocking(draft: DraftState): Reason[] {
  const reasons: Reason[] = []
  if (draft.persons === 0) reasons.push({ code: 'empty', message: '名册上没有人。请先核对人员的供养方式和服务机构' })
  if (draft.toConfirm > 0)
    reasons.push({
      code: 'changes_to_confirm',
      message: `还有${draft.toConfirm}项变化没有确认。请逐条确认后再锁定`,
      count: draft.toConfirm,
    })
  if (draft.outdated.length > 0)
    reasons.push({
      code: 'outdated',
      message: `${draft.outdated.length}人不能列入：${draft.outdated.map(({ name, why }) => `${name}${why}`).join('；')}。请重新生成名册`,
      count: draft.outdated.length,
    })
  return reasons
}

export interface Standing {
  level: SelfCareLevel
  organisationId: string
}

/** What changed against last month's locked line. */
export function changeOf(before: Standing | undefined, now: Standing | undefined): Change {
  if (!now) return 'left'
  if (!before) return 'joined'
  if (before.organisationId !== now.organisationId) return 'moved'
  return before.level === now.level ? 'none' : 'level'
}

export interface Closing {
  proposedBy: string | null
  by: string
  status: 'open' | 'closed'
}

export function objectionsToClosing({ proposedBy, by, status }: Closing): Reason[] {
  if (status === 'closed')
    return [{ code: 'closed', message: '这个月已经关账，金额不能再改；差错请在以后月份用更正行处理' }]
  if (!proposedBy) return [{ code: 'not_proposed', message: '还没有人提请关账。请先由经办提请' }]
  if (proposedBy === by) return [{ code: 'same_person', message: '关账由您提请，须由另一人办理' }]
  return []
}

/** Only who asked for it takes it back; afterwards the leader is not asked to close any more. */
export function objectionsToWithdrawal({ proposedBy, by, status }: Closing): Reason[] {
  if (status === 'closed')
    return [{ code: 'closed', message: '这个月已经关账，关账申请不能再撤回；差错请在以后月份用更正行处理' }]
  if (!proposedBy) return [{ code: 'not_proposed', message: '这个月没有提请关账，不用撤回。请刷新页面' }]
  if (proposedBy !== by)
    return [{ code: 'not_yours', message: '关账由另一人提请，应由提请人撤回。请与提请人联系，或请负责人暂不关账' }]
  return []
}
