/** One batch of roster lines, gathered, settled by the edition and stored. Done once, however often it is asked for. */
import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { refuse } from '#kernel/refusal.ts'
import { gatherLines, type GatheredLine } from './gather.ts'
import type { RosterLine } from './month-input.ts'
import { monthRules, type MonthRules } from './paid-days.ts'
import { factorFor } from './rules.ts'
import { settleLines, type SettledLine } from './settle-lines.ts'
import { factsOfStatement, headOfRecord, type StatementRecord } from './stored.ts'
import { byCode } from './line.ts'

const db = tablesOf<'settlement', 'rosters'>()

export async function settleChunk(context: Context, record: StatementRecord, no: number): Promise<number> {
  const chunk = await db(context)
    .selectFrom('settlement.chunk')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('statementId', '=', record.id)
    .where('no', '=', no)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (chunk.doneAt) return 0
  const head = headOfRecord(record)
  const gathering = {
    ...head,
    organisationId: record.organisationId,
    rosterId: record.rosterId,
    lockedAt: await lockedAt(context, record),
  }
  const gathered = await gatherLines(context, gathering, { first: chunk.firstLine, last: chunk.lastLine })
  const rules = monthRules(head)
  const evaluations = new Map(factsOfStatement(record).parts.map((part) => [part.township, part.evaluation]))
  const rows = [...Map.groupBy(gathered, ({ townshipId }) => townshipId)].flatMap(([townshipId, own]) => {
    const evaluation =
      evaluations.get(townshipId) ?? refuse('refused', 'township', '名册上有乡镇没有考评结论，请重新计算')
    return rowsOf(townshipId, own, { rules, factor: factorFor(evaluation, rules.policy.factor) })
  })
  await store(context, record, rows)
  await db(context)
    .updateTable('settlement.chunk')
    .set({ doneAt: context.now })
    .where('countyCode', '=', context.county)
    .where('statementId', '=', record.id)
    .where('no', '=', no)
    .execute()
  return rows.length
}

async function lockedAt(context: Context, { rosterId, knownAt }: StatementRecord) {
  const roster = await db(context)
    .selectFrom('rosters.rosterView')
    .select('lockedAt')
    .where('countyCode', '=', context.county)
    .where('id', '=', rosterId)
    .executeTakeFirstOrThrow()
  return roster.lockedAt ?? knownAt
}

interface Row {
  townshipId: string
  input: RosterLine
  settled: SettledLine
}

function rowsOf(
  townshipId: string,
  own: readonly GatheredLine[],
  by: { rules: MonthRules; factor: { times: number; of: number } },
): Row[] {
  const lines = own.map(({ line }) => line).toSorted((one, other) => byCode(one.person, other.person))
  return settleLines(lines, by.factor, by.rules).flatMap((settled, index) => {
    const input = lines[index]
    return input ? [{ townshipId, input, settled }] : []
  })
}

/**
 * Ten thousand rows in one round trip, a column as one text with a line feed between values: canonical JSON has none, and
 * nothing has to be escaped and read back as an array's text would.
 */
async function store(context: Context, record: StatementRecord, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return
  const column = (of: (row: Row) => string | bigint | null) =>
    sql`string_to_array(${rows.map((row) => of(row) ?? '').join('\n')}::text, E'\n')`
  await sql`
    insert into settlement.line (county_code, statement_id, month, organisation_id, entry_id, person_id, township_id, roster_line_id,
      level, branch, base_fen, amount_fen, extra, line, hash)
    select ${context.county}, ${record.id}::uuid, ${record.month}, ${record.organisationId}::uuid, ${context.entryId}::uuid,
      person_id::uuid, township_id::uuid, roster_line_id::uuid, nullif(level, ''), branch, base_fen::bigint, amount_fen::bigint,
      nullif(extra, ''), line, decode(hash, 'hex')
    from unnest(${column(({ settled }) => settled.person)}, ${column(({ townshipId }) => townshipId)},
      ${column(({ settled }) => settled.roster)}, ${column(({ input }) => input.level)}, ${column(({ settled }) => branchOf(settled))},
      ${column(({ settled }) => settled.base)}, ${column(({ settled }) => settled.amount)}, ${column(({ input }) => extraOf(input))},
      ${column(({ settled }) => settled.json)}, ${column(({ settled }) => settled.hash)})
      as t (person_id, township_id, roster_line_id, level, branch, base_fen, amount_fen, extra, line, hash)`.execute(
    context.transaction,
  )
  context.wrote('settlement.line')
}

/** Read from the line's own text, in which each level with a paid day stands once. */
function branchOf({ excluded, json }: SettledLine): string {
  if (excluded) return 'unpaid'
  const levels = [...json.matchAll(/"level":"(able|partly_able|unable)"/g)].map((match) => match[1])
  const [only, ...others] = levels
  return only && others.length === 0 ? only : 'mixed'
}

function extraOf({ spans, absences, verifiedDays, exclusion }: RosterLine): string | null {
  if (!spans && !absences && !verifiedDays && !exclusion) return null
  return JSON.stringify({ spans, absences, verifiedDays, exclusion })
}
