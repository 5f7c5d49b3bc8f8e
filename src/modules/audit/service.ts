/** Use cases of the audit module. */
import { sql, type RawBuilder } from 'kysely'
import { instant } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { implement } from '#platform/module.ts'
import { headOf, proofFor, verdictOf } from '#platform/record/reading.ts'
import { isRole, roleTitles } from '#modules/access/roles.ts'
import { audit, type AuditEntry } from './contract.ts'

export const auditService = implement(audit, {
  async entries(context, input) {
    const conditions = [
      input.from && sql`and e.at >= (${input.from}::date)::timestamp at time zone 'Asia/Shanghai'`,
      input.to && sql`and e.at < (${input.to}::date + 1)::timestamp at time zone 'Asia/Shanghai'`,
      input.who && sql`and (e.account_id = ${input.who} or strpos(e.account_name, ${input.who}) > 0)`,
      input.kinds.length > 0 && sql`and e.kind = any(${input.kinds}::text[])`,
      input.operation && sql`and starts_with(e.operation, ${input.operation})`,
      input.personId &&
        sql`and e.id in (select p.entry_id from record.entry_person p where p.county_code = ${context.county} and p.person_id = ${input.personId}::uuid)`,
    ].filter((each) => typeof each === 'object')
    const found = await page(context, sql.join(conditions, sql` `), input)
    if (input.personId) context.concerns(input.personId)
    context.shows(input, found.rows.length)
    return found
  },

  async own(context, input) {
    return page(context, sql`and e.account_id = ${context.actor.accountId}`, input)
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

interface Row {
  id: string
  at: AuditEntry['at']
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

const countLimit = 1001

async function page(
  context: Context,
  where: RawBuilder<unknown>,
  { page: number, pageSize }: { page: number; pageSize: number },
) {
  if (context.county === '000000' && context.actor.role !== 'admin' && context.actor.role !== 'security-admin')
    return refuse('forbidden', 'no_county', '请先选择所在的县')
  const rows = await sql<Row>`
    select e.id, e.at, e.account_name, e.role, e.kind, e.operation, e.purpose, e.result, e.count, e.client, e.persons, e.leaf_index
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
      who: row.accountName || '未登录',
      role: row.role && isRole(row.role) ? roleTitles[row.role] : '系统',
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

const clientText: Record<string, string> = { browser: '电脑', program: '程序', worker: '系统任务', phone: '手机' }

const titlesOf = (context: Context) =>
  new Map<string, string>(
    context.modules.flatMap(({ service: { contract } }) =>
      Object.entries(contract.operations).map(([name, { title }]) => [`${contract.module}.${name}`, title] as const),
    ),
  )
