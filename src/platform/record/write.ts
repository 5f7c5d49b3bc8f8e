/** Writes what the record keeps of one request, within the request's own transaction, in one round trip and one for evidence. */
import { createHmac, randomBytes } from 'node:crypto'
import type pg from 'pg'
import type { Instant } from '#kernel/calendar.ts'
import { canonicalJson } from '#kernel/canonical.ts'
import type { Secrets } from '../secrets.ts'
import { readEvidence } from './evidence.ts'
import type { Evidence } from './evidence.ts'
import { sm3 } from './leaf.ts'

export interface Entry {
  county: string
  id: string
  requestId: string
  operation: string
  version: number
  kind: 'command' | 'query' | 'refused' | 'signin' | 'system'
  /** Null when nobody is known: a sign-in under an unknown name. */
  accountId: string | null
  accountName: string
  role: string | null
  organisationId: string | null
  at: Instant
  purpose?: string | null
  result: string
  reasons?: unknown
  filter?: unknown
  count?: number | null
  client?: string | null
}

export interface EntryParts {
  entry: Entry
  persons?: Iterable<string>
  /** The input with its secrets masked; left out, nothing is kept beside the entry. */
  payload?: unknown
  /** Rows already hashed by `readEvidence`. */
  evidence?: readonly Evidence[]
}

/** Entry, persons, payload and evidence in one statement. */
export async function writeEntry(client: pg.ClientBase, parts: EntryParts, secrets: Secrets): Promise<void> {
  const { entry } = parts
  const payload = parts.payload === undefined ? undefined : sealedPayload(entry, parts.payload, secrets)
  const evidence = parts.evidence ?? []
  await client.query({
    name: 'record_write_entry',
    text: insertEntry,
    values: [
      ...entryValues(entry),
      randomBytes(16),
      payload?.hash ?? null,
      payload?.sealedHash ?? null,
      [...new Set(parts.persons)],
      payload?.wrapped ?? null,
      payload?.sealed ?? null,
      evidence.map((each) => each.table),
      evidence.map((each) => each.rows),
      evidence.map((each) => each.hash),
    ],
  })
}

/** The same with the evidence of the named tables read first: two round trips, one when no table is named. */
export async function recordEntry(
  client: pg.ClientBase,
  parts: EntryParts & { evidenceTables: readonly string[] },
  secrets: Secrets,
): Promise<void> {
  const { county, id } = parts.entry
  const evidence = await readEvidence(client, { county, entryId: id }, parts.evidenceTables)
  await writeEntry(client, { ...parts, evidence }, secrets)
}

function entryValues(entry: Entry): unknown[] {
  const about = [entry.county, entry.id, plainText(entry.requestId), entry.operation, entry.version, entry.kind]
  const actor = [plainText(entry.accountId), plainText(entry.accountName), entry.role, entry.organisationId, entry.at]
  const outcome = [plainText(entry.purpose), plainText(entry.result), jsonText(entry.reasons), jsonText(entry.filter)]
  return [...about, ...actor, ...outcome, entry.count ?? null, plainText(entry.client)]
}

// PostgreSQL has no room for U+0000 in text, nor for half a surrogate pair in jsonb; a refused input may well hold either.
const plainText = (text: string | null | undefined): string | null =>
  text?.replaceAll('\0', '\ufffd').toWellFormed() ?? null
const jsonText = (value: unknown): string | null =>
  value === undefined || value === null
    ? null
    : canonicalJson(value).replace(/\\u(0000|d[89a-f][0-9a-f]{2})/g, '\\ufffd')

const insertEntry = `
  with entry as (
    insert into record.entry (county_code, id, request_id, operation, version, kind, account_id, account_name, role,
      organisation_id, at, purpose, result, reasons, filter, count, client, salt, payload_hash, sealed_hash)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)),
  person as (
    insert into record.entry_person (county_code, entry_id, person_id) select $1, $2, unnest($21::uuid[])),
  payload as (
    insert into record.payload (county_code, entry_id, key, sealed)
    select $1, $2, $22::bytea, $23::bytea where $22::bytea is not null),
  evidence as (
    insert into record.evidence (county_code, entry_id, table_name, row_count, hash)
    select $1, $2, * from unnest($24::text[], $25::int[], $26::bytea[]))
  insert into record.unnumbered (county_code, entry_id) values ($1, $2)`

/** Salt and text lie together under one key: once the row is deleted, the commitment says nothing any more. */
function sealedPayload(entry: Entry, payload: unknown, secrets: Secrets) {
  const text = Buffer.from(canonicalJson(payload))
  const salt = randomBytes(16)
  const { key, wrapped } = secrets.newPayloadKey(entry.county)
  const sealed = secrets.sealUnder(key, payloadName(entry.county, entry.id), Buffer.concat([salt, text]))
  return { hash: payloadCommitment(salt, text), sealedHash: Buffer.from(sm3(sealed)), wrapped, sealed }
}

const payloadName = (county: string, entryId: string): string => `record.payload ${county} ${entryId}`

function payloadCommitment(salt: Uint8Array, text: Uint8Array): Buffer {
  return createHmac('sm3', salt).update('payload\n').update(text).digest()
}

/** The input as the record keeps it, with the commitment recomputed from it; refuses what was changed or moved. */
export function openPayload(
  at: { county: string; entryId: string },
  stored: { key: Buffer; sealed: Buffer },
  secrets: Secrets,
): { text: string; hash: Buffer } {
  const key = secrets.unwrapKey(at.county, stored.key)
  const clear = secrets.openUnder(key, payloadName(at.county, at.entryId), stored.sealed)
  const text = clear.subarray(16)
  return { text: text.toString(), hash: payloadCommitment(clear.subarray(0, 16), text) }
}
