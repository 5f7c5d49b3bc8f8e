/** Destroying under the law what an entry keeps (个人信息保护法 第四十七条): text, salt and key go, the tree still verifies. */
import type pg from 'pg'
import type { Instant } from '#kernel/calendar.ts'
import { canonicalJson } from '#kernel/canonical.ts'
import type { Citation } from '#kernel/policy.ts'
import { evidenceTable } from './evidence.ts'

export interface Destruction {
  county: string
  id: string
  /** The entry of the command that destroys; its evidence covers the row written here (table record.destruction). */
  entryId: string
  destroyedEntryId: string
  /** Evidence rows of this table are destroyed by the caller; left out, the payload is destroyed here. */
  table?: string
  reason: string
  citations: readonly Citation[]
  decidedBy: string
  approvedBy: string
  at: Instant
}

/** Keeps the destruction and, when it names no table, deletes the payload. Answers whether there was one. */
export async function destroy(client: pg.ClientBase, destruction: Destruction): Promise<boolean> {
  await keepDestruction(client, destruction)
  const { county, destroyedEntryId, table } = destruction
  return table === undefined && (await deletePayloads(client, county, [destroyedEntryId])) > 0
}

/** Only says that it was destroyed; `destroyAgain` does it. */
export async function keepDestruction(client: pg.ClientBase, destruction: Destruction): Promise<void> {
  const { county, id, entryId, destroyedEntryId, table, reason, citations, decidedBy, approvedBy, at } = destruction
  await client.query(
    `insert into record.destruction
       (county_code, id, entry_id, destroyed_entry_id, table_name, reason, citations, decided_by, approved_by, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [county, id, entryId, destroyedEntryId, table ?? null, reason, canonicalJson(citations), decidedBy, approvedBy, at],
  )
}

/**
 * After a restore: what was destroyed since the backup was made, or is in it still, is destroyed again. `order`: tables whose
 * rows others point to come last.
 */
export async function destroyAgain(
  client: pg.ClientBase,
  county: string,
  order: readonly string[] = [],
): Promise<number> {
  const found = await client.query<{ entryId: string; table: string | null }>(
    `select destroyed_entry_id::text as "entryId", table_name as table from record.destruction where county_code = $1`,
    [county],
  )
  const payloads = found.rows.filter((row) => row.table === null).map((row) => row.entryId)
  let destroyed = await deletePayloads(client, county, payloads)
  const persons = found.rows.flatMap(({ table }) =>
    table?.startsWith(personMark) ? table.slice(personMark.length) : [],
  )
  const rows = found.rows.flatMap(({ entryId, table }) =>
    table === null || table.includes(':') ? [] : [{ entryId, table }],
  )
  const tables = [...Map.groupBy(rows, ({ table }) => table)]
  for (const [table, ofTable] of tables.toSorted(([one], [other]) => order.indexOf(one) - order.indexOf(other))) {
    // All of a table at once: rows of one table point to each other.
    const deleted = await client.query(
      `delete from ${evidenceTable(table)} t where t.county_code = $1 and t.entry_id = any ($2::uuid[])
         and ($3::uuid[] is not null ${await onlyTheirs(client, table)})`,
      [county, ofTable.map(({ entryId }) => entryId), persons],
    )
    destroyed += deleted.rowCount ?? 0
  }
  return destroyed
}

/** One command may have written rows of several persons: those of the others stay. */
async function onlyTheirs(client: pg.ClientBase, table: string): Promise<string> {
  const found = await client.query(
    `select from pg_attribute where attrelid = $1::regclass and attname = 'person_id' and not attisdropped`,
    [table],
  )
  if (found.rowCount === 0) return ''
  return `and (t.person_id = any ($3::uuid[]) or not exists (select from ${table} o
    where o.county_code = t.county_code and o.entry_id = t.entry_id and o.person_id is distinct from t.person_id))`
}

/** Before the id of a person in `table_name`: what his file held went, and what an update emptied is emptied again after a restore. */
export const personMark = 'persons.person:'
export const destroyedPerson = (personId: string): string => `${personMark}${personId}`

/** Before the id of a file in `table_name`: no table of evidence, but a row of platform.file whose content goes. */
const fileMark = 'platform.file:'

/**
 * After a restore, on the present form of the database: files that the register says are destroyed are marked so again, and
 * what no other file has the content of is taken off the disk. Answers how many were there again.
 */
export async function destroyFilesAgain(
  client: pg.ClientBase,
  remove: (county: string, address: string) => Promise<boolean>,
): Promise<number> {
  await client.query(
    `update platform.file f set destroyed_at = d.at, name = '已依法销毁' from record.destruction d
     where f.county_code = d.county_code and d.table_name = $1 || f.id::text and f.destroyed_at is null`,
    [fileMark],
  )
  const found = await client.query<{ county: string; address: string }>(
    `select distinct county_code as county, address from platform.file f where destroyed_at is not null
     and not exists (select from platform.file o where o.county_code = f.county_code and o.address = f.address and o.destroyed_at is null)`,
  )
  let removed = 0
  for (const { county, address } of found.rows) if (await remove(county, address)) removed += 1
  return removed
}

async function deletePayloads(client: pg.ClientBase, county: string, entryIds: readonly string[]): Promise<number> {
  const deleted = await client.query(
    'delete from record.payload where county_code = $1 and entry_id = any ($2::uuid[])',
    [county, entryIds],
  )
  return deleted.rowCount ?? 0
}
