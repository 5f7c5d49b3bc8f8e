/** 与财务核对: person by person, who was entitled to the month's money against whom finance paid (吉民办字〔2017〕33号 七). */
import { sql } from 'kysely'
import { firstDay, type PlainMonth } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'

/**
 * Persons in support on the first of the month without money of it, and persons with money of it who were not in support.
 * Money that the bank sent back and nobody sent again was not paid; what came in a later month counts for its own month.
 */
export async function differencesFromFinance(context: Context, month: PlainMonth): Promise<number> {
  const found = await sql<{ count: number }>`
    with due as (select person_id from persons.standing_on(${context.county}, ${firstDay(month)}::date, ${context.now}::timestamptz)
        where status = 'active'),
      paid as (select distinct person_id from payments.share_view
        where county_code = ${context.county} and month = ${month} and purpose = 'living' and status in ('exported', 'paid'))
    select (select count(*)::int from due where person_id not in (select person_id from paid))
      + (select count(*)::int from paid where person_id not in (select person_id from due)) as count`.execute(
    context.transaction,
  )
  return found.rows[0]?.count ?? 0
}
