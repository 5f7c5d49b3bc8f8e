/** The cluster's own files: made once by initdb, its settings written again at every start. */
import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { refuse } from '#kernel/refusal.ts'
import type { Binaries } from './binaries.ts'
import { type DataFolder, makeForServer } from './folder.ts'
import { ourName, type ServerUser } from './server-user.ts'

export const SUPERUSER = 'postgres'

/** For one small machine; a county with a big one writes postgres/local.conf, which wins over these. */
const settingsForSmallMachine: Readonly<Record<string, string>> = {
  shared_buffers: '64MB',
  max_connections: '60',
  max_wal_size: '512MB',
  min_wal_size: '64MB',
  wal_compression: 'on',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  datestyle: 'ISO, YMD',
  log_checkpoints: 'off',
  // Values of failing statements would carry ID numbers and names into a plain file.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_parameter_max_length_on_error: '0',
}

export function environment(folder: DataFolder): Record<string, string> {
  // Without its own HOME, libpq inside the server looks into root's (database.md §4).
  return { HOME: folder.cluster, PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C.UTF-8' }
}

/**
 * Collation by code point from PostgreSQL itself ('builtin'), so no glibc upgrade can disorder an index; character
 * classes of libc's C.UTF-8 beside it, because pg_trgm asks libc and under plain C would not see Chinese at all.
 */
const initdbArguments = [
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C.UTF-8',
  '--auth=peer',
  `--username=${SUPERUSER}`,
  '--data-checksums',
  '--no-instructions',
]

export function makeCluster(folder: DataFolder, user: ServerUser, binaries: Binaries): void {
  if (existsSync(join(folder.cluster, 'PG_VERSION'))) return
  refuseForeignFiles(folder)
  const unfinished = `${folder.cluster}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  makeForServer(unfinished, user)
  const as = user.other ? { uid: user.uid, gid: user.gid } : {}
  const options = { encoding: 'utf8', env: environment(folder), cwd: unfinished, ...as } as const
  const { status, stderr, error } = spawnSync(binaries.initdb, [...initdbArguments, '-D', unfinished], options)
  if (status === 0) return renameSync(unfinished, folder.cluster)
  const why = (stderr ?? error?.message ?? '').trim().split('\n').slice(-3).join(' ')
  const message = `不能以用户 ${user.name} 在 ${folder.root} 建立数据库：${why}。请检查该用户在 /etc/passwd 中存在、磁盘有空间，然后重新启动`
  refuse('unavailable', 'initdb_failed', message)
}

function refuseForeignFiles(folder: DataFolder): void {
  if (!existsSync(folder.cluster)) return
  const message = `${folder.cluster} 存在但没有 PG_VERSION，不是完整的数据库目录。请从备份恢复；确认其中没有需要的数据后，把它移走再启动`
  refuse('unavailable', 'cluster_incomplete', message)
}

const quoted = (value: string) => `'${value.replaceAll("'", "''")}'`

function settingsFile(settings: Readonly<Record<string, string>>): string {
  const lines = Object.entries({ ...settingsForSmallMachine, ...settings }).map(
    ([name, value]) => `${name} = ${quoted(value)}`,
  )
  return ['# 每次启动由供养平台重写；本机的改动请写在 local.conf', ...lines, "include_if_exists 'local.conf'", ''].join(
    '\n',
  )
}

/**
 * Nobody listens on TCP, and on the socket only root and the user who runs this program are let in, as whatever
 * database role they name: the kernel says who connects (peer), so there is no password to keep, to leak or to
 * rotate, and the roles still bind inside. Whoever holds these two accounts holds the files anyway. The server's own
 * user is not let in where it is another one: `nobody` may be shared with other programs.
 */
function identityFile(): string {
  const names = new Set(['root', ourName()])
  return [...names].map((name) => `gongyang "${name.replaceAll('"', '""')}" all\n`).join('')
}

export function writeSettings(folder: DataFolder, user: ServerUser, settings: Readonly<Record<string, string>>): void {
  const files = {
    'postgresql.conf': settingsFile(settings),
    'pg_hba.conf': 'local all all peer map=gongyang\nlocal replication all peer map=gongyang\n',
    'pg_ident.conf': identityFile(),
  }
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder.cluster, name)
    writeFileSync(path, text, { mode: 0o600 })
    if (user.other) chownSync(path, user.uid, user.gid)
  }
}
