/** What whoever owns the server could do to a settled month by SQL, and what `verify` says of it. */
import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from 'vitest'
import { plainDate, plainMonth } from '#kernel/calendar.ts'
import { ledger } from '#modules/ledger/contract.ts'
import { settlement } from '#modules/settlement/contract.ts'
import { type GivenService, givenService, givenServiceMonth } from '#modules/settlement/given.ts'
import { append, emptyFrontier, frontierRoot } from '#platform/record/merkle.ts'
import { leafHash, leafOf, sm3 } from '#platform/record/leaf.ts'
import { findHead } from '#platform/record/sequencer.ts'
import { storedEntry, storedEntryColumns, type StoredEntryRow } from '#platform/record/stored-entries.ts'
import { type Verdict, verifyRecord } from '#platform/record/verify.ts'
import { testApp } from './app.ts'
import { evidenceTablesOf, recordClient, recordGiven } from './given-record.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const month = plainMonth('2023-08')
const county = '371522'
let client: pg.Client
let service: GivenService
let head: { size: number; root: string }

beforeAll(async () => {
  service = await givenService(app.superuser, { townships: { 甲镇: { able: 2, partly_able: 1 } } })
  await givenServiceMonth(app.superuser, service)
  client = await recordClient(app)
  await recordGiven(app, client)
  const clerk = app.as(app.actor('county-clerk'))
  const { statementId } = await clerk(settlement, 'compute', { month, organisationId: service.organisationId })
  await clerk(settlement, 'statement', { statementId })
  const allotted = { kind: 'allotted', earmark: 'care', amountFen: 10_000, onDay: plainDate('2023-08-30') } as const
  const { voucherId } = await app.as(app.actor('finance'))(ledger, 'enter', { ...allotted, number: '拨字1号' })
  await app.as(app.actor('county-leader'))(ledger, 'check', { voucherId, confirm: true })
  await app.number()
  const found = await findHead(client, county)
  head = { size: found?.size ?? 0, root: found?.root ?? '' }
})
afterAll(() => client.end())

/** Each deed is undone: verify reads within the same transaction. */
beforeEach(async () => {
  await client.query('begin isolation level repeatable read')
  await client.query('set local session_replication_role = replica')
})
afterEach(() => client.query('rollback'))

async function verdict(heads: { size: number; root: string }[] = []): Promise<Verdict> {
  const evidenceTables = await evidenceTablesOf(client)
  return verifyRecord(client, county, { evidenceTables, secrets: app.installation.secrets, heads })
}
const findings = async (heads: { size: number; root: string }[] = []) =>
  (await verdict(heads)).findings.map(({ code, table }) => (table ? `${code} ${table}` : code))

async function deed(sql: string, values: unknown[] = []): Promise<void> {
  expect((await client.query(sql, values)).rowCount).toBeGreaterThan(0)
}

test('a settled month that nobody touched is whole, and agrees with the head kept outside', async () => {
  const found = await verdict([head])
  expect(found).toMatchObject({ ok: true, findings: [], pending: 0, size: head.size })
  expect(found.checked.evidenceRows).toBeGreaterThan(10)
})

describe('a row of a module', () => {
  const rows: [string, string][] = [
    [
      'visits.visit',
      `update visits.visit set ended_at = ended_at + interval '1 minute' where id = (select min(id::text)::uuid from visits.visit)`,
    ],
    [
      'settlement.line',
      `update settlement.line set amount_fen = amount_fen + 1 where ctid = (select min(ctid) from settlement.line)`,
    ],
    ['ledger.posting', `update ledger.posting set amount_fen = amount_fen + 1`],
    ['ledger.posting', `update ledger.posting set earmark = 'living'`],
    ['settlement.part', `update settlement.part set township_id = gen_random_uuid()`],
    ['rosters.roster_line', `update rosters.roster_line set level = 'unable' where line_no = 1`],
    [
      'persons.fact',
      `update persons.fact set value = 'unable' where id = (select min(id::text)::uuid from persons.fact where kind = 'level')`,
    ],
  ]
  test.each(rows)('%s changed', async (table, sql) => {
    await deed(sql)
    expect(await findings()).toEqual([`evidence_changed ${table}`])
  })

  // Another key, whichever the table has.
  const another = `jsonb_build_object('id', gen_random_uuid(), 'person_id', gen_random_uuid(), 'roster_line_id', gen_random_uuid(), 'source_id', gen_random_uuid(), 'line_no', 999)`
  const tables = ['visits.visit', 'settlement.line', 'rosters.roster_line', 'persons.fact', 'ledger.posting']
  test.each(tables)('%s added to what a command wrote', async (table) => {
    await deed(`insert into ${table} select (jsonb_populate_record(t, ${another})).* from ${table} t limit 1`)
    expect(await findings()).toEqual([`evidence_added ${table}`])
  })
  test.each(tables)('%s added under an entry that is not there', async (table) => {
    await deed(
      `insert into ${table} select (jsonb_populate_record(t, ${another} || jsonb_build_object('entry_id', gen_random_uuid()))).* from ${table} t limit 1`,
    )
    expect(await findings()).toEqual([`evidence_added ${table}`])
  })
  test.each(tables)('%s removed', async (table) => {
    await deed(`delete from ${table} where ctid = (select min(ctid) from ${table})`)
    expect(await findings()).toEqual([`evidence_removed ${table}`])
  })
})

describe('the record itself', () => {
  const last = `(select entry_id from record.leaf where county_code = '${county}' order by index desc limit 1)`

  test('an entry changed', async () => {
    await deed(`update record.entry set account_name = '别人' where id = ${last}`)
    expect(await findings()).toEqual(['entry_changed'])
  })

  test('an entry changed and the whole tree recomputed: only a head kept outside shows it', async () => {
    await deed(`update record.entry set account_name = '别人' where id = ${last}`)
    await recomputeTree()
    expect(await findings()).toEqual([])
    expect(await findings([head])).toEqual(['tree_recomputed'])
  })

  test('the tail cut, heads and all', async () => {
    await deed(`delete from record.evidence where entry_id = ${last}`).catch(() => {})
    await deed(`delete from record.payload where entry_id = ${last}`).catch(() => {})
    await deed(`delete from record.entry where id = ${last}`)
    await deed(`delete from record.leaf where index = $1`, [head.size - 1])
    await recomputeTree()
    expect(await findings([head])).toContain('tail_cut')
  })

  test('an entry put in between', async () => {
    await deed(
      `insert into record.entry select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(), 'operation', 'settlement.forged', 'payload_hash', null, 'sealed_hash', null))).*
       from record.entry e where id = ${last}`,
    )
    expect(await findings()).toEqual(['entry_inserted'])
    await deed('update record.leaf set index = index + 1001 where index >= 1')
    await deed('update record.leaf set index = index - 1000 where index > 1000')
    await deed(
      `insert into record.leaf select county_code, 1, id, decode(repeat('00', 32), 'hex') from record.entry where operation = 'settlement.forged'`,
    )
    await recomputeLeaves()
    expect(await findings()).toContain('tree_changed')
    expect(await findings([head])).toContain('tree_recomputed')
  })
})

/** As whoever has the database and this program's source can. */
async function recomputeLeaves(): Promise<Uint8Array[]> {
  const { rows } = await client.query<StoredEntryRow & { index: string }>(
    `select l.index, ${storedEntryColumns} from record.leaf l join record.entry e on e.county_code = l.county_code and e.id = l.entry_id
     where l.county_code = $1 order by l.index`,
    [county],
  )
  const hashes = rows.map((row) => leafHash(leafOf(storedEntry(row))))
  for (const [index, hash] of hashes.entries())
    await client.query('update record.leaf set hash = $1 where index = $2', [hash, rows[index]?.index])
  return hashes
}

async function recomputeTree(): Promise<void> {
  const frontier = append(sm3, emptyFrontier, await recomputeLeaves())
  await client.query('delete from record.head')
  await client.query('insert into record.head values ($1, $2, $3, now())', [
    county,
    frontier.size,
    frontierRoot(sm3, frontier),
  ])
  await client.query('update record.frontier set size = $1, peaks = $2', [frontier.size, frontier.peaks])
}
