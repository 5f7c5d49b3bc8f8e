/** The explanation tree, one layer at a time: sums from the table, leaves from the stored lines. */
import { sql } from 'kysely'
import { monthText, PlainMonth } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import { refuse } from '#kernel/refusal.ts'
import type { SelfCareLevel } from '#kernel/self-care.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { settlement, type TreeRow } from './contract.ts'
import { personNode, roundingText } from './line-tree.ts'
import { readLine } from './line.ts'
import { namesFor } from './names.ts'
import type { MonthStatement, PartStatement } from './statement.ts'
import { closedStatement, type StatementRecord, statementOf } from './stored.ts'
import { factorTexts, figureNodes, formulaOf } from './tree.ts'
import type { TreeNode } from './tree-node.ts'
import { visitRows, visitsRow } from './visit-rows.ts'
import type { Names } from './words.ts'

/** A level is opened township by township when it holds more persons than one wants to read at once. */
const atOnce = 300

export const branches = part(settlement, {
  async branch(context, { statementId, key }) {
    const record = await statementOf(context, statementId)
    const rows = await layerBelow(context, record, key)
    context.shows({ statementId, key }, rows.length)
    return { rows }
  },
})

interface Tree {
  context: Context
  record: StatementRecord
  statement: MonthStatement
  names: Names
}

export async function rootsOf(context: Context, record: StatementRecord, statement: MonthStatement) {
  const tree = { context, record, statement, names: await namesFor(context, personsIn(statement.parts)) }
  const month = `${monthText(PlainMonth.parse(record.month))}应付`
  const root = (key: string): TreeRow => ({
    key,
    kind: 'month',
    label: month,
    formula: formulaOf(statement.total, statement.parts),
    amount: statement.total.payable,
    citations: [],
    refs: [{ kind: 'roster', id: record.rosterId }],
    more: true,
  })
  return [
    { title: '按等级', root: root('R.level'), children: partRows(tree, '*') },
    { title: '按乡镇', root: root('R.township'), children: await townshipRows(tree) },
  ]
}

const personsIn = (parts: readonly PartStatement[]): string[] =>
  parts.flatMap(({ deductions, corrections, excess }) =>
    [...deductions, ...corrections, ...excess].flatMap(({ person }) => (person ? [person] : [])),
  )

async function layerBelow(context: Context, record: StatementRecord, key: string): Promise<TreeRow[]> {
  const [kind = '', place = '*', branch = ''] = key.split('.')
  if (kind === 'M') return personRows(context, record, place)
  if (kind === 'V') return visitRows(context, record, await lineOf(context, record, place))
  const statement = await closedStatement(context, record)
  const tree = { context, record, statement, names: await namesFor(context, personsIn(statement.parts)) }
  if (kind === 'R') return place === 'township' ? townshipRows(tree) : partRows(tree, '*')
  if (kind === 'P') return partRows(tree, place)
  if (kind === 'F') return levelRows(tree, place)
  if (kind === 'L') return levelMembers(tree, place, branch)
  return figuresBelow(tree, kind, place)
}

const partsAt = ({ statement }: Tree, place: string): PartStatement[] =>
  place === '*' ? statement.parts : statement.parts.filter(({ township }) => township === place)

/** In the county's own order, as the printed statement has it. */
async function townshipRows(tree: Tree): Promise<TreeRow[]> {
  const { statement, names } = tree
  const order = (await groupsOf(tree, '*', 'township')).map(({ townshipId }) => townshipId)
  const at = new Map(order.map((townshipId, index) => [townshipId, index]))
  const place = ({ township }: PartStatement) => at.get(township) ?? order.length
  return statement.parts
    .toSorted((a, b) => place(a) - place(b))
    .map((each) => ({
      key: `P.${each.township}`,
      kind: 'part',
      label: names.township(each.township),
      formula: `${each.figures.persons}人，${formulaOf(each.figures, [each])}`,
      amount: each.figures.payable,
      citations: [],
      refs: [{ kind: 'township', id: each.township }],
      more: true,
    }))
}

/** Fees, deductions, corrections, and what could not be borne: of one township or of all. */
function partRows(tree: Tree, place: string): TreeRow[] {
  const { statement, names } = tree
  const parts = partsAt(tree, place)
  const { policy } = statement
  const plain = parts.every(({ factor }) => factor.times === factor.of)
  const persons = parts.reduce((sum, { figures }) => sum + figures.persons, 0)
  const fees: TreeRow = {
    key: `F.${place}`,
    kind: 'fees',
    label: plain ? '基数' : '服务费（基数逐人乘系数）',
    formula: `${persons}人，${factorTexts(parts, names).join('、')}，${roundingText(policy)}`,
    amount: parts.reduce((sum, { figures }) => sum + figures.fees, 0n),
    citations: [...policy.rates.citations, ...policy.factor.citations, ...policy.rounding.citations],
    refs: [],
    more: persons > 0,
  }
  return [
    fees,
    ...figureNodes(parts, policy, names).map((node) => rowOf(node, `${kindKeys[node.kind] ?? 'X'}.${place}`)),
  ]
}

const kindKeys: Record<string, string> = { deductions: 'D', corrections: 'C', excesses: 'X' }

const rowOf = ({ children, ...node }: TreeNode, key: string): TreeRow => ({ ...node, key, more: children.length > 0 })

function figuresBelow(tree: Tree, kind: string, place: string): TreeRow[] {
  const nodes = figureNodes(partsAt(tree, place), tree.statement.policy, tree.names)
  const found =
    nodes.find((node) => kindKeys[node.kind] === kind) ?? refuse('not_found', 'branch', '没有这一层，请刷新后再看')
  return found.children.map((node, index) => rowOf(node, `${kind}.${place}.${index}.${node.refs.at(0)?.id ?? ''}`))
}

interface Group {
  branch: SelfCareLevel | 'mixed' | 'unpaid'
  townshipId: string
  persons: number
  amount: bigint
  least: bigint
  most: bigint
}

async function groupsOf(
  { context, record }: Tree,
  place: string,
  by: 'branch' | 'township',
  branch?: string,
): Promise<Group[]> {
  const township = place === '*' ? sql`` : sql`and l.township_id = ${place}::uuid`
  const only = branch ? sql`and l.branch = ${branch}` : sql``
  const group = by === 'branch' ? sql`l.branch` : sql`l.township_id, t.sort_order, t.name`
  const rows = await sql<Group>`
    select ${by === 'branch' ? sql`l.branch` : sql`l.township_id`}, count(*)::int as persons, sum(l.amount_fen)::bigint as amount,
      min(l.amount_fen) as least, max(l.amount_fen) as most
    from settlement.line l ${by === 'branch' ? sql`` : sql`left join access.area_view t on t.id = l.township_id`}
    where l.county_code = ${context.county} and l.statement_id = ${record.id} ${township} ${only}
    group by ${group}
    order by ${by === 'branch' ? sql`array_position(array['able', 'partly_able', 'unable', 'mixed', 'unpaid'], l.branch)` : sql`t.sort_order, t.name`}`.execute(
    context.transaction,
  )
  return rows.rows
}

const countText = ({ persons, amount, least, most }: Group): string =>
  least === most && persons > 0 ? `${persons}人 × ${yuanText(least)}` : `${persons}人合计 ${yuanText(amount)}`

async function levelRows(tree: Tree, place: string): Promise<TreeRow[]> {
  const { rates } = tree.statement.policy
  return (await groupsOf(tree, place, 'branch')).map((group) => ({
    key: `L.${place}.${group.branch}`,
    kind: 'level',
    label:
      group.branch === 'mixed' ? '月中变级' : group.branch === 'unpaid' ? '不计入' : tree.names.level[group.branch],
    formula: countText(group),
    amount: group.amount,
    citations: group.branch === 'unpaid' ? [] : rates.citations,
    refs: [],
    more: true,
  }))
}

async function levelMembers(tree: Tree, place: string, branch: string): Promise<TreeRow[]> {
  const groups = place === '*' ? await groupsOf(tree, place, 'township', branch) : []
  const persons = groups.reduce((sum, group) => sum + group.persons, 0)
  if (groups.length > 1 && persons > atOnce)
    return groups.map((group) => ({
      key: `L.${group.townshipId}.${branch}`,
      kind: 'township',
      label: tree.names.township(group.townshipId),
      formula: countText(group),
      amount: group.amount,
      citations: [],
      refs: [{ kind: 'township', id: group.townshipId }],
      more: true,
    }))
  return members(tree, place, branch)
}

async function members({ context, record, statement }: Tree, place: string, branch: string): Promise<TreeRow[]> {
  const township = place === '*' ? sql`` : sql`and l.township_id = ${place}::uuid`
  const rows = await sql<{ personId: string; line: string }>`
    select l.person_id, l.line from settlement.line l
    join persons.person_view p on p.county_code = l.county_code and p.id = l.person_id
    where l.county_code = ${context.county} and l.statement_id = ${record.id} and l.branch = ${branch} ${township}
    order by p.name_sort, p.id`.execute(context.transaction)
  const names = await namesFor(
    context,
    rows.rows.map(({ personId }) => personId),
  )
  return rows.rows.map(({ personId, line: json }) => {
    const line = readLine(json)
    const row = rowOf(personNode(line, statement.policy, names), `M.${personId}`)
    return { ...row, more: row.more || line.visits.count > 0 }
  })
}

/** Rate and factor, which make the amount, and the visits that it stands on. */
async function personRows(context: Context, record: StatementRecord, personId: string): Promise<TreeRow[]> {
  const { node, json } = await personTree(context, record, personId)
  return [...node.children.map((child) => rowOf(child, `${personId}.${child.kind}`)), visitsRow(readLine(json))]
}

async function jsonOf(context: Context, record: StatementRecord, personId: string): Promise<string> {
  const rows = await sql<{ line: string }>`select line from settlement.line where county_code = ${context.county}
    and statement_id = ${record.id} and person_id = ${personId}`.execute(context.transaction)
  return rows.rows[0]?.line ?? refuse('not_found', 'line', '这张结算单上没有这个人，或不在您的辖区')
}

const lineOf = async (context: Context, record: StatementRecord, personId: string) =>
  readLine(await jsonOf(context, record, personId))

/** One person's month as a whole, from the line as it is stored. */
export async function personTree(context: Context, record: StatementRecord, personId: string) {
  const line = await jsonOf(context, record, personId)
  const { policy } = await closedStatement(context, record)
  context.concerns(personId)
  return { node: personNode(readLine(line), policy, await namesFor(context, [personId])), json: line }
}

/** A tree as rows from top to bottom, each with its depth. */
export function flat(node: TreeNode, key: string, depth = 0): (TreeRow & { depth: number })[] {
  const own = { ...rowOf(node, key), more: false, depth }
  return [own, ...node.children.flatMap((child, index) => flat(child, `${key}.${child.kind}${index}`, depth + 1))]
}
