/** As whom PostgreSQL runs. It refuses root, so root hands it to `postgres`, or to `nobody` where there is no such user. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname } from 'node:path'
import { refuse } from '#kernel/refusal.ts'

export interface ServerUser {
  readonly uid: number
  readonly gid: number
  readonly name: string
  /** True when it is another user than ours, so that files must be handed over. */
  readonly other: boolean
}

const NOBODY = 65_534

export function isRoot(): boolean {
  return process.getuid?.() === 0
}

function passwdEntries(): readonly { name: string; uid: number; gid: number }[] {
  if (!existsSync('/etc/passwd')) return []
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  return lines
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
}

function ourselves(): ServerUser {
  const { uid, gid } =
    process.getuid && process.getgid ? { uid: process.getuid(), gid: process.getgid() } : { uid: -1, gid: -1 }
  return { uid, gid, name: ourName(), other: false }
}

/** Both initdb and the socket's peer check want a name, which a container's arbitrary uid may lack. */
export function ourName(): string {
  try {
    return userInfo().username
  } catch {
    const message = `当前用户（uid ${process.getuid?.()}）在 /etc/passwd 中没有名字，自带的数据库不能启动。请换一个有名字的用户，或设 DATABASE_URL 使用已有的 PostgreSQL`
    refuse('unavailable', 'user_without_name', message)
  }
}

function chosenByRoot(): ServerUser {
  const entries = passwdEntries()
  const entry = entries.find((each) => each.name === 'postgres') ?? entries.find((each) => each.name === 'nobody')
  return entry ? { ...entry, other: true } : { uid: NOBODY, gid: NOBODY, name: 'nobody', other: true }
}

/** An existing cluster keeps its owner: a `postgres` user that was installed later must not lock us out of our own data. */
export function serverUser(clusterDir: string): ServerUser {
  if (!existsSync(clusterDir)) return isRoot() ? chosenByRoot() : ourselves()
  const { uid, gid } = statSync(clusterDir)
  if (!isRoot() && uid === process.getuid?.()) return ourselves()
  if (isRoot() && uid !== 0)
    return { uid, gid, name: passwdEntries().find((each) => each.uid === uid)?.name ?? String(uid), other: true }
  const owner = passwdEntries().find((each) => each.uid === uid)?.name ?? String(uid)
  const right = isRoot() ? `chown -R ${chosenByRoot().name} ${clusterDir}` : `sudo chown -R ${ourName()} ${clusterDir}`
  refuse(
    'unavailable',
    'cluster_of_another_user',
    `数据库目录 ${clusterDir} 属于用户 ${owner}，本程序不能以该用户运行数据库。请改用该用户启动，或执行：${right}`,
  )
}

function mayPass(path: string, user: ServerUser): boolean {
  if (!existsSync(path)) return true
  const { uid, gid, mode } = statSync(path)
  if (uid === user.uid) return (mode & 0o100) !== 0
  return (mode & (gid === user.gid ? 0o010 : 0o001)) !== 0
}

/** The first folder on the way to `path` that this user may not pass through, such as /root. */
export function closedFolderAbove(path: string, user: ServerUser): string | undefined {
  const folders: string[] = []
  for (let each = dirname(path); ; each = dirname(each)) {
    folders.unshift(each)
    if (each === dirname(each)) break
  }
  return folders.find((each) => !mayPass(each, user))
}
