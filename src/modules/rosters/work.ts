/** What the calendar of the month asks of each role. */
import { addMonths, monthOf, monthText, type PlainMonth } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { WorkItem } from '#platform/module.ts'
import { months } from './months.ts'

const db = tablesOf<'rosters', 'providers'>()

/** Rosters of this and the last month that wait for the reader: lock, send, acknowledge, answer. */
export async function rosterWork(context: Context): Promise<WorkItem[]> {
  if (context.county === '000000') return []
  const present = monthOf(context.today)
  const found = await Promise.all([addMonths(present, -1), present].map((month) => workOf(context, month)))
  return found.flat()
}

async function workOf(context: Context, month: PlainMonth): Promise<WorkItem[]> {
  const plan = await months.month(context, { month })
  if (plan.status === 'closed') return []
  const rosters = await db(context)
    .selectFrom('rosters.roster')
    .select(['id', 'status', 'organisationId', 'personCount'])
    .where('countyCode', '=', context.county)
    .where('month', '=', month)
    .execute()
  const may = (operation: string) => context.actor.operations.has(operation)
  const items: WorkItem[] = []
  const line = (title: string, dueOn: WorkItem['dueOn'], count: number) =>
    items.push({
      title: `${title}${monthText(month)}名册`,
      object: monthText(month),
      to: `/rosters?month=${month}`,
      dueOn,
      kind: `rosters.${title}`,
      weight: 'care',
      citations: plan.citations,
      count,
    })
  const having = (status: string) => rosters.filter((roster) => roster.status === status).length
  if (may('rosters.generate') && rosters.length === 0 && (await buysCare(context))) line('生成', plan.lockOn, 1)
  if (may('rosters.lock') && having('draft') > 0) line('锁定', plan.lockOn, having('draft'))
  if (may('rosters.send') && having('locked') > 0) line('发送', plan.sendOn, having('locked'))
  if (may('rosters.acknowledge') && having('sent') > 0) line('签收', plan.sendOn, having('sent'))
  const by = plan.closingProposedBy
  if (by !== null && by !== context.actor.accountId && may('rosters.close'))
    items.push({
      title: `关账：${monthText(month)}`,
      object: `经办已提请：${plan.closingReason}`,
      to: `/month?month=${month}`,
      dueOn: null,
      kind: 'rosters.close',
      weight: 'money',
      citations: plan.citations,
      count: 1,
    })
  return items
}

/** A county without a purchase contract has no rosters to make (县买镇用 is one way among others). */
async function buysCare(context: Context): Promise<boolean> {
  const found = await db(context)
    .selectFrom('providers.contractView')
    .select('id')
    .where('countyCode', '=', context.county)
    .where('status', '=', 'active')
    .limit(1)
    .execute()
  return found.length > 0
}
