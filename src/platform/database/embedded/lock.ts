/** Who looks after a data folder (one process) and who else is using it (any number). */
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { DataFolder } from './folder.ts'

/** Field 22 of /proc/<pid>/stat: a pid that was given out again has another one. Empty where there is no /proc. */
function bornAt(pid: number): string {
  return statOf(pid)?.[19] ?? ''
}

/** The fields of /proc/<pid>/stat from the third on; the second, the name, may itself hold spaces. */
function statOf(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}

/** Alive and not a zombie: in a container whose first process never reaps, a dead orphan keeps its pid. */
export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false
  }
  return !['Z', 'X'].includes(statOf(pid)?.[0] ?? '')
}

function holder(path: string): number | undefined {
  try {
    const [pid = '', born = ''] = readFileSync(path, 'utf8').split('\n')
    const number = Number(pid)
    return number > 0 && alive(number) && bornAt(number) === born ? number : undefined
  } catch {
    return undefined
  }
}

function write(path: string): boolean {
  try {
    const file = openSync(path, 'wx', 0o600)
    writeSync(file, `${process.pid}\n${bornAt(process.pid)}\n`)
    closeSync(file)
    return true
  } catch {
    return false
  }
}

/** The living process that holds this folder's lock, if any. */
export function lockHolder(folder: DataFolder): number | undefined {
  return holder(folder.lock)
}

/**
 * Takes the lock, also from a holder that is gone. Two processes that find the same dead lock at once could both
 * believe they took it; then PostgreSQL's own postmaster.pid decides and the loser adopts the winner's server.
 */
export function takeLock(folder: DataFolder): boolean {
  if (write(folder.lock)) return true
  if (lockHolder(folder) !== undefined) return false
  rmSync(folder.lock, { force: true })
  return write(folder.lock)
}

export function releaseLock(folder: DataFolder): void {
  if (lockHolder(folder) === process.pid) rmSync(folder.lock, { force: true })
}

let joined = 0

/** Says that this process uses the database too, so that its supervisor does not stop it under our feet. */
export function enter(folder: DataFolder): () => void {
  mkdirSync(folder.members, { recursive: true, mode: 0o700 })
  joined += 1
  const path = join(folder.members, `${process.pid}-${joined}`)
  write(path)
  return () => rmSync(path, { force: true })
}

/** Whether anybody is still using the database; leaves no traces of the dead. */
export function anyMember(folder: DataFolder): boolean {
  const paths = readdirSync(folder.members).map((name) => join(folder.members, name))
  const living = paths.filter((path) => holder(path) !== undefined)
  for (const path of paths.filter((each) => !living.includes(each))) rmSync(path, { force: true })
  return living.length > 0
}
