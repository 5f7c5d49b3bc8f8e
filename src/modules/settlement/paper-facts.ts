/** What the printed statement and the sheets of an export say, from one stored statement. */
import { sql } from 'kysely'
import { momentText, monthText, PlainMonth, type PlainDate, type Instant, dayOf } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import { type Citation, citationText } from '#kernel/policy.ts'
import type { Context } from '#platform/context.ts'
import { isRole, roleTitles } from '#modules/access/roles.ts'
import type { SettlementPaper } from '#platform/documents/settlement-paper.ts'
import type { Signature } from '#platform/documents/table.ts'
import type { LineRow } from './contract.ts'
import { editionText } from './editions.ts'
import { roundingText } from './line-tree.ts'
import { namesFor } from './names.ts'
import { townshipOf } from './paper-parts.ts'
import { approvalsOf, lineRows } from './reading.ts'
import type { MonthStatement, PartStatement } from './statement.ts'
import { closedStatement, packsOfStatement, type StatementRecord } from './stored.ts'
import type { Names } from './words.ts'

/**
 * The form of the paper, told apart from the edition that computes: it is set anew at each print from what is stored, so an
 * older statement prints with this form too (docs/decisions/0017-form-of-the-paper.md).
 */
const paperText = '结算单表样第2版'

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
    townships: inOrder(parts, facts.lines).map((part) => townshipOf(part, { ...facts, policy: statement.policy })),
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
        text: `${each.person ? `${names.person(each.person)}：` : ''}本月应付不足，${each.rule === 'carry' ? '结转下月' : '另行追回'}`,
        amount: each.amount,
      })),
    ],
    notes: notesOf(facts, later),
    signatures: signaturesOf(await approvalsOf(context, record.id)),
    printedAt: context.now,
    printedBy: context.actor.name,
    verification: (record.hash ?? '').slice(0, 8).toUpperCase(),
    demonstration: context.demo,
  }
}

const basisText = (citations: readonly Citation[]): string => [...new Set(citations.map(citationText))].join('；')

function notesOf({ record, statement }: PaperFacts, later: readonly string[]): string[] {
  const { policy } = statement
  return [
    `名册：${monthText(PlainMonth.parse(record.month))}已锁定名册；数据截至${momentText(record.knownAt)}。`,
    `规则版本：${editionText(record.edition)}；系数依据${basisText(policy.factor.citations)}。`,
    `标准依据${basisText(policy.rates.citations)}；${roundingText(policy)}（${basisText(policy.rounding.citations)}）。`,
    `本单校验值：${record.hash ?? ''}`,
    `采用的政策文本（区划代码和校验值）：${packsOfStatement(record)
      .map(({ area, sm3 }) => `${area} ${sm3.slice(0, 8)}`)
      .join('、')}。`,
    `本单按${paperText}打印。`,
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
    ({ number, count, amount }) => `本月结算后来由${number}更正${count}项，合计${yuanText(amount)}元；本单不改。`,
  )
}

/** Townships as the county lists them, which is the order of the lines; one without lines comes last. */
function inOrder(parts: readonly PartStatement[], lines: readonly LineRow[]): PartStatement[] {
  const listed = [...new Set(lines.map(({ townshipId }) => townshipId))]
  const place = ({ township }: PartStatement) => (listed.includes(township) ? listed.indexOf(township) : listed.length)
  return parts.toSorted((one, other) => place(one) - place(other))
}

type Approval = Awaited<ReturnType<typeof approvalsOf>>[number]

const steps = [
  { title: '经办', step: 'submitted', verdict: '送审' },
  { title: '民政负责人', step: 'civil', verdict: '通过' },
  { title: '财政', step: 'finance', verdict: '通过' },
] as const

/** What was given since it was last sent back; the provider signs by hand. */
export function signaturesOf(approvals: readonly Approval[]): Signature[] {
  const standing = approvals.slice(approvals.findLastIndex(({ step }) => step === 'returned') + 1)
  const signed = steps.map(({ title, step, verdict }) => {
    const found = standing.findLast((each) => each.step === step)
    if (!found) return title
    const { name, role, at, words } = found
    const opinion = words ? `${verdict}。${words}` : verdict
    return { title, name, role: isRole(role) ? roleTitles[role] : undefined, on: dayOf(at), words: opinion }
  })
  return [...signed, '服务机构']
}

async function hearingDays(context: Context, record: StatementRecord, ids: readonly string[]) {
  const rows = await sql<{ id: string; no: string; heardAt: Instant | null; due: PlainDate | null }>`
    select id, month || '-' || lpad(no::text, 3, '0') as no, heard_at, hearing_due_on as due from findings.finding_view
    where county_code = ${context.county} and organisation_id = ${record.organisationId} and id::text = any(${[...ids]}::text[])`.execute(
    context.transaction,
  )
  return new Map(rows.rows.map(({ id, no, heardAt, due }) => [id, { no, on: heardAt ? dayOf(heardAt) : due }]))
}
