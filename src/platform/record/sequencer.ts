/**
 * Numbers the entries of a county and puts them into its tree. Commands insert entries unnumbered, so none waits for another;
 * this runs every second. What commits late comes later in the tree and is never lost, because it stands in record.unnumbered.
 */
import type pg from 'pg'
import { refuse } from '#kernel/refusal.ts'
import { leafHash, leafOf, sm3 } from './leaf.ts'
import { append, emptyFrontier, frontierRoot, sameBytes } from './merkle.ts'
import type { Frontier } from './merkle.ts'
import { storedEntry, storedEntryColumns } from './stored-entries.ts'
import type { StoredEntryRow } from './stored-entries.ts'

const batchSize = 2000
const sequencerLock = 7_203_119

/** In transactions of its own. Answers how many entries were numbered. */
export async function numberEntries(client: pg.ClientBase, county: string): Promise<number> {
  let total = 0
  for (;;) {
    const numbered = await inTransaction(client, () => numberBatch(client, county))
    total += numbered
    if (numbered < batchSize) return total
  }
}

async function inTransaction<T>(client: pg.ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('begin')
  try {
    const result = await work()
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

/**
 * One batch within the caller's transaction (which has set role and scope), READ COMMITTED: the lock is held until it
 * commits, and each later statement sees what the one before it committed. Answers how many; call again while it is 2000.
 */
export async function numberBatch(client: pg.ClientBase, county: string): Promise<number> {
  await client.query('select pg_advisory_xact_lock($1, hashtext($2))', [sequencerLock, county])
  const entries = await unnumberedEntries(client, county)
  if (entries.length === 0) return 0
  const frontier = await frontierOf(client, county)
  const hashes = entries.map((entry) => leafHash(leafOf(storedEntry(entry))))
  const next = append(sm3, frontier, hashes)
  await client.query(
    `with numbered as (
       insert into record.leaf (county_code, index, entry_id, hash)
       select $1, $2::bigint + n - 1, id, hash from unnest($3::uuid[], $4::bytea[]) with ordinality as t (id, hash, n)
       returning entry_id),
     head as (insert into record.head (county_code, size, root, at) values ($1, $5, $6, clock_timestamp())),
     edge as (
       insert into record.frontier (county_code, size, peaks) values ($1, $5, $7::bytea[])
       on conflict (county_code) do update set size = excluded.size, peaks = excluded.peaks)
     delete from record.unnumbered u using numbered n where u.county_code = $1 and u.entry_id = n.entry_id`,
    [county, frontier.size, entries.map((entry) => entry.id), hashes, next.size, frontierRoot(sm3, next), next.peaks],
  )
  return entries.length
}

async function unnumberedEntries(client: pg.ClientBase, county: string): Promise<StoredEntryRow[]> {
  const found = await client.query<StoredEntryRow>(
    `select ${storedEntryColumns} from record.unnumbered u
     join record.entry e on e.county_code = u.county_code and e.id = u.entry_id
     where u.county_code = $1 order by e.at, e.id limit ${batchSize}`,
    [county],
  )
  return found.rows
}

/** The right edge, checked against the last head: on a tree that was tampered with nothing more is built. */
async function frontierOf(client: pg.ClientBase, county: string): Promise<Frontier> {
  const found = await client.query<{
    size: number | null
    peaks: Buffer[] | null
    headSize: number | null
    root: Buffer | null
  }>(
    `select f.size::float8 as size, f.peaks, h.size::float8 as "headSize", h.root
     from (select 1) one
     left join record.frontier f on f.county_code = $1
     left join lateral (select size, root from record.head where county_code = $1 order by size desc limit 1) h on true`,
    [county],
  )
  const { size, peaks, headSize, root } = found.rows[0] ?? { size: null, peaks: null, headSize: null, root: null }
  if (size === null && headSize === null) return emptyFrontier
  const frontier = { size: size ?? 0, peaks: peaks ?? [] }
  if (root && size === headSize && sameBytes(frontierRoot(sm3, frontier), root)) return frontier
  refuse(
    'conflict',
    'record_broken',
    `${county} 的留痕树与最近一次的树根对不上，已停止编号，新条目照常保存。请运行 gongyang verify 查明改动`,
  )
}

export interface Head {
  size: number
  root: string
  at: string
}

/** The newest head, to be printed at the foot of sheets: size and root in hex. */
export async function findHead(client: pg.ClientBase, county: string): Promise<Head | undefined> {
  const found = await client.query<Head>(
    `select size::float8 as size, encode(root, 'hex') as root, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
     from record.head where county_code = $1 order by size desc limit 1`,
    [county],
  )
  return found.rows[0]
}
