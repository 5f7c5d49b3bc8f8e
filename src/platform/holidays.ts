/** Days off and worked days: the nation's notices, and over them what a county set by itself. */
import { sql, type Transaction } from 'kysely'
import { plainDate, type PlainDate } from '#kernel/calendar.ts'
import type { Holidays } from '#kernel/holidays.ts'
import type { WorkingCalendar } from '#kernel/working-days.ts'
import type { Context } from './context.ts'
import { tablesOf } from './database/tables.ts'

const db = tablesOf<'platform'>()

export async function readCalendar(transaction: Transaction<unknown>, county: string): Promise<WorkingCalendar> {
  const years = await sql<{ year: number }>`select year from platform.holiday_year`.execute(transaction)
  const days = await sql<{ day: PlainDate; kind: string }>`
    select coalesce(own.day, nation.day) as day, coalesce(own.kind, nation.kind) as kind
    from platform.holiday nation
    full join (select day, kind from platform.county_holiday where county_code = ${county}) own on own.day = nation.day`.execute(
    transaction,
  )
  const of = (kind: string) => new Set(days.rows.filter((row) => row.kind === kind).map((row) => row.day))
  return { years: new Set(years.rows.map((row) => row.year)), off: of('off'), worked: of('worked') }
}

export interface DayKind {
  day: PlainDate
  kind: 'off' | 'worked' | 'plain'
  name: string
}

/** A year as screens show it; `own` marks what the county set over the notice. */
export async function holidaysOf(context: Pick<Context, 'transaction' | 'county'>, year: number) {
  const notice = await db(context)
    .selectFrom('platform.holidayYear')
    .select('source')
    .where('year', '=', year)
    .executeTakeFirst()
  const [first, last] = [plainDate(`${year}-01-01`), plainDate(`${year}-12-31`)]
  const national = await db(context)
    .selectFrom('platform.holiday')
    .select(['day', 'kind', 'name'])
    .where('day', '>=', first)
    .where('day', '<=', last)
    .execute()
  const own = await db(context)
    .selectFrom('platform.countyHoliday')
    .select(['day', 'kind', 'name'])
    .where('countyCode', '=', context.county)
    .where('day', '>=', first)
    .where('day', '<=', last)
    .execute()
  const changed = new Set(own.map(({ day }) => day))
  const days = [
    ...national.filter(({ day }) => !changed.has(day)).map((row) => ({ ...row, own: false })),
    ...own.map((row) => ({ ...row, own: true })),
  ].toSorted((one, other) => (one.day < other.day ? -1 : 1))
  return { year, complete: notice !== undefined, source: notice?.source ?? '', days }
}

/** A year's notice is taken whole; one that is here already is left as it is. Answers how many days were new. */
export async function learnHolidays(
  context: Pick<Context, 'transaction'>,
  { years, notices }: Holidays,
  source: string,
): Promise<number> {
  const known = await db(context)
    .insertInto('platform.holidayYear')
    .values(years.map((year) => ({ year, source })))
    .onConflict((on) => on.doNothing())
    .returning('year')
    .execute()
  const rows = known.flatMap(({ year }) => {
    const { off = [], worked = [] } = notices[String(year)] ?? {}
    return [
      ...off.map((day) => ({ day, kind: 'off' as const, name: '' })),
      ...worked.map((day) => ({ day, kind: 'worked' as const, name: '' })),
    ]
  })
  if (rows.length === 0) return 0
  await db(context)
    .insertInto('platform.holiday')
    .values(rows)
    .onConflict((on) => on.doNothing())
    .execute()
  return rows.length
}

export async function setCountyDay(
  context: Pick<Context, 'transaction' | 'county'>,
  { day, ...kept }: DayKind,
): Promise<void> {
  await db(context)
    .insertInto('platform.countyHoliday')
    .values({ countyCode: context.county, day, ...kept })
    .onConflict((conflict) => conflict.columns(['countyCode', 'day']).doUpdateSet(kept))
    .execute()
}
