/** The visits to one person as a table, month by month and by who served: how often, how valid, how long. */
import { sql } from 'kysely'
import type { Instant } from '#kernel/calendar.ts'
import { momentText } from '#kernel/calendar.ts'
import { type ArchiveTable, archiveTable } from '#platform/archive-table.ts'
import type { Context } from '#platform/context.ts'

interface Month {
  month: string
  organisation: string
  visits: number
  valid: number
  doubtful: number
  minutes: number
  first: Instant
  last: Instant
}

export async function visitsArchive(context: Context, personId: string): Promise<ArchiveTable[]> {
  const { rows } = await sql<Month>`
    select v.month, coalesce(o.name, '') as organisation, count(*)::int as visits,
      (count(*) filter (where v.verdict = 'valid'))::int as valid,
      (count(*) filter (where v.verdict = 'doubtful'))::int as doubtful,
      coalesce(sum(extract(epoch from v.ended_at - v.started_at) / 60) filter (where v.verdict = 'valid'), 0)::int as minutes,
      min(v.started_at) as first, max(v.started_at) as last
    from visits.visit_view v
      left join access.organisation_view o on o.county_code = v.county_code and o.id = v.organisation_id
    where v.county_code = ${context.county} and v.person_id = ${personId}::uuid
    group by v.month, o.name order by v.month, o.name`.execute(context.transaction)
  return [
    archiveTable('上门服务（按月）', rows, {
      月份: (row) => row.month,
      服务机构: (row) => row.organisation,
      次数: (row) => row.visits,
      有效: (row) => row.valid,
      存疑: (row) => row.doubtful,
      不计: (row) => row.visits - row.valid - row.doubtful,
      有效分钟: (row) => row.minutes,
      '最早一次（北京时间）': (row) => momentText(row.first),
      '最后一次（北京时间）': (row) => momentText(row.last),
    }),
  ]
}
