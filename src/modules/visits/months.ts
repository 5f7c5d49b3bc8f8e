/** The months of the county, as far as visits ask: whether one is closed. */
import { sql } from 'kysely'
import { monthText, plainMonth } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'

export async function isClosed(context: Context, month: string): Promise<boolean> {
  const found = await sql`select 1 from rosters.month_view
    where county_code = ${context.county} and month = ${month} and status = 'closed'`.execute(context.transaction)
  return found.rows.length > 0
}

/** A closed month is never touched; what turns out later is answered by a later month. */
export async function requireMonthOpen(context: Context, month: string): Promise<void> {
  if (await isClosed(context, month))
    refuse(
      'refused',
      'month_closed',
      `${monthText(plainMonth(month))}已关账，服务记录不再改动。请在下一个月的结算中更正`,
    )
}
