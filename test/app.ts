/** A whole application on a real database of its own, with every module, a clock the test sets, and actors by role. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Kysely } from 'kysely'
import pg from 'pg'
import { afterAll } from 'vitest'
import { modules } from '#apps/modules.ts'
import { policySource } from '#apps/policy-source.ts'
import { instant, type Instant } from '#kernel/calendar.ts'
import type { Contract, OutputOf, Sent } from '#kernel/contract.ts'
import type { Actor, Scope } from '#kernel/permission.ts'
import { readRoleTable } from '#modules/access/index.ts'
import type { Role } from '#modules/access/roles.ts'
import { openKysely, openPool } from '#platform/database/connect.ts'
import type { Tables } from '#platform/database/tables.generated.ts'
import { localFiles } from '#platform/files.ts'
import { enter, newId, perform, type Installation } from '#platform/perform.ts'
import { numberAll } from '#platform/record/sequencing.ts'
import { openSecrets, type Secrets } from '#platform/secrets.ts'
import { systemActor } from '#platform/worker.ts'
import { type FreshDatabase, freshDatabase, signedInAs } from './database.ts'

export interface TestOptions {
  /** '2023-09-06T10:00+08:00' */
  now: string
  pool?: number
  /** Migrated; one of the run's own server when left out. */
  database?: FreshDatabase
  /** Of the application whose rows the given database holds. */
  secrets?: Secrets
}

export async function testApp({ now, pool: size = 4, database: given, secrets: keys }: TestOptions) {
  const folder = mkdtempSync(path.join(tmpdir(), 'gongyang-app-'))
  const database = given ?? (await freshDatabase())
  const pool = openPool(signedInAs(database, 'login'), size)
  const secrets = keys ?? (await openSecrets(path.join(folder, 'keys')))
  const clock = { now: instant(now) }
  const kysely = openKysely(pool)
  const installation: Installation = {
    modules,
    kysely,
    now: () => clock.now,
    policyOn: await policySource(),
    secrets,
    files: localFiles(path.join(folder, 'files'), secrets),
    demo: true,
  }
  const { drop: _, ...superConfig } = database
  const superuser = new pg.Pool({ ...superConfig, max: 2 })
  superuser.on('error', () => {})
  const roles = await readRoleTable()
  afterAll(async () => {
    await superuser.end()
    await kysely.destroy()
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  })

  return {
    installation,
    database,
    pool,
    /** Holds keys/ and files/. */
    folder,
    /** Past every wall: for laying out what a test needs and for looking at what was saved, or for tampering with it. */
    superuser,
    setNow: (to: string) => void (clock.now = instant(to)),
    number: () => numberAll(pool),
    /** An actor of a role of docs/roles.csv. */
    actor(
      role: Role,
      scope: Partial<Scope> & { county?: string; organisationId?: string; accountId?: string } = {},
    ): Actor {
      const { county = '371522', organisationId = null, accountId, kind = 'county', ids = [] } = scope
      return {
        accountId: accountId ?? `test-${county}-${role}`,
        name: `${role}（测试）`,
        role,
        organisationId,
        scope: { kind, counties: scope.counties ?? [county], ids },
        operations: roles.get(role) ?? new Set(),
      }
    },
    system: (county = '371522') => systemActor({ modules }, county),
    as: (actor: Actor | undefined) =>
      function ask<C extends Contract, N extends keyof C['operations'] & string>(
        contract: C,
        name: N,
        input: Sent<C['operations'][N]>,
        requestId: string = crypto.randomUUID(),
      ) {
        const request = { operation: `${contract.module}.${name}`, input, actor, requestId }
        return perform(installation, request) as Promise<OutputOf<C['operations'][N]>>
      },
    /** Rows as a scope sees them. */
    seen: <T>(scope: Scope, read: (tables: Kysely<Tables>) => Promise<T>) =>
      kysely.transaction().execute(async (transaction) => {
        await enter(transaction, scope)
        return read(transaction as unknown as Kysely<Tables>)
      }),
    newId,
  }
}
export type TestApp = Awaited<ReturnType<typeof testApp>>

export const wholeCounty = (county = '371522'): Scope => ({ kind: 'county', counties: [county], ids: [] })
export type { Instant }
