/** What was destroyed under the law stays destroyed, whatever backup is restored (个人信息保护法 第四十七条). */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openBackup, restoreBackup } from '#platform/backup/restore.ts'
import { takeBackup } from '#platform/backup/take.ts'
import { destroy } from '#platform/record/destruction.ts'
import { type Destroyed, keepRegister, readRegister, registerIn } from '#platform/record/destruction-register.ts'
import { someEntry } from '#platform/record/given.ts'
import { recordEntry } from '#platform/record/write.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { recordClient, recordGiven } from './given-record.ts'
import { refused as refusalOf } from './settling.ts'
import { visitsCounty } from './visits-county.ts'

const { app, take, visitAt } = await visitsCounty()
const { secrets, now } = app.installation
const { drop: _, ...source } = app.database
let scratch: string
let client: pg.Client
const dropping: FreshDatabase[] = []
const at = (name: string) => path.join(scratch, name)

beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'gongyang-destroyed-'))
  await app.superuser.query(`insert into platform.setting values ('keys', $1)`, [secrets.fingerprint])
  client = await recordClient(app)
  await recordGiven(app, client)
  await take([visitAt(0, '2023-08-02 9:00')])
  await take([visitAt(1, '2023-08-03 9:00')])
  await take([visitAt(2, '2023-08-04 9:00')])
  await app.number()
})
afterAll(async () => {
  await client.end()
  for (const database of dropping) await database.drop()
  await rm(scratch, { recursive: true, force: true })
})

const backupTo = (name: string) =>
  takeBackup({ superuser: source, filesDir: path.join(app.folder, 'files'), secrets, now }, at(name))

async function empty(): Promise<FreshDatabase> {
  const database = await freshDatabase()
  dropping.push(database)
  return database
}

async function restoreFrom(name: string, { drop: _drop, ...superuser }: FreshDatabase, destroyed: Destroyed[] = []) {
  const backup = await openBackup(at(name))
  const { passwords } = inject('server')
  const target = { superuser, passwords, filesDir: at(`files-${dropping.length}`), secrets, destroyed, now }
  try {
    return await restoreBackup(backup, target)
  } finally {
    await backup.close()
  }
}

async function ask<T extends pg.QueryResultRow>(database: pg.ClientConfig, sql: string): Promise<T[]> {
  const asking = new pg.Client(database)
  await asking.connect()
  try {
    return (await asking.query<T>(sql)).rows
  } finally {
    await asking.end()
  }
}

test('what was destroyed after a backup was made is destroyed again when that backup is restored', async () => {
  await backupTo('before-destruction')
  const entryIds = (
    await client.query<{ id: string }>('select entry_id::text as id from record.payload order by entry_id limit 2')
  ).rows.map(({ id }) => id)
  const visit = await client.query<{ id: string }>(
    'select entry_id::text as id from visits.visit order by entry_id desc limit 1',
  )
  const ofVisit = visit.rows[0]?.id ?? ''
  const entry = someEntry({ operation: 'archives.destroy', at: now() })
  const common = {
    county: '371522',
    entryId: entry.id,
    reason: '保存期限已满',
    citations: [],
    decidedBy: 'a',
    approvedBy: 'b',
    at: now(),
  }
  for (const destroyedEntryId of entryIds)
    await destroy(client, { ...common, id: crypto.randomUUID(), destroyedEntryId })
  // A row others point to is named first: it has to go last.
  const tables = ['visits.visit', 'visits.verdict']
  for (const table of tables)
    await destroy(client, { ...common, id: crypto.randomUUID(), destroyedEntryId: ofVisit, table })
  for (const table of tables.toReversed()) await client.query(`delete from ${table} where entry_id = $1`, [ofVisit])
  await recordEntry(client, { entry, evidenceTables: ['record.destruction'] }, secrets)
  const register = registerIn(app.folder)
  const all = await keepRegister(client, register)
  expect(all).toBe(4)
  expect(await keepRegister(client, register), 'kept again, nothing is added').toBe(all)
  const gone = `select (select count(*)::int from record.payload where entry_id in ('${entryIds.join("','")}')) as payloads,
    (select count(*)::int from visits.visit where entry_id = '${ofVisit}') as visits`
  const without = await empty()
  expect((await restoreFrom('before-destruction', without)).destroyedAgain).toBe(0)
  expect(await ask(without, gone)).toEqual([{ payloads: 2, visits: 1 }])
  const database = await empty()
  const restored = await restoreFrom('before-destruction', database, await readRegister(register))
  expect(restored.destroyedAgain).toBe(4)
  expect(restored.verdicts.map(({ ok, findings }) => ({ ok, findings }))).toEqual([{ ok: true, findings: [] }])
  expect(await ask(database, gone)).toEqual([{ payloads: 0, visits: 0 }])
  await writeFile(register, '{"county"\n')
  expect(await refusalOf(readRegister(register))).toContain('第1行读不出')
})

test('what was destroyed under the law stays destroyed, even when a backup still holds it', async () => {
  const [entry] = await ask<{ id: string }>(
    source,
    `select entry_id::text as id from record.payload order by entry_id limit 1`,
  )
  const kept = await ask<Record<string, unknown>>(
    source,
    `select * from record.payload where entry_id = '${entry?.id}'`,
  )
  const destruction = {
    county: '371522',
    id: crypto.randomUUID(),
    entryId: await destroyingEntry(),
    destroyedEntryId: entry?.id ?? '',
    reason: '保存期限已满',
    citations: [],
    decidedBy: 'a',
    approvedBy: 'b',
    at: app.installation.now(),
  }
  expect(await destroy(client, destruction)).toBe(true)
  await client.query('insert into record.payload (county_code, entry_id, key, sealed) values ($1, $2, $3, $4)', [
    '371522',
    entry?.id,
    kept[0]?.['key'],
    kept[0]?.['sealed'],
  ])
  await backupTo('destroyed')
  const database = await empty()
  expect((await restoreFrom('destroyed', database)).destroyedAgain).toBe(1)
  const left = `select from record.payload where entry_id = '${entry?.id}'`
  expect(await ask(database, left)).toEqual([])
  await app.superuser.query(`delete from record.payload where entry_id = $1`, [entry?.id])
})

/** Any entry may carry the destruction here: what is tested is what a restore makes of it. */
async function destroyingEntry(): Promise<string> {
  const found = await client.query<{ id: string }>(`select id::text as id from record.entry order by at desc limit 1`)
  return found.rows[0]?.id ?? ''
}
