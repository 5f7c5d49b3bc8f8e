/**
 * One database server per test run: an embedded one in a temporary folder, or the one of DATABASE_URL. In it one
 * migrated database, the template; each test file that needs a database copies it in milliseconds (test/database.ts).
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { type Passwords, prepareDatabase } from '#platform/database/prepare.ts'
import { startEmbedded, stopOrphan } from '#platform/database/supervisor.ts'
import { maintain } from './maintain.ts'

export interface TestServer {
  /** As superuser, without a database. */
  readonly connection: {
    readonly host: string
    readonly port: number
    readonly user: string
    readonly password?: string
    readonly ssl?: boolean
  }
  readonly template: string
  /** How a new database says that it is C.UTF-8. */
  readonly locale: string
  /** Of gongyang_login and gongyang_worker, this run's own; the embedded server does not ask for them. */
  readonly passwords: Passwords
}

declare module 'vitest' {
  interface ProvidedContext {
    server: TestServer
  }
}

interface Server {
  readonly connection: TestServer['connection']
  /** How a new database says that it is C.UTF-8; the embedded server is so by itself. */
  readonly locale: string
  readonly stop: () => Promise<void>
}

const PREFIX = 'gongyang-test-'
/** Nobody is to live long: what is written here needs no disk. */
const throwaway = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '100' }
const OLD_MS = 600_000

async function embeddedServer(): Promise<Server> {
  await clearAwayOldRuns()
  const dataDir = mkdtempSync(join(tmpdir(), PREFIX))
  const log = (line: string) => process.stderr.write(`${line}\n`)
  const { host, port, user, stop } = await startEmbedded({ dataDir, log, settings: throwaway })
  const stopAndForget = async () => {
    await stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  return { connection: { host, port, user }, locale: '', stop: stopAndForget }
}

/** A run that was killed leaves its server behind: end it, if nobody looks after it any more. */
async function clearAwayOldRuns(): Promise<void> {
  const names = readdirSync(tmpdir()).filter((name) => name.startsWith(PREFIX))
  const folders = names.map((name) => join(tmpdir(), name)).filter(isOldAndOurs)
  for (const folder of folders) {
    if (await stopOrphan(folder)) rmSync(folder, { recursive: true, force: true })
  }
}

function isOldAndOurs(folder: string): boolean {
  const stat = statSync(folder, { throwIfNoEntry: false })
  return stat !== undefined && stat.uid === process.getuid?.() && Date.now() - stat.mtimeMs > OLD_MS
}

function givenServer(url: string): Server {
  // pg itself reads the URL, with PGHOST and its kin for what is missing.
  const { host, port, user = 'postgres', password, ssl } = new pg.Client({ connectionString: url })
  const connection = { host, port, user, ...(password ? { password } : {}), ...(ssl ? { ssl } : {}) }
  return { connection, locale: `encoding 'UTF8' locale_provider libc locale 'C.UTF-8'`, stop: async () => undefined }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const url = process.env['DATABASE_URL']
  const { connection, locale, stop } = url ? givenServer(url) : await embeddedServer()
  const template = `gongyang_template_${crypto.randomUUID().slice(0, 8)}`
  const passwords = { login: crypto.randomUUID(), worker: crypto.randomUUID() }
  const teardown = async () => {
    if (url) await maintain(connection, `drop database if exists ${template} with (force)`)
    await stop()
  }
  try {
    await maintain(connection, `create database ${template} template template0 ${locale}`)
    await prepareDatabase({ ...connection, database: template }, passwords)
    // A single open connection to the template would fail every copy of it: let there be none.
    await maintain(connection, `alter database ${template} allow_connections false`)
  } catch (error) {
    await teardown()
    throw error
  }
  project.provide('server', { connection, template, locale, passwords })
  return teardown
}
