/** Takes a backup: the database in one snapshot, then the files. Work goes on meanwhile. */
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { refuse } from '#kernel/refusal.ts'
import { asDiskRefusal } from '../full-disk.ts'
import type { Secrets } from '../secrets.ts'
import { pack } from './archive.ts'
import { copyOut, textSettings } from './copying.ts'
import { copyFilesOut } from './file-set.ts'
import { pendingJobs } from './jobs.ts'
import { formatVersion, writeManifest } from './manifest.ts'
import type { BackupHead, BackupSequence, BackupTable, Contents, Manifest } from './manifest.ts'
import { migrationsRun, ourSequences, ourTables } from './tables.ts'

export interface BackupSource {
  superuser: pg.ClientConfig
  /** Where localFiles keeps them. */
  filesDir: string
  secrets: Secrets
  now: () => string
}

/** `target` is a file when its name ends in .tar, else a folder; it must not be there yet. */
export async function takeBackup(source: BackupSource, target: string): Promise<Manifest> {
  await requireFree(target)
  const folder = `${target}.unfinished`
  const clear = () => Promise.all([folder, `${folder}.tar`].map((each) => rm(each, { recursive: true, force: true })))
  await clear()
  try {
    return await takeInto(source, folder, target)
  } catch (error) {
    // Half a backup is none, and on a full disk it would keep it full.
    await clear()
    throw asDiskRefusal(error, `备份没有做成，没有留下半份。请把备份放到另一块磁盘`)
  }
}

async function takeInto(source: BackupSource, folder: string, target: string): Promise<Manifest> {
  await mkdir(path.join(folder, 'tables'), { recursive: true, mode: 0o700 })
  const database = await copyDatabase(source, folder)
  const files = await copyFilesOut(source.filesDir, folder)
  const contents: Contents = { ...database, format: formatVersion, keys: source.secrets.fingerprint, files }
  const manifest = await writeManifest(folder, contents, source.secrets)
  if (!target.endsWith('.tar')) {
    await rm(target, { recursive: true, force: true })
    await rename(folder, target)
    return manifest
  }
  await pack(folder, `${folder}.tar`)
  await rename(`${folder}.tar`, target)
  await rm(folder, { recursive: true, force: true })
  return manifest
}

async function requireFree(target: string): Promise<void> {
  const found = await stat(target).catch(() => undefined)
  if (!found) return
  if (found.isDirectory() && !target.endsWith('.tar') && (await readdir(target)).length === 0) return
  refuse('conflict', 'target_exists', `${target} 已经存在，备份不覆盖任何东西。请换一个名字，或先把它移走`)
}

type Database = Omit<Contents, 'format' | 'keys' | 'files'>

async function copyDatabase({ superuser, now }: BackupSource, folder: string): Promise<Database> {
  const client = new pg.Client(superuser)
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    for (const statement of textSettings) await client.query(statement)
    const migrations = await migrationsRun(client)
    if (migrations.length === 0)
      refuse('refused', 'nothing_there', '这个数据库里还没有供养平台的数据，没有什么可以备份')
    await client.query('set local role gongyang_backup')
    const madeAt = now()
    const tables: BackupTable[] = []
    for (const table of await ourTables(client)) {
      const sum = await copyOut(client, table, path.join(folder, 'tables', `${table.name}.copy.gz`))
      tables.push({ name: table.name, columns: table.columns, ...sum })
    }
    const sequences = await sequencesOf(client)
    const heads = await headsOf(client)
    const { text, ...jobs } = await pendingJobs(client)
    await writeFile(path.join(folder, 'jobs.json'), text, { mode: 0o600, flush: true })
    return { madeAt, migrations, tables, sequences, heads, jobs }
  } finally {
    await client.end()
  }
}

async function sequencesOf(client: pg.ClientBase): Promise<BackupSequence[]> {
  const found = []
  for (const name of await ourSequences(client)) {
    const { rows } = await client.query<Omit<BackupSequence, 'name'>>(
      `select last_value::text as value, is_called as called from ${name}`,
    )
    found.push(...rows.map((row) => ({ name, ...row })))
  }
  return found
}

/** The longest head of each county: what `verify` is held to after a restore. */
async function headsOf(client: pg.ClientBase): Promise<BackupHead[]> {
  const found = await client.query<BackupHead>(
    `select distinct on (county_code) county_code as county, size::float8 as size, encode(root, 'hex') as root
     from record.head order by county_code, size desc`,
  )
  return found.rows
}
