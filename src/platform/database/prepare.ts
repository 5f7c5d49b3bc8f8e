/** Makes a database ready: roles, extensions, job queue, migrations. Safe to run again, by several processes at once. */
import { Logger, runMigrations } from 'graphile-worker'
import pg from 'pg'
import { migrate } from './migrate.ts'
import { queuePool } from './queue-pool.ts'
import { rolesSql } from './roles.ts'
import { asServerRefusal, extensions, makeGround, makeRoles } from './server.ts'

const prepareLock = 7_203_117

export interface Passwords {
  login: string
  worker: string
}

/** `superuser` is whoever may create roles: the embedded cluster's own user, or the user of DATABASE_URL. Answers the migrations that ran. `only`: no others, for a restore. */
export async function prepareDatabase(
  superuser: pg.ClientConfig,
  passwords: Passwords,
  options: { only?: ReadonlySet<string> } = {},
): Promise<string[]> {
  const client = new pg.Client(superuser)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [prepareLock])
    await makeRoles(client, rolesSql(passwords))
    await makeGround(client, await databaseSql(client))
    await prepareQueue({ ...superuser, user: 'gongyang_worker', password: passwords.worker })
    const ran = await migrate(client, options)
    for (const statement of putOff) await client.query(statement)
    return ran
  } finally {
    await client.end()
  }
}

async function databaseSql(client: pg.ClientBase): Promise<string[]> {
  const found = await client.query<{ name: string }>('select quote_ident(current_database()) as name')
  const database = found.rows[0]?.name ?? ''
  return [
    `grant create, connect on database ${database} to gongyang_owner, gongyang_worker`,
    `grant connect on database ${database} to gongyang_login`,
    `grant create on schema public to gongyang_owner`,
    ...extensions.map((name) => `create extension if not exists ${name}`),
  ]
}

/** The queue's own migrations are not safe to run twice at once, hence under our lock. */
async function prepareQueue(config: pg.ClientConfig): Promise<void> {
  const pgPool = queuePool(config, 2)
  try {
    await runMigrations({ pgPool, logger: silent }).catch((error: unknown) => {
      throw asServerRefusal(error)
    })
  } finally {
    await pgPool.end()
  }
}

export const silent = new Logger(() => () => {})

/** Under the application's role the queue's tables are closed; this one function opens them to `context.later`. */
const putOff = [
  'grant usage, create on schema platform to gongyang_worker',
  `create or replace function platform.put_off(operation text, input jsonb, run_at timestamptz, job_key text) returns void
   language sql security definer set search_path = pg_catalog as
   $$ select graphile_worker.add_job('perform', json_build_object('operation', operation, 'input', input), run_at => run_at,
        job_key => job_key, max_attempts => 12) $$`,
  'alter function platform.put_off(text, jsonb, timestamptz, text) owner to gongyang_worker',
  'revoke all on function platform.put_off(text, jsonb, timestamptz, text) from public',
  'grant execute on function platform.put_off(text, jsonb, timestamptz, text) to gongyang_app',
]
