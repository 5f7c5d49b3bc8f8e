/** How often a person's file was looked at, by month, each person once a day (one opening asks several things): who it was stands in 操作留痕. */
import { sql } from 'kysely'
import { addMonths, firstDay, monthOf, monthText, type PlainDate, plainMonth, startOf } from '#kernel/calendar.ts'
import { may } from '#kernel/permission.ts'
import type { Context } from '#platform/context.ts'
import type { Span, TimelineItem } from '#platform/module.ts'

interface Looks {
  month: string
  last: PlainDate
  looks: number
  people: number
}

/** Whole months: what a month counts does not depend on where a page of the timeline ends. */
export async function looksTimeline(context: Context, personId: string, span?: Span): Promise<TimelineItem[]> {
  const from = span?.from ? startOf(firstDay(monthOf(span.from))) : null
  const before = span?.before ? startOf(firstDay(addMonths(monthOf(span.before), 1))) : null
  const { rows } = await sql<Looks>`select to_char(e.at at time zone 'Asia/Shanghai', 'YYYY-MM') as month,
      max((e.at at time zone 'Asia/Shanghai')::date) as last, count(distinct (e.account_id, (e.at at time zone 'Asia/Shanghai')::date))::int as looks, count(distinct e.account_id)::int as people
    from (select county_code, entry_id from record.entry_person where county_code = ${context.county} and person_id = ${personId}::uuid) p
    -- Each finds its own entry: behind row-level security the planner would go through all entries of those months.
    cross join lateral (select at, kind, account_id from record.entry where county_code = p.county_code and id = p.entry_id offset 0) e
    where e.kind = 'query'
      and (${from}::timestamptz is null or e.at >= ${from}) and (${before}::timestamptz is null or e.at < ${before})
    group by 1`.execute(context.transaction)
  const to = may(context.actor, 'audit.entries') ? { to: `/record?personId=${personId}` } : {}
  return rows.map(({ month, last, looks, people }) => ({
    at: last,
    kind: 'look' as const,
    text: `${monthText(plainMonth(month))}档案被查看${looks}次（${people}人，同一人一天计一次）`,
    source: 'system' as const,
    ...to,
  }))
}
