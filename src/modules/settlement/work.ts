/** What settlement asks of each role, and what the month may not close without. */
import { monthText, PlainMonth } from '#kernel/calendar.ts'
import type { Reason } from '#kernel/refusal.ts'
import { sql } from 'kysely'
import { months } from '#modules/rosters/index.ts'
import type { Context } from '#platform/context.ts'
import type { WorkItem } from '#platform/module.ts'

interface Waiting {
  month: string
  status: string
  count: number
}

const steps: Record<string, { operation: string; title: string }> = {
  none: { operation: 'settlement.compute', title: '计算结算' },
  computed: { operation: 'settlement.submit', title: '送审结算单' },
  returned: { operation: 'settlement.submit', title: '处理退回的结算单' },
  submitted: { operation: 'settlement.approveCivil', title: '审批结算单' },
  civil_approved: { operation: 'settlement.approveFinance', title: '审批结算单（财政）' },
}

export async function settlementWork(context: Context): Promise<WorkItem[]> {
  if (context.county === '000000') return []
  const items: WorkItem[] = []
  for (const { month, status, count } of await waiting(context)) {
    const step = steps[status]
    if (!step || !context.actor.operations.has(step.operation)) continue
    const { meetingOn, citations } = await months.month(context, { month: PlainMonth.parse(month) })
    const text = monthText(PlainMonth.parse(month))
    items.push({
      title: `${step.title}：${text}`,
      object: `${text}结算`,
      to: `/settlements?month=${month}`,
      dueOn: meetingOn,
      kind: step.operation,
      weight: 'money',
      citations,
      count,
    })
  }
  return items
}

async function waiting(context: Context): Promise<Waiting[]> {
  const rows = await sql<Waiting>`
    select r.month, coalesce(s.status, 'none') as status, count(*)::int as count
    from rosters.roster_view r
    left join settlement.statement s on s.county_code = r.county_code and s.month = r.month and s.organisation_id = r.organisation_id
      and s.status not in ('superseded', 'abandoned')
    left join rosters.month_view m on m.county_code = r.county_code and m.month = r.month
    where r.county_code = ${context.county} and r.status = 'acknowledged' and coalesce(m.status, 'open') = 'open'
    group by 1, 2 order by 1`.execute(context.transaction)
  return rows.rows
}

/** A month closes only when every statement begun in it is approved: what is closed is never touched again. */
export async function gapsOf(context: Context, month: PlainMonth): Promise<Reason[]> {
  const rows = await sql<{ number: string }>`select number from settlement.statement
    where county_code = ${context.county} and month = ${month}
      and status in ('computing', 'computed', 'submitted', 'civil_approved', 'returned') order by number`.execute(
    context.transaction,
  )
  return rows.rows.map(({ number }) => ({
    code: 'settlement_open',
    message: `结算单${number}还没有审定，不能关账。请先办完审批，或退回后处理`,
  }))
}
