/** What holds for the persons visited: roster, agreement, absence, stay, death, dwelling. */
import { sql } from 'kysely'
import type { PlainDate } from '#kernel/calendar.ts'
import type { SelfCareLevel } from '#kernel/self-care.ts'
import type { Context } from '#platform/context.ts'
import type { Position } from './distance.ts'
import { positionOf, type StoredVisit } from './stored.ts'
import type { Facts } from './verdict.ts'

type OfPerson = Pick<
  Facts,
  'onRoster' | 'level' | 'agreements' | 'diedOn' | 'endedOn' | 'withoutCapacity' | 'absences' | 'stays' | 'dwelling'
>
export interface PersonFacts {
  of(visit: Pick<StoredVisit, 'personId' | 'organisationId' | 'month'>): OfPerson
  nameOf(personId: string): string | undefined
}

export async function personFacts(context: Context, given: readonly StoredVisit[]): Promise<PersonFacts> {
  const ids = [...new Set(given.map(({ personId }) => personId))]
  const months = [...new Set(given.map(({ month }) => month))]
  const lines = new Map((await loadLines(context, months, ids)).map((line) => [`${line.month} ${line.personId}`, line]))
  const persons = new Map((await loadPersons(context, ids)).map((person) => [person.id, person]))
  const absences = Map.groupBy(await loadAbsences(context, ids), ({ personId }) => personId)
  const stays = Map.groupBy(await loadStays(context, ids), ({ personId }) => personId)
  const agreements = Map.groupBy(await loadAgreements(context, ids), ({ personId }) => personId)
  return {
    nameOf: (personId) => persons.get(personId)?.name,
    of({ personId, organisationId, month }) {
      const person = persons.get(personId)
      const line = lines.get(`${month} ${personId}`)
      const onRoster = line?.organisationId === organisationId
      return {
        onRoster,
        level: onRoster ? line?.level : undefined,
        agreements: (agreements.get(personId) ?? []).filter(
          (each) => each.organisationId === null || each.organisationId === organisationId,
        ),
        diedOn: person?.diedOn ?? null,
        endedOn: person?.endedOn ?? null,
        withoutCapacity: person?.capacity === 'none',
        absences: absences.get(personId) ?? [],
        stays: stays.get(personId) ?? [],
        dwelling: onRoster && person ? positionOf(person) : undefined,
      }
    },
  }
}

interface Line {
  month: string
  personId: string
  organisationId: string
  level: SelfCareLevel
}

async function loadLines(context: Context, months: readonly string[], ids: readonly string[]): Promise<Line[]> {
  const found = await sql<Line>`select month, person_id, organisation_id, level from rosters.line_view
    where county_code = ${context.county} and month = any(${months}::text[]) and person_id = any(${ids}::uuid[])`.execute(
    context.transaction,
  )
  return found.rows
}

interface Person {
  id: string
  name: string
  diedOn: PlainDate | null
  endedOn: PlainDate | null
  capacity: string
  longitude: number | null
  latitude: number | null
  datum: Position['datum'] | null
}

async function loadPersons(context: Context, ids: readonly string[]): Promise<Person[]> {
  const found = await sql<Person>`
    select p.id, p.name, p.ended_on, p.capacity, p.longitude, p.latitude, p.datum,
      coalesce(p.died_on, case when p.end_reason in ('death', 'declared_dead') then p.ended_on end) as died_on
    from persons.person_view p where p.county_code = ${context.county} and p.id = any(${ids}::uuid[])`.execute(
    context.transaction,
  )
  return found.rows
}

type Absence = Facts['absences'][number] & { personId: string }
async function loadAbsences(context: Context, ids: readonly string[]): Promise<Absence[]> {
  const found = await sql<Absence>`select person_id, kind, from_on as "from", to_on as "to" from persons.absence_view
    where county_code = ${context.county} and person_id = any(${ids}::uuid[]) order by from_on`.execute(
    context.transaction,
  )
  return found.rows
}

type Stay = Facts['stays'][number] & { personId: string }
async function loadStays(context: Context, ids: readonly string[]): Promise<Stay[]> {
  const found =
    await sql<Stay>`select s.person_id, coalesce(o.name, '供养机构') as home, s.from_on as "from", s.to_on as "to"
    from stays.stay_view s left join access.organisation_view o on o.county_code = s.county_code and o.id = s.organisation_id
    where s.county_code = ${context.county} and s.person_id = any(${ids}::uuid[]) order by s.from_on`.execute(
      context.transaction,
    )
  return found.rows
}

type Agreement = Facts['agreements'][number] & { personId: string; organisationId: string | null }
async function loadAgreements(context: Context, ids: readonly string[]): Promise<Agreement[]> {
  const found = await sql<Agreement>`
    select person_id, organisation_id, effective_from as "from", effective_to as "to", signed_on from agreements.agreement_view
    where county_code = ${context.county} and person_id = any(${ids}::uuid[]) and kind = 'dispersed' and effective_from is not null
    order by effective_from`.execute(context.transaction)
  return found.rows
}
