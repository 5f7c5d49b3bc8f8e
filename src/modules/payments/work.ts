/** What paying leaves for each role to do, and what it adds to a person's life on file. */
import { sql } from 'kysely'
import { dayOf, type Instant, monthText, type PlainDate, plainMonth } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import { may } from '#kernel/permission.ts'
import { months } from '#modules/rosters/index.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { within } from '#platform/life.ts'
import type { Span, TimelineItem, WorkItem } from '#platform/module.ts'
import { stopsOf } from './approving.ts'
import { sharesOf } from './shares.ts'
import { itemText, purposeText } from './words.ts'
import { proposalsWork } from './proposals-work.ts'
import { stopsWork } from './stops-work.ts'
import { workBefore } from './work-before.ts'

const db = tablesOf<'payments'>()

export async function paymentsWork(context: Context): Promise<WorkItem[]> {
  const proposed = [...(await proposalsWork(context)), ...(await stopsWork(context))]
  if (!may(context.actor, 'payments.list')) return proposed
  const batches = await db(context)
    .selectFrom('payments.batch')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('status', 'in', ['draft', 'civil_approved', 'finance_approved', 'exported', 'returned'])
    .orderBy('madeAt')
    .limit(100)
    .execute()
  const items = [...(await workBefore(context)), ...proposed]
  for (const batch of batches) {
    const title = (await titleOfStops(context, batch)) ?? titleFor(context, batch)
    if (!title) continue
    const object = `${batch.number} ${purposeText[batch.purpose]}，${batch.itemCount}笔${yuanText(batch.totalFen)} 元`
    const base = { ...(await termOf(context, batch)), weight: 'money' as const, count: 1 }
    items.push({ ...base, title, object, to: `/payments/${batch.id}`, kind: `payments.${title}` })
  }
  return items
}

/** For whoever made it: nobody can approve it before. */
async function titleOfStops(context: Context, batch: Parameters<typeof stopsOf>[1]): Promise<string | undefined> {
  if (context.actor.role !== 'county-clerk') return undefined
  return (await stopsOf(context, batch)).length > 0 ? '移出不能发放的人员' : undefined
}

/** Care money has the pay day of its month; for living money the calendar holds no day. */
async function termOf(context: Context, batch: { month: string; purpose: string }) {
  if (batch.purpose !== 'care') return { dueOn: null, citations: [] }
  const { payOn, citations } = await months.month(context, { month: plainMonth(batch.month) })
  return { dueOn: payOn, citations }
}

function titleFor(context: Context, batch: { status: string; madeBy: string; returnedReason: string }) {
  const { role, accountId } = context.actor
  const approves = may(context.actor, 'payments.approve') && batch.madeBy !== accountId
  if (batch.status === 'draft' && role === 'county-clerk' && batch.returnedReason) return '处理退回的发放批次'
  if (batch.status === 'draft' && role === 'county-leader' && approves) return '审批发放批次'
  if (batch.status === 'civil_approved' && role === 'finance' && approves) return '审批发放批次'
  const cashier = may(context.actor, 'payments.exportFile') && role !== 'county-leader'
  if (batch.status === 'finance_approved' && cashier) return '导出银行文件'
  if (batch.status === 'exported' && cashier) return '导入银行回盘'
  if (batch.status === 'returned' && cashier) return '处理退回并对账'
  return undefined
}

interface Row {
  batchId: string
  month: string
  purpose: 'care' | 'living'
  reason: string
  amountFen: bigint
  status: keyof typeof itemText
  paidOn: PlainDate | null
  madeAt: Instant
}

export async function paymentsTimeline(context: Context, personId: string, span?: Span): Promise<TimelineItem[]> {
  if (!may(context.actor, 'payments.ofPerson')) return []
  const found = await sql<Row>`
    select i.batch_id, s.month, s.purpose, s.reason, s.amount_fen, i.status, i.paid_on, b.made_at
    from ${sharesOf(context, personId, null)}
    where ${within(sql`coalesce(i.paid_on, (b.made_at at time zone 'Asia/Shanghai')::date)`, span)}
    order by s.month desc`.execute(context.transaction)
  return found.rows.map((row) => ({
    at: row.paidOn ?? dayOf(row.madeAt),
    enteredAt: row.madeAt,
    kind: 'money',
    text: `${monthText(plainMonth(row.month))}${purposeText[row.purpose]}费${yuanText(row.amountFen)} 元（${itemText[row.status]}）${row.reason}`,
    ...(may(context.actor, 'payments.get') ? { to: `/payments/${row.batchId}` } : {}),
    source: 'system',
  }))
}
