/** For whom a standard decides: counted by the parts of its value, before a county changes it. */
import { sql } from 'kysely'
import type { PlainDate } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import type { Concerned } from '#platform/module.ts'

/** How the amounts of a key are told apart, in the words of its value: 'partly_able', 'rural.dispersed'. */
const groupOf: Readonly<Record<string, ReturnType<typeof sql<string>>>> = {
  'standard.care.rates': sql<string>`level`,
  'standard.living.rates': sql<string>`class || '.' || mode`,
}

export async function personsConcerned(context: Context, key: string, day: PlainDate): Promise<Concerned[]> {
  const group = groupOf[key]
  if (!group || context.county === '000000') return []
  const found = await sql<{ group: string; count: number }>`
    select ${group} as "group", count(*)::int as count
    from persons.standing_on(${context.county}, ${day}::date, ${context.now}::timestamptz)
    where status = 'active' and ${group} is not null
    group by 1 order by 1`.execute(context.transaction)
  return found.rows.map((row) => ({ title: '在册人员', ...row }))
}
