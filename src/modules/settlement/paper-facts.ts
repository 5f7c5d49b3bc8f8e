/** What the printed statement and the sheets of an export say, from one stored statement. */
import { sql } from 'kysely'
import { momentText, monthText, PlainMonth, type PlainDate, type Instant, dayOf } from '#kernel/calendar.ts'
import { sumOf } from '#kernel/money.ts'
import { type Citation, citationText } from '#kernel/policy.ts'
import type { Context } from '#platform/context.ts'
import type { SettlementPaper, SettlementPerson } from '#platform/documents/settlement-paper.ts'
import type { LineRow } from './contract.ts'
import { levels } from './line.ts'
import { roundingText } from './line-tree.ts'
import { namesFor } from './names.ts'
import { lineRows } from './reading.ts'
import type { MonthStatement, PartStatement } from './statement.ts'
import { closedStatement, packsOfStatement, type StatementRecord } from './stored.ts'
import { factorTexts } from './tree.ts'
import { exclusionText, type Names } from './words.ts'

export interface PaperFacts {
  record: StatementRecord
  statement: MonthStatement
  lines: LineRow[]
  names: Names
  title: string
  provider: string
}

export async function paperFacts(context: Context, record: StatementRecord): Promise<PaperFacts> {
  const statement = await closedStatement(context, record)
  const lines = await lineRows(context, record.id, sql`order by t.sort_order, t.name, v.sort_order, p.name_sort, p.id`)
  const others = statement.parts.flatMap((part) =>
    [...part.deductions, ...part.corrections, ...part.excess].flatMap(({ person }) => (person ? [person] : [])),
  )
  const names = await namesFor(context, [...lines.map(({ personId }) => personId), ...others])
  const found = await sql<{ county: string; provider: string }>`
    select (select name from access.area_view where county_code = ${context.county} and level = 'county' limit 1) as county,
      (select name from access.organisation_view where county_code = ${context.county} and id = ${record.organisationId}) as provider`.execute(
    context.transaction,
  )
  const { county, provider } = found.rows[0] ?? { county: null, provider: null }
  const title = `${county ?? ''}分散供养特困人员照料护理费结算单`
  return { record, statement, lines, names, title, provider: provider ?? '' }
}

export async function paperOf(context: Context, facts: PaperFacts): Promise<SettlementPaper> {
  const { record, statement, names } = facts
  const { parts, total } = statement
  const later = await laterCorrections(context, record.id)
  const deductions = parts.flatMap((part) => part.deductions)
  const heard = await hearingDays(
    context,
    record,
    deductions.map(({ id }) => id),
  )
  const corrections = parts.flatMap((part) => part.corrections)
  const excess = parts.flatMap((part) => part.excess)
  return {
    title: facts.title,
    month: PlainMonth.parse(record.month),
    provider: facts.provider,
    contractNumber: record.contractNumber,
    number: record.number,
    payable: total.payable,
    levels: levelsOf(facts),
    factor: factorTexts(parts)
      .map((text) => text.replace(/^系数/, ''))
      .join('、'),
    deductions: deductions.map((each) => ({
      finding: `${each.person ? `${names.person(each.person)}：` : ''}问题${heard.get(each.id)?.no ?? each.id.slice(0, 8)}，核实成立`,
      heardOn: heard.get(each.id)?.on ?? dayOf(record.computedAt),
      clause: `合同${each.clause}；${basisText(each.citations)}`,
      amount: each.amount,
    })),
    corrections: [
      ...corrections.map((each) => ({
        text: `${names.person(each.person)} 更正${monthText(each.month)}`,
        amount: each.amount,
      })),
      ...excess.map((each) => ({
        text: `本月应付不足，${each.rule === 'carry' ? '结转下月' : '另行追回'}`,
        amount: each.amount,
      })),
    ],
    notes: notesOf(facts, later),
    signatures: ['经办', '民政负责人', '财政', '服务机构'],
    townships: parts.map((part) => ({ name: names.township(part.township), persons: personsOf(part, facts) })),
    printedAt: context.now,
    printedBy: context.actor.name,
    verification: (record.hash ?? '').slice(0, 8).toUpperCase(),
    demonstration: context.demo,
  }
}

const basisText = (citations: readonly Citation[]): string => [...new Set(citations.map(citationText))].join('；')

function levelsOf({ lines, statement, names }: PaperFacts): SettlementPaper['levels'] {
  const { rates } = statement.policy
  const basis = basisText(rates.citations)
  const paid = lines.filter((line) => !line.excluded)
  const unpaid = lines.length - paid.length
  const rows = levels.flatMap((level) => {
    const own = paid.filter((line) => line.level === level)
    if (own.length === 0) return []
    return [
      {
        level: names.level[level],
        persons: own.length,
        price: rates.value[level],
        amount: sumOf(own.map(({ amount }) => amount)),
        basis,
      },
    ]
  })
  return unpaid > 0
    ? [...rows, { level: '不计入', persons: unpaid, price: 0n, amount: 0n, basis: '原因见明细备注' }]
    : rows
}

function notesOf({ record, statement }: PaperFacts, later: readonly string[]): string[] {
  const { policy } = statement
  return [
    `名册：${monthText(PlainMonth.parse(record.month))}已锁定名册；数据截至${momentText(record.knownAt)}；计算版本${record.edition}。`,
    `标准依据${basisText(policy.rates.citations)}；${roundingText(policy)}（${basisText(policy.rounding.citations)}）。`,
    `校验值${record.hash ?? ''}`,
    `政策包${packsOfStatement(record)
      .map(({ area, sm3 }) => `${area}/${sm3.slice(0, 8)}`)
      .join('、')}。`,
    ...later,
  ]
}

/** A settled month is never touched: its print names the later statements that correct it. */
async function laterCorrections(context: Context, statementId: string): Promise<string[]> {
  const rows = await sql<{ number: string; count: number; amount: bigint }>`
    select s.number, count(*)::int as count, sum(c.amount_fen)::bigint as amount from settlement.correction c
    join settlement.statement s on s.county_code = c.county_code and s.id = c.statement_id and s.status not in ('superseded', 'abandoned')
    where c.county_code = ${context.county} and c.about_statement_id = ${statementId} and c.carried_from is null
    group by s.number order by s.number`.execute(context.transaction)
  return rows.rows.map(
    ({ number, count, amount }) =>
      `本月结算后来由${number}更正${count}项，合计${(Number(amount) / 100).toFixed(2)}元；本单不改。`,
  )
}

async function hearingDays(context: Context, record: StatementRecord, ids: readonly string[]) {
  const rows = await sql<{ id: string; no: string; heardAt: Instant | null; due: PlainDate | null }>`
    select id, month || '-' || lpad(no::text, 3, '0') as no, heard_at, hearing_due_on as due from findings.finding_view
    where county_code = ${context.county} and organisation_id = ${record.organisationId} and id::text = any(${[...ids]}::text[])`.execute(
    context.transaction,
  )
  return new Map(rows.rows.map(({ id, no, heardAt, due }) => [id, { no, on: heardAt ? dayOf(heardAt) : due }]))
}

/** Rows of the annex: each person, and one row for what falls to the township without a person, so that they add up. */
function personsOf(part: PartStatement, { lines, names }: PaperFacts): SettlementPerson[] {
  const own = lines.filter((line) => line.townshipId === part.township)
  const ids = new Set<string | null>(own.map(({ personId }) => personId))
  for (const { person } of [...part.deductions, ...part.corrections, ...part.excess]) ids.add(person)
  const byPerson = new Map(own.map((line) => [line.personId, line]))
  return [...ids].map((id) => rowOfPerson(id, part, { line: id ? byPerson.get(id) : undefined, names }))
}

function rowOfPerson(
  id: string | null,
  part: PartStatement,
  { line, names }: { line: LineRow | undefined; names: Names },
): SettlementPerson {
  const of = (all: readonly { person: string | null; amount: bigint }[]) =>
    sumOf(all.filter(({ person }) => person === id).map(({ amount }) => amount))
  const corrected = of(part.corrections)
  const accrued = (line?.amount ?? 0n) + corrected
  const deducted = of(part.deductions) - of(part.excess)
  const remark = [
    line?.excluded ? `${exclusionText[line.excluded]}，不计入` : '',
    corrected === 0n ? '' : '含更正',
    line || !id ? '' : '不在本月名册',
  ]
  return {
    name: id ? names.person(id) : '（不归某一人）',
    village: line?.village ?? '',
    level: line?.level ? names.level[line.level] : '',
    accrued,
    deducted,
    payable: accrued - deducted,
    remark: remark.filter(Boolean).join('，'),
  }
}
