/** The persons of a round and what their files say: columns 1–9, never typed again. */
import { sql } from 'kysely'
import { ageOn, type Instant, type PlainDate } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { db } from './counting.ts'

export async function findRound(context: Context, roundId: string) {
  const round = await db(context)
    .selectFrom('reports.round')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', roundId)
    .executeTakeFirst()
  return round ?? refuse('not_found', 'round', '没有找到这一轮评估；请从轮次列表中打开')
}
export type Round = Awaited<ReturnType<typeof findRound>>

export interface PersonOnFile {
  personId: string
  name: string
  sex: 'male' | 'female'
  bornOn: PlainDate
  level: string
  village: string
}

/** Dispersed persons of the township on the day of evaluation, as known now; by village and name. */
export async function personsOf(
  context: Context,
  county: string,
  round: Pick<Round, 'townshipId' | 'evaluatedOn'>,
): Promise<PersonOnFile[]> {
  const found = await sql<PersonOnFile>`
    select p.id as person_id, p.name, p.sex, p.born_on, s.level, coalesce(v.name, '') as village
    from persons.standing_on(${county}, ${round.evaluatedOn}::date, ${context.now}::timestamptz) s
    join persons.person_view p on p.county_code = ${county} and p.id = s.person_id
    left join access.area_view v on v.id = s.village_id
    where s.status = 'active' and s.mode = 'dispersed' and s.township_id = ${round.townshipId}
    order by coalesce(v.sort_order, 0), v.name, p.name_sort, p.id`.execute(context.transaction)
  return found.rows
}

export interface CarerOnFile {
  name: string
  relation: string
  age: string
}

/** Guardian on the day, else whoever looks after him. */
export async function carersOf(
  context: Context,
  county: string,
  { personIds, day }: { personIds: readonly string[]; day: PlainDate },
): Promise<Map<string, CarerOnFile>> {
  if (personIds.length === 0) return new Map()
  const contacts = await db(context)
    .selectFrom('persons.contactView')
    .select(['personId', 'name', 'relation'])
    .where('countyCode', '=', county)
    .where('personId', 'in', personIds)
    .where('role', '=', 'carer')
    .where((any) => any.or([any('endedOn', 'is', null), any('endedOn', '>=', day)]))
    .execute()
  const guardians = await db(context)
    .selectFrom('persons.guardianView')
    .select(['personId', 'name', 'relation', 'bornOn'])
    .where('countyCode', '=', county)
    .where('personId', 'in', personIds)
    .where('fromOn', '<=', day)
    .where((any) => any.or([any('toOn', 'is', null), any('toOn', '>=', day)]))
    .execute()
  // The age of a guardian is on file where his day of birth is; a blank cell is filled in by hand.
  return new Map([
    ...contacts.map(({ personId, name, relation }) => [personId, { name, relation, age: '' }] as const),
    ...guardians.map(({ personId, name, relation, bornOn }) => {
      const age = bornOn === null ? '' : String(ageOn(bornOn, day))
      return [personId, { name, relation, age }] as const
    }),
  ])
}

const sexes = { male: '男', female: '女' } as const

export function prefilledOf(
  person: PersonOnFile,
  { no, day, carer, levelTitle }: { no: number; day: PlainDate; carer: CarerOnFile | undefined; levelTitle: string },
): Record<string, string> {
  return {
    no: String(no),
    village: person.village,
    name: person.name,
    sex: sexes[person.sex],
    age: String(ageOn(person.bornOn, day)),
    carer_name: carer?.name ?? '',
    carer_age: carer?.age ?? '',
    carer_relation: carer?.relation ?? '',
    level: levelTitle,
  }
}

/** The latest edition of each person's form in a round, as known at a moment. */
export async function formsOf(context: Context, county: string, roundIds: readonly string[], known?: Instant) {
  if (roundIds.length === 0) return []
  return db(context)
    .selectFrom('reports.form')
    .selectAll()
    .distinctOn(['roundId', 'personId'])
    .where('countyCode', '=', county)
    .where('roundId', 'in', roundIds)
    .where('at', '<=', known ?? context.now)
    .orderBy('roundId')
    .orderBy('personId')
    .orderBy('edition', 'desc')
    .execute()
}
export type FormRow = Awaited<ReturnType<typeof formsOf>>[number]

export const infringedPlace = (county: string, row: string) => ({
  table: 'reports.form',
  column: 'infringed',
  county,
  row,
})

/** Whether somebody takes what is the person's is seen by whoever fills these forms, not by carers or villages (AH-A3k). */
export const maySeeInfringement = (context: Context): boolean => context.actor.operations.has('reports.saveForm')
