/**
 * One audited create with all checks through the door (permission, replay by request id, walls, evidence, record), 8 at a time;
 * against the same rows written by one prepared statement each over 8 bare connections, with nothing checked.
 */
import { closeSync, fdatasyncSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { persons } from '#modules/persons/contract.ts'
import { givenRegister } from '#modules/persons/given-register.ts'
import { givenIdNumber, givenName } from '#modules/persons/given.ts'
import { openKysely, openPool } from '#platform/database/connect.ts'
import { perform } from '#platform/perform.ts'
import { type Bench, type Figure, type Ground, median, timed } from './harness.ts'
import { spendingOf } from './resources.ts'

const lanes = 8
const rounds = 5

async function inLanes(count: number, one: (order: number, lane: number) => Promise<unknown>): Promise<number> {
  const lane = async (first: number) => {
    for (let order = first; order < count; order += lanes) await one(order, first)
  }
  return timed(() => Promise.all(Array.from({ length: lanes }, (_, first) => lane(first))))
}

interface Copied {
  table: string
  /** Which rows belong to a create; $1 its person, $2 its entry. */
  of: string
  /** Columns that are another's in the copy: $3 person, $4 entry, $5 request. */
  instead: Record<string, string>
}

const entry = 'entry_id = $2'
const copies: Copied[] = [
  {
    table: 'persons.person',
    of: 'id = $1',
    instead: { id: '$3', file_no: '$5', id_index: 'gen_random_bytes(16)', id_last4: 'gen_random_bytes(16)' },
  },
  { table: 'persons.search_token', of: 'person_id = $1', instead: { person_id: '$3' } },
  {
    table: 'persons.fact',
    of: 'person_id = $1',
    instead: { id: 'gen_random_uuid()', person_id: '$3', entry_id: '$4' },
  },
  {
    table: 'persons.person_identity',
    of: 'person_id = $1',
    instead: { id_index: 'gen_random_bytes(16)', person_id: '$3' },
  },
  {
    table: 'platform.request',
    of: 'id = (select request_id from record.entry where county_code = $6 and id = $2)',
    instead: { id: '$5' },
  },
  { table: 'record.entry', of: 'id = $2', instead: { id: '$4', request_id: '$5' } },
  { table: 'record.entry_person', of: entry, instead: { entry_id: '$4', person_id: '$3' } },
  { table: 'record.payload', of: entry, instead: { entry_id: '$4' } },
  { table: 'record.evidence', of: entry, instead: { entry_id: '$4' } },
  { table: 'record.unnumbered', of: entry, instead: { entry_id: '$4' } },
]

async function copyingStatement(ground: Ground): Promise<string> {
  const parts: string[] = []
  for (const { table, of, instead } of copies) {
    const { rows } = await ground.superuser.query<{ name: string }>(
      'select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum',
      [table],
    )
    const names = rows.map(({ name }) => name)
    const values = names.map((name) => {
      const other = instead[name]
      return other?.startsWith('$')
        ? `${other}::${name === 'file_no' || table === 'platform.request' || name === 'request_id' ? 'text' : 'uuid'}`
        : (other ?? name)
    })
    parts.push(
      `c${parts.length} as (insert into ${table} (${names.join(', ')}) select ${values.join(', ')} from ${table} where county_code = $6 and ${of.replaceAll('$1', '$1::uuid').replaceAll('$2', '$2::uuid')})`,
    )
  }
  return `with ${parts.join(',\n')} select 1`
}

async function creates(ground: Ground): Promise<Figure[]> {
  const { place, newPerson } = await givenRegister(ground.superuser)
  const kysely = openKysely(openPool(ground.login, lanes))
  const installation = { ...ground.installation, kysely }
  const actor = ground.actor('county-clerk')
  const confirmer = ground.actor('county-leader')
  const proposed: string[] = []
  let made = 0
  const propose = async () => {
    made += 1
    const input = {
      ...newPerson({
        name: givenName(made),
        idNumber: givenIdNumber(made),
        phone: `1000000${String(made).padStart(4, '0')}`,
      }),
      townshipId: made % 2 === 0 ? place.town : place.other,
      villageId: made % 2 === 0 ? place.village : null,
    }
    const asked = { operation: 'persons.proposeFiling', input, actor, requestId: crypto.randomUUID() }
    proposed.push(persons.operations.proposeFiling.output.parse(await perform(installation, asked)).id)
  }
  /** The create itself: what another person's agreement writes. */
  const create = () => {
    const input = { id: proposed.pop(), agree: true }
    return perform(installation, {
      operation: 'persons.confirmFiling',
      input,
      actor: confirmer,
      requestId: crypto.randomUUID(),
    })
  }
  const pool = new pg.Pool({ ...ground.config, max: lanes })
  pool.on('error', () => {})
  const text = await copyingStatement(ground)
  const count = Math.max(200, Math.round(4000 * ground.scale))
  await inLanes(count / 4, propose)
  await inLanes(count / 4, create)
  const { rows } = await ground.superuser.query<{ person: string; entry: string }>(
    `select p.person_id as person, p.entry_id as entry from record.entry_person p limit 1000`,
  )
  const copy = (order: number) => {
    const source = rows[order % rows.length]
    const values = [
      source?.person,
      source?.entry,
      crypto.randomUUID(),
      crypto.randomUUID(),
      crypto.randomUUID(),
      '371522',
    ]
    return pool.query({ name: 'copy', text, values })
  }
  await ground.superuser.query('analyze')
  await inLanes(count / 4, copy)
  const spent = { node: 0, postgres: 0 }
  const times: { ours: number[]; bare: number[] } = { ours: [], bare: [] }
  for (let round = 0; round < rounds; round += 1) {
    times.bare.push(await inLanes(count, copy))
    await inLanes(count, propose)
    const spending = await spendingOf(ground)
    times.ours.push(await inLanes(count, create))
    const { node, postgres } = await spending()
    spent.node += node
    spent.postgres += postgres
    const of = (seconds: number | undefined) => Math.round(count / (seconds ?? 1))
    ground.say(`  round ${round + 1}: SQL ${of(times.bare.at(-1))}/s, ours ${of(times.ours.at(-1))}/s`)
  }
  await pool.end()
  await kysely.destroy()
  const each = (seconds: number) => (1000 * seconds) / (count * rounds)
  const [ours, bare] = [count / median(times.ours), count / median(times.bare)]
  return [
    { name: 'creates.sql', value: bare, unit: 'creates/s', ratio: null, ratioTo: '' },
    { name: 'creates', value: ours, unit: 'creates/s', ratio: ours / bare, ratioTo: 'creates.sql' },
    // What limits creates on a machine of few cores, and how often its disk takes a commit of its own.
    { name: 'creates.cpu.node', value: each(spent.node), unit: 'ms', ratio: null, ratioTo: '' },
    { name: 'creates.cpu.postgres', value: each(spent.postgres), unit: 'ms', ratio: null, ratioTo: '' },
    { name: 'creates.disk', value: flushesPerSecond(), unit: 'flushes/s', ratio: null, ratioTo: '' },
  ]
}

/** One page written and flushed after another, as the log of a database is by one connection alone. */
function flushesPerSecond(): number {
  const folder = mkdtempSync(path.join(tmpdir(), 'gongyang-flush-'))
  const file = openSync(path.join(folder, 'log'), 'w')
  try {
    writeSync(file, Buffer.alloc(16 * 2 ** 20))
    fsyncSync(file)
    const page = Buffer.alloc(8192, 1)
    const flushes = 2000
    const from = performance.now()
    for (let no = 0; no < flushes; no += 1) {
      writeSync(file, page, 0, page.length, no * page.length)
      fdatasyncSync(file)
    }
    return (1000 * flushes) / (performance.now() - from)
  } finally {
    closeSync(file)
    rmSync(folder, { recursive: true })
  }
}

export const benches: Bench[] = [{ name: 'creates', run: creates }]
