/** How many live in each home, on a day and from a day on. */
import { sql } from 'kysely'
import type { Instant, PlainDate } from '#kernel/calendar.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { RegisterDeed } from '#platform/module.ts'

export const db = tablesOf<'stays', 'institutions' | 'persons' | 'access'>()

export interface Residents {
  organisationId: string
  residents: number
  supported: number
  paying: number
}

/** Residents of each home on a day, as known at a moment; by home. */
export async function residentsOn(
  context: Context,
  county: string,
  day: PlainDate,
  known: Instant,
): Promise<Map<string, Residents>> {
  const found =
    await sql<Residents>`select * from stays.residents_on(${county}, ${day}::date, ${known}::timestamptz)`.execute(
      context.transaction,
    )
  return new Map(found.rows.map((row) => [row.organisationId, row]))
}

export interface StayOn {
  stayId: string
  organisationId: string
  personId: string | null
  residentId: string | null
  category: 'supported_centralised' | 'dibao_unable' | 'social_elderly' | 'other'
  fromOn: PlainDate
}

export async function staysOn(context: Context, county: string, day: PlainDate, known: Instant): Promise<StayOn[]> {
  const found =
    await sql<StayOn>`select * from stays.stays_on(${county}, ${day}::date, ${known}::timestamptz) order by from_on, stay_id`.execute(
      context.transaction,
    )
  return found.rows
}

/** The most residents a home has on any day from this one on. */
export async function mostResidentsFrom(context: Context, homeId: string, from: PlainDate): Promise<number> {
  const found = await sql<{ most: number | null }>`
    with stay as (
      select from_on, to_on from stays.stay
      where county_code = ${context.county} and organisation_id = ${homeId} and withdrawn_at is null and (to_on is null or to_on >= ${from}::date)
    ), day as (select ${from}::date as day union select from_on from stay where from_on > ${from}::date)
    select max((select count(*) from stay s where s.from_on <= d.day and (s.to_on is null or s.to_on >= d.day)))::int as most from day d`.execute(
    context.transaction,
  )
  return found.rows[0]?.most ?? 0
}

/** One change of a home's residents or beds at a time: the last bed is given once. */
export async function lockHome(context: Context, homeId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`stays ${context.county} ${homeId}`}, 0))`.execute(
    context.transaction,
  )
}

/** A home is not closed over those who live in it; where they go is decided with them first. */
export async function objectionsOfResidents(context: Context, deed: RegisterDeed): Promise<Reason[]> {
  if (deed.kind !== 'close_organisation') return []
  const found = await sql<{ residents: number; supported: number }>`
    select count(*)::int as residents, (count(*) filter (where category = 'supported_centralised'))::int as supported
    from stays.stay_view where county_code = ${deed.countyCode} and organisation_id = ${deed.organisationId}
      and (to_on is null or to_on > ${deed.on}::date)`.execute(context.transaction)
  const { residents = 0, supported = 0 } = found.rows[0] ?? {}
  if (residents === 0) return []
  const message = `还有${residents}人住在这家机构，其中特困人员${supported}人。请先由机构或乡镇在“机构一览”为每人办理离院或转到别的机构，再撤销单位。`
  return [{ code: 'residents', message, count: residents }]
}
