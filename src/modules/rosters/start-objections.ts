/** The start of support is not moved over months whose rosters are locked, nor a value withdrawn for months that are closed: they were served and paid as they stand. */
import { sql } from 'kysely'
import { addMonths, dateText, firstDay, monthOf, monthText, PlainMonth } from '#kernel/calendar.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import type { RegisterDeed } from '#platform/module.ts'

export async function startObjections(context: Context, deed: RegisterDeed): Promise<Reason[]> {
  if (deed.kind === 'withdraw_value') return closedMonths(context, monthOf(deed.from))
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

async function closedMonths(context: Context, from: PlainMonth): Promise<Reason[]> {
  const { rows } = await sql<{ month: string }>`
    select month from rosters.month_view
    where county_code = ${context.county} and month >= ${from} and status = 'closed'
    order by month desc limit 1`.execute(context.transaction)
  const [last] = rows
  if (!last) return []
  const month = PlainMonth.parse(last.month)
  const next = dateText(firstDay(addMonths(month, 1)))
  const message = `${monthText(month)}已关账，当月仍按原值。撤回只能自${next}或以后起；已发的差额在以后月份用更正行处理。`
  return [{ code: 'closed_month', message }]
}
