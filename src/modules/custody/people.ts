/** Who lives in a home, who manages his property, and whether he lives at all: read where it is kept. */
import { sql } from 'kysely'
import type { Capacity } from '#kernel/capacity.ts'
import type { PlainDate } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { db, inCounty } from './stored.ts'

export interface Resident {
  personId: string
  name: string
  idMasked: string
  capacity: Capacity
  organisationId: string
  townshipId: string
}

/** Supported persons who live in the homes of one's scope today and have no account there. */
export async function residentsWithoutAccount(context: Context): Promise<Resident[]> {
  const { rows } = await sql<Resident>`
    select p.id as person_id, p.name, p.id_masked, p.capacity, s.organisation_id, s.township_id
    from stays.stay_view s join persons.person_view p on p.county_code = s.county_code and p.id = s.person_id
    where s.county_code = ${context.county} and s.from_on <= ${context.today} and (s.to_on is null or s.to_on >= ${context.today})
      and p.died_on is null
      and not exists (select from custody.account a where a.county_code = s.county_code and a.person_id = s.person_id
        and a.organisation_id = s.organisation_id and a.status <> 'settled')
    order by p.name_sort, p.id limit 500`.execute(context.transaction)
  return rows
}

export async function requireResident(context: Context, personId: string): Promise<Resident> {
  const found = (await residentsWithoutAccount(context)).find((resident) => resident.personId === personId)
  return (
    found ??
    refuse('refused', 'personId', '这个人今天没有住在您的机构，或者已有代管账户。请从院民中选择，已开户的请打开原账户')
  )
}

export interface Property {
  capacity: Capacity
  diedOn: PlainDate | null
  /** Guardians on the day whose scope covers property. */
  guardians: string[]
}

/** Under the whole county: a home sees no file of who left it, and still has to know to whom it may pay. */
export function propertyOf(context: Context, personId: string, day: PlainDate): Promise<Property> {
  return inCounty(context, async () => {
    const person = await db(context)
      .selectFrom('persons.personView')
      .select(['capacity', 'diedOn'])
      .where('countyCode', '=', context.county)
      .where('id', '=', personId)
      .executeTakeFirst()
    const guardians = await db(context)
      .selectFrom('persons.guardianView')
      .select(['name', 'scope'])
      .where('countyCode', '=', context.county)
      .where('personId', '=', personId)
      .where('fromOn', '<=', day)
      .where((eb) => eb.or([eb('toOn', 'is', null), eb('toOn', '>=', day)]))
      .execute()
    return {
      capacity: person?.capacity ?? 'full',
      diedOn: person?.diedOn ?? null,
      guardians: guardians.filter(({ scope }) => scope?.includes('property')).map(({ name }) => name),
    }
  })
}

/** Of these persons, who lives in which home today: 'home person'. */
export async function livingIn(context: Context, personIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (personIds.length === 0) return new Set()
  const { rows } = await sql<{ key: string }>`
    select s.organisation_id::text || ' ' || s.person_id::text as key from stays.stay_view s
    where s.county_code = ${context.county} and s.person_id = any (${[...personIds]}::uuid[])
      and s.from_on <= ${context.today} and (s.to_on is null or s.to_on >= ${context.today})`.execute(
    context.transaction,
  )
  return new Set(rows.map(({ key }) => key))
}
