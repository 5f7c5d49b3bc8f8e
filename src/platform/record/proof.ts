/** Proofs that leave the house: one entry is in the tree of a printed head; a later tree continues an earlier one. */
import type pg from 'pg'
import { refuse } from '#kernel/refusal.ts'
import type { Proof } from './check-proof.ts'
import { leafOf, openedOf, sm3 } from './leaf.ts'
import { consistencyProof, inclusionProof } from './merkle.ts'
import { findHead } from './sequencer.ts'
import { storedEntry, storedEntryColumns } from './stored-entries.ts'
import type { StoredEntryRow } from './stored-entries.ts'

/** `opened` adds what the commitments hide (persons, purpose, evidence hashes), for a reader who may know it. */
export async function proofOf(
  client: pg.ClientBase,
  county: string,
  entryId: string,
  options: { opened?: true } = {},
): Promise<Proof> {
  const found = await client.query<StoredEntryRow & { index: number }>(
    `select ${storedEntryColumns}, l.index::float8 as index from record.entry e
     join record.leaf l on l.county_code = e.county_code and l.entry_id = e.id
     where e.county_code = $1 and e.id = $2`,
    [county, entryId],
  )
  const head = await findHead(client, county)
  const row = found.rows[0]
  if (!row || !head) refuse('not_found', 'no_leaf', '这条记录还没有编号入树。记录保存后约一秒入树，请稍后再取证明')
  const path = inclusionProof(sm3, await leafHashes(client, county, head.size), row.index)
  const { index, ...stored } = row
  const entry = storedEntry(stored)
  const opened = options.opened ? { opened: { salt: entry.salt.toString('hex'), ...openedOf(entry) } } : {}
  return { format: 'gongyang-proof-1', leaf: leafOf(entry), index, head, path: path.map(hex), ...opened }
}

/** Shows that the tree of `newSize` begins with that of `oldSize`; hex, checked with `verifyConsistency`. */
export async function continuationOf(
  client: pg.ClientBase,
  county: string,
  sizes: { oldSize: number; newSize: number },
): Promise<string[]> {
  return consistencyProof(sm3, await leafHashes(client, county, sizes.newSize), sizes.oldSize).map(hex)
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

async function leafHashes(client: pg.ClientBase, county: string, size: number): Promise<Buffer[]> {
  const found = await client.query<{ hash: Buffer }>(
    'select hash from record.leaf where county_code = $1 and index < $2 order by index',
    [county, size],
  )
  return found.rows.map((row) => row.hash)
}
