/** Fifty people of two counties share two connections, some of which break: nobody is ever shown the other county. */
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { persons } from '#modules/persons/contract.ts'
import { scopeLiteral } from '#platform/database/scope.ts'
import { testApp, wholeCounty } from './app.ts'
import { mine, theirs, theirWord, twoCounties } from './two-counties.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00', pool: 2 })
const clients = new Set<pg.PoolClient>()
const ours = '甲县'

beforeAll(async () => {
  await twoCounties(app)
  app.pool.on('connect', (client) => void clients.add(client))
  app.pool.on('remove', (client) => void clients.delete(client))
})

let stopping = false
afterAll(() => {
  stopping = true
})

/** Cancels what runs, ends a session, or tears its socket, again and again. */
async function disturb(): Promise<number> {
  let disturbed = 0
  const sessions = `from pg_stat_activity where usename = 'gongyang_login' and datname = current_database()`
  for (; !stopping; disturbed += 1) {
    await new Promise((resolve) => setTimeout(resolve, 15))
    const way = disturbed % 3
    if (way === 0) await app.superuser.query(`select pg_cancel_backend(pid) ${sessions} and state = 'active'`)
    if (way === 1) await app.superuser.query(`select pg_terminate_backend(pid) ${sessions} limit 1`)
    if (way === 2) tearOne()
  }
  return disturbed
}

function tearOne(): void {
  const [client] = clients
  // Between two requests the pool may hold no connection at all; then there is nothing to tear.
  if (!client) return
  const { connection } = client as unknown as { connection?: { stream: { destroy(error?: Error): void } } }
  client?.once('error', () => {})
  connection?.stream.destroy()
}

test('with requests cancelled, sessions ended and sockets torn, each answer is of one county only', async () => {
  const leaks: string[] = []
  let answered = 0
  let failed = 0
  async function person(index: number): Promise<void> {
    const county = index % 2 === 0 ? mine : theirs
    const foreign = county === mine ? theirWord : ours
    const ask = app.as(app.actor('county-clerk', { county }))
    for (let turn = 0; turn < 6; turn += 1) {
      const look = turn % 2 === 0 ? list() : raw()
      const text = await look.catch(() => undefined)
      if (text === undefined) failed += 1
      else answered += 1
      if (text?.includes(foreign)) leaks.push(`${county}: ${text.slice(0, 200)}`)
    }
    async function list() {
      const found = await ask(persons, 'list', { page: 1, pageSize: 50 })
      return found.rows.length === 0 ? 'nothing' : found.rows.map(({ name }) => name).join()
    }
    async function raw() {
      const found = await app.seen(wholeCounty(county), (tables) =>
        tables.selectFrom('persons.person').select('name').execute(),
      )
      return found.map(({ name }) => name).join()
    }
  }
  const disturbing = disturb()
  await Promise.all(Array.from({ length: 50 }, (_, index) => person(index)))
  stopping = true
  expect(await disturbing).toBeGreaterThan(10)
  expect(leaks).toEqual([])
  expect(failed).toBeGreaterThan(0)
  expect(answered).toBeGreaterThan(100)
})

test('a connection that was given back has no county and no role left', async () => {
  await Promise.allSettled(Array.from({ length: 8 }, () => app.pool.query('select 1')))
  for (let turn = 0; turn < 4; turn += 1) {
    const client = await app.pool.connect()
    const { rows } = await client.query<{ scope: string | null; role: string }>(
      `select nullif(current_setting('gongyang.scope', true), '') as scope, current_user::text as role`,
    )
    await expect(client.query('select from persons.person')).rejects.toThrow('permission denied')
    client.release()
    expect(rows).toEqual([{ scope: null, role: 'gongyang_login' }])
  }
})

test('a scope is written into a statement only when each part of it is what it should be', () => {
  expect(() => scopeLiteral({ kind: 'county', counties: [`371522'; reset role; --`], ids: [] })).toThrow(RangeError)
  expect(() => scopeLiteral({ kind: 'townships', counties: ['371522'], ids: [`x'|county|`] })).toThrow(RangeError)
})
