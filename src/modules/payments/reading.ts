/** Batches, their lines, what stands against them, and what was paid to one person. */
import { sql } from 'kysely'
import type { InputOf } from '#kernel/contract.ts'
import { may } from '#kernel/permission.ts'
import { sumOf } from '#kernel/money.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part } from '#platform/module.ts'
import { stepOf, stopsOf } from './approving.ts'
import { type Batch, payments, type PersonShare, type Problem } from './contract.ts'
import { historyOf } from './history.ts'
import { oneBatch, shortened } from './items.ts'
import { sharesOf } from './shares.ts'
import { liveItems } from './stored.ts'

type Asked = Omit<InputOf<typeof payments.operations.list>, 'page' | 'pageSize'>

const db = tablesOf<'payments'>()
const most = 1001

export const reading = part(payments, {
  async list(context, { page, pageSize, ...asked }) {
    const where = chosenBatches(asked)
    const rows = await batchRows(context, where, { limit: pageSize, offset: (page - 1) * pageSize })
    const all = await sql<{ count: number }>`select count(*)::int as count from (select from payments.batch b
      where b.county_code = ${context.county} and ${where} limit ${most}) as found`.execute(context.transaction)
    context.shows(asked, rows.length)
    return { rows, total: all.rows[0]?.count ?? 0, at: context.now }
  },

  async get(context, { batchId }) {
    const [batch] = await batchRows(context, sql`b.id = ${batchId}`, { limit: 1, offset: 0 })
    if (!batch) return refuse('not_found', 'batch', '没有找到这个发放批次，或不在您的辖区')
    const stored = await oneBatch(context, batchId)
    const waiting = batch.status === 'draft' || batch.status === 'civil_approved'
    const next = waiting ? (await stepOf(context, stored)).step : null
    const role = next === 'finance' ? 'finance' : 'county-leader'
    const policy = await context.policyOn(context.today)
    return {
      batch,
      round: stored.round,
      returnedReason: stored.returnedReason,
      voucherNo: stored.voucherNo,
      approvals: await approvalsOf(context, batchId),
      nextStep: next,
      mayDecide: next !== null && context.actor.role === role && !batch.mine && may(context.actor, 'payments.approve'),
      files: await filesOf(context, batchId),
      unknownLines: await unknownOf(context, batchId),
      problems: await problemCounts(context, batchId),
      stops: await stopsOf(context, stored),
      sums: await sumsOf(context, batchId),
      history: await historyOf(context, stored),
      citations: policy.find('payment.approvals')?.citations ?? [],
    }
  },

  async problems(context, { batchId, page, pageSize }) {
    await oneBatch(context, batchId)
    const found = await sql<Problem>`
      select p.id, p.person_id, person.name, coalesce(t.name, '') as township, p.purpose, p.code, p.message, p.blocking, p.citations
      from payments.problem p
      join persons.person_view person on person.county_code = p.county_code and person.id = p.person_id
      left join access.area_view t on t.id = p.township_id
      where p.county_code = ${context.county} and p.batch_id = ${batchId}
      order by p.blocking desc, t.sort_order, person.name_sort, p.id limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(
      context.transaction,
    )
    const { blocking, warnings } = await problemCounts(context, batchId)
    context.shows({ batchId }, found.rows.length)
    const masked = context.actor.role === 'finance'
    const rows = found.rows.map((row) =>
      masked
        ? { ...row, name: shortened(row.name), message: row.message.replaceAll(row.name, shortened(row.name)) }
        : row,
    )
    return { rows, total: blocking + warnings, at: context.now }
  },

  ofPerson: (context, { personId }) => sharesOfPerson(context, personId),
})

/** The newest first; an item to a home or a relative names another than the person, so a person's own scope does not reach it. */
export async function sharesOfPerson(context: Context, personId: string): Promise<PersonShare[]> {
  context.concerns(personId)
  const found = await sql<PersonShare>`
    select s.id, s.month, s.purpose, s.reason, s.amount_fen, i.batch_id, b.number as batch_number, i.payee, i.payee_kind, i.account_masked,
      i.status, i.paid_on, exists (select from notices.notice_view n where n.county_code = s.county_code and n.source_table = 'payments.share'
        and n.source_id = s.id and n.acknowledged_at is not null) as told
    from ${sharesOf(context, personId)}
    order by s.month desc, s.purpose, s.sequence`.execute(context.transaction)
  return found.rows
}

function chosenBatches({ month, purpose, status, words }: Asked) {
  const wanted = [
    ...(month ? [sql`b.month = ${month}`] : []),
    ...(purpose ? [sql`b.purpose = ${purpose}`] : []),
    ...(status ? [sql`b.status = ${status}`] : []),
    ...(words ? [sql`strpos(upper(b.number), upper(${words})) > 0`] : []),
  ]
  return wanted.length > 0 ? sql.join(wanted, sql` and `) : sql`true`
}

async function batchRows(
  context: Context,
  where: ReturnType<typeof sql>,
  { limit, offset }: { limit: number; offset: number },
): Promise<Batch[]> {
  const found = await sql<Batch>`
    select b.id, b.number, b.month, b.purpose, b.kind, b.status, b.item_count, b.total_fen, b.made_name, b.made_at,
      b.made_by = ${context.actor.accountId} as mine, coalesce(s.paid_fen, 0)::bigint as paid_fen, coalesce(s.failed, 0)::int as failed,
      coalesce(s.failed_fen, 0)::bigint as failed_fen
    from payments.batch b
    left join lateral (select sum(amount_fen) filter (where status = 'paid') as paid_fen, count(*) filter (where status = 'returned') as failed,
        sum(amount_fen) filter (where status = 'returned') as failed_fen
      from payments.item i where i.county_code = b.county_code and i.batch_id = b.id) s on true
    where b.county_code = ${context.county} and ${where}
    order by b.month desc, b.number desc limit ${limit} offset ${offset}`.execute(context.transaction)
  return found.rows
}

function approvalsOf(context: Context, batchId: string) {
  return db(context)
    .selectFrom('payments.approval')
    .select(['step', 'verdict', 'words', 'byName', 'byRole', 'at', 'round'])
    .where('countyCode', '=', context.county)
    .where('batchId', '=', batchId)
    .orderBy('at')
    .execute()
}

function filesOf(context: Context, batchId: string) {
  return db(context)
    .selectFrom('payments.bankFile')
    .select(['name', 'format', 'encoding', 'hash', 'exportedName', 'exportedAt'])
    .where('countyCode', '=', context.county)
    .where('batchId', '=', batchId)
    .orderBy('exportedAt')
    .execute()
}

function unknownOf(context: Context, batchId: string) {
  return db(context)
    .selectFrom('payments.returnLine')
    .select(['rowNo', 'lineNo', 'accountTail', 'amountFen', 'unknown'])
    .where('countyCode', '=', context.county)
    .where('batchId', '=', batchId)
    .where('itemId', 'is', null)
    .orderBy('id')
    .limit(500)
    .execute()
}

async function problemCounts(context: Context, batchId: string): Promise<{ blocking: number; warnings: number }> {
  const rows = await db(context)
    .selectFrom('payments.problem')
    .select((eb) => ['blocking', eb.fn.countAll<bigint>().as('count')])
    .where('countyCode', '=', context.county)
    .where('batchId', '=', batchId)
    .groupBy('blocking')
    .execute()
  const count = (blocking: boolean) => Number(rows.find((row) => row.blocking === blocking)?.count ?? 0)
  return { blocking: count(true), warnings: count(false) }
}

async function sumsOf(context: Context, batchId: string) {
  const items = await liveItems(context, batchId)
  const sum = (...statuses: string[]) =>
    sumOf(items.filter(({ status }) => statuses.includes(status)).map((item) => item.amountFen))
  const dueFen = sumOf(items.map((item) => item.amountFen))
  const [paidFen, toReissueFen, reissuedFen] = [sum('paid'), sum('returned'), sum('reissued')]
  const stoppedFen = sum('stopped')
  return {
    dueFen,
    paidFen,
    toReissueFen,
    reissuedFen,
    stoppedFen,
    openFen: dueFen - paidFen - toReissueFen - reissuedFen - stoppedFen,
  }
}
