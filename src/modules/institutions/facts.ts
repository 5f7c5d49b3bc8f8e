/** Reading and writing the dated facts of homes. */
import { sql } from 'kysely'
import type { Instant, PlainDate } from '#kernel/calendar.ts'
import { addMonths, lastDay, monthOf } from '#kernel/calendar.ts'
import { may } from '#kernel/permission.ts'
import type { PolicyValue } from '#kernel/policy.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { FactKind } from './contract.ts'
import type { OccupancyTarget } from './occupancy.ts'

export const db = tablesOf<'institutions', 'access'>()

export interface HomeOn {
  homeId: string
  townshipId: string
  beds: number | null
  nursingBeds: number | null
  staff: number | null
  careStaff: number | null
  director: string | null
  officePhone: string | null
  directorPhoneMasked: string | null
}

/** Homes as they stood on a day, as known at a moment; by id. */
export async function homesOn(
  context: Context,
  county: string,
  day: PlainDate,
  known: Instant,
): Promise<Map<string, HomeOn>> {
  const found =
    await sql<HomeOn>`select * from institutions.homes_on(${county}, ${day}::date, ${known}::timestamptz)`.execute(
      context.transaction,
    )
  return new Map(found.rows.map((home) => [home.homeId, home]))
}

/** Right to see who directs a home and his own number: a row of docs/roles.csv like any other. */
export const maySeeDirectors = (context: Context): boolean => may(context.actor, 'institutions.directors')

export interface Director {
  director: string
  mobile: string
}

/** Directors and their own numbers; empty for whoever may not see them. */
export async function directorsOn(
  context: Context,
  county: string,
  day: PlainDate,
  known: Instant,
): Promise<Map<string, Director>> {
  if (!maySeeDirectors(context)) return new Map()
  const found = await sql<{ id: string; homeId: string; kind: string; value: string; sealed: Buffer | null }>`
    select distinct on (f.organisation_id, f.kind) f.id, f.organisation_id as home_id, f.kind, f.value, f.sealed
    from institutions.home_fact f
    where f.county_code = ${county} and f.kind in ('director', 'director_mobile') and f.from_on <= ${day} and f.known_at <= ${known}
      and not exists (select from institutions.home_fact r where r.county_code = f.county_code and r.replaces_id = f.id and r.known_at <= ${known})
    order by f.organisation_id, f.kind, f.from_on desc, f.known_at desc, f.id desc`.execute(context.transaction)
  const directors = new Map<string, Director>()
  for (const fact of found.rows) {
    const director = directors.get(fact.homeId) ?? { director: '', mobile: '' }
    if (fact.kind === 'director') director.director = fact.value
    else if (fact.sealed) director.mobile = context.secrets.open(placeOf(county, fact.id), fact.sealed)
    directors.set(fact.homeId, director)
  }
  return directors
}

export const placeOf = (county: string, row: string) => ({
  table: 'institutions.home_fact',
  column: 'sealed',
  county,
  row,
})

/** '100****0007' */
export const maskedPhone = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`

/**
 * The target in force on a day. A plan issued in a month sets its target against the figures of the month before, as Aohan's
 * does with its annexes; so where none is in force yet, the one of the month after counts.
 */
export async function occupancyTarget(
  context: Context,
  day: PlainDate,
  county = context.county,
): Promise<PolicyValue<OccupancyTarget> | undefined> {
  for (const on of [day, lastDay(addMonths(monthOf(day), 1))]) {
    const found = (await context.policyOn(on, county)).find<OccupancyTarget>('institution.occupancy_target')
    if (found) return found
  }
  return undefined
}

export interface NewFact {
  homeId: string
  townshipId: string
  kind: FactKind
  value: string
  from: PlainDate
  reason: string
  proof: string
  knownAt?: Instant
  proofFileId?: string | undefined
  replacesId?: string | undefined
}

/** A mobile number is sealed and kept masked beside it. */
export async function writeFacts(context: Context, facts: readonly NewFact[]): Promise<string[]> {
  const rows = facts.map((fact) => {
    const id = context.newId()
    const mobile = fact.kind === 'director_mobile' && fact.value !== ''
    return {
      countyCode: context.county,
      id,
      organisationId: fact.homeId,
      townshipId: fact.townshipId,
      kind: fact.kind,
      value: mobile ? maskedPhone(fact.value) : fact.value,
      sealed: mobile ? context.secrets.seal(placeOf(context.county, id), fact.value) : null,
      fromOn: fact.from,
      knownAt: fact.knownAt ?? context.now,
      replacesId: fact.replacesId ?? null,
      reason: fact.reason,
      proof: fact.proof,
      proofFileId: fact.proofFileId ?? null,
      accountId: context.actor.accountId,
      entryId: context.entryId,
    }
  })
  await db(context).insertInto('institutions.homeFact').values(rows).execute()
  return rows.map(({ id }) => id)
}
