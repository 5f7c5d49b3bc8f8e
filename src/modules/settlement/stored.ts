/** Stored statements read back into the plain data that the computing editions know. */
import * as z from 'zod'
import { sql } from 'kysely'
import { PlainMonth } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import type { SelfCareLevel } from '#kernel/self-care.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { parseJson } from '#platform/parse-json.ts'
import { readLine } from './line.ts'
import { closePart, monthOfParts } from './month-1.ts'
import { MonthPolicy, PartInput, RosterLine, type MonthInput } from './month-input.ts'
import { monthRules } from './paid-days.ts'
import type { SettledLine } from './settle-lines.ts'
import type { MonthStatement } from './statement.ts'

const db = tablesOf<'settlement'>()

export const PartFacts = PartInput.omit({ lines: true })
export type PartFacts = z.infer<typeof PartFacts>

/** The parts without their lines, and where each correction comes from. */
export const StatementFacts = z.object({
  parts: z.array(PartFacts),
  corrections: z.array(
    z.object({ id: z.string(), about: z.uuid(), reason: z.string(), carriedFrom: PlainMonth.nullable() }),
  ),
})
export type StatementFacts = z.infer<typeof StatementFacts>

/** What an edition was given for a line besides what the line itself says. */
export const Extra = RosterLine.pick({ spans: true, absences: true, verifiedDays: true, exclusion: true })
export type Extra = z.infer<typeof Extra>

export async function statementOf(context: Context, statementId: string) {
  const found = await db(context)
    .selectFrom('settlement.statement')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', statementId)
    .where('status', '<>', 'abandoned')
    .executeTakeFirst()
  return found ?? refuse('not_found', 'statement', '没有找到这张结算单，或不在您的辖区')
}
export type StatementRecord = Awaited<ReturnType<typeof statementOf>>

export const policyOfStatement = ({ policy }: Pick<StatementRecord, 'policy'>): MonthPolicy =>
  MonthPolicy.parse(parseJson(policy))
export const factsOfStatement = ({ inputs }: Pick<StatementRecord, 'inputs'>): StatementFacts =>
  StatementFacts.parse(parseJson(inputs))

const Packs = z.array(z.object({ area: z.string(), sm3: z.string() }))
export const packsOfStatement = ({ packs }: Pick<StatementRecord, 'packs'>) => Packs.parse(packs)

export function headOfRecord(record: StatementRecord): Omit<MonthInput, 'parts'> {
  return {
    county: record.countyCode,
    month: PlainMonth.parse(record.month),
    provider: record.organisationId,
    roster: record.rosterId,
    knownAt: record.knownAt,
    contractEndsOn: record.contractEndsOn,
    policy: policyOfStatement(record),
  }
}

export interface StoredLine {
  personId: string
  townshipId: string
  level: SelfCareLevel | null
  base: bigint
  amount: bigint
  extra: string | null
  line: string
  hash: string
}

export async function storedLines(
  context: Context,
  statementId: string,
  persons?: readonly string[],
): Promise<StoredLine[]> {
  const only = persons ? sql`and person_id = any(${[...persons]}::uuid[])` : sql``
  const rows = await sql<StoredLine>`
    select person_id, township_id, level, base_fen as base, amount_fen as amount, extra, line, encode(hash, 'hex') as hash
    from settlement.line where county_code = ${context.county} and statement_id = ${statementId} ${only}
    order by person_id`.execute(context.transaction)
  return rows.rows
}

export const settledLineOf = (stored: StoredLine): SettledLine => {
  const { person, roster, excluded } = readLine(stored.line)
  return { person, roster, amount: stored.amount, base: stored.base, excluded, json: stored.line, hash: stored.hash }
}

/** What the edition was given for this line, for computing it again. */
export function inputOfLine(stored: StoredLine): RosterLine {
  const { person, roster, agreement, visits } = readLine(stored.line)
  const extra: Extra = stored.extra ? Extra.parse(parseJson(stored.extra)) : {}
  return { person, roster, level: stored.level, agreement, visits, ...extra }
}

export interface PartFigures {
  townshipId: string
  persons: number
  paid: number
  base: bigint
  fees: bigint
  linesHash: string
}

/** Sums over the staged lines of each township, and the hash of their hashes in the order of persons. */
export async function partFigures(context: Context, statementId: string): Promise<Map<string, PartFigures>> {
  const rows = await sql<PartFigures>`
    select township_id, count(*)::int as persons, (count(*) filter (where branch <> 'unpaid'))::int as paid,
      sum(base_fen)::bigint as base, sum(amount_fen)::bigint as fees,
      encode(sha256(string_agg(hash, ''::bytea order by person_id)), 'hex') as lines_hash
    from settlement.line where county_code = ${context.county} and statement_id = ${statementId}
    group by township_id`.execute(context.transaction)
  return new Map(rows.rows.map((row) => [row.townshipId, row]))
}

const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

/** The same from the parts as they were published. */
async function publishedFigures(context: Context, statementId: string): Promise<Map<string, PartFigures>> {
  const rows = await db(context)
    .selectFrom('settlement.part')
    .select([
      'townshipId',
      'personCount as persons',
      'paidCount as paid',
      'baseFen as base',
      'feesFen as fees',
      'linesHash',
    ])
    .where('countyCode', '=', context.county)
    .where('statementId', '=', statementId)
    .execute()
  return new Map(rows.map((row) => [row.townshipId, row]))
}

/** The statement with its figures, deductions and corrections, its lines named by their hash only. */
export async function closedStatement(context: Context, record: StatementRecord): Promise<MonthStatement> {
  const head = headOfRecord(record)
  const rules = monthRules(head)
  const figures = await (record.hash ? publishedFigures : partFigures)(context, record.id)
  const parts = factsOfStatement(record).parts.map((part) => {
    const { persons = 0, paid = 0, base = 0n, fees = 0n, linesHash = emptyHash } = figures.get(part.township) ?? {}
    return { ...closePart(part, { persons, paid, base, fees, linesHash }, rules), lines: [] }
  })
  return monthOfParts(head, parts)
}

/** With every line: for comparing two months. */
export async function wholeStatement(context: Context, record: StatementRecord): Promise<MonthStatement> {
  const statement = await closedStatement(context, record)
  const byTownship = Map.groupBy(await storedLines(context, record.id), ({ townshipId }) => townshipId)
  const parts = statement.parts.map((part) => ({
    ...part,
    lines: (byTownship.get(part.township) ?? []).map(settledLineOf),
  }))
  return { ...statement, parts }
}
