/** 确认: everything at once, in one transaction; before it the register has seen nothing of the list. */
import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import { keepStatistics } from '#platform/database/keep-statistics.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { type Batch, checkAgain, workOf } from './import-batch.ts'
import { applyRow } from './import-apply.ts'
import { openRow } from './import-rows.ts'

const db = tablesOf<'persons'>()

/** How many persons were written; none when somebody was filed since the check, which is then made again. */
export async function publish(context: Context, batch: Batch): Promise<number> {
  if (await claimedSince(context, batch)) {
    await checkAgain(context, batch, workOf(context, batch))
    return 0
  }
  const filed = await filePersons(context, batch)
  const changed = await applyOthers(context, batch)
  // Lists, rosters and the next import read these at once.
  await keepStatistics(context, 'persons.fact', 'persons.search_token', 'persons.person_identity')
  await sql`update persons.import_row set published = true where county_code = ${context.county} and import_id = ${batch.id}
    and outcome in ('new', 'change', 'leave')`.execute(context.transaction)
  await db(context)
    .updateTable('persons.importBatch')
    .set({ status: 'published', publishedAt: context.now, publishedEntry: context.entryId })
    .where('countyCode', '=', context.county)
    .where('id', '=', batch.id)
    .execute()
  return filed + changed
}

async function claimedSince(context: Context, batch: Batch): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select exists (select from persons.identity_standings(
      (select coalesce(array_agg(i.id_index) filter (where i.id_index is not null), '{}') from persons.import_person i
       where i.county_code = ${context.county} and i.import_id = ${batch.id}), ${context.county}) s
      where s.standing not like 'ended:%') as taken`.execute(context.transaction)
  return rows[0]?.taken ?? false
}

async function filePersons(context: Context, batch: Batch): Promise<number> {
  const { county, now } = context
  const from = sql`from persons.import_person i where i.county_code = ${county} and i.import_id = ${batch.id}`
  const { numAffectedRows } = await sql`
    insert into persons.person (county_code, id, name, name_sort, sex, born_on, ethnicity, id_number, id_index, id_masked, id_last4,
      id_remark, phone, phone_masked, household_class, registered_at, residence, township_id, village_id, organisation_id, status, mode,
      level, supported_from, certificate_no, file_no, disability, disability_card, insurance, remarks, marital, origin, decision_no,
      decided_on, paper_reference, changed_at)
    select ${county}, i.id, r.name, r.name_sort, r.sex, r.born_on, r.ethnicity, i.id_number, i.id_index, r.id_masked, i.id_last4,
      r.id_remark, i.phone, r.phone_masked, r.household_class, r.registered_at, r.residence, r.township_id, r.village_id,
      r.organisation_id, r.status, r.mode, r.level, r.supported_from, r.certificate_no,
      'DA-' || lpad(nextval('persons.file_number')::text, 6, '0'), r.disability, r.disability_card, r.insurance, r.remarks, r.marital,
      r.origin, r.decision_no, r.decided_on, r.paper_reference, ${now}::timestamptz
    from (select * ${from} order by i.row_no) i, jsonb_to_record(i.person) as r (name text, name_sort text, sex text, born_on date,
      ethnicity text, id_masked text, id_remark text, phone_masked text, household_class text, registered_at text, residence text,
      township_id uuid, village_id uuid, organisation_id uuid, status text, mode text, level text, supported_from date,
      certificate_no text, disability text, disability_card text, insurance text, remarks text, marital text, origin text,
      decision_no text, decided_on date, paper_reference text)`.execute(context.transaction)
  // Without it each foreign key is checked by a plan made for an empty table.
  await keepStatistics(context, 'persons.person')
  await sql`
    insert into persons.search_token (county_code, token, person_id, township_id, organisation_id)
    select ${county}, t, i.id, i.township_id, i.organisation_id ${sql`from persons.import_person i, unnest(i.tokens) t
    where i.county_code = ${county} and i.import_id = ${batch.id}`}`.execute(context.transaction)
  await fileFacts(context, batch)
  await sql`
    select persons.claim_identities(coalesce(array_agg(i.id_index order by i.id_index), '{}'), ${county}, coalesce(array_agg(i.id order by i.id_index), '{}'), ${now}::timestamptz,
      coalesce(array_agg((i.person ->> 'supported_from')::date order by i.id_index), '{}'))
    ${from} and i.id_index is not null`.execute(context.transaction)
  return Number(numAffectedRows ?? 0n)
}

async function fileFacts(context: Context, batch: Batch): Promise<void> {
  const { county, now, entryId } = context
  context.wrote('persons.fact')
  await sql`
    insert into persons.fact (county_code, id, person_id, kind, value, from_on, known_at, basis, decided_on, source, entry_id)
    select ${county}, f.id, i.id, f.kind, f.value, f."fromOn", ${now}::timestamptz,
      coalesce(nullif(i.person ->> 'decision_no', ''), i.person ->> 'paper_reference'), (i.person ->> 'decided_on')::date, 'import', ${entryId}
    from persons.import_person i, jsonb_to_recordset(i.facts) as f (id uuid, kind text, value text, "fromOn" date)
    where i.county_code = ${county} and i.import_id = ${batch.id}`.execute(context.transaction)
  // Two persons for a payee: the list proposes, somebody else confirms (F-07).
  await sql`
    insert into persons.payee_account (county_code, id, person_id, bank, holder, account, account_index, account_masked, holder_is_person,
      from_on, proposed_by, proposed_at)
    select ${county}, i.payee_id, i.id, i.payee ->> 'bank', i.payee ->> 'holder', i.account, i.account_index, i.payee ->> 'account_masked',
      (i.payee ->> 'holder_is_person')::boolean, (i.person ->> 'supported_from')::date, ${batch.accountId}, ${now}::timestamptz
    from persons.import_person i where i.county_code = ${county} and i.import_id = ${batch.id} and i.payee is not null`.execute(
    context.transaction,
  )
}

/** Leavers, changes, and who comes back after an end: one by one, as each differs. */
async function applyOthers(context: Context, batch: Batch): Promise<number> {
  const rows = await db(context)
    .selectFrom('persons.importRow')
    .select(['rowNo', 'outcome', 'personId', 'sealed'])
    .where('countyCode', '=', context.county)
    .where('importId', '=', batch.id)
    .where('outcome', 'in', ['new', 'change', 'leave'])
    .where('personId', 'is not', null)
    .orderBy('rowNo')
    .execute()
  for (const row of rows) {
    if (!row.personId) continue
    const content = openRow(context, batch.id, row)
    await applyRow(context, batch, { ...row, personId: row.personId, content })
  }
  return rows.length
}
