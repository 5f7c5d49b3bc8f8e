/** Restores a backup onto an empty database: all of it or nothing. */
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import type { Instant } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import { types } from '../database/connect.ts'
import { migrationFiles } from '../database/migrate.ts'
import { type Passwords, prepareDatabase } from '../database/prepare.ts'
import { newId } from '../perform.ts'
import { destroyAgain, destroyFilesAgain } from '../record/destruction.ts'
import { type Destroyed, registerAgain } from '../record/destruction-register.ts'
import { type Verdict, verifyRecord } from '../record/verify.ts'
import type { Secrets } from '../secrets.ts'
import { unpack } from './archive.ts'
import { copyIn, requireSame, sumOf, textSettings } from './copying.ts'
import { copyFilesIn, removeFile } from './file-set.ts'
import { putOffAgain, sumOfText } from './jobs.ts'
import { type Manifest, readManifest, requireSeal } from './manifest.ts'
import { migrationsRun, migrationTable, type OurTable, ourTables } from './tables.ts'

export interface RestoreTarget {
  superuser: pg.ClientConfig
  passwords: Passwords
  filesDir: string
  secrets: Secrets
  /** What was destroyed under the law since, too: the backup may be older. */
  destroyed: readonly Destroyed[]
  now(): Instant
}

export interface Restored {
  manifest: Manifest
  /** Destroyed under the law, yet in the backup: destroyed again. */
  destroyedAgain: number
  /** Named by a row and not in the backup: destroyed while the backup was made, or lost before it. */
  missingFiles: string[]
  verdicts: Verdict[]
}

export interface OpenBackup {
  folder: string
  manifest: Manifest
  close(): Promise<void>
}

/** A folder as it is; a file is unpacked beside it for as long as it is needed. */
export async function openBackup(source: string): Promise<OpenBackup> {
  const found = await stat(source).catch(() => undefined)
  if (!found) return refuse('not_found', 'backup', `没有找到备份 ${source}`)
  if (found.isDirectory()) return { folder: source, manifest: await readManifest(source), close: async () => {} }
  const folder = await mkdtemp(`${path.resolve(source)}.unpacked-`)
  const close = () => rm(folder, { recursive: true, force: true })
  try {
    await unpack(source, folder)
    return { folder, manifest: await readManifest(folder), close }
  } catch (error) {
    await close()
    throw error
  }
}

/** The keys were checked when `secrets` was opened with the manifest's fingerprint. */
export async function restoreBackup(backup: OpenBackup, target: RestoreTarget): Promise<Restored> {
  const { folder, manifest } = backup
  requireSeal(manifest, target.secrets)
  await requireMigrations(manifest)
  const only = new Set(manifest.migrations)
  await withClient(target.superuser, (client) => requireEmpty(client, only))
  await prepareDatabase(target.superuser, target.passwords, { only })
  const loaded = await withClient(target.superuser, (client) => load(client, { folder, manifest, target }))
  await prepareDatabase(target.superuser, target.passwords)
  const files = await withClient(target.superuser, (client) => settleFiles(client, target, loaded.present))
  const destroyedAgain = loaded.destroyedAgain + files.destroyedAgain
  const verdicts = await withClient(target.superuser, (client) => verifyAll(client, manifest, target.secrets))
  return { manifest, destroyedAgain, missingFiles: files.missing, verdicts }
}

async function requireMigrations({ migrations }: Manifest): Promise<void> {
  const known = new Set((await migrationFiles()).map((file) => path.basename(file)))
  const missing = migrations.filter((name) => !known.has(name))
  if (missing.length === 0) return
  const message = `备份的数据库升级到了本程序没有的版本，缺 ${missing.join('、')}。请换用制作备份时的程序版本或更新的版本`
  refuse('refused', 'migration_missing', message)
}

/** A database in which a restore broke off is migrated and empty; that will do. */
async function requireEmpty(client: pg.ClientBase, only: ReadonlySet<string>): Promise<void> {
  const ran = await migrationsRun(client)
  if (ran.length === 0) return
  const later = ran.filter((name) => !only.has(name))
  if (later.length > 0)
    refuse(
      'refused',
      'database_newer',
      `这个数据库已升级到备份之后的 ${later.at(-1)}。请另建一个空数据库（或换一个空的数据文件夹）再恢复`,
    )
  await client.query('begin read only')
  await client.query('set local role gongyang_backup')
  for (const { name } of await ourTables(client)) {
    if (seeded.has(name)) continue
    const found = await client.query(`select from ${name} limit 1`)
    if (found.rowCount === 0) continue
    refuse(
      'conflict',
      'not_empty',
      `数据库不是空的：表 ${name} 里已有数据。恢复不覆盖任何东西，请另建一个空数据库（或换一个空的数据文件夹）`,
    )
  }
  await client.query('commit')
}

/** Filled by migrations themselves. */
const seeded = new Set([migrationTable, 'platform.evidence_table'])

interface Loading {
  folder: string
  manifest: Manifest
  target: RestoreTarget
}

async function load(client: pg.ClientBase, loading: Loading) {
  const { folder, manifest, target } = loading
  await client.query('begin isolation level repeatable read')
  for (const statement of textSettings) await client.query(statement)
  await open(client)
  const tables = await tablesToFill(client, manifest)
  for (const { table, ours } of tables) {
    if (seeded.has(table.name)) await client.query(`delete from ${table.name}`)
    // What a row sets going when it first comes in (a posting moves its pot) is itself in the backup.
    await client.query(`alter table ${table.name} disable trigger user`)
    await copyIn(client, table, path.join(folder, 'tables', `${table.name}.copy.gz`))
    requireSame(table, await sumOf(client, ours), '恢复后')
  }
  await client.query('set constraints all immediate')
  for (const { table } of tables) await client.query(`alter table ${table.name} enable trigger user`)
  for (const { name, value, called } of manifest.sequences)
    await client.query('select setval($1::regclass, $2::bigint, $3)', [name, value, called])
  const present = await copyFilesIn(folder, target.filesDir, manifest.files)
  const { destroyed: register, secrets, now } = target
  await registerAgain(client, { register, secrets, now: now(), newId })
  const order = tables.map(({ table }) => table.name).toReversed()
  let destroyedAgain = 0
  const counties = await client.query<{ county: string }>(
    'select distinct county_code as county from record.destruction',
  )
  for (const { county } of counties.rows) destroyedAgain += await destroyAgain(client, county, order)
  await client.query(
    `insert into platform.setting (name, value) values ('keys', $1) on conflict (name) do update set value = excluded.value`,
    [target.secrets.fingerprint],
  )
  await shut(client)
  await restoreJobs(client, loading)
  await client.query('commit')
  return { destroyedAgain, present }
}

const walls = (force: string) => `do $body$ declare t regclass; begin
  for t in select c.oid::regclass from pg_class c where c.relowner = 'gongyang_owner'::regrole and c.relkind in ('r', 'p') and c.relrowsecurity loop
    execute format('alter table %s ${force} row level security', t); end loop; end $body$`

/** For this transaction only, the tables' owner stands outside the walls: COPY fills no table behind one. Nobody else gets anything. */
async function open(client: pg.ClientBase): Promise<void> {
  await client.query('set local role gongyang_owner')
  await client.query(walls('no force'))
}

async function shut(client: pg.ClientBase): Promise<void> {
  await client.query(walls('force'))
}

/** In the order of their foreign keys; every table of ours must be in the backup and the other way round. */
async function tablesToFill(client: pg.ClientBase, { tables }: Manifest) {
  const there = await ourTables(client)
  const said = new Map(tables.map((table) => [table.name, table]))
  const unknown = tables.filter(({ name }) => !there.some((ours) => ours.name === name))
  const absent = there.filter(({ name }) => !said.has(name))
  const wrong = [...unknown, ...absent].map(({ name }) => name)
  if (wrong.length > 0) refuse('invalid', 'tables_differ', `备份与数据库的表对不上：${wrong.join('、')}。请换一份备份`)
  return there.flatMap((ours) => {
    const table = said.get(ours.name)
    return table ? [{ table, ours: withColumns(ours, table.columns) }] : []
  })
}

const withColumns = (ours: OurTable, columns: string[]): OurTable => ({ ...ours, columns })

/** On the present form of the database, which knows of files destroyed: their content goes again, and only the others can be missing. */
async function settleFiles(client: pg.ClientBase, { filesDir }: RestoreTarget, present: ReadonlySet<string>) {
  await client.query('begin')
  await open(client)
  const destroyedAgain = await destroyFilesAgain(client, (county, address) => removeFile(filesDir, { county, address }))
  const named = await client.query<{ name: string }>(
    `select distinct county_code || '/' || left(address, 2) || '/' || address as name from platform.file
     where destroyed_at is null order by 1`,
  )
  await shut(client)
  await client.query('commit')
  return { destroyedAgain, missing: named.rows.map(({ name }) => name).filter((name) => !present.has(name)) }
}

async function restoreJobs(client: pg.ClientBase, { folder, manifest }: Loading): Promise<void> {
  const text = await readFile(path.join(folder, 'jobs.json'), 'utf8').catch(() => '')
  if (sumOfText(text) !== manifest.jobs.sha256)
    refuse('invalid', 'jobs_changed', '备份里待办任务的文件与清单的校验值不符，备份已损坏或被改动；请换一份备份')
  await client.query('set local role gongyang_worker')
  await putOffAgain(client, text, manifest.jobs.lastId)
}

async function verifyAll(client: pg.ClientBase, manifest: Manifest, secrets: Secrets): Promise<Verdict[]> {
  await client.query('begin isolation level repeatable read read only')
  await client.query('set local role gongyang_backup')
  const counties = await client.query<{ county: string }>(
    'select distinct county_code as county from record.entry order by 1',
  )
  const tables = await client.query<{ name: string }>('select name from platform.evidence_table order by name')
  const evidenceTables = tables.rows.map(({ name }) => name)
  const all = [
    ...new Set([...counties.rows.map(({ county }) => county), ...manifest.heads.map(({ county }) => county)]),
  ]
  const verdicts = []
  for (const county of all) {
    const heads = manifest.heads.filter((head) => head.county === county)
    verdicts.push(await verifyRecord(client, county, { heads, evidenceTables, secrets }))
  }
  return verdicts
}

async function withClient<T>(config: pg.ClientConfig, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...config, types: types as pg.CustomTypesConfig })
  await client.connect()
  try {
    return await run(client)
  } finally {
    await client.end()
  }
}
