/** What is to be done before there is a batch: applications for approved settlements, and the month's list of living money. */
import { sql } from 'kysely'
import { addMonths, monthOf, monthText, type PlainMonth } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import { may } from '#kernel/permission.ts'
import { months } from '#modules/rosters/index.ts'
import type { Context } from '#platform/context.ts'
import type { WorkItem } from '#platform/module.ts'

interface Waiting {
  month: PlainMonth
  number: string
  organisation: string
  payableFen: bigint
  applied: boolean
}

export async function workBefore(context: Context): Promise<WorkItem[]> {
  if (!may(context.actor, 'payments.apply')) return []
  return [...(await settlementsWork(context)), ...(await listWork(context))]
}

/** The county's pay day is the term of both steps ('及时支付'). */
async function settlementsWork(context: Context): Promise<WorkItem[]> {
  const items: WorkItem[] = []
  for (const { month, number, organisation, payableFen, applied } of await waiting(context)) {
    const { payOn, citations } = await months.month(context, { month })
    const title = applied ? '将支付申请列入发放批次' : '提交支付申请'
    const object = `${number} ${organisation}，${yuanText(payableFen)} 元`
    const base = { dueOn: payOn, citations, weight: 'money' as const, count: 1, kind: `payments.${title}` }
    items.push({ ...base, title, object, to: `/payments?month=${month}` })
  }
  return items
}

async function waiting(context: Context): Promise<Waiting[]> {
  const found = await sql<Waiting>`
    select s.month, s.number, coalesce(o.name, '') as organisation, s.payable_fen, p.id is not null as applied
    from settlement.statement_view s
    left join access.organisation_view o on o.county_code = s.county_code and o.id = s.organisation_id
    left join payments.application p on p.county_code = s.county_code and p.statement_id = s.id and p.status <> 'withdrawn'
    where s.county_code = ${context.county} and s.status = 'finance_approved' and s.final and s.payable_fen > 0
      and (p.id is null or p.status = 'open')
    order by s.month, s.number limit 100`.execute(context.transaction)
  return found.rows
}

/** Whoever made last month's list is to make this month's: a forgotten month is a month without food. */
async function listWork(context: Context): Promise<WorkItem[]> {
  const month = monthOf(context.today)
  const found = await sql<{ month: PlainMonth }>`
    select distinct month from payments.batch where county_code = ${context.county} and purpose = 'living' and kind = 'regular'
      and status <> 'cancelled' and month in (${month}, ${addMonths(month, -1)})`.execute(context.transaction)
  if (found.rows.length !== 1 || found.rows[0]?.month === month) return []
  const title = '生成发放花名册'
  const object = `${monthText(month)}基本生活费`
  const base = { dueOn: null, citations: [], weight: 'money' as const, count: 1, kind: `payments.${title}` }
  return [{ ...base, title, object, to: `/payments?month=${month}` }]
}
