import pg from 'pg'
import { expect, test } from 'vitest'
import { freshDatabase } from './database.ts'

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
