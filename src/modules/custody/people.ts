/** Who lives in a home, who manages his property, and whether he lives at all: read where it is kept. */
import { sql } from 'kysely'
import type { Capacity } from '#kernel/capacity.ts'
import type { PlainDate } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import { type Reason, refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { findingOn } from '#modules/persons/index.ts'
import type { RegisterDeed } from '#platform/module.ts'
import { db, inCounty } from './stored.ts'

export interface Resident {
  personId: string
  name: string
  idMasked: string
  capacity: Capacity
  organisationId: string
  townshipId: string
  livesSince: PlainDate
}

/** Supported persons who live in the homes of one's scope today and have no account there. */
export async function residentsWithoutAccount(context: Context): Promise<Resident[]> {
  const { rows } = await sql<Resident>`
    select p.id as person_id, p.name, p.id_masked, p.capacity, s.organisation_id, s.township_id, s.from_on as lives_since
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
  person: string
  /** On the day, and since when it has been so. */
  capacity: Capacity
  since: PlainDate | null
  diedOn: PlainDate | null
  /** Guardians on the day whose scope covers property. */
  guardians: string[]
}

/** Under the whole county: a home sees no file of who left it, and still has to know to whom it may pay. */
export function propertyOf(context: Context, personId: string, day: PlainDate): Promise<Property> {
  return inCounty(context, async () => {
    const person = await db(context)
      .selectFrom('persons.personView')
      .select(['id', 'name', 'capacity', 'capacitySince', 'diedOn'])
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
      person: person?.name ?? '',
      ...(person ? await findingOn(context, person, day) : nothingKnown),
      diedOn: person?.diedOn ?? null,
      guardians: guardians.filter(({ scope }) => scope?.includes('property')).map(({ name }) => name),
    }
  })
}

const nothingKnown = { capacity: 'full' as const, since: null }

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

/** Of one person whose file is to be closed: money and things that a home still keeps. */
export async function openAccountsOf(context: Context, personId: string): Promise<Reason[]> {
  const rows = await db(context)
    .selectFrom('custody.accountView')
    .select(['id', 'number', 'status', 'balanceFen', 'things'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('status', '<>', 'settled')
    .orderBy('number')
    .execute()
  return rows.map(({ id, number, status, balanceFen, things }) => ({
    code: 'custody',
    message: `代管账户${number}还没有结清（余额${yuanText(balanceFen)} 元${things ? `、物品${things}件` : ''}）。请先由机构办理${status === 'frozen' ? '身后结清' : '交还和结清'}并复核`,
    next: { title: '打开代管账户', to: `/custody/${id}` },
  }))
}

/** Money of residents that the home keeps is given back or moved on before the home is closed. */
export async function objectionsOfAccounts(context: Context, deed: RegisterDeed): Promise<Reason[]> {
  if (deed.kind !== 'close_organisation') return []
  const { rows } = await sql<{ count: number; fen: bigint }>`
    select count(*)::int as count, coalesce(sum(balance_fen), 0)::bigint as fen from custody.account_view
    where county_code = ${deed.countyCode} and organisation_id = ${deed.organisationId} and status <> 'settled'`.execute(
    context.transaction,
  )
  const { count = 0, fen = 0n } = rows[0] ?? {}
  if (count === 0) return []
  const message = `还有${count}个代管账户没有结清，余额共${yuanText(fen)} 元。请先由机构在“代管资金”交还本人或监护人并结清。`
  return [{ code: 'custody', message, count }]
}
