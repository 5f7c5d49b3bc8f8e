/** People who close the page while they wait: what they asked for stops, and nobody gets another's county or half a command. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as z from 'zod'
import { command, contract, query } from '#kernel/contract.ts'
import { httpApi } from '#platform/http.ts'
import { Listeners } from '#platform/http-events.ts'
import { openLog } from '#platform/log.ts'
import { implement } from '#platform/module.ts'
import { testApp } from './app.ts'
import { mine, theirs, theirWord, twoCounties } from './two-counties.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00', pool: 2 })
const ours = '甲县'
const year = z.object({ year: z.int() })
const nothing = z.object({})
const slow = contract('slow', {
  wait: query({ title: '久等', input: z.object({ seconds: z.number() }), output: nothing }),
  write: command({ title: '分两次写', input: year, output: nothing }),
})
const service = implement(slow, {
  async wait(context, { seconds }) {
    await sql`select pg_sleep(${seconds})`.execute(context.transaction)
    return {}
  },
  async write(context, input) {
    for (const day of [`${input.year}-01-01`, `${input.year}-01-02`]) {
      await sql`insert into platform.holiday (day, kind) values (${day}::date, 'off')`.execute(context.transaction)
      await sql`select pg_sleep(0.1)`.execute(context.transaction)
    }
    return {}
  },
})
const installation = { ...app.installation, modules: [...app.installation.modules, { service }] }
const operations = new Set(['slow.wait', 'slow.write', 'persons.list'])
const server = await httpApi({
  installation,
  actorOf: async (county) => ({ ...app.actor('county-clerk', { county }), operations }),
  log: openLog('silent'),
  secureCookies: false,
  health: { unready: async () => undefined },
  listeners: new Listeners(),
})
let address: string

beforeAll(async () => {
  await twoCounties(app)
  address = await server.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(async () => {
  server.server.closeAllConnections()
  await server.close()
})

const ask = (county: string, operation: string, input: object, signal?: AbortSignal) =>
  fetch(`${address}/api/${operation}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: `gongyang=${county}` },
    body: JSON.stringify(input),
    ...(signal ? { signal } : {}),
  }).then((answer) => answer.text())
const leaving = (county: string, operation: string, input: object, after: number) =>
  ask(county, operation, input, AbortSignal.timeout(after)).catch(() => undefined)

const sleeping = async () => {
  const found = await app.superuser.query(
    `select from pg_stat_activity where datname = current_database() and usename = 'gongyang_login' and state = 'active' and query like '%pg_sleep%'`,
  )
  return found.rowCount
}

test('a query whose asker goes away is cancelled in the database, and both connections serve the next at once', async () => {
  const going = new AbortController()
  const asked = [1, 2, 3, 4].map(() => ask(mine, 'slow.wait', { seconds: 300 }, going.signal).catch(() => undefined))
  await vi.waitFor(async () => expect(await sleeping()).toBe(2), 20_000)
  going.abort()
  await Promise.all(asked)
  await vi.waitFor(async () => expect(await sleeping()).toBe(0), 20_000)
  const answers = await Promise.all([1, 2, 3].map(() => ask(mine, 'persons.list', { page: 1, pageSize: 50 })))
  for (const answer of answers) expect(answer).toContain(ours)
})

test('a command whose asker goes away is done whole', async () => {
  const going = new AbortController()
  const asked = ask(mine, 'slow.write', { year: 2001 }, going.signal).catch(() => undefined)
  await vi.waitFor(async () => expect(await sleeping()).toBe(1), { timeout: 20_000, interval: 5 })
  going.abort()
  await asked
  await vi.waitFor(async () => {
    const { rows } = await app.superuser.query(
      `select count(*)::int as days from platform.holiday where day < '2002-01-01'`,
    )
    expect(rows).toEqual([{ days: 2 }])
  }, 20_000)
})

test('fifty people of two counties on two connections, half of whom go away: no answer of another county, no half command', async () => {
  const leaks: string[] = []
  let answered = 0
  async function person(index: number): Promise<void> {
    const [county, foreign] = index % 2 === 0 ? [mine, theirWord] : [theirs, ours]
    for (let turn = 0; turn < 5; turn += 1) {
      const list = { page: 1, pageSize: 50 }
      const impatience = 5 + ((index * 7 + turn * 13) % 60)
      if (turn % 2 === 0)
        await leaving(
          county,
          turn === 2 ? 'slow.wait' : 'persons.list',
          turn === 2 ? { seconds: 0.05 } : list,
          impatience,
        )
      else if (index % 10 === 0) await leaving(county, 'slow.write', { year: 2100 + index * 5 + turn }, impatience)
      else {
        const text = await ask(county, 'persons.list', list)
        if (text.includes(foreign)) leaks.push(`${county} ${text.slice(0, 200)}`)
        if (text.includes('"rows"')) answered += 1
      }
    }
  }
  await Promise.all(Array.from({ length: 50 }, (_, index) => person(index)))
  expect(leaks).toEqual([])
  expect(answered).toBe(90)
  // Those who left are still being served; then every command stands whole or not at all.
  await vi.waitFor(() => expect([app.pool.waitingCount, app.pool.idleCount]).toEqual([0, app.pool.totalCount]), 20_000)
  const { rows } = await app.superuser.query<{ days: number }>(
    `select distinct count(*)::int as days from platform.holiday where day > '2100-01-01' group by extract(year from day)`,
  )
  expect(rows).toEqual([{ days: 2 }])
  for (let turn = 0; turn < 2; turn += 1) {
    const client = await app.pool.connect()
    const left = await client.query<{ scope: string | null; role: string }>(
      `select nullif(current_setting('gongyang.scope', true), '') as scope, current_user::text as role`,
    )
    client.release()
    expect(left.rows).toEqual([{ scope: null, role: 'gongyang_login' }])
  }
})
