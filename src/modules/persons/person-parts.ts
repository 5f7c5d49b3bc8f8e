/** The parts of a person's file that stand in tables of their own. */
import { sql } from 'kysely'
import type { Instant, PlainDate } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { capacityFindings } from './capacity.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { valueText } from './value-text.ts'
import { CorrectedField, type FactKind, GuardianScope } from './words.ts'

const db = tablesOf<'persons', 'access'>()

/**
 * What belongs to a person whom `requirePerson` has found: it is seen by whoever sees him, so it is read as the county sees it.
 * Behind the wall of a township each of these tables would first gather all persons of that township.
 */
const asCounty = <T>(context: Context, run: () => Promise<T>): Promise<T> =>
  context.within({ kind: 'county', counties: [context.county], ids: [] }, run)

export async function readAround(context: Context, personId: string) {
  const { accounts, sharing, ...around } = await asCounty(context, async () => {
    const [told, contacts, capacities, sharing, glance] = await Promise.all([
      readTold(context, personId),
      contactsOf(context, personId),
      capacityFindings(context, personId),
      sharingWith(context, personId),
      glanceOf(context, personId),
    ])
    return { ...told, contacts, capacities, sharing, glance }
  })
  const others = await seenOf(context, sharing)
  return { ...around, payees: accounts.map((account) => payeeOf(account, others)) }
}

/** One question per module, all of them travelling with the rest of the file. */
async function glanceOf(context: Context, personId: string) {
  const told = await context.alongside(
    context.modules.map((module) => async () => (await module.glance?.(context, personId)) ?? []),
  )
  return told
    .flat()
    .toSorted((one, other) => one.place - other.place)
    .map(({ label, value, lacks = false, to = null, citations = [] }) => ({ label, value, lacks, to, citations }))
}

/** What of it the timeline tells; read as the county sees it. */
export async function readTold(context: Context, personId: string) {
  const [facts, absences, corrections, guardians, consents, accounts, photos] = await Promise.all([
    factsOf(context, personId),
    absencesOf(context, personId),
    correctionsOf(context, personId),
    guardiansOf(context, personId),
    consentsOf(context, personId),
    accountsOf(context, personId),
    photosOf(context, personId),
  ])
  return { facts, absences, corrections, guardians, consents, accounts, photos }
}

interface StoredFact {
  id: string
  kind: FactKind
  value: string
  fromOn: PlainDate
  knownAt: Instant
  basis: string
  decidedOn: PlainDate | null
  source: 'recognition' | 'decided_outside' | 'import' | 'correction' | 'decision' | 'demo'
  replacesId: string | null
  /** Of the area or organisation that the value names. */
  place: string | null
}

/** With the names of places in the same journey; a value is an id only where its kind says so. */
async function factsOf(context: Context, personId: string) {
  const { rows } = await sql<StoredFact>`
    select f.id, f.kind, f.value, f.from_on, f.known_at, f.basis, f.decided_on, f.source, f.replaces_id, coalesce(a.name, o.name) as place
    from (select *, case when kind in ('township', 'village', 'organisation') and value <> '' then value::uuid end as place_id
      from persons.fact where county_code = ${context.county} and person_id = ${personId}) f
    left join access.area_view a on a.id = f.place_id
    left join access.organisation_view o on o.county_code = f.county_code and o.id = f.place_id
    order by f.from_on desc, f.known_at desc, f.id desc`.execute(context.transaction)
  const replaced = new Set(rows.map(({ replacesId }) => replacesId))
  return rows.map((each) => {
    const { replacesId: _, place, ...row } = each
    const names = new Map(place === null ? [] : [[row.value, place]])
    return { ...row, replaced: replaced.has(row.id), text: valueText(row.kind, row.value, names) }
  })
}

async function absencesOf(context: Context, personId: string) {
  const rows = await db(context)
    .selectFrom('persons.absence')
    .select(['id', 'kind', 'fromOn', 'toOn', 'place', 'withdrawnAt'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('fromOn', 'desc')
    .execute()
  return rows.map(({ withdrawnAt, ...row }) => ({ ...row, withdrawn: withdrawnAt !== null }))
}

async function guardiansOf(context: Context, personId: string) {
  const rows = await db(context)
    .selectFrom('persons.guardian')
    .select(['id', 'name', 'relation', 'phoneMasked', 'scope', 'basis', 'conflict', 'fromOn', 'toOn'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('fromOn', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, scope: row.scope.map((each) => GuardianScope.parse(each)) }))
}

function contactsOf(context: Context, personId: string) {
  return db(context)
    .selectFrom('persons.contact')
    .select(['id', 'name', 'relation', 'phoneMasked', 'place', 'role', 'checkedOn', 'endedOn'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('place')
    .execute()
}

function consentsOf(context: Context, personId: string) {
  return db(context)
    .selectFrom('persons.consent as consent')
    .leftJoin('persons.guardian as guardian', (join) =>
      join.onRef('guardian.countyCode', '=', 'consent.countyCode').onRef('guardian.id', '=', 'consent.guardianId'),
    )
    .select(['consent.id', 'kind', 'givenBy', 'guardian.name as guardian', 'receiver', 'consent.scope'])
    .select(['consent.fromOn', 'consent.toOn', 'withdrawnOn', 'paperReference'])
    .where('consent.countyCode', '=', context.county)
    .where('consent.personId', '=', personId)
    .orderBy('consent.fromOn', 'desc')
    .execute()
}

async function accountsOf(context: Context, personId: string) {
  const rows = await db(context)
    .selectFrom('persons.payeeAccount')
    .select(['id', 'bank', 'holder', 'accountMasked', 'accountIndex', 'holderIsPerson', 'consentId', 'fromOn', 'toOn'])
    .select(['proposedBy', 'confirmedBy', 'refusedOn'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('fromOn', 'desc')
    .execute()
  return rows.map(({ confirmedBy, refusedOn, ...row }) => ({
    ...row,
    state: confirmedBy ? ('confirmed' as const) : refusedOn ? ('refused' as const) : ('proposed' as const),
  }))
}
type Account = Awaited<ReturnType<typeof accountsOf>>[number]

interface Sharing {
  accountIndex: Buffer
  personId: string
}

/** F-08: whoever else draws his money through one of these accounts. */
async function sharingWith(context: Context, personId: string): Promise<Sharing[]> {
  const { rows } = await sql<Sharing>`
    select distinct z.account_index, z.person_id from persons.payee_account y
    join persons.payee_account z on z.county_code = y.county_code and z.account_index = y.account_index
    where y.county_code = ${context.county} and y.person_id = ${personId} and z.person_id <> y.person_id and z.refused_on is null`.execute(
    context.transaction,
  )
  return rows
}

/** Whose account it is besides is told only of persons whom the reader sees. */
async function seenOf(context: Context, sharing: readonly Sharing[]): Promise<Sharing[]> {
  if (sharing.length === 0) return []
  const ids = sharing.map(({ personId }) => personId)
  const { rows } = await sql<{ id: string }>`select id from persons.person
    where county_code = ${context.county} and id = any (${ids}::uuid[])`.execute(context.transaction)
  const seen = new Set(rows.map(({ id }) => id))
  return sharing.filter(({ personId }) => seen.has(personId))
}

const payeeOf = ({ accountIndex, ...row }: Account, others: readonly Sharing[]) => ({
  ...row,
  alsoFor: others.filter((other) => other.accountIndex.equals(accountIndex)).length,
})

function photosOf(context: Context, personId: string) {
  return db(context)
    .selectFrom('persons.photo')
    .select(['id', 'takenOn', 'byName', 'at'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

async function correctionsOf(context: Context, personId: string) {
  const rows = await db(context)
    .selectFrom('persons.correction')
    .select(['id', 'field', 'oldValue', 'newValue', 'reason', 'paperReference', 'knownAt', 'correctedBy'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('knownAt', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, field: CorrectedField.parse(row.field) }))
}
