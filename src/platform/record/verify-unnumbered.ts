/** Entries outside the tree: waiting for the sequencer, or put in by another hand. */
import { note, nameOf } from './findings.ts'
import type { Verifying } from './verify.ts'
import { payloadColumns, verifyPayload } from './verify-payload.ts'
import type { PayloadRow } from './verify-payload.ts'

interface OutsideRow extends PayloadRow {
  id: string
  operation: string
  at: string
  payloadHash: Buffer | null
  sealedHash: Buffer | null
  isWaiting: boolean
}

/** Answers how many are waiting. */
export async function verifyUnnumbered(verifying: Verifying): Promise<number> {
  const { client, county, findings } = verifying
  const found = await client.query<OutsideRow>(
    `select e.id::text as id, e.operation, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
       e.payload_hash as "payloadHash", e.sealed_hash as "sealedHash", ${payloadColumns}, u.entry_id is not null as "isWaiting"
     from record.entry e
     left join record.leaf l on l.county_code = e.county_code and l.entry_id = e.id
     left join record.unnumbered u on u.county_code = e.county_code and u.entry_id = e.id
     left join record.payload p on p.county_code = e.county_code and p.entry_id = e.id
     where e.county_code = $1 and l.entry_id is null order by e.at, e.id`,
    [county],
  )
  for (const row of found.rows) verifyOutside(verifying, row)
  const lost = await client.query<{ entryId: string; isNumbered: boolean }>(
    `select u.entry_id::text as "entryId", l.entry_id is not null as "isNumbered" from record.unnumbered u
     left join record.entry e on e.county_code = u.county_code and e.id = u.entry_id
     left join record.leaf l on l.county_code = u.county_code and l.entry_id = u.entry_id
     where u.county_code = $1 and (e.id is null or l.entry_id is not null)`,
    [county],
  )
  for (const { entryId, isNumbered } of lost.rows) {
    const message = isNumbered ? `条目已入树却又等待编号（编号${entryId}）` : `等待编号的条目被删除（编号${entryId}）`
    note(findings, { code: isNumbered ? 'entry_inserted' : 'entry_removed', entryId, message })
  }
  return found.rows.filter((row) => row.isWaiting).length
}

function verifyOutside(verifying: Verifying, row: OutsideRow): void {
  const name = nameOf({ index: null, entryId: row.id, operation: row.operation, at: row.at })
  if (!row.isWaiting) {
    const message = `${name}既不在树中也不在等待编号：是绕过系统插入的，或编号被抹去`
    note(verifying.findings, { code: 'entry_inserted', entryId: row.id, message })
  }
  verifyPayload(verifying, row, name)
}
