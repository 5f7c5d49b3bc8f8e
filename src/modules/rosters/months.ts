/** The calendar of a month, and closing it. */
import type { PlainMonth } from '#kernel/calendar.ts'
import { firstDay, monthText } from '#kernel/calendar.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part } from '#platform/module.ts'
import { monthClosing, rosters } from './contract.ts'
import { calendarOf, objectionsToClosing, objectionsToWithdrawal } from './rules.ts'

const db = tablesOf<'rosters'>()

export const months = part(rosters, {
  async month(context, { month }) {
    const { citations } = await calendarFor(context, month)
    const kept = await findPlan(context, month)
    const plan = kept ?? { ...(await defaultPlan(context, month)), ...notClosed }
    return { ...plan, month, citations }
  },

  async planMonth(context, { month, reason, ...days }) {
    const plan = await requirePlan(context, month)
    if (plan.status === 'closed')
      refuse('refused', 'closed', `${monthText(month)}已关账，安排不能再改。以后月份的安排可以改`)
    context.because(reason)
    await db(context)
      .updateTable('rosters.monthPlan')
      .set(days)
      .where('countyCode', '=', context.county)
      .where('month', '=', month)
      .execute()
    return {}
  },

  /** With gaps open nobody is asked to close: the same list of gaps as at the closing. */
  async proposeClosing(context, { month, reason }) {
    await requireOpen(context, month)
    await context.announce(monthClosing, { month })
    await db(context)
      .updateTable('rosters.monthPlan')
      .set({ closingProposedBy: context.actor.accountId, closingReason: reason })
      .where('countyCode', '=', context.county)
      .where('month', '=', month)
      .execute()
    return {}
  },

  async withdrawClosing(context, { month, reason }) {
    const plan = await requirePlan(context, month)
    const by = context.actor.accountId
    requireNone(objectionsToWithdrawal({ proposedBy: plan.closingProposedBy, by, status: plan.status }))
    context.because(reason)
    await db(context)
      .updateTable('rosters.monthPlan')
      .set({ closingProposedBy: null, closingReason: '' })
      .where('countyCode', '=', context.county)
      .where('month', '=', month)
      .execute()
    return {}
  },

  async close(context, { month }) {
    const plan = await requirePlan(context, month)
    const by = context.actor.accountId
    requireNone(objectionsToClosing({ proposedBy: plan.closingProposedBy, by, status: plan.status }))
    await context.announce(monthClosing, { month })
    await db(context)
      .updateTable('rosters.monthPlan')
      .set({ status: 'closed', closedAt: context.now, closedBy: by })
      .where('countyCode', '=', context.county)
      .where('month', '=', month)
      .execute()
    return {}
  },
})

const notClosed = { status: 'open' as const, closedAt: null, closingProposedBy: null, closingReason: '' }

function findPlan(context: Context, month: PlainMonth) {
  return db(context)
    .selectFrom('rosters.monthPlan')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('month', '=', month)
    .executeTakeFirst()
}

async function calendarFor(context: Context, month: PlainMonth) {
  return calendarOf(await context.policyOn(firstDay(month)), month, await context.workingCalendar())
}

async function defaultPlan(context: Context, month: PlainMonth) {
  const { days } = await calendarFor(context, month)
  return {
    cutOffOn: days.cut_off,
    lockOn: days.lock,
    sendOn: days.send,
    scoresDueOn: days.scores_due,
    acceptanceDueOn: days.acceptance_due,
    meetingOn: days.meeting,
    payOn: days.pay,
  }
}

/** The month's plan; made from the county's calendar the first time the month is worked on. */
export async function requirePlan(context: Context, month: PlainMonth) {
  const kept = await findPlan(context, month)
  if (kept) return kept
  await db(context)
    .insertInto('rosters.monthPlan')
    .values({ countyCode: context.county, month, ...(await defaultPlan(context, month)) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return (await findPlan(context, month)) ?? refuse('conflict', 'month', '这个月正在由别人办理，请稍后再试')
}

/** Every writing step of a month asks this first: a closed month is never touched. */
export async function requireOpen(context: Context, month: PlainMonth): Promise<void> {
  const plan = await requirePlan(context, month)
  if (plan.status === 'closed')
    refuse('refused', 'month_closed', `${monthText(month)}已关账，只读。差错请在以后月份用更正行处理`)
}

export async function isClosed(context: Context, month: PlainMonth): Promise<boolean> {
  return (await findPlan(context, month))?.status === 'closed'
}
