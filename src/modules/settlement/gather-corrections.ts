/** Difference lines: what became known about settled months, brought into the present one. A settled month is never touched. */
import { sql } from 'kysely'
import { firstDay, type Instant, lastDay, type PlainMonth } from '#kernel/calendar.ts'
import { sumOf } from '#kernel/money.ts'
import type { SelfCareLevel } from '#kernel/self-care.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { correctionsFor, type SettledMonth } from './difference.ts'
import { gatherAgain } from './gather.ts'
import type { Provider } from './gather-parts.ts'
import type { Correction, Evaluation } from './month-input.ts'
import { monthRules } from './paid-days.ts'
import { factorFor } from './rules.ts'
import { settleLines } from './settle-lines.ts'
import { factsOfStatement, headOfRecord, type StatementRecord, storedLines, type StoredLine } from './stored.ts'
import { readLine } from './line.ts'
import { exclusionText, nationalLevels } from './words.ts'

const db = tablesOf<'settlement'>()

export type PlacedCorrection = Correction & {
  township: string
  about: string
  reason: string
  carriedFrom: PlainMonth | null
}

type Asked = Provider & { knownAt: Instant; replaces: string | null }

export async function correctionsOf(context: Context, asked: Asked): Promise<PlacedCorrection[]> {
  const settled = await db(context)
    .selectFrom('settlement.statement')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('organisationId', '=', asked.organisationId)
    .where('month', '<', asked.month)
    .where('status', '=', 'finance_approved')
    .orderBy('month')
    .execute()
  const found: PlacedCorrection[] = []
  for (const record of settled) found.push(...(await correctionsAbout(context, asked, record)))
  return [...found, ...(await carriedCorrections(context, asked))]
}

interface Concerned {
  personId: string
  /** Present when the person should have been on the roster and was not. */
  adjustmentId: string | null
  townshipId: string | null
  level: SelfCareLevel | null
}

async function correctionsAbout(context: Context, asked: Asked, record: StatementRecord): Promise<PlacedCorrection[]> {
  const concerned = await concernedIn(context, asked, record)
  if (concerned.length === 0) return []
  const head = headOfRecord(record)
  const persons = concerned.map(({ personId }) => personId)
  const before = await storedLines(context, record.id, persons)
  const onRoster = new Map(before.map((line) => [line.personId, line]))
  const lines = concerned.flatMap((each) => lineToGather(each, onRoster.get(each.personId)))
  const gathering = { ...head, organisationId: record.organisationId, knownAt: asked.knownAt }
  const again = await gatherAgain(context, gathering, lines)
  const rules = monthRules(head)
  const evaluations = new Map(factsOfStatement(record).parts.map((part) => [part.township, part.evaluation]))
  const now = [...Map.groupBy(again, ({ townshipId }) => townshipId)].map(([township, own]) => ({
    township,
    lines: settleLines(
      own.map(({ line }) => line),
      factorFor(evaluations.get(township) ?? notEvaluated, rules.policy.factor),
      rules,
    ),
  }))
  const known = { month: head.month, parts: placed(before) }
  const already = await alreadyCorrected(context, record.id, asked.replaces)
  const words = reasonsOf(before, now)
  return correctionsFor(known, { parts: now }, already).map((each) => ({
    ...each,
    about: record.id,
    reason: words.get(each.person) ?? '',
    carriedFrom: null,
  }))
}

const notEvaluated: Evaluation = { way: 'default_approved', id: 'none' }

const lineToGather = (each: Concerned, stored: StoredLine | undefined) => {
  if (stored)
    return [
      {
        lineId: readLine(stored.line).roster,
        personId: each.personId,
        townshipId: stored.townshipId,
        level: stored.level,
      },
    ]
  if (!each.adjustmentId || !each.townshipId) return []
  return [{ lineId: each.adjustmentId, personId: each.personId, townshipId: each.townshipId, level: each.level }]
}

const placed = (lines: readonly StoredLine[]): SettledMonth['parts'] =>
  [...Map.groupBy(lines, ({ townshipId }) => townshipId)].map(([township, own]) => ({
    township,
    lines: own.map(({ personId, amount, hash }) => ({ person: personId, amount, hash })),
  }))

/** Persons of the settled month of whom something was learnt since: facts, absences, and adjustments to its roster. */
async function concernedIn(context: Context, asked: Asked, record: StatementRecord): Promise<Concerned[]> {
  const month = headOfRecord(record).month
  const { county } = context
  const rows = await sql<Concerned>`
    select l.person_id, null::uuid as adjustment_id, null::uuid as township_id, null::text as level
    from settlement.line l
    where l.county_code = ${county} and l.statement_id = ${record.id} and (
      exists (select from persons.fact_view f where f.county_code = l.county_code and f.person_id = l.person_id
        and f.kind in ('status', 'mode', 'level', 'end_reason') and f.from_on <= ${lastDay(month)}::date
        and f.known_at > (select r.locked_at from rosters.roster_view r where r.county_code = ${county} and r.id = ${record.rosterId})
        and f.known_at <= ${asked.knownAt}::timestamptz)
      or exists (select from persons.absence_view a where a.county_code = l.county_code and a.person_id = l.person_id
        and a.from_on <= ${lastDay(month)}::date and (a.to_on is null or a.to_on >= ${firstDay(month)}::date)
        and a.known_at > ${record.knownAt}::timestamptz and a.known_at <= ${asked.knownAt}::timestamptz))
    union all
    select j.person_id, j.id, j.township_id, nullif(j.new_value, '')
    from rosters.adjustment_view j
    where j.county_code = ${county} and j.about_month = ${month} and j.organisation_id = ${record.organisationId}
      and j.kind = 'should_be_on' and j.known_at <= ${asked.knownAt}::timestamptz
      and not exists (select from settlement.line l where l.county_code = j.county_code and l.statement_id = ${record.id}
        and l.person_id = j.person_id)
    order by person_id`.execute(context.transaction)
  return rows.rows
}

/** What other statements already put right, without what they only took over from each other. */
async function alreadyCorrected(context: Context, about: string, replaces: string | null): Promise<Correction[]> {
  const rows = await sql<Correction>`
    select c.no as id, c.about_month as month, c.person_id as person, c.amount_fen as amount, c.before_hash as before, c.after_hash as after
    from settlement.correction c
    join settlement.statement s on s.county_code = c.county_code and s.id = c.statement_id
    where c.county_code = ${context.county} and c.about_statement_id = ${about} and c.carried_from is null
      and s.status not in ('superseded', 'abandoned') and s.id is distinct from ${replaces}::uuid
    order by c.no`.execute(context.transaction)
  return rows.rows
}

async function carriedCorrections(context: Context, asked: Asked): Promise<PlacedCorrection[]> {
  const rows = await sql<Omit<PlacedCorrection, 'carriedFrom'> & { carriedFrom: PlainMonth }>`
    select c.no as id, c.about_month as month, c.person_id as person, -c.excess_fen as amount, c.before_hash as before,
      c.after_hash as after, c.township_id as township, c.about_statement_id as about, c.reason, c.month as carried_from
    from settlement.correction c
    join settlement.statement s on s.county_code = c.county_code and s.id = c.statement_id and s.status = 'finance_approved'
    where c.county_code = ${context.county} and c.organisation_id = ${asked.organisationId} and c.month < ${asked.month}
      and c.excess_rule = 'carry'
      and not exists (select from settlement.correction n
        join settlement.statement t on t.county_code = n.county_code and t.id = n.statement_id
        where n.county_code = c.county_code and n.no = c.no and n.carried_from = c.month
          and t.status not in ('superseded', 'abandoned') and t.id is distinct from ${asked.replaces}::uuid)
    order by c.no`.execute(context.transaction)
  return rows.rows
}

type Settled = { lines: readonly { person: string; json: string }[] }

/** 半失能 → 失能, 半失能 → 已死亡，不计入: what the month was taken for and what it turned out to be. */
function reasonsOf(before: readonly StoredLine[], now: readonly Settled[]): Map<string, string> {
  const old = new Map(before.map((line) => [line.personId, wordsOf(line.line)]))
  return new Map(
    now.flatMap(({ lines }) =>
      lines.map(({ person, json }) => [person, `${old.get(person) ?? '不在名册'} → ${wordsOf(json)}`]),
    ),
  )
}

function wordsOf(json: string): string {
  const { children, excluded } = readLine(json)
  if (excluded) return `${exclusionText[excluded]}，不计入`
  return (children[0]?.days ?? []).map(({ level, count }) => `${nationalLevels[level]}${count}天`).join('、')
}

export const sumOfCorrections = (all: readonly { amount: bigint }[]): bigint => sumOf(all.map(({ amount }) => amount))
