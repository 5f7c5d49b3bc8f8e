/** For tests of the record: a county with an evidence table of its own, and a command that writes into it. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { instant } from '#kernel/calendar.ts'
import { openSecrets } from '../secrets.ts'
import type { Secrets } from '../secrets.ts'
import { freshDatabase } from '../../../test/database.ts'
import { numberEntries } from './sequencer.ts'
import { verifyRecord } from './verify.ts'
import type { Verdict, VerifyOptions } from './verify.ts'
import { recordEntry } from './write.ts'
import type { Entry, EntryParts } from './write.ts'

export const county = '371522'
export const visitTable = 'sample.visit'

export interface Given {
  client: pg.Client
  secrets: Secrets
  reach: pg.ClientConfig
  connect(): Promise<pg.Client>
  /** As at the start, whatever was done to the tables: much faster than another database. */
  empty(): Promise<void>
  end(): Promise<void>
}

const recordTables = `record.entry, record.entry_person, record.evidence, record.payload, record.unnumbered, record.leaf,
  record.head, record.frontier, record.destruction`
const sampleTable = `create table sample.visit (county_code text not null, id uuid not null, entry_id uuid not null,
  day date, at timestamptz, during tstzrange, fen bigint, note text, primary key (county_code, id))`

export async function givenRecord(): Promise<Given> {
  const database = await freshDatabase()
  const folder = await mkdtemp(path.join(tmpdir(), 'gongyang-record-'))
  const clients: pg.Client[] = []
  const connect = async () => {
    const client = new pg.Client(database)
    await client.connect()
    clients.push(client)
    return client
  }
  const end = async () => {
    await Promise.all(clients.map((client) => client.end()))
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  }
  const client = await connect()
  await client.query('create schema sample')
  await client.query(sampleTable)
  const empty = async () => {
    await client.query('reset all')
    await client.query(`drop table if exists sample.visit; ${sampleTable}; truncate ${recordTables}`)
  }
  return { client, secrets: await openSecrets(path.join(folder, 'keys')), reach: database, connect, empty, end }
}

let minute = 0

export function someEntry(changes: Partial<Entry> = {}): Entry {
  minute += 1
  return {
    county,
    id: crypto.randomUUID(),
    requestId: crypto.randomUUID(),
    operation: 'sample.visit',
    version: 1,
    kind: 'command',
    accountId: '371522-provider-1',
    accountName: '演示护理员',
    role: 'provider',
    organisationId: null,
    at: instant(new Date(Date.UTC(2026, 8, 1, 0, minute)).toISOString()),
    result: 'done',
    client: 'browser',
    ...changes,
  }
}

/** Two rows of evidence, one person and a payload, as a command would write them. Answers the entry's id. */
export async function visit(client: pg.ClientBase, secrets: Secrets, parts: Partial<EntryParts> = {}): Promise<string> {
  const entry = parts.entry ?? someEntry()
  await client.query('begin')
  for (const note of ['陪同就医', null]) {
    await client.query(
      `insert into sample.visit values ($1, $2, $3, '2026-09-01', $4, tstzrange($4, null), 1250, $5)`,
      [entry.county, crypto.randomUUID(), entry.id, entry.at, note],
    )
  }
  const whole = { persons: [crypto.randomUUID()], payload: { note: '陪同就医', minutes: 40 }, ...parts, entry }
  await recordEntry(client, { ...whole, evidenceTables: [visitTable] }, secrets)
  await client.query('commit')
  return entry.id
}

export async function visits(given: Given, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let number = 0; number < count; number += 1) ids.push(await visit(given.client, given.secrets))
  await numberEntries(given.client, county)
  return ids
}

export async function verified(client: pg.ClientBase, options: Partial<VerifyOptions> = {}): Promise<Verdict> {
  await client.query('begin isolation level repeatable read read only')
  try {
    return await verifyRecord(client, county, { evidenceTables: [visitTable], ...options })
  } finally {
    await client.query('rollback')
  }
}

/** What whoever owns the server can do: nothing in the database holds him. */
export async function tamper(client: pg.ClientBase, sql: string, values: unknown[] = []): Promise<number> {
  await client.query('set session_replication_role = replica')
  const done = await client.query(sql, values)
  await client.query('set session_replication_role = origin')
  return done.rowCount ?? 0
}
