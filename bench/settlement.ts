/**
 * 100,000 person-months settled, explained and stored through the door (batches under row-level security, record included)
 * against one set-based INSERT … SELECT that builds and hashes the same trees; and the time per person-month as it grows.
 */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import * as z from 'zod'
import { givenService, givenServiceMonth } from '#modules/settlement/given.ts'
import { type Bench, type Figure, type Ground, median, timed } from './harness.ts'
import { resourcesOf } from './resources.ts'

const month = '2023-08'
const rounds = 5
const Computed = z.object({ statementId: z.string(), status: z.string() })

/** Settles the month of a provider as the worker would: compute, every batch, publish. */
async function settle(ground: Ground, organisationId: string, replaces: string | undefined): Promise<string> {
  const clerk = ground.actor('county-clerk')
  const answer = await ground.ask(clerk, 'settlement.compute', {
    month,
    organisationId,
    ...(replaces ? { replaces } : {}),
  })
  const { statementId, status } = Computed.parse(answer)
  if (status === 'computed') return statementId
  const chunks = await ground.superuser.query<{ no: number }>(
    'select no from settlement.chunk where statement_id = $1 order by no',
    [statementId],
  )
  // Two hands, as the worker has.
  const lane = async (first: number) => {
    for (let at = first; at < chunks.rows.length; at += 2)
      await ground.ask(ground.system, 'settlement.computeChunk', { statementId, no: chunks.rows[at]?.no ?? 0 })
  }
  await Promise.all([lane(0), lane(1)])
  await ground.ask(ground.system, 'settlement.publish', { statementId })
  return statementId
}

interface Given {
  organisationId: string
  persons: number
}

async function given(ground: Ground, persons: number, provider: string): Promise<Given> {
  ground.say(`  ${provider}: ${persons} persons …`)
  const towns = 10
  const each = Math.ceil(persons / towns)
  const heads = {
    able: Math.floor(each * 0.7),
    partly_able: Math.floor(each * 0.2),
    unable: each - Math.floor(each * 0.7) - Math.floor(each * 0.2),
  }
  const townships = Object.fromEntries(
    Array.from({ length: towns }, (_, index) => [`${provider}${index + 1}镇`, heads]),
  )
  const service = await givenService(ground.superuser, { provider, townships })
  await givenServiceMonth(ground.superuser, service, { visits: 1 })
  // As autovacuum leaves tables within a minute of such an import.
  await ground.superuser.query('vacuum analyze')
  return { organisationId: service.organisationId, persons: service.persons.length }
}

const sqlOf = (name: string) => readFile(path.join(import.meta.dirname, `${name}.sql`), 'utf8')

/** The roster as the edition sees it, already looked up: what the SQL starts from. */
async function layOut(ground: Ground, statementId: string): Promise<void> {
  for (const statement of (await sqlOf('settlement-tables')).split(/(?<=;)\s*\n/))
    if (statement.trim()) await ground.superuser.query(statement)
  await ground.superuser.query(
    `insert into bench_rules select county_code, month, township_id::text, 'roster_month', 31, 18900, 31300, 62600, factor_times, factor_of
     from settlement.part where statement_id = $1`,
    [statementId],
  )
  await ground.superuser.query(
    `insert into bench_roster (county_code, month, township_id, person_id, roster_line_id, able_days, partly_able_days, unable_days,
       agreement_id, agreement_on, visit_count, visit_valid, visits_digest, excluded)
     select county_code, month, township_id::text, person_id, roster_line_id, case level when 'able' then 31 else 0 end,
       case level when 'partly_able' then 31 else 0 end, case level when 'unable' then 31 else 0 end,
       (line::jsonb->'agreement'->>'id')::uuid, (line::jsonb->'agreement'->>'on')::date, (line::jsonb->'visits'->>'count')::int,
       (line::jsonb->'visits'->>'valid')::int, line::jsonb->'visits'->>'digest', line::jsonb->>'excluded'
     from settlement.line where statement_id = $1`,
    [statementId],
  )
  await ground.superuser.query('analyze bench_roster')
}

/** Every row of both sides has its twin: same person, bytes, hash, amount and base; and neither side has a row more. */
async function requireSame(ground: Ground, statementId: string, persons: number): Promise<void> {
  const { rows } = await ground.superuser.query<{ same: number; theirs: number; ours: number }>(
    `select count(*) filter (where l.line = b.line and l.hash = b.hash and l.amount_fen = b.amount and l.base_fen = b.base
         and l.township_id::text = b.township_id)::int as same,
       count(b.person_id)::int as theirs, count(l.person_id)::int as ours
     from bench_line b full join (select * from settlement.line where statement_id = $1) l on l.person_id = b.person_id`,
    [statementId],
  )
  const found = rows[0]
  if (found?.same !== persons || found.theirs !== persons || found.ours !== persons)
    throw new Error(`of ${persons} rows: ${JSON.stringify(found)}`)
}

/** The hash over the lines of each part, which the statement stands on, is what SQL makes of its own rows. */
async function requireSameParts(ground: Ground, statementId: string): Promise<void> {
  const hashes = await sqlOf('settlement-lines-hash')
  const { rows } = await ground.superuser.query<{ different: number }>(
    `with theirs as (${hashes})
     select count(*)::int as different
     from theirs full join (select * from settlement.part where statement_id = $1) p on p.township_id::text = theirs.township_id
     where (p.lines_hash, p.fees_fen) is distinct from (theirs.lines_hash, theirs.fees)`,
    [statementId],
  )
  if (rows[0]?.different !== 0) throw new Error(`${rows[0]?.different} parts are not the same`)
}

async function againstSql(ground: Ground): Promise<Figure[]> {
  const { organisationId, persons } = await given(ground, Math.round(100_000 * ground.scale), '甲机构')
  let statementId = await settle(ground, organisationId, undefined)
  await layOut(ground, statementId)
  const insert = await sqlOf('settlement-insert')
  const times: { ours: number[]; sql: number[] } = { ours: [], sql: [] }
  for (let round = 0; round < rounds; round += 1) {
    await ground.superuser.query('truncate bench_line')
    times.sql.push(await timed(() => ground.superuser.query(insert)))
    times.ours.push(await timed(async () => void (statementId = await settle(ground, organisationId, statementId))))
    await ground.superuser.query('analyze bench_line')
    await requireSame(ground, statementId, persons)
    await requireSameParts(ground, statementId)
    ground.say(`  round ${round + 1}: SQL ${times.sql.at(-1)?.toFixed(2)} s, ours ${times.ours.at(-1)?.toFixed(2)} s`)
  }
  const [ours, sql] = [persons / median(times.ours), persons / median(times.sql)]
  return [
    { name: 'settlement.sql', value: sql, unit: 'person-months/s', ratio: null, ratioTo: '' },
    { name: 'settlement.month', value: ours, unit: 'person-months/s', ratio: ours / sql, ratioTo: 'settlement.sql' },
  ]
}

/** The small month first, while nothing else lies in the database; then the large one. */
async function asItGrows(ground: Ground): Promise<Figure[]> {
  const small = await perPerson(ground, {
    persons: Math.round(10_000 * Math.min(1, ground.scale * 10)),
    provider: '乙机构',
    runs: 5,
  })
  const large = await perPerson(ground, { persons: Math.round(1_000_000 * ground.scale), provider: '丙机构', runs: 1 })
  const rows = (name: string, unit: string, value: 'micros' | 'cpuMicros' | 'node' | 'postgres'): Figure[] => [
    { name: `${name}.${small.persons}`, value: small[value], unit, ratio: null, ratioTo: '' },
    {
      name: `${name}.${large.persons}`,
      value: large[value],
      unit,
      ratio: large[value] / small[value],
      ratioTo: `${name}.${small.persons}`,
    },
  ]
  return [
    ...rows('settlement.per-person', 'µs', 'micros'),
    ...rows('settlement.cpu-per-person', 'µs', 'cpuMicros'),
    ...rows('settlement.memory.node', 'MB', 'node'),
    ...rows('settlement.memory.postgres', 'MB', 'postgres'),
  ]
}

interface Growing {
  persons: number
  provider: string
  runs: number
}

async function perPerson(ground: Ground, { persons: asked, provider, runs }: Growing) {
  const { organisationId, persons } = await given(ground, asked, provider)
  const times: number[] = []
  let statementId: string | undefined
  const { node, postgres, cpu } = await resourcesOf(ground, async () => {
    for (let round = 0; round < runs; round += 1)
      times.push(await timed(async () => void (statementId = await settle(ground, organisationId, statementId))))
  })
  const micros = (median(times) / persons) * 1e6
  const cpuMicros = (cpu / runs / persons) * 1e6
  const words = `${micros.toFixed(0)} µs, of processors ${cpuMicros.toFixed(0)} µs`
  ground.say(`  ${persons}: ${words}, at most ${node.toFixed(0)} + ${postgres.toFixed(0)} MB`)
  return { persons, micros, cpuMicros, node, postgres }
}

export const benches: Bench[] = [
  { name: 'settlement', run: againstSql },
  { name: 'settlement-growth', run: asItGrows },
]
