/** The start of support is not moved over months whose rosters are locked: they were served and paid as they stand. */
import { sql } from 'kysely'
import { monthOf, monthText, PlainMonth } from '#kernel/calendar.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import type { RegisterDeed } from '#platform/module.ts'

export async function startObjections(context: Context, deed: RegisterDeed): Promise<Reason[]> {
  if (deed.kind !== 'start') return []
  const was = monthOf(deed.was)
  const becomes = monthOf(deed.becomes)
  const from = was < becomes ? was : becomes
  const until = was < becomes ? becomes : was
  const { rows } = await sql<{ month: string }>`
    select distinct month from rosters.line_view
    where county_code = ${context.county} and month >= ${from} and month < ${until}
    order by month limit 1`.execute(context.transaction)
  const [first] = rows
  if (!first) return []
  const month = monthText(PlainMonth.parse(first.month))
  const message = `${month}的名册已经锁定，供养起始日不能越过它更正。多供养的月份请在“变更与终止”办理追回，少供养的请先作出决定再补发。`
  return [{ code: 'locked_month', message, next: { title: '变更与终止', to: '/changes' } }]
}
