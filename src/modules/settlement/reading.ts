/** Lists, one statement, its persons, and what a person's months came to. */
import { sql, type RawBuilder } from 'kysely'
import { PlainMonth } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part } from '#platform/module.ts'
import { flat, personTree, rootsOf } from './branches.ts'
import { type LineRow, settlement, type StatementRow, StatementStatus } from './contract.ts'
import { objectionsToDeduction } from './deductions.ts'
import { differenceOf } from './difference.ts'
import { namesFor, shownName } from './names.ts'
import { readinessOf } from './readiness.ts'
import { closedStatement, packsOfStatement, type StatementRecord, statementOf, wholeStatement } from './stored.ts'

const db = tablesOf<'settlement', 'rosters' | 'persons'>()

const headColumns = (context: Context) => sql`
  select s.id, s.number, s.month, s.organisation_id, coalesce(o.name, '') as organisation, s.status, s.final, s.person_count, s.paid_count,
    s.base_fen as base, s.fees_fen as fees, s.deducted_fen as deducted, s.corrected_fen as corrected, s.carried_fen + s.claimed_fen as excess,
    s.payable_fen as payable, s.hash, s.computed_at,
    coalesce((select case when count(distinct (p.factor_times, p.factor_of)) > 1 then '各乡镇系数'
        when min(p.factor_times) * 10000 % min(p.factor_of) = 0 then trim_scale(min(p.factor_times)::numeric / min(p.factor_of))::text
        else min(p.factor_times) || '/' || min(p.factor_of) end
      from settlement.part p where p.county_code = s.county_code and p.statement_id = s.id), '') as factor
  from settlement.statement s
  left join access.organisation_view o on o.county_code = s.county_code and o.id = s.organisation_id
  where s.county_code = ${context.county} and s.status <> 'abandoned'`

export const reading = part(settlement, {
  async list(context, input) {
    const where = sql.join(
      [
        input.month ? sql`and s.month = ${input.month}` : sql``,
        input.organisationId ? sql`and s.organisation_id = ${input.organisationId}` : sql``,
        input.status.length > 0 ? sql`and s.status = any(${input.status}::text[])` : sql``,
        input.superseded || input.status.includes('superseded') ? sql`` : sql`and s.status <> 'superseded'`,
      ],
      sql` `,
    )
    const rows = await sql<StatementRow>`${headColumns(context)} ${where}
      order by s.month desc, o.sort_order, o.name, s.computed_at desc
      limit ${input.pageSize} offset ${(input.page - 1) * input.pageSize}`.execute(context.transaction)
    const total = await sql<{ total: number }>`select count(*)::int as total from (
      select from settlement.statement s where s.county_code = ${context.county} and s.status <> 'abandoned' ${where} limit 1001) c`.execute(
      context.transaction,
    )
    context.shows(input, rows.rows.length)
    return { rows: rows.rows, total: total.rows[0]?.total ?? 0, at: context.now }
  },

  async ready(context, { month }) {
    const rows = await sql<{
      organisationId: string
      organisation: string
      persons: number
      statementId: string | null
      status: string | null
    }>`
      select r.organisation_id, coalesce(o.name, '') as organisation, r.person_count as persons, s.id as statement_id, s.status
      from rosters.roster_view r
      left join access.organisation_view o on o.county_code = r.county_code and o.id = r.organisation_id
      left join settlement.statement s on s.county_code = r.county_code and s.month = r.month and s.organisation_id = r.organisation_id
        and s.status not in ('superseded', 'abandoned')
      where r.county_code = ${context.county} and r.month = ${month} order by o.sort_order, o.name`.execute(
      context.transaction,
    )
    const answers = []
    for (const { status, ...row } of rows.rows) {
      const { verdict, townships } = await readinessOf(context, { month, organisationId: row.organisationId }, true)
      const missing = townships.filter(({ evaluation }) => !evaluation).map(({ id, name }) => ({ id, name }))
      answers.push({
        ...row,
        missing,
        allowed: verdict.allowed,
        reasons: verdict.reasons,
        status: status === null ? null : StatementStatus.parse(status),
      })
    }
    return answers
  },

  async statement(context, { statementId }) {
    const record = await statementOf(context, statementId)
    if (record.status === 'computing') refuse('conflict', 'computing', '结算正在计算，完成后可以查看')
    const statement = await closedStatement(context, record)
    const rows = await sql<StatementRow>`${headColumns(context)} and s.id = ${statementId}`.execute(context.transaction)
    const row = rows.rows[0] ?? refuse('not_found', 'statement', '没有找到这张结算单，或不在您的辖区')
    const refused = statement.parts.flatMap((each) => each.refused)
    context.shows({ statementId }, statement.total.persons)
    return {
      ...row,
      edition: record.edition,
      knownAt: record.knownAt,
      contractNumber: record.contractNumber,
      packs: packsOfStatement(record),
      computedBy: record.computedByName,
      monthClosed: await isClosed(context, record.month),
      part: ownPart(context, record),
      supersededBy: record.supersededBy,
      previousId: await previousOf(context, record),
      approvals: await approvalsOf(context, statementId),
      views: await rootsOf(context, record, statement),
      refused: refused.map(({ deduction }) => ({
        finding: deduction.id,
        amount: deduction.amount,
        reasons: objectionsToDeduction(deduction, statement.policy),
      })),
      corrections: await correctionRows(context, sql`c.statement_id = ${statementId}`),
      correctedLater: await correctionRows(context, sql`c.about_statement_id = ${statementId}`),
    }
  },

  async lines(context, input) {
    const { statementId, page, pageSize } = input
    await statementOf(context, statementId)
    const where = sql.join(
      [
        input.townshipId ? sql`and l.township_id = ${input.townshipId}` : sql``,
        input.level ? sql`and l.level = ${input.level}` : sql``,
        input.text.trim() ? sql`and strpos(p.name, ${input.text.trim()}) > 0` : sql``,
        input.onlyUnpaid ? sql`and l.branch = 'unpaid'` : sql``,
      ],
      sql` `,
    )
    const rows = await lineRows(
      context,
      statementId,
      sql`${where} order by t.sort_order, t.name, v.sort_order, p.name_sort, p.id
      limit ${pageSize} offset ${(page - 1) * pageSize}`,
    )
    const sums = await sql<{ total: number; sum: bigint }>`
      select count(*)::int as total, coalesce(sum(l.amount_fen), 0)::bigint as sum from settlement.line l
      join persons.person_view p on p.county_code = l.county_code and p.id = l.person_id
      where l.county_code = ${context.county} and l.statement_id = ${statementId} ${where}`.execute(context.transaction)
    context.shows(input, rows.length)
    return { rows, total: sums.rows[0]?.total ?? 0, sum: sums.rows[0]?.sum ?? 0n, at: context.now }
  },

  async line(context, { statementId, personId }) {
    const record = await statementOf(context, statementId)
    const { node, json } = await personTree(context, record, personId)
    const [row] = await lineRows(context, statementId, sql`and l.person_id = ${personId}`)
    return { row: row ?? refuse('not_found', 'line', '这张结算单上没有这个人'), tree: flat(node, personId), json }
  },

  async difference(context, { a, b }) {
    const [before, after] = [await wholeOf(context, a), await wholeOf(context, b)]
    const persons = [before, after].flatMap(({ parts }) =>
      parts.flatMap(({ lines }) => lines.map(({ person }) => person)),
    )
    const found = differenceOf(before, after, await namesFor(context, persons))
    context.shows({ a, b }, found.sentences.length)
    const sentences = found.sentences.map(({ text, amount, persons: own }) => ({ text, amount, persons: own }))
    return { sentences, total: found.total, text: found.text }
  },

  async ofPerson(context, { personId }) {
    context.concerns(personId)
    const rows = await sql<OfPerson>`
      select s.month, s.id as statement_id, s.number, coalesce(o.name, '') as organisation, s.status, l.level, l.base_fen as accrued,
        l.amount_fen as settled,
        coalesce((select sum(c.amount_fen) from settlement.correction c where c.county_code = l.county_code
          and c.about_statement_id = s.id and c.person_id = l.person_id and c.carried_from is null), 0)::bigint as corrected,
        ((l.line::jsonb)->'visits'->>'count')::int as visits, ((l.line::jsonb)->'visits'->>'valid')::int as valid,
        (l.line::jsonb)->>'excluded' as excluded
      from settlement.line l
      join settlement.statement s on s.county_code = l.county_code and s.id = l.statement_id
      left join access.organisation_view o on o.county_code = s.county_code and o.id = s.organisation_id
      where l.county_code = ${context.county} and l.person_id = ${personId}
        and s.status in ('computed', 'submitted', 'civil_approved', 'finance_approved', 'returned')
      order by s.month desc limit 120`.execute(context.transaction)
    return rows.rows
  },
})

type OfPerson = Awaited<ReturnType<Parameters<typeof part<typeof settlement, 'ofPerson'>>[1]['ofPerson']>>[number]

async function wholeOf(context: Context, statementId: string) {
  const record = await statementOf(context, statementId)
  if (!record.hash) refuse('conflict', 'computing', `结算单${record.number}还在计算，完成后可以比较`)
  return wholeStatement(context, record)
}

export async function lineRows(context: Context, statementId: string, rest: RawBuilder<unknown>): Promise<LineRow[]> {
  const rows = await sql<LineRow>`
    select l.person_id, p.name, l.township_id, coalesce(t.name, '') as township, coalesce(v.name, '') as village, l.level,
      l.base_fen as base, l.amount_fen as amount, encode(l.hash, 'hex') as hash,
      coalesce((select sum(d.amount_fen - d.excess_fen) from settlement.deduction d where d.county_code = l.county_code
        and d.statement_id = l.statement_id and d.person_id = l.person_id and d.refused = '{}'), 0)::bigint as deducted,
      (l.line::jsonb)->>'excluded' as excluded, ((l.line::jsonb)->'visits'->>'count')::int as visits,
      ((l.line::jsonb)->'visits'->>'valid')::int as valid
    from settlement.line l
    join persons.person_view p on p.county_code = l.county_code and p.id = l.person_id
    left join access.area_view t on t.id = l.township_id left join access.area_view v on v.id = p.village_id
    where l.county_code = ${context.county} and l.statement_id = ${statementId} ${rest}`.execute(context.transaction)
  return rows.rows.map((row) => ({ ...row, name: shownName(context, row.name) }))
}

async function isClosed(context: Context, month: string): Promise<boolean> {
  const plan = await db(context)
    .selectFrom('rosters.monthView')
    .select('status')
    .where('countyCode', '=', context.county)
    .where('month', '=', month)
    .executeTakeFirst()
  return plan?.status === 'closed'
}

/** Whether the reader decides now. Three different persons in all: who computed or sent it never approves it. */
function ownPart(context: Context, record: StatementRecord): 'decides' | 'made_it' | 'looks_on' {
  const { accountId, operations } = context.actor
  const waiting = { submitted: 'settlement.approveCivil', civil_approved: 'settlement.approveFinance' }
  const operation =
    record.status === 'submitted' || record.status === 'civil_approved' ? waiting[record.status] : undefined
  if (!operation) return 'looks_on'
  const had = [record.computedBy, record.submittedBy, record.civilBy].includes(accountId)
  if (had) return 'made_it'
  return operations.has(operation) ? 'decides' : 'looks_on'
}

export async function approvalsOf(context: Context, statementId: string) {
  return db(context)
    .selectFrom('settlement.approval')
    .select(['step', 'byName as name', 'byRole as role', 'at', 'words', 'statementHash as hash'])
    .where('countyCode', '=', context.county)
    .where('statementId', '=', statementId)
    .orderBy('at')
    .orderBy('id')
    .execute()
}

async function previousOf(context: Context, { month, organisationId }: StatementRecord): Promise<string | null> {
  const found = await db(context)
    .selectFrom('settlement.statementView')
    .select('id')
    .where('countyCode', '=', context.county)
    .where('organisationId', '=', organisationId)
    .where('month', '<', month)
    .where('status', '<>', 'superseded')
    .orderBy('month', 'desc')
    .executeTakeFirst()
  return found?.id ?? null
}

async function correctionRows(context: Context, which: RawBuilder<unknown>) {
  const rows = await sql<{
    statementId: string
    number: string
    month: PlainMonth
    aboutMonth: PlainMonth
    aboutStatementId: string
    personId: string
    person: string
    amount: bigint
    reason: string
  }>`
    select c.statement_id, s.number, c.month, c.about_month, c.about_statement_id, c.person_id, coalesce(p.name, '') as person,
      c.amount_fen as amount, c.reason
    from settlement.correction c
    join settlement.statement s on s.county_code = c.county_code and s.id = c.statement_id and s.status not in ('superseded', 'abandoned')
    left join persons.person_view p on p.county_code = c.county_code and p.id = c.person_id
    where c.county_code = ${context.county} and ${which} order by c.month, c.no`.execute(context.transaction)
  return rows.rows.map((row) => ({ ...row, person: shownName(context, row.person) }))
}
