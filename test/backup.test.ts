/** What a county has is there again after a restore, all of it. */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { sha256 } from '#platform/files.ts'
import { openBackup, restoreBackup } from '#platform/backup/restore.ts'
import { takeBackup } from '#platform/backup/take.ts'
import type { Manifest } from '#platform/backup/manifest.ts'
import { secretsFor } from '#platform/keys-setting.ts'
import { openSecrets } from '#platform/secrets.ts'
import { emptyDatabase, freshDatabase, type FreshDatabase } from './database.ts'
import { recordClient, recordGiven } from './given-record.ts'
import { allotted } from './settling.ts'
import { visitsCounty } from './visits-county.ts'

const { app, take, visitAt } = await visitsCounty()
const { drop: _, ...source } = app.database
const filesDir = path.join(app.folder, 'files')
const keysDir = path.join(app.folder, 'keys')
const { secrets, now } = app.installation
const { passwords } = inject('server')

let scratch: string
const dropping: FreshDatabase[] = []
beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'gongyang-backup-'))
  await app.superuser.query(`insert into platform.setting values ('keys', $1)`, [secrets.fingerprint])
  const client = await recordClient(app)
  await recordGiven(app, client)
  await client.end()
})
afterAll(async () => {
  for (const database of dropping) await database.drop()
  await rm(scratch, { recursive: true, force: true })
})

const at = (name: string) => path.join(scratch, name)
const backupTo = (name: string, from: pg.ClientConfig = source, files = filesDir) =>
  takeBackup({ superuser: from, filesDir: files, secrets, now: () => '2023-08-31T10:00:00.000Z' }, at(name))

/** Migrated and empty, as a broken-off restore leaves it; only one test pays for a database with nothing in it at all. */
async function empty(making = freshDatabase): Promise<FreshDatabase> {
  const database = await making()
  dropping.push(database)
  return database
}

async function restoreFrom(name: string, database: pg.ClientConfig, files: string, keys = secrets) {
  const backup = await openBackup(at(name))
  const { drop: _drop, ...superuser } = database as FreshDatabase
  try {
    return await restoreBackup(backup, { superuser, passwords, filesDir: at(files), secrets: keys, destroyed: [], now })
  } finally {
    await backup.close()
  }
}

async function ask<T extends pg.QueryResultRow>(database: pg.ClientConfig, sql: string): Promise<T[]> {
  const client = new pg.Client(database)
  await client.connect()
  try {
    return (await client.query<T>(sql)).rows
  } finally {
    await client.end()
  }
}

const sums = ({ tables }: Manifest) => Object.fromEntries(tables.map(({ name, ...table }) => [name, table]))
const rowsOf = (manifest: Manifest, table: string) => manifest.tables.find(({ name }) => name === table)?.rows
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => '没有拒绝',
    (error: Error) => error.message,
  )

/** One visit after another, until told to stop. */
function load() {
  let stopped = false
  let taken = 0
  const done = (async () => {
    for (let index = 0; !stopped; index += 1) {
      const day = String(1 + (Math.floor(index / 30) % 28)).padStart(2, '0')
      await take([visitAt(index % 30, `2023-08-${day} 9:00`)])
      taken += 1
      if (taken % 5 === 0) await app.number()
    }
  })()
  return {
    taken: () => taken,
    /** Resolves once so many were taken; a visit refused fails here, not later. */
    reached: async (count: number) => {
      while (taken < count) await Promise.race([done, new Promise((resolve) => setTimeout(resolve, 20))])
    },
    stop: () => {
      stopped = true
      return done
    },
  }
}

test('a backup taken while work goes on is one moment, and restored it is that moment again, record and all', async () => {
  const bytes = Buffer.from('一份附件')
  const { address } = await app.installation.files.put('371522', bytes)
  await app.superuser.query(
    `insert into platform.file (county_code, id, address, name, media_type, size, sha256, account_id, received_at)
     values ('371522', gen_random_uuid(), $1, '附件.txt', 'text/plain', $2, $3, 'given', now())`,
    [address, bytes.length, sha256(bytes)],
  )
  const jobs = [1, 2].map((number) =>
    app.superuser.query(`select platform.put_off('visits.judge', $1, '2030-01-01', $2)`, [
      { county: '371522', input: { number } },
      `backup-${number}`,
    ]),
  )
  await Promise.all(jobs)
  await allotted(app, 'PZ-1')
  const working = load()
  await working.reached(8)
  const manifest = await backupTo('loaded.tar')
  const during = working.taken()
  await working.stop()
  await app.number()
  const now = await ask<{ count: number }>(source, 'select count(*)::int as count from visits.visit')
  expect(now[0]?.count).toBeGreaterThan(rowsOf(manifest, 'visits.visit') ?? 0)
  expect(during).toBeGreaterThan(8)

  const database = await empty(emptyDatabase)
  const restored = await restoreFrom('loaded.tar', database, 'files-1')
  expect(restored.missingFiles).toEqual([])
  expect(manifest.heads.map(({ county }) => county)).toEqual(['371522'])
  expect(restored.verdicts.map(({ county, ok, findings }) => ({ county, ok, findings }))).toEqual([
    { county: '371522', ok: true, findings: [] },
  ])
  expect(restored.verdicts[0]?.message).toContain('与带来的1个树根一致')
  const again = await backupTo('again', database, at('files-1'))
  expect(sums(again)).toEqual(sums(manifest))
  expect(await ask(database, 'select earmark, balance_fen::int from ledger.pot')).toEqual([
    { earmark: 'care', balance_fen: 100_000 },
  ])
  expect(await ask(database, `select tgname from pg_trigger where tgenabled = 'D' and not tgisinternal`)).toEqual([])
  expect([again.sequences, again.heads, again.files, again.migrations]).toEqual([
    manifest.sequences,
    manifest.heads,
    manifest.files,
    manifest.migrations,
  ])
  expect(manifest.files.count).toBe(1)
  expect(again.jobs).toMatchObject({ count: 2, sha256: manifest.jobs.sha256 })
  const newest = await ask<{ id: bigint }>(database, `select max(id) as id from graphile_worker._private_jobs`)
  expect(Number(newest[0]?.id)).toBeGreaterThan(Number(manifest.jobs.lastId))
})

test('what the walls hold in the source they hold in the restored database, and the restoring role may write no more', async () => {
  await backupTo('walls')
  const database = await empty()
  await restoreFrom('walls', database, 'files-2')
  const writable = await ask(
    database,
    `select table_schema, table_name from information_schema.role_table_grants
     where grantee = 'gongyang_backup' and privilege_type <> 'SELECT'`,
  )
  expect(writable).toEqual([])
  const client = new pg.Client({ ...database, user: 'gongyang_login', password: passwords.login })
  await client.connect()
  await client.query('begin')
  await client.query('set local role gongyang_app')
  const counted = async (county: string) => {
    await client.query(`set local gongyang.scope = '${county}|county|'`)
    return (await client.query('select from persons.person')).rowCount
  }
  expect([await counted('371522'), await counted('371523')]).toEqual([30, 0])
  await client.end()
})

test('without the matching key a restore is refused and names the key', async () => {
  const { manifest, close } = await openBackup(at('walls'))
  await close()
  expect(await refusalOf(openSecrets(at('no-keys'), { needs: manifest.keys }))).toContain(manifest.keys)
  expect(await readdir(at('no-keys')).catch(() => [])).toEqual([])
  const others = await openSecrets(at('other-keys'))
  expect(await refusalOf(openSecrets(at('other-keys'), { needs: manifest.keys }))).toContain(manifest.keys)
  const database = await empty()
  expect(await refusalOf(restoreFrom('walls', database, 'files-3', others))).toContain('manifest.json')
  expect(await ask(database, `select from platform.file`)).toEqual([])
})

test('a database starts with the keys its data was written with, or says which are missing', async () => {
  expect((await secretsFor(source, keysDir)).fingerprint).toBe(secrets.fingerprint)
  expect(await refusalOf(secretsFor(source, at('lost-keys')))).toContain(`缺少密钥 ${secrets.fingerprint}`)
})

test('a restore goes onto an empty database only', async () => {
  expect(await refusalOf(restoreFrom('walls', source, 'files-5'))).toMatch(/数据库不是空的：表 \S+ 里已有数据/)
})

test('a backup in which one row was changed is refused, naming the table, and nothing is left of it', async () => {
  await cp(at('walls'), at('changed'), { recursive: true })
  const file = at('changed/tables/visits.visit.copy.gz')
  const text = gunzipSync(await readFile(file)).toString()
  expect(text).toContain('\t2023-08')
  await writeFile(file, gzipSync(text.replace('\t2023-08', '\t2023-09')))
  const database = await empty()
  const said = await refusalOf(restoreFrom('changed', database, 'files-6'))
  expect(said).toContain('备份的表 visits.visit 不对')
  expect(await ask(database, 'select from persons.person')).toEqual([])
  await cp(at('walls/tables/visits.visit.copy.gz'), file)
  expect((await restoreFrom('changed', database, 'files-6')).verdicts[0]?.ok).toBe(true)
})

test('a backup that is cut off, or whose list of contents was changed, is refused', async () => {
  const whole = await readFile(at('loaded.tar'))
  await writeFile(at('cut.tar'), whole.subarray(0, whole.length - 4096))
  expect(await refusalOf(openBackup(at('cut.tar')))).toMatch(/不完整|备份/)
  await cp(at('walls'), at('relisted'), { recursive: true })
  const manifest = JSON.parse(await readFile(at('relisted/manifest.json'), 'utf8')) as Manifest
  manifest.heads = []
  await writeFile(at('relisted/manifest.json'), JSON.stringify(manifest))
  expect(await refusalOf(restoreFrom('relisted', await empty(), 'files-7'))).toContain('被改动过')
})

test('no key and no part of one is in a backup', async () => {
  const ring = JSON.parse(await readFile(path.join(keysDir, 'keyring.json'), 'utf8')) as { keys: { secret: string }[] }
  const names = (await readdir(at('walls'), { recursive: true })).filter((name) => /\.(gz|json|list)$/.test(name))
  expect(names.length).toBeGreaterThan(100)
  for (const name of names) {
    const bytes = await readFile(at(path.join('walls', name)))
    const text = name.endsWith('.gz') ? gunzipSync(bytes).toString() : bytes.toString()
    for (const { secret } of ring.keys) expect(text.includes(secret), name).toBe(false)
    for (const password of Object.values(passwords)) expect(text.includes(password), name).toBe(false)
  }
})
