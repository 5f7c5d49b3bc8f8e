/** Use cases of the audit module. */
import { type RawBuilder, sql } from 'kysely'
import type * as z from 'zod'
import { instant, momentText } from '#kernel/calendar.ts'
import type { Scope } from '#kernel/permission.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { giveList } from '#platform/list-file.ts'
import { implement } from '#platform/module.ts'
import { headOf, proofFor, verdictOf } from '#platform/record/reading.ts'
import { isRole, roleTitles } from '#modules/access/roles.ts'
import { audit, type AuditEntry, entryKindText } from './contract.ts'

export const auditService = implement(audit, {
  async entries(context, input) {
    requireCounty(context)
    const found = await page(context, chosen(context, input), input)
    if (input.personId) context.concerns(input.personId)
    context.shows(input, found.rows.length)
    return found
  },

  /** Taking it along is itself on the record, with the reason. */
  async exportEntries(context, { reason, ...wanted }) {
    context.because(reason)
    requireCounty(context)
    const { rows } = await page(context, chosen(context, wanted), { page: 1, pageSize: mostInFile })
    const sheet = {
      title: '操作留痕',
      note: `${sentence(wanted)}；导出理由：${reason}；${rows.length}条${rows.length === mostInFile ? '（只列最近的，请缩小范围）' : ''}`,
      columns: columnsOfFile,
      rows: rows.map(lineOfFile),
    }
    return giveList(context, sheet, 'xlsx')
  },

  /**
   * One's own account's rows and no others, wherever one works: what a supervisor of several counties does stands where no
   * county is. Read as whoever numbers the record, since a township's scope does not see the numbers.
   */
  async own(context, input) {
    const ownRows: Scope = { kind: 'none', counties: [context.county], ids: [] }
    return context.within(ownRows, () => page(context, sql`and e.account_id = ${context.actor.accountId}`, input))
  },

  async head(context) {
    const head = await headOf(context)
    return { head: head ? { ...head, at: instant(head.at) } : null }
  },

  async verify(context, { heads }) {
    const outside = heads.map((text) => {
      const [size = '', root = ''] = text.split(':')
      return { size: Number(size), root }
    })
    const { ok, message, size, root, pending, findings, more } = await verdictOf(context, outside)
    return { ok, message, size, root, pending, findings: findings.slice(0, 200).map((each) => each.message), more }
  },

  async proof(context, { entryId }) {
    return { json: JSON.stringify(await proofFor(context, entryId), null, 1) }
  },
})

/** Of the whole record: where no county is, only of those who keep the platform itself. */
function requireCounty({ county, actor }: Context): void {
  if (county === '000000' && actor.role !== 'admin' && actor.role !== 'security-admin')
    refuse('forbidden', 'no_county', '请先选择所在的县')
}

type Wanted = Omit<z.infer<typeof audit.operations.exportEntries.input>, 'reason'>

function chosen(context: Context, input: Wanted): RawBuilder<unknown> {
  const conditions = [
    input.from && sql`and e.at >= (${input.from}::date)::timestamp at time zone 'Asia/Shanghai'`,
    input.to && sql`and e.at < (${input.to}::date + 1)::timestamp at time zone 'Asia/Shanghai'`,
    input.who && sql`and (e.account_id = ${input.who} or strpos(e.account_name, ${input.who}) > 0)`,
    input.kinds.length > 0 && sql`and e.kind = any(${input.kinds}::text[])`,
    input.operation && sql`and e.operation = any(${operationsNamed(context, input.operation)}::text[])`,
    // Whoever looks for a person or a name is not told by the record what the person complained of (AH-4.4b).
    (input.personId || input.who) && !seesComplaints(context) && sql`and e.operation <> all(${sealed}::text[])`,
    input.personId &&
      sql`and e.id in (select p.entry_id from record.entry_person p where p.county_code = ${context.county} and p.person_id = ${input.personId}::uuid)`,
  ].filter((each) => typeof each === 'object')
  return sql.join(conditions, sql` `)
}

/** A complaint is sealed to its handler; the record keeps who raised it, and only the auditor reads that there. */
const seesComplaints = ({ actor }: Context): boolean => actor.role === 'auditor'
const raisedComplaint: readonly string[] = ['portal.complain', 'portal.enterComplaint']
const sealed: readonly string[] = [...raisedComplaint, 'portal.request', 'portal.assign', 'portal.answer']

/** By title, as people say it, or by the beginning of the code. */
const operationsNamed = (context: Context, words: string): string[] =>
  [...titlesOf(context)].flatMap(([code, title]) => (title.includes(words) || code.startsWith(words) ? [code] : []))

const sentence = ({ from, to, who, kinds, operation, personId }: Wanted): string =>
  [
    from && `自${from}`,
    to && `至${to}`,
    who && `谁：${who}`,
    kinds.map((kind) => entryKindText[kind]).join('、'),
    operation && `操作：${operation}`,
    personId && '涉及一人',
  ]
    .filter(Boolean)
    .join('；') || '全部'

const columnsOfFile = [
  { title: '序号', width: 9, format: 'integer' as const },
  { title: '时间', width: 18 },
  { title: '谁', width: 12 },
  { title: '身份', width: 14 },
  { title: '看/改', width: 8 },
  { title: '做了什么', width: 24 },
  { title: '涉及人数', width: 9, format: 'integer' as const },
  { title: '用途或理由', width: 30 },
  { title: '结果', width: 9 },
  { title: '来自', width: 8 },
]

const lineOfFile = (row: AuditEntry) => [
  row.number,
  momentText(row.at),
  row.who,
  row.role,
  entryKindText[row.kind],
  row.title,
  row.persons || row.count,
  row.purpose,
  row.result,
  row.client,
]

interface Row {
  id: string
  at: AuditEntry['at']
  accountId: string | null
  accountName: string
  role: string | null
  kind: AuditEntry['kind']
  operation: string
  purpose: string | null
  result: string
  count: number | null
  client: string | null
  persons: number
  leafIndex: bigint | null
}

const mostInFile = 20_000
const countLimit = 1001

async function page(
  context: Context,
  where: RawBuilder<unknown>,
  { page: number, pageSize }: { page: number; pageSize: number },
) {
  const rows = await sql<Row>`
    select e.id, e.at, e.account_id, e.account_name, e.role, e.kind, e.operation, e.purpose, e.result, e.count, e.client, e.persons, e.leaf_index
    from record.entry_view e where e.county_code = ${context.county} ${where}
    order by e.at desc, e.id limit ${pageSize} offset ${(number - 1) * pageSize}`.execute(context.transaction)
  const total = await sql<{ total: number }>`select count(*)::int as total from (
    select from record.entry_view e where e.county_code = ${context.county} ${where} limit ${countLimit}) counted`.execute(
    context.transaction,
  )
  const titles = titlesOf(context)
  return {
    total: total.rows[0]?.total ?? 0,
    rows: rows.rows.map((row) => ({
      id: row.id,
      at: row.at,
      ...whoOf(context, row),
      kind: row.kind,
      operation: row.operation,
      title: titles.get(row.operation) ?? row.operation,
      persons: row.persons,
      purpose: row.purpose ?? '',
      result: row.result === 'done' ? '成功' : '被拒绝',
      count: row.count,
      client: clientText[row.client ?? ''] ?? '',
      number: row.leafIndex === null ? null : Number(row.leafIndex),
    })),
  }
}

function whoOf(context: Context, { operation, accountId, accountName, role }: Row): Pick<AuditEntry, 'who' | 'role'> {
  const own = accountId === context.actor.accountId
  if (raisedComplaint.includes(operation) && !own && !seesComplaints(context)) return { who: '已封存', role: '已封存' }
  return { who: accountName || '未登录', role: role && isRole(role) ? roleTitles[role] : '系统' }
}

const clientText: Record<string, string> = { browser: '电脑', program: '程序', worker: '系统任务', phone: '手机' }

const titlesOf = (context: Context) =>
  new Map<string, string>(
    context.modules.flatMap(({ service: { contract } }) =>
      Object.entries(contract.operations).map(([name, { title }]) => [`${contract.module}.${name}`, title] as const),
    ),
  )
