import pg from 'pg'
import { expect, test } from 'vitest'
import { freshDatabase, signedInAs } from './database.ts'

async function ask(database: pg.ClientConfig, query: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(database)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(query)).rows
  } finally {
    await client.end()
  }
}

test('two fresh databases do not see each other, and a dropped one is gone', async () => {
  const [one, other] = await Promise.all([freshDatabase(), freshDatabase()])
  await ask(one, 'create table mark (n int)')
  expect(await ask(other, `select to_regclass('mark') as mark`)).toEqual([{ mark: null }])
  await Promise.all([one.drop(), other.drop()])
  await expect(ask(one, 'select 1')).rejects.toThrow('does not exist')
})

test('a fresh database is C.UTF-8, so that its trigrams see Chinese', async () => {
  const database = await freshDatabase()
  const query = `select datctype, pg_encoding_to_char(encoding) as encoding from pg_database where datname = current_database()`
  expect(await ask(database, query)).toEqual([{ datctype: 'C.UTF-8', encoding: 'UTF8' }])
  await database.drop()
})

test('a fresh database is migrated, and the login of the pool may do nothing in it by itself', async () => {
  const database = await freshDatabase()
  const migrations = await ask(database, 'select count(*)::int as n from gongyang_migration')
  expect(migrations[0]?.['n']).toBeGreaterThan(0)
  const login = signedInAs(database, 'login')
  expect(await ask(login, 'select current_user as who')).toEqual([{ who: 'gongyang_login' }])
  await expect(ask(login, 'select * from gongyang_migration')).rejects.toThrow('permission denied')
  await database.drop()
})
