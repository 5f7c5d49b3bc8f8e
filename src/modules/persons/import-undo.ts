/** 撤销: what the list did is done backwards, by new entries; the record keeps both. */
import { sql } from 'kysely'
import type { InputOf } from '#kernel/contract.ts'
import { momentText } from '#kernel/calendar.ts'
import { Refusal, refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { type persons, takenBack } from './contract.ts'
import { bringUpToDate } from './facts.ts'
import { nameKeys } from './filing.ts'
import { type Batch, requireBatch } from './import-batch.ts'

const db = tablesOf<'persons'>()
interface Touched {
  personId: string
  name: string
}

export async function undo(
  context: Context,
  { importId, reason, restOnly }: InputOf<(typeof persons)['operations']['importUndo']>,
) {
  const batch = await requireBatch(context, importId)
  if (batch.status !== 'published' || !batch.publishedAt || !batch.publishedEntry)
    return refuse('refused', 'not_published', '这次导入没有写入名册，或已撤销。')
  const left = await workedOnSince(context, batch)
  if (left.length > 0 && !restOnly) throw workedOn(left)
  context.because(reason)
  const undone = await undoRows(context, { ...batch, publishedEntry: batch.publishedEntry }, { reason, left })
  await db(context)
    .updateTable('persons.importBatch')
    .set({ status: 'undone', undoneAt: context.now, undoReason: reason, undoneCount: undone })
    .where('countyCode', '=', context.county)
    .where('id', '=', importId)
    .execute()
  return { undone, left }
}

function workedOn(left: readonly Touched[]): Refusal {
  const names = left.slice(0, 20).map(({ name }) => name)
  const message = `导入后又被办理过业务的${left.length}人不能撤销：${names.join('、')}${left.length > 20 ? '等' : ''}。可以只撤销其余的人，或先逐人更正。`
  return new Refusal('refused', [{ code: 'worked_on', message, count: left.length }])
}

/** Any command since that names one of its persons, whichever module it belongs to, or anything written about him here. */
async function workedOnSince(context: Context, batch: Batch): Promise<Touched[]> {
  const { rows } = await sql<Touched>`
    with of as (
      select coalesce(r.person_id, i.id) as person_id from persons.import_row r
      left join persons.import_person i on i.county_code = r.county_code and i.import_id = r.import_id and i.row_no = r.row_no
      where r.county_code = ${context.county} and r.import_id = ${batch.id} and r.published)
    select p.id as person_id, p.name from of join persons.person p on p.county_code = ${context.county} and p.id = of.person_id
    where p.changed_at > ${batch.publishedAt}::timestamptz
      or exists (select from record.entry_person e join record.entry n on n.county_code = e.county_code and n.id = e.entry_id
        where e.county_code = ${context.county} and e.person_id = p.id and n.kind = 'command' and n.result = 'done' and n.at > ${batch.publishedAt}::timestamptz)
      or exists (select from persons.payee_account a where a.county_code = p.county_code and a.person_id = p.id
        and a.confirmed_at > ${batch.publishedAt}::timestamptz)
    order by p.name_sort, p.id`.execute(context.transaction)
  return rows
}

interface Undoing {
  reason: string
  left: readonly Touched[]
}

async function undoRows(
  context: Context,
  batch: Batch & { publishedEntry: string },
  { reason, left }: Undoing,
): Promise<number> {
  const kept = left.map(({ personId }) => personId)
  const { rows } = await sql<{ personId: string; filed: boolean }>`
    update persons.import_row r set undone = true
    from (select r.row_no, coalesce(r.person_id, i.id) as person_id, i.id is not null as filed from persons.import_row r
      left join persons.import_person i on i.county_code = r.county_code and i.import_id = r.import_id and i.row_no = r.row_no
      where r.county_code = ${context.county} and r.import_id = ${batch.id} and r.published) of
    where r.county_code = ${context.county} and r.import_id = ${batch.id} and r.row_no = of.row_no and of.person_id <> all (${kept}::uuid[])
    returning of.person_id, of.filed`.execute(context.transaction)
  const filed = rows.filter((row) => row.filed).map(({ personId }) => personId)
  const changed = rows.filter((row) => !row.filed).map(({ personId }) => personId)
  const note = `撤销${batch.publishedAt ? momentText(batch.publishedAt) : ''}的导入：${reason}`
  context.wrote('persons.fact')
  if (filed.length > 0) await takeOut(context, filed, note)
  if (changed.length > 0) {
    await takeBack(context, { persons: changed, entry: batch.publishedEntry, note })
    if (batch.publishedAt) await context.announce(takenBack, { personIds: changed, publishedAt: batch.publishedAt })
  }
  return rows.length
}

/** Newcomers leave the register: as known from now on, they were never in it. Their numbers are free again. */
async function takeOut(context: Context, ids: readonly string[], note: string): Promise<void> {
  const { county, now, entryId, transaction } = context
  await sql`
    insert into persons.fact (county_code, id, person_id, kind, value, from_on, known_at, replaces_id, basis, source, entry_id)
    select county_code, gen_random_uuid(), person_id, 'status', 'archived', from_on, ${now}::timestamptz, id, ${note}, 'correction', ${entryId}
    from persons.fact f where county_code = ${county} and person_id = any (${[...ids]}::uuid[]) and kind = 'status'
      and not exists (select from persons.fact later where later.county_code = f.county_code and later.replaces_id = f.id)`.execute(
    transaction,
  )
  await sql`select persons.release_identity(id_index, ${county}) from persons.person
    where county_code = ${county} and id = any (${[...ids]}::uuid[]) and id_index is not null`.execute(transaction)
  await sql`update persons.person set status = 'archived', ended_on = supported_from, end_reason = 'import_undone', id_index = null,
      id_last4 = null, version = version + 1, changed_at = ${now}::timestamptz
    where county_code = ${county} and id = any (${[...ids]}::uuid[])`.execute(transaction)
  await sql`update persons.payee_account set refused_on = ${context.today}::date, refused_reason = ${note}
    where county_code = ${county} and person_id = any (${[...ids]}::uuid[]) and confirmed_by is null and refused_on is null`.execute(
    transaction,
  )
  await sql`delete from persons.search_token where county_code = ${county} and person_id = any (${[...ids]}::uuid[])`.execute(
    transaction,
  )
}

interface Back {
  persons: readonly string[]
  entry: string
  note: string
}

/** Changes and ends: each fact of the import gives way to what stood before it. */
async function takeBack(context: Context, { persons: ids, entry, note }: Back): Promise<void> {
  const { county, now, entryId, transaction } = context
  await sql`
    insert into persons.fact (county_code, id, person_id, kind, value, from_on, known_at, replaces_id, basis, source, entry_id)
    select f.county_code, gen_random_uuid(), f.person_id, f.kind, coalesce(earlier.value, f.value), f.from_on, ${now}::timestamptz, f.id,
      ${note}, 'correction', ${entryId}
    from persons.fact f left join lateral (
      select e.value from persons.fact e where e.county_code = f.county_code and e.person_id = f.person_id and e.kind = f.kind
        and e.from_on <= f.from_on and e.entry_id <> f.entry_id and e.known_at <= f.known_at
        and not exists (select from persons.fact r where r.county_code = e.county_code and r.replaces_id = e.id and r.entry_id <> f.entry_id)
      order by e.from_on desc, e.known_at desc, e.id desc limit 1) earlier on true
    where f.county_code = ${county} and f.entry_id = ${entry} and f.person_id = any (${[...ids]}::uuid[]) and f.kind <> 'end_reason'`.execute(
    transaction,
  )
  await restoreDetails(context, { persons: ids, entry, note })
  // First the status: who has ended already must not lack a day and a reason for a moment (person_end_whole).
  await bringUpToDate(context, ids)
  await sql`update persons.person p set ended_on = null, end_reason = null, died_on = null
    where p.county_code = ${county} and p.id = any (${[...ids]}::uuid[]) and exists (
      select from persons.fact f where f.county_code = p.county_code and f.person_id = p.id and f.entry_id = ${entry}
        and f.kind = 'status' and f.value = 'ended')`.execute(transaction)
}

const columnOf = {
  name: 'name',
  sex: 'sex',
  bornOn: 'born_on',
  ethnicity: 'ethnicity',
  marital: 'marital',
  registeredAt: 'registered_at',
  residence: 'residence',
  certificateNo: 'certificate_no',
} as const

async function restoreDetails(context: Context, { persons: ids, entry, note }: Back): Promise<void> {
  const { county, now, entryId, transaction, actor } = context
  const made = await db(context)
    .selectFrom('persons.correction')
    .selectAll()
    .where('countyCode', '=', county)
    .where('entryId', '=', entry)
    .where('personId', 'in', [...ids])
    .execute()
  for (const each of made) {
    if (each.field === 'phone')
      await sql`update persons.person set phone = ${each.oldSealed}, phone_masked = ${each.oldValue}
        where county_code = ${county} and id = ${each.personId}`.execute(transaction)
    if (each.field === 'name') await renameTokens(context, each.personId, each.oldValue)
    const column = Object.entries(columnOf).find(([field]) => field === each.field)?.[1]
    if (column) {
      const value = each.field === 'sex' ? (each.oldValue === '男' ? 'male' : 'female') : each.oldValue
      const type = sql.raw(column === 'born_on' ? 'date' : 'text')
      await sql`update persons.person set ${sql.ref(column)} = ${value}::${type} where county_code = ${county} and id = ${each.personId}`.execute(
        transaction,
      )
    }
  }
  if (made.length === 0) return
  await db(context)
    .insertInto('persons.correction')
    .values(
      made.map((each) => ({
        ...each,
        id: context.newId(),
        oldValue: each.newValue,
        newValue: each.oldValue,
        oldSealed: null,
        reason: note,
        correctedBy: actor.name,
        knownAt: now,
        entryId,
      })),
    )
    .execute()
}

async function renameTokens(context: Context, personId: string, name: string): Promise<void> {
  const keys = nameKeys(name)
  const { county, transaction } = context
  await sql`delete from persons.search_token where county_code = ${county} and person_id = ${personId}`.execute(
    transaction,
  )
  await sql`insert into persons.search_token (county_code, token, person_id, township_id, organisation_id)
    select p.county_code, t, p.id, p.township_id, p.organisation_id from persons.person p, unnest(${keys.tokens}::text[]) t
    where p.county_code = ${county} and p.id = ${personId}`.execute(transaction)
  await sql`update persons.person set name_sort = ${keys.sort} where county_code = ${county} and id = ${personId}`.execute(
    transaction,
  )
}
