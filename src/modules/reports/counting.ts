/** Counts by unit and by home, with the persons behind each number. */
import { sql } from 'kysely'
import type { Instant, PlainDate } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import { directorsOn, homesOn } from '#modules/institutions/index.ts'
import { staysOn } from '#modules/stays/index.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { Counted } from './compute.ts'

export const db = tablesOf<'reports', 'persons' | 'institutions' | 'access' | 'stays'>()

export interface Moment {
  county: string
  day: PlainDate
  known: Instant
}

/** What a table can have one row for. */
export function countFor(context: Context, onePer: string, moment: Moment): Promise<Counted[]> {
  if (onePer === 'township') return countTownships(context, moment)
  if (onePer === 'home') return countHomes(context, moment)
  return refuse('refused', 'table_rows', `这张表按“${onePer}”分行，系统还不能统计；请核对政策包中的表式`)
}

interface StandingRow {
  personId: string
  mode: string
  level: string
  townshipId: string
}

/** Persons in support on the day. */
async function standing(context: Context, { county, day, known }: Moment): Promise<StandingRow[]> {
  const found = await sql<StandingRow>`
    select person_id, mode, level, township_id from persons.standing_on(${county}, ${day}::date, ${known}::timestamptz)
    where status = 'active' order by person_id`.execute(context.transaction)
  return found.rows
}

async function countTownships(context: Context, moment: Moment): Promise<Counted[]> {
  const { county, day } = moment
  const units = await db(context)
    .selectFrom('access.areaView')
    .select(['id', 'name'])
    .where('countyCode', '=', county)
    .where('level', '=', 'township')
    .where('fromOn', '<=', day)
    .where((any) => any.or([any('toOn', 'is', null), any('toOn', '>=', day)]))
    .orderBy('sortOrder')
    .execute()
  const groups = Map.groupBy(await standing(context, moment), (person) => person.townshipId)
  const { kind, ids } = context.actor.scope
  return units
    .filter(({ id }) => kind !== 'townships' || ids.includes(id))
    .map(({ id, name }) => ({ key: id, name, ...counted(groups.get(id) ?? []) }))
}

function counted(persons: readonly StandingRow[]): Pick<Counted, 'values' | 'members'> {
  const of = (holds: (person: StandingRow) => boolean) => persons.filter(holds).map(({ personId }) => personId)
  const dispersed = persons.filter(({ mode }) => mode === 'dispersed')
  const at = (level: string) => dispersed.filter((person) => person.level === level).map(({ personId }) => personId)
  const members = {
    dispersed: dispersed.map(({ personId }) => personId),
    unable: at('unable'),
    partly_able: at('partly_able'),
    able: at('able'),
    centralised: of(({ mode }) => mode === 'centralised'),
  }
  const values = Object.fromEntries(Object.entries(members).map(([field, ids]) => [field, ids.length]))
  return { values, members }
}

async function countHomes(context: Context, { county, day, known }: Moment): Promise<Counted[]> {
  const homes = await homesOn(context, county, day, known)
  const living = Map.groupBy(await staysOn(context, county, day, known), (stay) => stay.organisationId)
  const directors = await directorsOn(context, county, day, known)
  const names = await db(context)
    .selectFrom('institutions.homeView')
    .select(['id', 'name'])
    .where('countyCode', '=', county)
    // The total of the printed table is that of the public homes.
    .where('ownership', '=', 'public')
    .orderBy('sortOrder')
    .execute()
  return names.flatMap(({ id, name }) => {
    const home = homes.get(id)
    if (!home) return []
    const residents = living.get(id) ?? []
    const director = directors.get(id)
    return [
      {
        key: id,
        name,
        values: {
          beds: home.beds ?? 0,
          nursing_beds: home.nursingBeds ?? 0,
          residents: residents.length,
          staff: home.staff ?? 0,
          director: director?.director ?? '',
          phone: director?.mobile || (director ? (home.officePhone ?? '') : ''),
        },
        members: { residents: residents.map((stay) => stay.personId ?? stay.residentId ?? stay.stayId) },
      },
    ]
  })
}
