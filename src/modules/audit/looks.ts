/** How often a person's file was looked at, by month: who it was stands in 操作留痕. */
import { sql } from 'kysely'
import { monthText, type PlainDate, plainMonth } from '#kernel/calendar.ts'
import { may } from '#kernel/permission.ts'
import type { Context } from '#platform/context.ts'
import type { TimelineItem } from '#platform/module.ts'

interface Looks {
  month: string
  last: PlainDate
  looks: number
  people: number
}

export async function looksTimeline(context: Context, personId: string): Promise<TimelineItem[]> {
  const { rows } = await sql<Looks>`select to_char(e.at at time zone 'Asia/Shanghai', 'YYYY-MM') as month,
      max((e.at at time zone 'Asia/Shanghai')::date) as last, count(*)::int as looks, count(distinct e.account_id)::int as people
    from record.entry_person p join record.entry e on e.county_code = p.county_code and e.id = p.entry_id
    where p.county_code = ${context.county} and p.person_id = ${personId}::uuid and e.kind = 'query'
    group by 1`.execute(context.transaction)
  const to = may(context.actor, 'audit.entries') ? { to: `/record?personId=${personId}` } : {}
  return rows.map(({ month, last, looks, people }) => ({
    at: last,
    kind: 'look' as const,
    text: `${monthText(plainMonth(month))}档案被查看${looks}次（${people}人）`,
    source: 'system' as const,
    ...to,
  }))
}
