/** The parts of a person's file that stand in tables of their own. */
import type { Context } from '#platform/context.ts'
import { capacityFindings } from './capacity.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { sharedCounts } from './payees.ts'
import { valueText } from './value-text.ts'
import { GuardianScope, CorrectedField } from './words.ts'

const db = tablesOf<'persons', 'access'>()

/**
 * What belongs to a person whom `requirePerson` has found: it is seen by whoever sees him, so it is read as the county sees it.
 * Behind the wall of a township each of these tables would first gather all persons of that township.
 */
const asCounty = <T>(context: Context, run: () => Promise<T>): Promise<T> =>
  context.within({ kind: 'county', counties: [context.county], ids: [] }, run)

export async function readAround(context: Context, personId: string) {
  const around = await asCounty(context, async () => ({
    ...(await toldAround(context, personId)),
    contacts: await contactsOf(context, personId),
    capacities: await capacityFindings(context, personId),
  }))
  // Whose account it is besides is told only of persons whom the reader sees.
  return { ...around, payees: await payeesOf(context, personId) }
}

/** What of it the timeline tells. */
export async function readTold(context: Context, personId: string) {
  const told = await asCounty(context, () => toldAround(context, personId))
  return { ...told, payees: await payeesOf(context, personId) }
}

const toldAround = async (context: Context, personId: string) => ({
  facts: await factsOf(context, personId),
  absences: await absencesOf(context, personId),
  corrections: await correctionsOf(context, personId),
  guardians: await guardiansOf(context, personId),
  consents: await consentsOf(context, personId),
})

async function factsOf(context: Context, personId: string) {
  const rows = await db(context)
    .selectFrom('persons.fact')
    .select(['id', 'kind', 'value', 'fromOn', 'knownAt', 'basis', 'decidedOn', 'source', 'replacesId'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('fromOn', 'desc')
    .orderBy('knownAt', 'desc')
    .orderBy('id', 'desc')
    .execute()
  const names = await placeNames(context, rows)
  const replaced = new Set(rows.map(({ replacesId }) => replacesId))
  return rows.map((each) => {
    const { replacesId: _, ...row } = each
    return { ...row, replaced: replaced.has(row.id), text: valueText(row.kind, row.value, names) }
  })
}

async function placeNames(
  context: Context,
  rows: readonly { kind: string; value: string }[],
): Promise<Map<string, string>> {
  const ids = rows
    .filter(({ kind, value }) => ['township', 'village', 'organisation'].includes(kind) && value !== '')
    .map(({ value }) => value)
  if (ids.length === 0) return new Map()
  const areas = await db(context).selectFrom('access.areaView').select(['id', 'name']).where('id', 'in', ids).execute()
  const organisations = await db(context)
    .selectFrom('access.organisationView')
    .select(['id', 'name'])
    .where('countyCode', '=', context.county)
    .where('id', 'in', ids)
    .execute()
  return new Map([...areas, ...organisations].map(({ id, name }) => [id, name]))
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
    .selectFrom('persons.consent')
    .select(['id', 'kind', 'givenBy', 'receiver', 'scope', 'fromOn', 'toOn', 'withdrawnOn', 'paperReference'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('fromOn', 'desc')
    .execute()
}

async function payeesOf(context: Context, personId: string) {
  const rows = await db(context)
    .selectFrom('persons.payeeAccount')
    .select(['id', 'bank', 'holder', 'accountMasked', 'accountIndex', 'holderIsPerson', 'consentId', 'fromOn', 'toOn'])
    .select(['proposedBy', 'confirmedBy', 'refusedOn'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('fromOn', 'desc')
    .execute()
  const shared = await sharedCounts(
    context,
    rows.map(({ accountIndex }) => accountIndex),
  )
  return rows.map(({ accountIndex, confirmedBy, refusedOn, ...row }) => ({
    ...row,
    state: confirmedBy ? ('confirmed' as const) : refusedOn ? ('refused' as const) : ('proposed' as const),
    alsoFor: shared.get(accountIndex.toString('hex'))?.filter((each) => each !== personId).length ?? 0,
  }))
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
