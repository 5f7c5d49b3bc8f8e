/** The data folder: what lies where in it, and whether a database may live there at all. */
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { refuse } from '#kernel/refusal.ts'
import { closedFolderAbove, type ServerUser } from './server-user.ts'

export interface DataFolder {
  readonly root: string
  /** PostgreSQL's own files (PGDATA). */
  readonly cluster: string
  readonly socket: string
  readonly log: string
  readonly lock: string
  readonly members: string
}

/** sockaddr_un.sun_path holds 108 bytes, the last of them NUL. */
const SOCKET_PATH_BYTES = 107
/** The port is only the end of the socket's name: nothing listens on TCP. */
export const PORT = 5432
/** Below this, PostgreSQL cannot write what it needs to start: two files of its log (WAL). */
const START_FLOOR = 32 * 1024 * 1024
/** Below this, PostgreSQL may stop in the middle of a checkpoint; writes are refused before that. */
export const FREE_SPACE_FLOOR = 512 * 1024 * 1024

/** statfs(2) f_type of file systems that live on another machine: fsync and locks do not hold there. */
const networkFileSystems = new Map<number, string>([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x00c36400, 'CephFS'],
  [0x5346414f, 'AFS'],
  [0x73757245, 'Coda'],
  [0x564c, 'NCP'],
  [0x0bd00bd0, 'Lustre'],
  [0x47504653, 'GPFS'],
])

export function networkFileSystem(type: number): string | undefined {
  return networkFileSystems.get(type >>> 0)
}

export function dataFolder(dataDir: string): DataFolder {
  const wanted = resolve(dataDir)
  const root = existsSync(wanted) ? realpathSync(wanted) : wanted
  return {
    root,
    cluster: join(root, 'postgres'),
    socket: join(root, 'socket'),
    log: join(root, 'postgres.log'),
    lock: join(root, 'supervisor.lock'),
    members: join(root, 'members'),
  }
}

export function refuseLongSocketPath(folder: DataFolder): void {
  const path = join(folder.socket, `.s.PGSQL.${PORT}`)
  const bytes = Buffer.byteLength(path)
  if (bytes <= SOCKET_PATH_BYTES) return
  const message = `数据目录的路径太长：数据库套接字 ${path} 有 ${bytes} 字节，操作系统最多允许 ${SOCKET_PATH_BYTES} 字节（一个汉字占 3 字节）。请把数据目录换到较短的路径，例如 /var/lib/gongyang`
  refuse('unavailable', 'socket_path_too_long', message)
}

export async function refuseNetworkFileSystem(folder: DataFolder): Promise<void> {
  const name = networkFileSystem((await statfs(folder.root)).type)
  if (!name) return
  const message = `数据目录 ${folder.root} 在网络文件系统（${name}）上，断电或断网时数据库会损坏。请把数据目录放在本机硬盘上，或设 DATABASE_URL 使用单位已有的 PostgreSQL 服务器`
  refuse('unavailable', 'network_file_system', message)
}

export function refuseUnreachable(folder: DataFolder, user: ServerUser): void {
  const closed = user.other ? closedFolderAbove(folder.root, user) : undefined
  if (!closed) return
  const message = `数据目录 ${folder.root} 在 ${closed} 之下，数据库用户 ${user.name} 进不去（PostgreSQL 不允许以 root 运行）。请以普通用户启动，或把数据目录换到例如 /var/lib/gongyang`
  refuse('unavailable', 'data_folder_unreachable', message)
}

/** Said before anything is touched: a start on a full disk would end in the middle of something, in English. */
export async function refuseFullDisk(folder: DataFolder): Promise<void> {
  const free = await freeSpace(existing(folder.root))
  if (free >= START_FLOOR) return
  const megabytes = (bytes: number) => Math.floor(bytes / 1024 / 1024)
  const message = `数据目录 ${folder.root} 所在的磁盘已满（只剩 ${megabytes(free)} MB），数据库不能启动。已保存的数据仍在，没有丢失。请清理出 ${megabytes(FREE_SPACE_FLOOR)} MB 以上的空间；数据目录里的文件不要删`
  refuse('unavailable', 'disk_full', message)
}

const existing = (place: string): string => (existsSync(place) ? place : existing(dirname(place)))

/** A cluster of another major version cannot be opened; the way over is our own backup (design §4, Backup). */
export function refuseOtherVersion(folder: DataFolder, ours: string): void {
  const file = join(folder.cluster, 'PG_VERSION')
  if (!existsSync(file)) return
  const theirs = readFileSync(file, 'utf8').trim()
  if (theirs === ours) return
  const message = `数据目录 ${folder.cluster} 由 PostgreSQL ${theirs} 建立，本程序自带的是 PostgreSQL ${ours}，不能直接打开。请用原来的程序版本执行 gongyang backup，再用本版本在空目录上执行 gongyang restore`
  refuse('unavailable', 'other_postgres_version', message)
}

/** The root may be passed by the server's user but not read by it; what is the server's own is its alone. */
export function makeFolders(folder: DataFolder, user: ServerUser): void {
  try {
    // The way there stays open (umask decides); only the folder itself is closed.
    mkdirSync(dirname(folder.root), { recursive: true })
    for (const each of [folder.root, folder.members]) mkdirSync(each, { recursive: true, mode: 0o700 })
    makeForServer(folder.socket, user)
    chmodSync(folder.root, user.other ? 0o710 : 0o700)
    if (user.other) chownSync(folder.root, 0, user.gid)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const message = `不能使用数据目录 ${folder.root}：${why}。请用建立它的用户启动，或换一个当前用户可写的数据目录`
    refuse('unavailable', 'data_folder_not_ours', message)
  }
}

export function makeForServer(path: string, user: ServerUser): void {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  chmodSync(path, 0o700)
  if (user.other) chownSync(path, user.uid, user.gid)
}

/** Room left where the database lies. Below the floor the platform refuses to write, and says so, instead of failing. */
export async function freeSpace(dataDir: string): Promise<number> {
  const { bavail, bsize } = await statfs(resolve(dataDir))
  return bavail * bsize
}

export async function freeSpaceOk(dataDir: string, floor = FREE_SPACE_FLOOR): Promise<boolean> {
  return (await freeSpace(dataDir)) >= floor
}
