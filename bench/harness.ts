/** What a bench gets: a migrated database of its own on the embedded server, and the whole application before it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { modules } from '#apps/modules.ts'
import { policySource } from '#apps/policy-source.ts'
import { instant, type Instant } from '#kernel/calendar.ts'
import type { Actor } from '#kernel/permission.ts'
import { readRoleTable } from '#modules/access/index.ts'
import type { Role } from '#modules/access/roles.ts'
import { openKysely, openPool } from '#platform/database/connect.ts'
import { prepareDatabase } from '#platform/database/prepare.ts'
import { startEmbedded } from '#platform/database/supervisor.ts'
import { localFiles } from '#platform/files.ts'
import { type Installation, perform } from '#platform/perform.ts'
import { openSecrets } from '#platform/secrets.ts'
import { systemActor } from '#platform/worker.ts'

export interface Figure {
  name: string
  value: number
  unit: string
  /** This value against another figure of the same run; null when it stands alone. */
  ratio: number | null
  ratioTo: string
}

export interface Bench {
  name: string
  run(ground: Ground): Promise<Figure[]>
}

export interface Ground {
  installation: Installation
  /** Past every wall: for laying out data and for the SQL compared with. */
  superuser: pg.Client
  /** How to reach the database as its superuser, as the application signs in, and as its queue does. */
  config: pg.ClientConfig
  login: pg.ClientConfig
  worker: pg.ClientConfig
  /** 1 is the size of the figures in the issue; 0.01 for a quick look. */
  scale: number
  actor(role: Role): Actor
  system: Actor
  ask(actor: Actor, operation: string, input: unknown): Promise<unknown>
  say(line: string): void
}

const county = '371522'

export async function openGround(
  scale: number,
  now = '2023-09-06T10:00+08:00',
): Promise<{ ground: Ground; close(): Promise<void> }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gongyang-bench-'))
  await chmod(folder, 0o755)
  const say = (line: string) => void process.stderr.write(`${line}\n`)
  const embedded = await startEmbedded({ dataDir: path.join(folder, 'postgres'), log: () => {} })
  const config = { host: embedded.host, port: embedded.port, user: embedded.user, database: embedded.database }
  await prepareDatabase(config, { login: 'bench', worker: 'bench' })
  const login = { ...config, user: 'gongyang_login', password: 'bench' }
  const pool = openPool(login, 8)
  const secrets = await openSecrets(path.join(folder, 'keys'))
  const at: Instant = instant(now)
  const installation: Installation = {
    modules,
    kysely: openKysely(pool),
    now: () => at,
    policyOn: await policySource(),
    secrets,
    files: localFiles(path.join(folder, 'files'), secrets),
    demo: true,
  }
  const superuser = new pg.Client(config)
  await superuser.connect()
  const roles = await readRoleTable()
  const ground: Ground = {
    installation,
    superuser,
    config,
    login,
    worker: { ...config, user: 'gongyang_worker', password: 'bench' },
    scale,
    actor: (role) => ({
      accountId: `bench-${role}`,
      name: role,
      role,
      organisationId: null,
      scope: { kind: 'county', counties: [county], ids: [] },
      operations: roles.get(role) ?? new Set(),
    }),
    system: systemActor({ modules }, county),
    ask: (actor, operation, input) =>
      perform(installation, { operation, input, actor, requestId: crypto.randomUUID() }),
    say,
  }
  const close = async () => {
    await superuser.end()
    await installation.kysely.destroy()
    await embedded.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { ground, close }
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** Seconds of one run, by the wall clock. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return (performance.now() - from) / 1000
}
