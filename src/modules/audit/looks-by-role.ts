/** How often somebody of a role looked at or changed one person's file: for the person, who is shown no names. */
import { sql } from 'kysely'
import type { PlainDate } from '#kernel/calendar.ts'
import { isRole, roleTitles } from '#modules/access/roles.ts'
import type { Context } from '#platform/context.ts'

export interface LooksOfRole {
  role: string
  looked: number
  changed: number
  last: PlainDate
}

export async function looksByRole(context: Context, personId: string, from: PlainDate): Promise<LooksOfRole[]> {
  const { rows } = await sql<LooksOfRole>`
    select e.role, count(*) filter (where e.kind = 'query')::int as looked, count(*) filter (where e.kind = 'command')::int as changed,
      max(e.at at time zone 'Asia/Shanghai')::date as last
    from record.entry_person p join record.entry e on e.county_code = p.county_code and e.id = p.entry_id
    where p.county_code = ${context.county} and p.person_id = ${personId}::uuid and e.result = 'done'
      and e.kind in ('query', 'command') and e.role is not null and e.role <> 'system'
      and e.at >= (${from}::date)::timestamp at time zone 'Asia/Shanghai'
    group by e.role order by max(e.at) desc`.execute(context.transaction)
  return rows.map((row) => ({ ...row, role: isRole(row.role) ? roleTitles[row.role] : '系统' }))
}
