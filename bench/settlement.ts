/**
 * 100,000 person-months settled, explained and stored through the door (batches under row-level security, record included)
 * against one set-based INSERT … SELECT that builds and hashes the same trees; and the time per person-month as it grows.
 */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import * as z from 'zod'
import { givenService, type GivenService, givenServiceMonth } from '#modules/settlement/given.ts'
import { type Bench, type Figure, type Ground, median, timed } from './harness.ts'

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

async function given(ground: Ground, persons: number, provider: string): Promise<GivenService> {
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
  await givenServiceMonth(ground.superuser, service, { visits: persons > 200_000 ? 0 : 1 })
  await ground.superuser.query('analyze')
  return service
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

async function requireSame(ground: Ground, statementId: string, persons: number): Promise<void> {
  const same = await ground.superuser.query<{ same: number }>(
    `select count(*)::int as same from bench_line b join settlement.line l on l.county_code = b.county_code and l.statement_id = $1
       and l.person_id = b.person_id and l.line = b.line and l.hash = b.hash and l.amount_fen = b.amount and l.base_fen = b.base`,
    [statementId],
  )
  if (same.rows[0]?.same !== persons) throw new Error(`only ${same.rows[0]?.same} of ${persons} rows are the same`)
}

async function againstSql(ground: Ground): Promise<Figure[]> {
  const service = await given(ground, Math.round(100_000 * ground.scale), '甲机构')
  const persons = service.persons.length
  let statementId = await settle(ground, service.organisationId, undefined)
  await layOut(ground, statementId)
  const insert = await sqlOf('settlement-insert')
  const times: { ours: number[]; sql: number[] } = { ours: [], sql: [] }
  for (let round = 0; round < rounds; round += 1) {
    await ground.superuser.query('truncate bench_line')
    times.sql.push(await timed(() => ground.superuser.query(insert)))
    times.ours.push(
      await timed(async () => void (statementId = await settle(ground, service.organisationId, statementId))),
    )
    await requireSame(ground, statementId, persons)
    ground.say(`  round ${round + 1}: SQL ${times.sql.at(-1)?.toFixed(2)} s, ours ${times.ours.at(-1)?.toFixed(2)} s`)
  }
  const [ours, sql] = [persons / median(times.ours), persons / median(times.sql)]
  return [
    { name: 'settlement.sql', value: sql, unit: 'person-months/s', ratio: null, ratioTo: '' },
    { name: 'settlement.month', value: ours, unit: 'person-months/s', ratio: ours / sql, ratioTo: 'settlement.sql' },
  ]
}

async function asItGrows(ground: Ground): Promise<Figure[]> {
  const small = await perPerson(ground, Math.round(10_000 * Math.min(1, ground.scale * 10)), '乙机构')
  const large = await perPerson(ground, Math.round(1_000_000 * ground.scale), '丙机构')
  return [
    { name: 'settlement.per-person.10000', value: small, unit: 'µs', ratio: null, ratioTo: '' },
    {
      name: 'settlement.per-person.1000000',
      value: large,
      unit: 'µs',
      ratio: large / small,
      ratioTo: 'settlement.per-person.10000',
    },
  ]
}

async function perPerson(ground: Ground, persons: number, provider: string): Promise<number> {
  const service = await given(ground, persons, provider)
  const times: number[] = []
  let statementId: string | undefined
  const runs = persons > 200_000 ? 1 : 3
  for (let round = 0; round < runs; round += 1)
    times.push(await timed(async () => void (statementId = await settle(ground, service.organisationId, statementId))))
  return (median(times) / service.persons.length) * 1e6
}

export const benches: Bench[] = [
  { name: 'settlement', run: againstSql },
  { name: 'settlement-growth', run: asItGrows },
]
