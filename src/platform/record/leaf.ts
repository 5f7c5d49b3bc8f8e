/**
 * One entry as the tree holds it: what happened, by whom and when in clear; persons, details, input and evidence as salted
 * commitments only, so that a leaf can be shown to anybody and outlives what is destroyed under the law.
 */
import { createHmac, hash } from 'node:crypto'
import { canonicalJson } from '#kernel/canonical.ts'
import { hashOfLeaf } from './merkle.ts'

export const sm3 = (bytes: Uint8Array): Uint8Array => hash('sm3', bytes, 'buffer')

/** An entry as the database keeps it. Moments are UTC with milliseconds; JSON columns are PostgreSQL's own text of them. */
export interface StoredEntry {
  county: string
  id: string
  requestId: string
  operation: string
  version: number
  kind: string
  accountId: string | null
  accountName: string
  role: string | null
  organisationId: string | null
  at: string
  purpose: string | null
  result: string
  reasons: string | null
  filter: string | null
  count: number | null
  client: string | null
  salt: Buffer
  payloadHash: Buffer | null
  sealedHash: Buffer | null
  persons: readonly string[]
  evidence: readonly { table: string; rows: number; hash: Buffer }[]
}

/** What opens the commitments of a leaf, for whoever may read them. */
export interface Opened {
  details: Record<string, string | number | null>
  persons: readonly string[]
  evidence: readonly { table: string; rows: number; hash: string }[]
}

export interface Leaf {
  format: 1
  county: string
  id: string
  request: string
  operation: string
  version: number
  kind: string
  account: string | null
  role: string | null
  organisation: string | null
  at: string
  details: string
  persons: { count: number; hash: string }
  payload: { hash: string; sealed: string } | null
  evidence: { tables: number; rows: number; hash: string }
}

/** Hides what could be guessed and binds it: HMAC-SM3 under the entry's own salt. */
export function commitment(salt: Uint8Array, what: 'details' | 'persons' | 'evidence', value: unknown): string {
  return createHmac('sm3', salt).update(`${what}\n`).update(canonicalJson(value)).digest('hex')
}

export function openedOf(entry: StoredEntry): Opened {
  const { accountName, purpose, result, reasons, filter, count, client } = entry
  return {
    details: { accountName, purpose, result, reasons, filter, count, client },
    persons: entry.persons.toSorted(),
    evidence: entry.evidence
      .map(({ table, rows, hash: bytes }) => ({ table, rows, hash: bytes.toString('hex') }))
      .toSorted((a, b) => (a.table < b.table ? -1 : 1)),
  }
}

export function leafOf(entry: StoredEntry): Leaf {
  const opened = openedOf(entry)
  const { payloadHash, sealedHash, salt } = entry
  return {
    format: 1,
    county: entry.county,
    id: entry.id,
    request: entry.requestId,
    operation: entry.operation,
    version: entry.version,
    kind: entry.kind,
    account: entry.accountId,
    role: entry.role,
    organisation: entry.organisationId,
    at: entry.at,
    details: commitment(salt, 'details', opened.details),
    persons: { count: opened.persons.length, hash: commitment(salt, 'persons', opened.persons) },
    payload:
      payloadHash && sealedHash ? { hash: payloadHash.toString('hex'), sealed: sealedHash.toString('hex') } : null,
    evidence: {
      tables: opened.evidence.length,
      rows: opened.evidence.reduce((sum, each) => sum + each.rows, 0),
      hash: commitment(salt, 'evidence', opened.evidence),
    },
  }
}

/** SM3(0x00 ‖ the leaf in RFC 8785 form). */
export function leafHash(leaf: unknown): Buffer {
  return Buffer.from(hashOfLeaf(sm3, Buffer.from(canonicalJson(leaf))))
}
