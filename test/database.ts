/** A migrated database for one test file, copied from the run's template. */
import type pg from 'pg'
import { inject } from 'vitest'
import { maintain } from './maintain.ts'

/** Takes part in `new pg.Pool(database)`; as superuser, so give another `user` to meet the walls. */
export type FreshDatabase = pg.ClientConfig & { readonly database: string; readonly drop: () => Promise<void> }

let made = 0

/** The same database for one of the platform's own logins, which stand before the walls of row-level security. */
export function signedInAs(
  database: FreshDatabase,
  login: 'login' | 'worker',
): pg.ClientConfig & { readonly database: string } {
  const { drop: _, ...config } = database
  return { ...config, user: `gongyang_${login}`, password: inject('server').passwords[login] }
}

/** Drop it in `afterAll`; whoever is still connected then is thrown out. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const { connection, template } = inject('server')
  made += 1
  const database = `${template}_${process.pid}_${made}_${crypto.randomUUID().slice(0, 8)}`
  await maintain(connection, `create database ${database} template ${template}`)
  return {
    ...connection,
    database,
    drop: () => maintain(connection, `drop database if exists ${database} with (force)`),
  }
}

/** One with nothing in it, as a new installation finds it. */
export async function emptyDatabase(): Promise<FreshDatabase> {
  const { connection, template, locale } = inject('server')
  made += 1
  const database = `${template}_empty_${process.pid}_${made}_${crypto.randomUUID().slice(0, 8)}`
  await maintain(connection, `create database ${database} template template0 ${locale}`)
  return {
    ...connection,
    database,
    drop: () => maintain(connection, `drop database if exists ${database} with (force)`),
  }
}
