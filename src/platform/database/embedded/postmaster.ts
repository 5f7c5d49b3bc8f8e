/** One running PostgreSQL: found through its postmaster.pid, started, waited for, asked to stop. */
import { type ChildProcess, spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Binaries } from './binaries.ts'
import { environment, SUPERUSER } from './cluster.ts'
import { type DataFolder, PORT } from './folder.ts'
import { alive } from './lock.ts'
import type { ServerUser } from './server-user.ts'

export interface Postmaster {
  readonly pid: number
  /** Settled when it is gone, whoever ended it. */
  readonly gone: Promise<void>
}

interface PidFile {
  readonly pid: number
  readonly status: string
}

const POLL_MS = 20
const POLL_ORPHAN_MS = 250
const LOG_BYTES = 16 * 1024 * 1024

function pidFile(folder: DataFolder): PidFile | undefined {
  try {
    const lines = readFileSync(join(folder.cluster, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), status: (lines[7] ?? '').trim() }
  } catch {
    return undefined
  }
}

/** Linux says which program a pid is; elsewhere the pid file is believed. */
function isPostgres(pid: number): boolean {
  if (!existsSync('/proc/self/comm')) return true
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres'
  } catch {
    return false
  }
}

/** The pid of the server that runs on this folder, in whatever state. */
export function runningPid(folder: DataFolder): number | undefined {
  const found = pidFile(folder)
  return found && found.pid > 0 && alive(found.pid) && isPostgres(found.pid) ? found.pid : undefined
}

/**
 * Servers of this very folder that its pid file does not name: their data was deleted or put back from a copy while they
 * ran. Such a one notices within a minute, ends, and on its way out removes the socket by its path, which by then is the
 * next server's. Its own command line tells where it believes its data to be.
 */
export function strandedPids(folder: DataFolder): number[] {
  if (!existsSync('/proc/self/comm')) return []
  const ours = runningPid(folder)
  const numbers = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return numbers.map(Number).filter((pid) => pid !== ours && isPostgres(pid) && serves(pid, folder) && alive(pid))
}

/** Sessions carry another title, so only the postmaster itself is found by its arguments. */
function serves(pid: number, folder: DataFolder): boolean {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    const [data] = words.slice(words.indexOf('-D') + 1)
    return words.includes('-D') && data !== undefined && realpathSync(data) === realpathSync(folder.cluster)
  } catch {
    return false
  }
}

/** Its files are gone, so there is nothing it could still write: it is told to leave at once, by SIGQUIT. */
export async function endStranded(folder: DataFolder): Promise<void> {
  const pids = strandedPids(folder)
  for (const pid of pids) process.kill(pid, 'SIGQUIT')
  for (const pid of pids) await untilGone(pid, POLL_MS)
}

/** A pid file whose pid now belongs to another program would stop PostgreSQL from starting. */
function removeDeadPidFile(folder: DataFolder): void {
  if (pidFile(folder) && runningPid(folder) === undefined)
    rmSync(join(folder.cluster, 'postmaster.pid'), { force: true })
}

async function answers(folder: DataFolder): Promise<boolean> {
  const client = new pg.Client({ host: folder.socket, port: PORT, user: SUPERUSER, database: 'postgres' })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** True as soon as it answers, false when it is gone or the time is over. Recovery after a crash takes what it takes. */
export async function untilReady(folder: DataFolder, pid: number, seconds = 60): Promise<boolean> {
  const end = Date.now() + seconds * 1000
  while (alive(pid)) {
    const found = pidFile(folder)
    if (Date.now() > end && found?.status !== 'starting') return false
    if (found?.pid === pid && found.status === 'ready' && (await answers(folder))) return true
    await sleep(POLL_MS)
  }
  return false
}

export async function untilGone(pid: number, poll = POLL_ORPHAN_MS): Promise<void> {
  while (alive(pid)) await sleep(poll, undefined, { ref: false })
}

/** One that an earlier process left behind; we are not its parent, so it has to be looked at now and then. */
export function adopt(pid: number): Postmaster {
  return { pid, gone: untilGone(pid) }
}

function openLog(folder: DataFolder): number {
  if (existsSync(folder.log) && statSync(folder.log).size > LOG_BYTES) renameSync(folder.log, `${folder.log}.1`)
  return openSync(folder.log, 'a', 0o600)
}

/** The last lines of the server's log, for the sentence that says why it did not start. */
export function lastWords(folder: DataFolder): string {
  return existsSync(folder.log) ? readFileSync(folder.log, 'utf8').trim().split('\n').slice(-3).join(' ') : ''
}

export function launch(folder: DataFolder, user: ServerUser, binaries: Binaries): Postmaster {
  removeDeadPidFile(folder)
  const log = openLog(folder)
  const as = user.other ? { uid: user.uid, gid: user.gid } : {}
  // These three are not left to local.conf: they are the wall.
  const wall = [
    '-c',
    'listen_addresses=',
    '-c',
    `unix_socket_directories=${folder.socket}`,
    '-c',
    'unix_socket_permissions=0700',
  ]
  const child = spawn(binaries.postgres, ['-D', folder.cluster, '-p', String(PORT), ...wall], {
    ...as,
    cwd: folder.cluster,
    env: environment(folder),
    // A group of its own: Ctrl-C on the terminal must reach us alone, who then end it after the last request.
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  child.unref()
  return { pid: child.pid ?? 0, gone: goneOf(child) }
}

function goneOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
}

/** SIGINT: PostgreSQL's fast shutdown. Sessions are rolled back and everything is written; never SIGKILL. */
export async function stopFast(postmaster: Postmaster): Promise<void> {
  if (alive(postmaster.pid)) process.kill(postmaster.pid, 'SIGINT')
  await untilGone(postmaster.pid, POLL_MS)
}
