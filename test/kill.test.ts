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

const kills = Number(process.env['KILLS'] ?? 6)
const seed = Number(process.env['KILL_SEED'] ?? Math.floor(Math.random() * 2 ** 32))
const month = '2023-08'
/** Above the number settled in one command, so that there is work put off till later to interrupt. */
const persons = Number(process.env['KILL_PERSONS'] ?? 2_100)
const folder = mkdtempSync(path.join(tmpdir(), 'gongyang-kill-'))
// PostgreSQL runs as another user where this one is root.
chmodSync(folder, 0o755)
const postgres = path.join(folder, 'postgres')
const at = { host: path.join(postgres, 'socket'), port: 5432, user: 'postgres', database: 'gongyang' }
const random = drawing(seed)
let child: ChildProcess
let service: GivenService
let undisturbed: string
/** How long a settlement takes that nobody disturbs: the moments are drawn from it. */
let span: number

beforeAll(async () => {
  child = await started()
  service = await withClient((client) =>
    givenService(client, { townships: { 甲镇: { able: persons - 40, unable: 40 } } }),
  )
  await withClient((client) => givenServiceMonth(client, service, { visits: 1 }))
  const begun = Date.now()
  const statement = await computed(request())
  await finished(statement)
  span = Date.now() - begun
  undisturbed = await bytesOf(statement)
}, 120_000)
afterAll(async () => {
  await kill()
  if (alive()) process.kill(postmaster(), 'SIGQUIT')
  for (let turn = 0; turn < 50 && alive(); turn += 1) await sleep(100)
  rmSync(folder, { recursive: true, force: true })
}, 15_000)

/** Numbers between 0 and 1 that the same seed gives again (xorshift). */
function drawing(from: number): () => number {
  let state = from >>> 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state / 2 ** 32
  }
}

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

interface Asked {
  operation: string
  input: { month: string; organisationId: string; replaces?: string }
  requestId: string
}

function request(replaces?: string): Asked {
  const input = { month, organisationId: service.organisationId, ...(replaces ? { replaces } : {}) }
  return { operation: 'settlement.compute', input, requestId: crypto.randomUUID() }
}

type Answer = { done?: { statementId: string }; error?: string }

/** What the program answers; 'killed' when it dies first. */
function ask(asked: Asked): Promise<Answer> {
  const asking = child
  return new Promise((resolve) => {
    const answered = (text: unknown) => end(JSON.parse(String(text)) as Answer)
    const died = () => end({ error: 'killed' })
    function end(answer: Answer): void {
      asking.off('message', answered).off('exit', died)
      resolve(answer)
    }
    asking.once('message', answered).once('exit', died)
    asking.send(asked, (error) => error && died())
  })
}

/** Asks until it is answered, as a browser does under the same request id: however often, it is one computation. */
async function computed(asked: Asked): Promise<string> {
  for (const end = Date.now() + 30_000; ; await sleep(50)) {
    const { done, error } = await ask(asked)
    if (done) return done.statementId
    if (Date.now() > end) throw new Error(error)
  }
}

const one = <T extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
  withClient(async (client) => (await client.query<T>(text, values)).rows[0])

const statusOf = (statement: string) =>
  one<{ status: string }>('select status from settlement.statement where id = $1', [statement]).then(
    (row) => row?.status,
    () => 'no answer',
  )

async function finished(statement: string): Promise<void> {
  const end = Date.now() + 40_000
  while ((await statusOf(statement)) !== 'computed') {
    if (Date.now() > end) throw new Error(`statement ${statement} is still ${await statusOf(statement)}`)
    await sleep(20)
  }
}

/** Each line and the head, but for what names the statement itself. */
const bytesOf = (statement: string) =>
  one<{ bytes: string }>(
    `select s.hash || ' ' || count(*) || ' ' || md5(string_agg(l.line || encode(l.hash, 'hex'), '' order by l.person_id)) as bytes
     from settlement.statement s join settlement.line l on l.county_code = s.county_code and l.statement_id = s.id
     where s.id = $1 group by s.hash`,
    [statement],
  ).then((row) => row?.bytes ?? '')

const latest = async () => {
  const row = await one<{ id: string; made: number }>(
    `select (max(id::text) filter (where status = 'computed')) as id, count(*)::int as made from settlement.statement`,
  )
  return { id: row?.id ?? '', made: row?.made ?? 0 }
}

const strike = {
  postgres: async () => void process.kill(postmaster(), 'SIGKILL'),
  program: async () => {
    await kill()
    child = await started()
  },
}

/** Half-way through asking, computing or publishing, as the moment falls; answers where that was. */
async function disturbed(victim: keyof typeof strike, moment: number): Promise<string> {
  const before = await latest()
  const asked = request(before.id)
  const asking = ask(asked)
  await sleep(moment)
  const { id: meanwhile } = await latest()
  await strike[victim]()
  await asking
  const statement = await computed(asked)
  await finished(statement)
  expect(await bytesOf(statement), `${victim} killed at ${moment} ms of ${span} ms, KILL_SEED=${seed}`).toBe(
    undisturbed,
  )
  expect((await latest()).made, 'one computation, however often it was asked for').toBe(before.made + 1)
  return meanwhile === statement ? 'afterwards' : 'half-way'
}

test(
  `PostgreSQL and the program killed in turn, ${kills} times, while a month is computed: the same bytes in the end each time`,
  async () => {
    expect(undisturbed).toContain(` ${persons} `)
    const told: string[] = []
    for (let round = 0; round < kills; round += 1) {
      const victim = round % 2 === 0 ? 'postgres' : 'program'
      const moment = Math.round(random() * span)
      told.push(`${victim} at ${moment} ms, ${await disturbed(victim, moment)}`)
    }
    process.stdout.write(`KILL_SEED=${seed}, ${span} ms undisturbed: ${told.join('; ')}\n`)
    expect(told.filter((each) => each.endsWith('half-way')).length).toBeGreaterThan(kills / 3)
  },
  30_000 + kills * 15_000,
)
