/** A migrated database for one test file, copied from the run's template. */
import type pg from 'pg'
import { inject } from 'vitest'
import { maintain } from './maintain.ts'

/** Takes part in `new pg.Pool(database)`; as superuser, so give another `user` to meet the walls. */
export type FreshDatabase = pg.ClientConfig & { readonly database: string; readonly drop: () => Promise<void> }

let made = 0

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
