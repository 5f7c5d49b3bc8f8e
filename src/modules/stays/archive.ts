/** The homes in which one person lived, as a table. */
import { sql } from 'kysely'
import { type Instant, momentText, type PlainDate } from '#kernel/calendar.ts'
import { type ArchiveTable, archiveTable } from '#platform/archive-table.ts'
import type { Context } from '#platform/context.ts'

interface Stay {
  name: string
  fromOn: PlainDate
  toOn: PlainDate | null
  knownAt: Instant
}

export async function staysArchive(context: Context, personId: string): Promise<ArchiveTable[]> {
  const { rows } = await sql<Stay>`
    select o.name, s.from_on, s.to_on, s.known_at from stays.stay_view s
      join access.organisation_view o on o.county_code = s.county_code and o.id = s.organisation_id
    where s.county_code = ${context.county} and s.person_id = ${personId}::uuid order by s.from_on`.execute(
    context.transaction,
  )
  return [
    archiveTable('入住', rows, {
      供养机构: (row) => row.name,
      入住日期: (row) => row.fromOn,
      最后一天: (row) => row.toOn,
      '登记时间（北京时间）': (row) => momentText(row.knownAt),
    }),
  ]
}
