/** 我的待办: doubtful visits to decide, explanations to give. */
import { sql } from 'kysely'
import { monthOf, monthText, type PlainDate } from '#kernel/calendar.ts'
import { may } from '#kernel/permission.ts'
import type { Context } from '#platform/context.ts'
import type { WorkItem } from '#platform/module.ts'
import { plainMonth } from '#kernel/calendar.ts'

export async function visitWork(context: Context): Promise<WorkItem[]> {
  const items: WorkItem[] = []
  if (may(context.actor, 'visits.decide')) items.push(...(await doubtful(context)))
  if (may(context.actor, 'visits.explain')) items.push(...(await asked(context)))
  return items
}

interface Waiting {
  month: string
  count: number
  dueOn: PlainDate | null
}

async function doubtful(context: Context): Promise<WorkItem[]> {
  const found = await sql<Waiting>`
    select v.month, count(*)::int as count, max(m.scores_due_on) as due_on from visits.visit_view v
    left join rosters.month_view m on m.county_code = v.county_code and m.month = v.month
    where v.county_code = ${context.county} and v.verdict = 'doubtful' and v.by_rule and coalesce(m.status, 'open') = 'open'
      and v.month >= ${monthOf(context.today).slice(0, 4)} group by v.month order by v.month`.execute(
    context.transaction,
  )
  return found.rows.map(({ month, count, dueOn }) => ({
    title: `核实${monthText(plainMonth(month))}存疑的服务记录${count}条`,
    object: '服务记录',
    to: `/visits?month=${month}&verdict=doubtful`,
    dueOn,
    kind: 'visits.decide',
    weight: 'care' as const,
    citations: [],
    count,
  }))
}

async function asked(context: Context): Promise<WorkItem[]> {
  const found = await sql<{ count: number }>`
    select count(*)::int as count from visits.explanation e where e.county_code = ${context.county} and e.kind = 'asked'
      and not exists (select from visits.explanation a where a.county_code = e.county_code and a.visit_id = e.visit_id and a.kind = 'answered' and a.at >= e.at)`.execute(
    context.transaction,
  )
  const count = found.rows[0]?.count ?? 0
  if (count === 0) return []
  const item = {
    title: `说明被询问的服务记录${count}条`,
    object: '服务记录',
    to: '/visits',
    dueOn: null,
    kind: 'visits.explain',
  }
  return [{ ...item, weight: 'care' as const, citations: [], count }]
}
