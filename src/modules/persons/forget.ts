/** What the register lets go of when a person's file is destroyed after its term (BJ-12.5): how he stood stays, who he was beside his name goes. */
import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { Forgotten } from '#platform/module.ts'

const db = tablesOf<'persons'>()

export async function forgetPerson(context: Context, personId: string): Promise<Forgotten> {
  const { county } = context
  const files = await filesOf(context, personId)
  await sql`select persons.release_identity(id_index, ${county}) from persons.person
    where county_code = ${county} and id = ${personId} and id_index is not null`.execute(context.transaction)
  await forgetIdentity(context, personId)
  await forgetCircle(context, personId)
  await forgetAccounts(context, personId)
  await forgetImported(context, personId)
  const gone = await sql<{
    entryId: string
  }>`select persons.forget_corrections(${county}, ${personId}) as entry_id`.execute(context.transaction)
  const entryIds = [...new Set(gone.rows.map(({ entryId }) => entryId))]
  return { files, evidence: entryIds.length === 0 ? [] : [{ table: 'persons.correction', entryIds }] }
}

async function filesOf(context: Context, personId: string): Promise<string[]> {
  const found = await sql<{ fileId: string }>`
    select file_id from persons.capacity_finding where county_code = ${context.county} and person_id = ${personId} and file_id is not null
    union select file_id from persons.consent where county_code = ${context.county} and person_id = ${personId} and file_id is not null
    union select file_id from persons.correction_proposal where county_code = ${context.county} and person_id = ${personId} and file_id is not null
    union select file_id from persons.correction where county_code = ${context.county} and person_id = ${personId} and file_id is not null
    union select file_id from persons.photo where county_code = ${context.county} and person_id = ${personId} and file_id is not null`.execute(
    context.transaction,
  )
  return found.rows.map(({ fileId }) => fileId)
}

/** Name and day of birth stay: the records of money and service, which stay, would otherwise be nobody's. */
async function forgetIdentity(context: Context, personId: string): Promise<void> {
  const nothing = { idNumber: null, idIndex: null, idLast4: null, phone: null, longitude: null, latitude: null }
  const empty = { idMasked: '', idRemark: '', phoneMasked: '', residence: '', registeredAt: '', positionSource: '' }
  await db(context)
    .updateTable('persons.person')
    .set({ ...nothing, ...empty, datum: null, accuracy: null, forgottenAt: context.now, changedAt: context.now })
    .set({ disability: '', disabilityCard: '', mentalIllness: false, capacityBasis: '', marital: '', ethnicity: '' })
    .set({ remarks: '', insurance: '', paperReference: '', certificateNo: '' })
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('countyCode', '=', context.county)
    .where('id', '=', personId)
    .execute()
}

const gone = '已销毁'

/** Other people, most of them: nothing of them has to stay. */
async function forgetCircle(context: Context, personId: string): Promise<void> {
  const { county: countyCode } = context
  const phone = { phone: null, phoneMasked: '' }
  await db(context)
    .updateTable('persons.guardian')
    .set({ ...phone, name: gone, relation: gone, basis: '', conflict: '', bornOn: null })
    .where('countyCode', '=', countyCode)
    .where('personId', '=', personId)
    .execute()
  await db(context)
    .updateTable('persons.contact')
    .set({ ...phone, name: gone, relation: gone })
    .where('countyCode', '=', countyCode)
    .where('personId', '=', personId)
    .execute()
  await db(context)
    .updateTable('persons.capacityFinding')
    .set({ basis: '', paperReference: '', fileId: null, foundBy: '' })
    .where('countyCode', '=', countyCode)
    .where('personId', '=', personId)
    .execute()
  await db(context)
    .updateTable('persons.correctionProposal')
    .set({ reason: gone, paperReference: gone, fileId: null, proposerName: '', decidedReason: '', sealed: null })
    .where('countyCode', '=', countyCode)
    .where('personId', '=', personId)
    .execute()
  await db(context)
    .updateTable('persons.consent')
    .set({ receiver: '', scope: '', explained: '', paperReference: '', fileId: null })
    .where('countyCode', '=', countyCode)
    .where('personId', '=', personId)
    .execute()
  await db(context)
    .updateTable('persons.photo')
    .set({ fileId: null })
    .where('countyCode', '=', countyCode)
    .where('personId', '=', personId)
    .execute()
  await db(context)
    .updateTable('persons.absence')
    .set({ place: '' })
    .where('countyCode', '=', countyCode)
    .where('personId', '=', personId)
    .execute()
}

/** What was paid where stands with the payment, which the law keeps; the register itself no longer says it. */
async function forgetAccounts(context: Context, personId: string): Promise<void> {
  const { county } = context
  const rows = await db(context)
    .selectFrom('persons.payeeAccount')
    .select('id')
    .where('countyCode', '=', county)
    .where('personId', '=', personId)
    .execute()
  for (const { id: row } of rows) {
    const place = { table: 'persons.payee_account', column: 'account', county, row }
    await db(context)
      .updateTable('persons.payeeAccount')
      // No number is found under what its own row hashes to.
      .set({ account: context.secrets.seal(place, ''), accountIndex: context.secrets.blindIndex('account', row) })
      .set({ bank: '', holder: gone, accountMasked: '', refusedReason: '' })
      .where('countyCode', '=', county)
      .where('id', '=', row)
      .execute()
  }
}

/** The row of the list by which he came in: sealed values as typed, and what stood before. */
async function forgetImported(context: Context, personId: string): Promise<void> {
  const { county: countyCode } = context
  await db(context)
    .deleteFrom('persons.importPerson')
    .where('countyCode', '=', countyCode)
    .where('id', '=', personId)
    .execute()
  await db(context)
    .updateTable('persons.importRow')
    .set({ name: '', idMasked: '', sealed: null, before: null })
    .where('countyCode', '=', countyCode)
    .where('personId', '=', personId)
    .execute()
}
