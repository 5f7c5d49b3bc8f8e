/**
 * Evidence: the rows that a command wrote, hashed as they stand in their tables. Every evidence table has the columns
 * county_code and entry_id (not null) and an index on both; its rows are never changed.
 */
import { hash as hashOnce } from 'node:crypto'
import type pg from 'pg'

export interface Evidence {
  table: string
  rows: number
  hash: Buffer
}

const tableName = /^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/

/** A table's name goes into SQL as it is, so it must be no more than a name. */
export function evidenceTable(name: string): string {
  if (!tableName.test(name)) throw new RangeError(`not a table name: ${name}`)
  return name
}

/** SM3 over the lines joined by line feeds. */
export function evidenceHash(lines: readonly string[]): Buffer {
  return hashOnce('sm3', Buffer.from(lines.join('\n')), 'buffer')
}

export interface Written {
  county: string
  entryId: string
}

/** Reads and hashes in one round trip. The caller's scope must see all the rows that the command wrote. */
export const readEvidence = (client: pg.ClientBase, of: Written, tables: readonly string[]): Promise<Evidence[]> =>
  readLines(client, of, tables, { kind: 'any', linesOf })

/**
 * The same of a few rows, on a connection of our own pool: its session has the settings that record.lines_of would set for
 * itself, and its plan is kept, where the function plans anew each time. Of a create that was a third of the database's work.
 */
export const readFewEvidence = (client: pg.ClientBase, of: Written, tables: readonly string[]): Promise<Evidence[]> =>
  readLines(client, of, tables, { kind: 'few', linesOf: fewLinesOf })

async function readLines(
  client: pg.ClientBase,
  of: Written,
  tables: readonly string[],
  way: { kind: string; linesOf(name: string): string },
): Promise<Evidence[]> {
  const names = [...new Set(tables)].toSorted()
  if (names.length === 0) return []
  const found = await client.query<{ table: string; count: number; lines: string }>({
    name: `record_${way.kind}_${evidenceHash(names).toString('hex').slice(0, 32)}`,
    text: names.map(way.linesOf).join(' union all '),
    values: [of.county, of.entryId],
  })
  return found.rows.map(({ table, count, lines }) => ({ table, rows: count, hash: evidenceHash([lines]) }))
}

// Collation "C": another server's order must not change the hash. Joined here: an array of three hundred thousand lines would
// hold the process up for seconds while it is read.
const linesOf = (name: string): string =>
  `select '${evidenceTable(name)}' as table, l.count, l.lines from record.lines_of('${name}', $1, $2) l where l.count > 0`

// What record.lines_of says of a table, word for word.
const fewLinesOf = (name: string): string =>
  `select '${evidenceTable(name)}' as table, l.count, l.lines from (
     select count(*)::int as count, string_agg(line, E'\\n' order by line) as lines
     from (select jsonb_strip_nulls(to_jsonb(t))::text collate "C" as line from ${name} t where county_code = $1 and entry_id = $2 offset 0) l) l
   where l.count > 0`

/** Reads, hashes and keeps; for an entry that is already written. Answers what was kept. */
export async function evidenceOf(
  client: pg.ClientBase,
  county: string,
  entryId: string,
  tables: readonly string[],
): Promise<Evidence[]> {
  const evidence = await readEvidence(client, { county, entryId }, tables)
  if (evidence.length === 0) return []
  await client.query({
    name: 'record_write_evidence',
    text: `insert into record.evidence (county_code, entry_id, table_name, row_count, hash)
           select $1, $2, * from unnest($3::text[], $4::int[], $5::bytea[])`,
    values: [
      county,
      entryId,
      evidence.map((each) => each.table),
      evidence.map((each) => each.rows),
      evidence.map((each) => each.hash),
    ],
  })
  return evidence
}
