/** Puts an installation together: database, keys, modules, worker, sequencer. Server, command line and demonstration all start here. */
import path from 'node:path'
import pg from 'pg'
import type { Instant } from '#kernel/calendar.ts'
import type { Actor } from '#kernel/permission.ts'
import { actorOfAccount, actorOfSession, findAccount, readRoleTable, type RoleTable } from '#modules/access/index.ts'
import { actorOfOwnSession } from '#modules/portal/index.ts'
import { clockWatch } from '#platform/clock-watch.ts'
import type { Config } from '#platform/config.ts'
import { openKysely, openPool } from '#platform/database/connect.ts'
import { prepareDatabase } from '#platform/database/prepare.ts'
import { localFiles } from '#platform/files.ts'
import { Listeners } from '#platform/http-events.ts'
import { openLog, type Log } from '#platform/log.ts'
import type { Context } from '#platform/context.ts'
import { contextOfNobody, enter, nobody, type Installation } from '#platform/perform.ts'
import { databasePasswords } from '#platform/passwords.ts'
import { startRegister } from '#platform/record/destruction-register.ts'
import { startSequencer } from '#platform/record/sequencing.ts'
import { secretsFor } from '#platform/keys-setting.ts'
import type { Secrets } from '#platform/secrets.ts'
import { spaceWatch } from '#platform/space-watch.ts'
import { startWorker } from '#platform/worker.ts'
import { forgetRestored } from './forget-restored.ts'
import { modules } from './modules.ts'
import { reachDatabase, type ReachedDatabase } from './reach-database.ts'
import { learnPolicy, policySource } from './policy-source.ts'

export interface Application {
  config: Config
  log: Log
  installation: Installation
  roles: RoleTable
  listeners: Listeners
  secrets: Secrets
  /** How to reach the database as whoever may create roles: for migrations, backup, restore. */
  superuser: pg.ClientConfig
  /** Whom a restored backup had brought back: let go of again, and where that failed. */
  restored: { persons: number; failed: string[] }
  pool: pg.Pool
  /** Why requests cannot be served at the moment; undefined when they can. */
  unready(): Promise<string | undefined>
  actorOf(token: string): Promise<Actor | undefined>
  /** Its session was ended or exchanged: it is asked for anew at once. */
  forget(token: string): void
  /** Whoever came in with a slip (查询凭条): his session is looked at anew on every request. */
  ownActorOf(token: string): Promise<Actor | undefined>
  /** The actor of an account by its login, without a password: for the command line on the machine itself. */
  actorNamed(login: string): Promise<Actor | undefined>
  close(): Promise<void>
}

export interface AssembleOptions {
  /** Runs put-off commands and numbers the record; false for a short command beside a running server. */
  background?: boolean
  now?: () => Instant
}

const systemNow = () => new Date().toISOString() as Instant

export async function assemble(config: Config, options: AssembleOptions = {}): Promise<Application> {
  const log = openLog(config.logLevel)
  const down: { reason?: string } = {}
  const reached = await reachDatabase(config, log, down)
  try {
    return await assembleOn(reached, { config, log, down }, options)
  } catch (error) {
    await reached.stop()
    throw error
  }
}

interface Ground {
  config: Config
  log: Log
  down: { reason?: string }
}

async function assembleOn(
  reached: ReachedDatabase,
  { config, log, down }: Ground,
  options: AssembleOptions,
): Promise<Application> {
  const { superuser } = reached
  const passwords = await databasePasswords(config.keysDir)
  await prepareDatabase(superuser, passwords)
  const secrets = await secretsFor(superuser, config.keysDir)
  const login = asRole(superuser, 'gongyang_login', passwords.login)
  const pool = openPool(login, config.pool)
  const kysely = openKysely(pool)
  const listeners = new Listeners()
  // Who gives the time himself (the demonstration goes through several years) keeps it in order himself.
  const clock = options.now ? undefined : clockWatch({ kysely, now: systemNow, accepted: config.clockAccepted })
  const space = spaceWatch(config)
  const installation: Installation = {
    modules,
    kysely,
    now: options.now ?? systemNow,
    policyOn: await policySource(),
    secrets,
    files: localFiles(path.join(config.dataDir, 'files'), secrets),
    demo: config.demo,
    writesRefused: () => space() ?? clock?.refused(),
    committed: (event) => listeners.tell(event),
  }
  await clock?.look()
  await learnPolicy(installation)
  const restored = await forgetRestored(installation, superuser, log)
  const roles = await readRoleTable()
  const background =
    options.background === false
      ? undefined
      : {
          worker: await startWorker(installation, asRole(superuser, 'gongyang_worker', passwords.worker), log),
          sequencer: startSequencer(pool, log),
          register: startRegister(superuser, config.keysDir, log),
        }
  return {
    config,
    log,
    installation,
    roles,
    listeners,
    secrets,
    superuser,
    restored,
    pool,
    unready: async () => (await unready(pool, down)) ?? clock?.refused(),
    ...actorCache(installation, roles),
    ownActorOf: (token) => reading(installation, (context) => actorOfOwnSession(context, token, roles)),
    actorNamed: (accountLogin) =>
      reading(installation, async (context) => {
        const account = await findAccount(context, accountLogin)
        return account && actorOfAccount(context, account, roles)
      }),
    async close() {
      background?.register.stop()
      await background?.worker.stop().catch(() => {})
      await background?.sequencer.stop()
      await kysely.destroy()
      await reached.stop()
    },
  }
}

const asRole = (superuser: pg.ClientConfig, user: string, password: string): pg.ClientConfig => ({
  ...superuser,
  user,
  password,
})

async function unready(pool: pg.Pool, down: { reason?: string }): Promise<string | undefined> {
  if (down.reason) return down.reason
  return pool.query('select 1').then(
    () => undefined,
    () => '数据库没有应答',
  )
}

/** Reads accounts, which stand outside every scope. */
function reading<T>(installation: Installation, read: (context: Context) => Promise<T>): Promise<T> {
  return installation.kysely.transaction().execute(async (transaction) => {
    await enter(transaction, nobody.scope)
    return read(contextOfNobody(installation, transaction))
  })
}

const cachedFor = 3000

/** Sessions are looked up at most every three seconds; an ended one is gone at once in this process, elsewhere within that time. */
export function actorCache(installation: Installation, roles: RoleTable): Pick<Application, 'actorOf' | 'forget'> {
  const cache = new Map<string, { until: number; actor: Promise<Actor | undefined> }>()
  const actorOf = (token: string) => {
    const found = cache.get(token)
    if (found && found.until > Date.now()) return found.actor
    if (cache.size > 10_000) cache.clear()
    const actor = reading(installation, (context) => actorOfSession(context, token, roles))
    cache.set(token, { until: Date.now() + cachedFor, actor })
    actor.catch(() => cache.delete(token))
    return actor
  }
  return { actorOf, forget: (token) => void cache.delete(token) }
}
