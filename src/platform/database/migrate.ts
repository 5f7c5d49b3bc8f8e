/** One history over all modules: numbered SQL files in the order of their names, forward only. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type pg from 'pg'
import { glob } from './glob.ts'
import { statementsOf } from './statements.ts'

const source = path.resolve(import.meta.dirname, '../..')
const migrationLock = 7_203_118

/** Runs what is new, under a lock so that several processes may start at once. Answers the names that ran. */
export async function migrate(client: pg.ClientBase, options: { only?: ReadonlySet<string> } = {}): Promise<string[]> {
  await client.query('select pg_advisory_lock($1)', [migrationLock])
  try {
    return await migrateLocked(client, options.only)
  } finally {
    await client.query('reset role')
    await client.query('select pg_advisory_unlock($1)', [migrationLock])
  }
}

async function migrateLocked(client: pg.ClientBase, only?: ReadonlySet<string>): Promise<string[]> {
  await client.query('set role gongyang_owner')
  await client.query(
    'create table if not exists public.gongyang_migration (name text primary key, at timestamptz not null default now())',
  )
  const found = await client.query<{ name: string }>('select name from public.gongyang_migration')
  const done = new Set(found.rows.map((row) => row.name))
  const ran: string[] = []
  for (const file of await migrationFiles()) {
    const name = path.basename(file)
    if (done.has(name) || (only && !only.has(name))) continue
    await runFile(client, file, name)
    ran.push(name)
  }
  if (ran.length > 0) await grantSchemas(client)
  return ran
}

export async function migrationFiles(): Promise<string[]> {
  const files = await glob(source, /\/migrations\/[^/]+\.sql$/)
  // Numbers in names count as numbers: …_6_… runs before …_24_….
  const { compare } = new Intl.Collator('en', { numeric: true })
  return files.sort((a, b) => compare(path.basename(a), path.basename(b)))
}

async function runFile(client: pg.ClientBase, file: string, name: string): Promise<void> {
  await client.query('begin')
  try {
    for (const statement of statementsOf(await readFile(file, 'utf8'))) await client.query(statement)
    await client.query('insert into public.gongyang_migration (name) values ($1)', [name])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`数据库升级 ${name} 没有成功，未作任何改动`, { cause: error })
  }
}

/** The application's role may enter our schemas and read the views; what it may do with a table the table's migration says. */
async function grantSchemas(client: pg.ClientBase): Promise<void> {
  const schemas = await client.query<{ name: string }>(
    `select nspname as name from pg_namespace where nspowner = 'gongyang_owner'::regrole`,
  )
  for (const { name } of schemas.rows) {
    await client.query(`grant usage on schema ${name} to gongyang_app, gongyang_oversight, gongyang_backup`)
    await client.query(`grant select on all tables in schema ${name} to gongyang_backup`)
    await client.query(`grant select on all sequences in schema ${name} to gongyang_backup`)
  }
  await client.query('grant select on public.gongyang_migration to gongyang_backup')
  const views = await client.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'v' and n.nspowner = 'gongyang_owner'::regrole`,
  )
  for (const { name } of views.rows) await client.query(`grant select on ${name} to gongyang_app`)
}
