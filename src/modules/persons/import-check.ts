/** 检查: the whole list is judged once, then staged in chunks, each its own command, so that it can be left and watched. */
import { type RawBuilder, sql } from 'kysely'
import { Refusal } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { together } from '#platform/perform.ts'
import type { Recognition } from './columns.ts'
import { persons } from './contract.ts'
import { filingOf } from './filing.ts'
import { type Batch, workOf } from './import-batch.ts'
import { limits, recognisedIn, type Recognised, tablesOfFile } from './import-file.ts'
import type { CheckedRow } from './import-faults.ts'
import { accountOf, judgeRows } from './judge-rows.ts'
import { identityOfRow, type Importing, newPersonOf, readied } from './import-ready.ts'
import { accountUses, surroundingsFor } from './import-surroundings.ts'
import { mergeFiles } from './merge-files.ts'
import { accountNumbersOf, identityNumbersOf, readRows } from './read-rows.ts'
import { repairsFrom } from './repair.ts'
import { type Source, sourceOf } from './repairs.ts'
import { summaryOf } from './check-rows.ts'

const db = tablesOf<'persons'>()
export const chunk = 5000

export interface CheckedList extends Recognised {
  rows: CheckedRow[]
  importing: Importing
}

// One list is looked at by several chunks, and then by its repairs; it is judged once per edition.
const judged = new Map<string, Promise<CheckedList>>()
const mostKept = 2

export function checkedList(context: Context, batch: Batch): Promise<CheckedList> {
  const key = `${context.county}/${batch.id}/${batch.edition}`
  const known = judged.get(key)
  if (known) return known
  const checking = checkList(context, batch)
  checking.catch(() => judged.delete(key))
  judged.set(key, checking)
  const [oldest] = judged.keys()
  if (judged.size > mostKept && oldest) judged.delete(oldest)
  return checking
}

async function checkList(context: Context, batch: Batch): Promise<CheckedList> {
  const work = workOf(context, batch)
  const recognised = recognisedIn(await tablesOfFile(context, batch.fileId), work.mapping)
  const persons = sourceOf(recognised.table, recognised.recognition, repairsFrom(work.repairs))
  const families = batch.familyFileId ? await familySource(context, batch.familyFileId) : undefined
  const numbers = [persons, ...(families ? [families] : [])].flatMap(identityNumbersOf)
  const around = await surroundingsFor(context, numbers)
  const own = readRows(persons, around)
  const drafts = families ? mergeFiles(own, readRows(families, around)) : own
  const accounts = await accountUses(context, accountNumbersOf(drafts))
  const policy = await context.policyOn(context.today)
  const importing: Importing = {
    today: context.today,
    within: batch.within,
    townshipOf: around.townshipOf,
    organisations: around.organisations,
    endReasons: policy.find<string[]>('exit.reasons')?.value ?? [],
    paper: batch.paperReference,
    decision: work.decision,
  }
  const rows = judgeRows(drafts, { ...around, accounts }).map((row) => readied(row, importing))
  return { ...recognised, rows, importing }
}

async function familySource(context: Context, fileId: string): Promise<Source> {
  const { table, recognition } = recognisedIn(await tablesOfFile(context, fileId), {})
  return sourceOf(table, recognition)
}

/** One chunk; the next is put off till this one is committed. */
export async function checkChunk(context: Context, batch: Batch, from: number): Promise<number> {
  const list = await checkedList(context, batch).catch((error: unknown) => failed(context, batch, error))
  if (!list) return 0
  if (from === 0) await begin(context, batch, list)
  const rows = list.rows.slice(from, from + chunk)
  await stage(context, batch, { ...list, rows })
  const done = from + rows.length
  const over = done >= list.rows.length
  await db(context)
    .updateTable('persons.importBatch')
    .set({ checkedCount: done, ...(over ? { status: 'checked', checkedAt: context.now } : {}) })
    .where('countyCode', '=', context.county)
    .where('id', '=', batch.id)
    .execute()
  if (!over) await context.later(persons, 'importCheck', { importId: batch.id, edition: batch.edition, from: done })
  return done
}

const portion = 1000

/** A portion is sealed here while the database takes in the one before it. */
async function stage(context: Context, batch: Batch, list: CheckedList): Promise<void> {
  let before: Promise<unknown> = Promise.resolve()
  for (let from = 0; from < list.rows.length; from += portion) {
    const rows = list.rows.slice(from, from + portion)
    const statements = [...rowsStaged(context, batch, rows), ...personsStaged(context, batch, { ...list, rows })]
    await before
    before = together(context, statements)
    before.catch(() => {})
    // What was sent leaves only when this turn is over.
    await new Promise((resolve) => setImmediate(resolve))
  }
  await before
}

/** What is wrong with the file is shown with the import; a bug is not. */
async function failed(context: Context, batch: Batch, error: unknown): Promise<undefined> {
  if (!(error instanceof Refusal)) throw error
  await db(context)
    .updateTable('persons.importBatch')
    .set({ status: 'failed', fault: error.message })
    .where('countyCode', '=', context.county)
    .where('id', '=', batch.id)
    .execute()
  return undefined
}

async function begin(context: Context, batch: Batch, { recognition, rows }: CheckedList): Promise<void> {
  for (const table of ['persons.importRow', 'persons.importPerson'] as const)
    await db(context)
      .deleteFrom(table)
      .where('countyCode', '=', context.county)
      .where('importId', '=', batch.id)
      .execute()
  await db(context)
    .updateTable('persons.importBatch')
    .set({
      format: recognition.format,
      sentence: recognition.sentence,
      columns: JSON.stringify(columnsOf(recognition)),
      headingKey: headingKeyOf(recognition),
      rowCount: rows.length,
      counts: JSON.stringify(summaryOf(rows).counts),
    })
    .where('countyCode', '=', context.county)
    .where('id', '=', batch.id)
    .execute()
}

const columnsOf = (recognition: Recognition) =>
  recognition.columns.slice(0, limits.maxColumns).map(({ index, heading, field, known }) => ({
    index,
    heading,
    field: field ?? null,
    title: '',
    known,
  }))

/** One set of headings, in whatever order, is one shape of file. */
export const headingKeyOf = (recognition: Recognition): string =>
  recognition.columns
    .map(({ heading }) => heading)
    .toSorted()
    .join('|')
    .slice(0, 2000)

export const rowPlace = (county: string, importId: string, row: number) => ({
  table: 'persons.import_row',
  column: 'sealed',
  county,
  row: `${importId}/${row}`,
})

/** A row filed as it stands needs nothing kept: the file has it. What was read otherwise than written is kept to be shown. */
function sealedRow(context: Context, batch: Batch, row: CheckedRow): Buffer | null {
  if (row.faults.length === 0 && (row.outcome === 'unchanged' || (row.outcome === 'new' && !row.personId))) return null
  const { values, written, faults, changes, villageId, townshipId } = row
  return context.secrets.seal(
    rowPlace(context.county, batch.id, row.row),
    JSON.stringify({ values, written, faults, changes, villageId, townshipId }),
  )
}

function rowsStaged(context: Context, batch: Batch, rows: readonly CheckedRow[]): RawBuilder<unknown>[] {
  const warnings = (row: CheckedRow) => row.faults.filter(({ severity }) => severity === 'warning').length
  const statement = sql`/* kept */
    insert into persons.import_row (county_code, import_id, row_no, outcome, name, id_masked, township_id, person_id, warnings, sealed)
    select ${context.county}, ${batch.id}, * from unnest(${rows.map((row) => row.row)}::int[], ${rows.map((row) => row.outcome)}::text[],
      ${rows.map((row) => row.values.name ?? row.written.name ?? '')}::text[], ${rows.map(maskedOf)}::text[],
      ${rows.map((row) => row.townshipId ?? null)}::uuid[], ${rows.map((row) => row.personId ?? null)}::uuid[],
      ${rows.map(warnings)}::int[], ${rows.map((row) => sealedRow(context, batch, row))}::bytea[])
    on conflict do nothing`
  return [statement]
}

function maskedOf({ values, written }: CheckedRow): string {
  const number = values.idNumber ?? written.idNumber ?? ''
  return number === '' ? '' : `${number.slice(0, 4)}${'*'.repeat(Math.max(0, number.length - 8))}${number.slice(-4)}`
}

/** Persons not on file yet, ready to be written as they stand. */
function personsStaged(context: Context, batch: Batch, { rows, importing }: CheckedList): RawBuilder<unknown>[] {
  const joining = rows.filter((row) => row.outcome === 'new' && !row.personId)
  if (joining.length === 0) return []
  const staged = joining.map((row) => stagedPerson(context, row, importing))
  const filings = staged.map(({ filing }) => filing)
  const statement = sql`/* kept */
    insert into persons.import_person (county_code, import_id, row_no, id, township_id, organisation_id, person, id_number, id_index,
      id_last4, phone, tokens, facts, payee, payee_id, account, account_index)
    select ${context.county}, ${batch.id}, s.row_no, s.id, s.township_id, s.organisation_id, s.person, s.id_number, s.id_index,
      s.id_last4, s.phone, string_to_array(s.tokens, ' '), s.facts, s.payee, s.payee_id, s.account, s.account_index
    from unnest(${joining.map(({ row }) => row)}::int[], ${filings.map(({ id }) => id)}::uuid[],
      ${filings.map(({ person }) => person['township_id'])}::uuid[], ${filings.map(({ person }) => person['organisation_id'])}::uuid[],
      ${filings.map(({ person }) => JSON.stringify(person))}::jsonb[], ${filings.map(({ idNumber }) => idNumber)}::bytea[],
      ${filings.map(({ idIndex }) => idIndex)}::bytea[], ${filings.map(({ idLast4 }) => idLast4)}::bytea[],
      ${filings.map(({ phone }) => phone)}::bytea[], ${filings.map(({ tokens }) => tokens.join(' '))}::text[],
      ${staged.map(({ facts }) => JSON.stringify(facts))}::jsonb[], ${staged.map(({ payee }) => (payee ? JSON.stringify(payee.plain) : null))}::jsonb[],
      ${staged.map(({ payee }) => payee?.id ?? null)}::uuid[], ${staged.map(({ payee }) => payee?.account ?? null)}::bytea[],
      ${staged.map(({ payee }) => payee?.index ?? null)}::bytea[])
      as s (row_no, id, township_id, organisation_id, person, id_number, id_index, id_last4, phone, tokens, facts, payee, payee_id, account, account_index)
    on conflict do nothing`
  return [statement]
}

function stagedPerson(context: Context, row: CheckedRow, importing: Importing) {
  const given = newPersonOf(row, importing)
  const id = context.newId()
  const identity = identityOfRow(row)
  const filing = filingOf(context, given, { id, fileNo: '', identity, origin: 'decided_outside', today: context.today })
  const facts = filing.facts.map((fact) => ({ ...fact, id: context.newId() }))
  return { filing, facts, payee: payeeOf(context, row) }
}

export function payeeOf(context: Context, row: CheckedRow) {
  const account = accountOf(row).replace(/\D/g, '')
  if (account.length < 8) return undefined
  const id = context.newId()
  const holder = row.values.accountHolder ?? row.values.name ?? ''
  const place = { table: 'persons.payee_account', column: 'account', county: context.county, row: id }
  return {
    id,
    plain: {
      bank: row.values.bankName ?? '',
      holder,
      holder_is_person: holder === row.values.name,
      account_masked: `尾号${account.slice(-4)}`,
    },
    account: context.secrets.seal(place, account),
    index: context.secrets.blindIndex('account', account),
  }
}
