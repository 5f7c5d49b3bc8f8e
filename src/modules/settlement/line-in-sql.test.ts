/** The bench compares with SQL that writes the very same bytes: here on PostgreSQL itself. */
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { daysInMonth, plainDate, plainMonth } from '#kernel/calendar.ts'
import type { SelfCareLevel } from '#kernel/self-care.ts'
import { type FreshDatabase, freshDatabase } from '../../../test/database.ts'
import { byDayPolicy, givenLine, givenMonth, givenPart, shenxianPolicy, withFactor } from './given.ts'
import { levels, type PersonMonth, readLine, visitsDigest } from './line.ts'
import { settleMonth1 } from './month-1.ts'
import type { MonthInput, RosterLine } from './month-input.ts'
import type { MonthStatement } from './statement.ts'

const sqlOf = (name: string) => readFileSync(`bench/${name}.sql`, 'utf8')
let database: FreshDatabase
let client: pg.Client

beforeAll(async () => {
  database = await freshDatabase()
  client = new pg.Client(database)
  await client.connect()
  for (const table of sqlOf('settlement-tables').split(/(?<=;)\s*\n/)) if (table.trim()) await client.query(table)
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

/** Ids as the application makes them, some of them next to each other in order. */
const uuid = (kind: number, index: number) =>
  `0190${String(kind).padStart(4, '0')}-${(index * 7919).toString(16).padStart(4, 'f').slice(-4)}-7000-8000-${index.toString(16).padStart(12, '0')}`

function line(index: number, more: Partial<RosterLine> = {}): RosterLine {
  const agreement = { id: uuid(3, index), on: plainDate(index % 3 ? '2023-05-20' : '2023-09-04') }
  const visits = { count: index % 31, valid: index % 17, digest: visitsDigest([String(index)]) }
  return givenLine(uuid(1, index), levels[index % 3] ?? 'able', { roster: uuid(2, index), agreement, visits, ...more })
}

/** What a caller has looked up, put into the roster table: days by level and unpaid days are facts of the roster there. */
async function fill(input: MonthInput, statement: MonthStatement): Promise<void> {
  const { county: county_code, month: own, policy } = input
  const rates = Object.fromEntries(levels.map((level) => [level, Number(policy.rates.value[level])]))
  const parts = statement.parts.map(({ township: township_id, factor, lines }) => {
    const read = lines.map((each) => readLine(each.json))
    const rule = read[0]?.rule ?? 'roster_month'
    return { read, rules: { county_code, month: own, township_id, rule, days: daysInMonth(own), ...rates, ...factor } }
  })
  await load(
    'bench_rules',
    parts.map(({ rules }) => rules),
  )
  await load(
    'bench_roster',
    parts.flatMap(({ read, rules }) => read.map((each) => ({ ...rules, ...rosterRow(each) }))),
  )
}

function rosterRow({ person, roster, agreement, visits, excluded, children: [base] }: PersonMonth) {
  const days = (level: SelfCareLevel) => base?.days.find((each) => each.level === level)?.count ?? 0
  return {
    person_id: person,
    roster_line_id: roster,
    able_days: days('able'),
    partly_able_days: days('partly_able'),
    unable_days: days('unable'),
    less: JSON.stringify(base?.less ?? []),
    agreement_id: agreement?.id,
    agreement_on: agreement?.on,
    visit_count: visits.count,
    visit_valid: visits.valid,
    visits_digest: visits.digest,
    excluded,
  }
}

const load = (table: 'bench_rules' | 'bench_roster', rows: object[]) =>
  client.query(`insert into ${table} select * from json_populate_recordset(null::${table}, $1)`, [JSON.stringify(rows)])

async function settledInSql(input: MonthInput) {
  const statement = settleMonth1(input)
  await client.query('truncate bench_roster, bench_rules, bench_line')
  await fill(input, statement)
  await client.query(sqlOf('settlement-insert'))
  const lines = await client.query<{ line: string; hash: string; amount: string; base: string }>(
    `select line, encode(hash, 'hex') as hash, amount, base from bench_line order by township_id, person_id`,
  )
  const parts = await client.query<{ fees: string; lines_hash: string }>(sqlOf('settlement-lines-hash'))
  return { statement, lines: lines.rows, parts: parts.rows }
}

const august = Array.from({ length: 60 }, (_, index) => line(index))
const halves = (index: number): RosterLine['spans'] => [
  { from: plainDate('2023-09-01'), to: plainDate(`2023-09-${10 + (index % 15)}`), level: levels[index % 3] ?? 'able' },
  {
    from: plainDate(`2023-09-${11 + (index % 15)}`),
    to: plainDate('2023-09-29'),
    level: levels[(index + 1) % 3] ?? 'able',
  },
]
const september = Array.from({ length: 60 }, (_, index) => line(index, { spans: halves(index) }))
const month = plainMonth('2023-09')

test.each<[string, MonthInput]>([
  [
    'the roster month with factor 1 and persons who are not paid',
    givenMonth(
      [
        givenPart('371522101', [
          ...august.slice(0, 40),
          line(70, { agreement: null }),
          line(71, { exclusion: 'died' }),
        ]),
        givenPart('371522102', august.slice(40)),
      ],
      { month, policy: { ...shenxianPolicy, lateAgreement: { value: 'next_month', citations: [] } } },
    ),
  ],
  [
    'a factor that takes off and needs rounding',
    givenMonth([givenPart('371522101', august)], { month, policy: withFactor(shenxianPolicy, 937, 1000) }),
  ],
  [
    'a factor above one, by day, with mixed levels and unpaid days',
    givenMonth([givenPart('371522101', september)], { month, policy: withFactor(byDayPolicy, 103, 100) }),
  ],
])('%s: SQL writes the same bytes, hashes, amounts and hash of hashes', async (_, input) => {
  const { statement, lines, parts } = await settledInSql(input)
  const ours = statement.parts.flatMap((part) => part.lines)
  expect(lines.map((each) => each.line)).toEqual(ours.map((each) => each.json))
  expect(lines.map((each) => each.hash)).toEqual(ours.map((each) => each.hash))
  expect(lines.map((each) => [each.amount, each.base])).toEqual(ours.map((each) => [`${each.amount}`, `${each.base}`]))
  expect(parts.map(({ fees, lines_hash }) => ({ fees, lines_hash }))).toEqual(
    statement.parts.map((part) => ({ fees: `${part.figures.fees}`, lines_hash: part.linesHash })),
  )
})
