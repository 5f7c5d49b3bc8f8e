/** Reads entries with their persons and evidence in the one form that the leaf is made of, whatever the session's settings. */
import type { StoredEntry } from './leaf.ts'

/** To be followed by `from … e …` where `e` is record.entry. */
export const storedEntryColumns = `
  e.county_code as county, e.id::text as id, e.request_id as "requestId", e.operation, e.version, e.kind,
  e.account_id as "accountId", e.account_name as "accountName", e.role, e.organisation_id as "organisationId",
  to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
  e.purpose, e.result, e.reasons::text as reasons, e.filter::text as filter, e.count, e.client, e.salt,
  e.payload_hash as "payloadHash", e.sealed_hash as "sealedHash",
  array(select p.person_id::text from record.entry_person p where p.county_code = e.county_code and p.entry_id = e.id) as persons,
  (select coalesce(json_agg(json_build_object('table', v.table_name, 'rows', v.row_count, 'hash', encode(v.hash, 'hex'))), '[]')
     from record.evidence v where v.county_code = e.county_code and v.entry_id = e.id)::text as "evidenceText"`

export type StoredEntryRow = Omit<StoredEntry, 'evidence'> & { evidenceText: string }

export function storedEntry({ evidenceText, ...entry }: StoredEntryRow): StoredEntry {
  const evidence = JSON.parse(evidenceText) as { table: string; rows: number; hash: string }[]
  return { ...entry, evidence: evidence.map((each) => ({ ...each, hash: Buffer.from(each.hash, 'hex') })) }
}
