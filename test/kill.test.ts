/** The power fails while a month is computed: afterwards it is finished, byte for byte as if nothing had happened. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type GivenService, givenService, givenServiceMonth } from '#modules/settlement/given.ts'

const kills = Number(process.env['KILLS'] ?? 3)
const month = '2023-08'
const persons = 2_100
const folder = mkdtempSync(path.join(tmpdir(), 'gongyang-kill-'))
// PostgreSQL runs as another user where this one is root.
chmodSync(folder, 0o755)
const postgres = path.join(folder, 'postgres')
const at = { host: path.join(postgres, 'socket'), port: 5432, user: 'postgres', database: 'gongyang' }
let child: ChildProcess
let service: GivenService
let undisturbed: string

beforeAll(async () => {
  child = await started()
  service = await withClient((client) =>
    givenService(client, { townships: { 甲镇: { able: persons - 40, unable: 40 } } }),
  )
  await withClient((client) => givenServiceMonth(client, service, { visits: 0 }))
  const statement = await computing()
  await finished(statement)
  undisturbed = await bytesOf(statement)
}, 30_000)
afterAll(async () => {
  await kill()
  if (alive()) process.kill(postmaster(), 'SIGQUIT')
  for (let turn = 0; turn < 50 && alive(); turn += 1) await sleep(100)
  rmSync(folder, { recursive: true, force: true })
}, 15_000)

async function started(): Promise<ChildProcess> {
  const process = fork(path.join(import.meta.dirname, 'kill-child.ts'), [folder], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const [chunk] = (await Promise.race([once(process.stdout ?? process, 'data'), once(process, 'exit')])) as unknown[]
  expect(String(chunk)).toContain('ready')
  return process
}

async function kill(): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}

const postmaster = () => Number(readFileSync(path.join(postgres, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
const alive = () => {
  try {
    return process.kill(postmaster(), 0)
  } catch {
    return false
  }
}

async function withClient<T>(run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(at)
  client.on('error', () => {})
  await client.connect()
  try {
    return await run(client)
  } finally {
    await client.end()
  }
}

/** Begins a computation in place of the last one and answers its statement. */
async function computing(replaces?: string): Promise<string> {
  const input = { month, organisationId: service.organisationId, ...(replaces ? { replaces } : {}) }
  const answered = once(child, 'message')
  child.send({ operation: 'settlement.compute', input })
  const [text] = (await answered) as [string]
  const { done, error } = JSON.parse(text) as { done?: { statementId: string; status: string }; error?: string }
  expect(error).toBeUndefined()
  expect(done?.status).toBe('computing')
  return done?.statementId ?? ''
}

const statusOf = (statement: string) =>
  withClient(async (client) => {
    const { rows } = await client.query<{ status: string }>('select status from settlement.statement where id = $1', [
      statement,
    ])
    return rows[0]?.status
  }).catch(() => 'no answer')

async function finished(statement: string): Promise<void> {
  const end = Date.now() + 20_000
  while ((await statusOf(statement)) !== 'computed') {
    if (Date.now() > end) throw new Error(`statement ${statement} is still ${await statusOf(statement)}`)
    await sleep(100)
  }
}

/** Each line and the head, but for what names the statement itself. */
const bytesOf = (statement: string) =>
  withClient(async (client) => {
    const { rows } = await client.query<{ bytes: string }>(
      `select s.hash || ' ' || count(*) || ' ' || md5(string_agg(l.line || encode(l.hash, 'hex'), '' order by l.person_id)) as bytes
       from settlement.statement s join settlement.line l on l.county_code = s.county_code and l.statement_id = s.id
       where s.id = $1 group by s.hash`,
      [statement],
    )
    return rows[0]?.bytes ?? ''
  })

const latest = () =>
  withClient(async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `select id::text as id from settlement.statement where status = 'computed'`,
    )
    return rows[0]?.id
  })

test(
  `PostgreSQL killed ${kills} times while a month is computed: taken up each time, the same bytes in the end`,
  async () => {
    expect(undisturbed).toContain(` ${persons} `)
    const statement = await computing(await latest())
    let killed = 0
    while (killed < kills) {
      await sleep(50 + Math.random() * 700)
      if (!alive()) continue
      process.kill(postmaster(), 'SIGKILL')
      killed += 1
    }
    await finished(statement)
    expect(await bytesOf(statement)).toBe(undisturbed)
    expect(child.exitCode).toBeNull()
  },
  30_000 + kills * 5000,
)

test('the program killed while a month is computed: the next start goes on with it, the same bytes in the end', async () => {
  const statement = await computing(await latest())
  await sleep(100 + Math.random() * 600)
  await kill()
  child = await started()
  await finished(statement)
  expect(await bytesOf(statement)).toBe(undisturbed)
}, 30_000)
