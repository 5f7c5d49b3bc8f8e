/**
 * Our own supervisor of the embedded PostgreSQL (database.md §4): starts it for whoever runs this program, adopts one
 * that a killed process left behind, starts it again when it dies, and shares it between the processes of one folder.
 */
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { refuse } from '#kernel/refusal.ts'
import { type Binaries, findBinaries } from './embedded/binaries.ts'
import { makeCluster, SUPERUSER, writeSettings } from './embedded/cluster.ts'
import { type DataFolder, dataFolder, makeFolders, PORT } from './embedded/folder.ts'
import {
  refuseFullDisk,
  refuseLongSocketPath,
  refuseNetworkFileSystem,
  refuseOtherVersion,
  refuseUnreachable,
} from './embedded/folder.ts'
import { anyMember, enter, lockHolder, releaseLock, takeLock } from './embedded/lock.ts'
import {
  adopt,
  endStranded,
  lastWords,
  launch,
  type Postmaster,
  runningPid,
  stopFast,
  untilGone,
  untilReady,
} from './embedded/postmaster.ts'
import { closedFolderAbove, type ServerUser, serverUser } from './embedded/server-user.ts'

export { FREE_SPACE_FLOOR, freeSpace, freeSpaceOk } from './embedded/folder.ts'

export interface EmbeddedOptions {
  readonly dataDir: string
  readonly log: (line: string) => void
  /** The database died and is being started again; for /readyz. */
  readonly onDown?: (reason: string) => void
  /** It answers again. */
  readonly onUp?: () => void
  /** Over the defaults for a small machine, for tests and benches. */
  readonly settings?: Readonly<Record<string, string>>
}

export interface Embedded {
  /** The folder of the Unix socket; `pg` takes it as host. */
  readonly host: string
  readonly port: number
  readonly user: string
  readonly database: string
  /** It was running already, left behind by a process that was killed. */
  readonly adopted: boolean
  /** Another living process looks after it; we only use it. */
  readonly joined: boolean
  /** Leaves; the last one to leave stops the database and waits until it has written everything. */
  readonly stop: () => Promise<void>
}

interface Ground {
  readonly folder: DataFolder
  readonly user: ServerUser
  readonly binaries: Binaries
  readonly options: EmbeddedOptions
}

const RESTART_MS = { first: 250, longest: 30_000 }
const JOIN_SECONDS = 90

export const startEmbedded = (options: EmbeddedOptions): Promise<Embedded> => keepingAwake(takeOrJoin(options))

async function takeOrJoin(options: EmbeddedOptions): Promise<Embedded> {
  const folder = dataFolder(options.dataDir)
  refuseLongSocketPath(folder)
  const user = serverUser(folder.cluster)
  refuseUnreachable(folder, user)
  if (lockHolder(folder) === undefined) await refuseFullDisk(folder)
  makeFolders(folder, user)
  await refuseNetworkFileSystem(folder)
  const end = Date.now() + JOIN_SECONDS * 1000
  while (Date.now() < end) {
    if (takeLock(folder)) return await superviseOrRelease(folder, user, options)
    const joined = await joinRunning(options.dataDir)
    if (joined) return joined
    await sleep(100)
  }
  const message = `数据目录 ${folder.root} 由进程 ${lockHolder(folder)} 管理，但数据库 ${JOIN_SECONDS} 秒内没有就绪。请看 ${folder.log}，或先停止该进程再启动`
  refuse('unavailable', 'running_elsewhere_not_ready', message)
}

/** Uses the database of another living process; undefined when none looks after this folder or it has just ended. */
export async function joinRunning(dataDir: string): Promise<Embedded | undefined> {
  const folder = dataFolder(dataDir)
  if (lockHolder(folder) === undefined) return undefined
  const leave = enter(folder)
  const pid = runningPid(folder)
  const ready = pid !== undefined && (await untilReady(folder, pid, JOIN_SECONDS))
  if (!ready) leave()
  return ready
    ? { ...address(folder), adopted: false, joined: true, stop: () => leaveAndStopIfLast(folder, leave) }
    : undefined
}

/**
 * Where the data can lie when nobody chose a folder: root cannot use a folder below its own closed home, because
 * PostgreSQL runs as another user, who could not get there.
 */
export function usableDataDir(wanted: string): string {
  const { root, cluster } = dataFolder(databaseIn(wanted))
  const user = serverUser(cluster)
  return user.other && closedFolderAbove(root, user) ? '/var/lib/gongyang' : wanted
}

/** Beside keys and files, in a folder of its own. */
export const databaseIn = (dataDir: string): string => join(dataDir, 'postgres')

/** Ends a server that a killed process left behind and that nobody uses any more; false when somebody does. */
export async function stopOrphan(dataDir: string): Promise<boolean> {
  const folder = dataFolder(dataDir)
  return await keepingAwake(stopIfLast(folder))
}

function address(folder: DataFolder) {
  return { host: folder.socket, port: PORT, user: SUPERUSER, database: 'postgres' } as const
}

async function leaveAndStopIfLast(folder: DataFolder, leave: () => void): Promise<void> {
  leave()
  await keepingAwake(stopIfLast(folder))
}

async function stopIfLast(folder: DataFolder): Promise<boolean> {
  if (!takeLock(folder)) return false
  try {
    const pid = runningPid(folder)
    if (anyMember(folder)) return false
    if (pid !== undefined) await stopFast(adopt(pid))
    return true
  } finally {
    releaseLock(folder)
  }
}

async function superviseOrRelease(folder: DataFolder, user: ServerUser, options: EmbeddedOptions): Promise<Embedded> {
  try {
    const binaries = findBinaries(folder, user)
    refuseOtherVersion(folder, binaries.major)
    makeCluster(folder, user, binaries)
    return await supervise({ folder, user: serverUser(folder.cluster), binaries, options })
  } catch (error) {
    releaseLock(folder)
    throw error
  }
}

async function supervise(ground: Ground): Promise<Embedded> {
  const { folder } = ground
  await endStranded(folder)
  const orphan = await readyOrphan(folder)
  let current = orphan ?? (await launchReady(ground))
  let stopping = false

  const watch = async (): Promise<void> => {
    for (;;) {
      await current.gone
      if (stopping) return
      const next = await startAgain(ground, () => stopping)
      if (!next) return
      current = next
      if (stopping) return await stopFast(current)
    }
  }
  const watching = watch()

  const stop = async (): Promise<void> => {
    stopping = true
    if (anyMember(folder)) {
      ground.options.log('数据库仍有其他进程在用，由最后离开的进程停止')
      return releaseLock(folder)
    }
    await keepingAwake(Promise.all([stopFast(current), watching]))
    releaseLock(folder)
  }
  return { ...address(folder), adopted: orphan !== undefined, joined: false, stop }
}

/** Nothing that watches the server keeps this program running; only starting and ending one does, or it would leave in the middle. */
async function keepingAwake<Result>(work: Promise<Result>): Promise<Result> {
  const awake = setInterval(() => undefined, 1000)
  return await work.finally(() => clearInterval(awake))
}

/** One that is just stopping is waited for, then there is none. */
async function readyOrphan(folder: DataFolder): Promise<Postmaster | undefined> {
  const pid = runningPid(folder)
  if (pid === undefined) return undefined
  if (await untilReady(folder, pid)) return adopt(pid)
  await untilGone(pid)
  return undefined
}

async function launchReady(ground: Ground): Promise<Postmaster> {
  const { folder, user, binaries, options } = ground
  await refuseFullDisk(folder)
  writeSettings(folder, user, options.settings ?? {})
  const postmaster = launch(folder, user, binaries)
  if (await untilReady(folder, postmaster.pid)) return postmaster
  refuse('unavailable', 'database_did_not_start', `数据库没有启动：${lastWords(folder)}。请看日志 ${folder.log}`)
}

/** Tries until it answers, with longer and longer pauses: a full disk or a missing library is not mended by haste. */
async function startAgain(ground: Ground, stopping: () => boolean): Promise<Postmaster | undefined> {
  const { options } = ground
  for (let pause = RESTART_MS.first; !stopping(); pause = Math.min(pause * 2, RESTART_MS.longest)) {
    const reason = `数据库已停止，${pause / 1000} 秒后重新启动`
    options.log(reason)
    options.onDown?.(reason)
    await sleep(pause, undefined, { ref: false })
    if (stopping()) return undefined
    try {
      const postmaster = (await readyOrphan(ground.folder)) ?? (await launchReady(ground))
      options.onUp?.()
      return postmaster
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      options.log(why)
      options.onDown?.(why)
    }
  }
  return undefined
}
