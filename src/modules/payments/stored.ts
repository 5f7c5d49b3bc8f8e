/** Batches as stored: finding one, numbering, totals, and the hash of what is approved. */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { plainMonth, type PlainMonth } from '#kernel/calendar.ts'
import { canonicalJson } from '#kernel/canonical.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { type BatchStatus, batchText } from './words.ts'

const db = tablesOf<'payments'>()

/** Numbers run without gaps: those who number wait for one another. */
export async function nextNumber(context: Context, prefix: string): Promise<string> {
  const row = await db(context)
    .insertInto('payments.series')
    .values({ countyCode: context.county, name: prefix, last: 1 })
    .onConflict((conflict) =>
      conflict.columns(['countyCode', 'name']).doUpdateSet({ last: sql<number>`payments.series.last + 1` }),
    )
    .returning('last')
    .executeTakeFirstOrThrow()
  return `${prefix}-${String(row.last).padStart(4, '0')}`
}

/** Locked until the transaction ends, so that two hands on one button take turns. */
export async function lockedBatch(context: Context, batchId: string) {
  const batch = await db(context)
    .selectFrom('payments.batch')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', batchId)
    .forUpdate()
    .executeTakeFirst()
  if (!batch) return refuse('not_found', 'batch', '没有找到这个发放批次，或不在您的辖区')
  return { ...batch, month: plainMonth(batch.month) }
}
export type StoredBatch = Awaited<ReturnType<typeof lockedBatch>>

export function requireStatus(batch: StoredBatch, allowed: readonly BatchStatus[], act: string): void {
  if (allowed.includes(batch.status)) return
  const should = allowed.map((status) => `“${batchText[status]}”`).join('或')
  refuse(
    'refused',
    'wrong_state',
    `批次${batch.number}现为“${batchText[batch.status]}”，${should}时才能${act}。请刷新后查看`,
  )
}

export async function newBatch(
  context: Context,
  batch: { month: PlainMonth; purpose: 'care' | 'living'; kind?: 'regular' | 'reissue' },
): Promise<{ id: string; number: string }> {
  const id = context.newId()
  const number = await nextNumber(context, `FF-${batch.month.replace('-', '')}`)
  const made = { madeBy: context.actor.accountId, madeName: context.actor.name, madeAt: context.now }
  await db(context)
    .insertInto('payments.batch')
    .values({ ...batch, countyCode: context.county, id, number, ...made })
    .execute()
  return { id, number }
}

export async function keepTotals(context: Context, batchId: string): Promise<void> {
  await sql`update payments.batch b set item_count = s.items, total_fen = s.fen
    from (select count(*)::int as items, coalesce(sum(amount_fen), 0)::bigint as fen from payments.item
      where county_code = ${context.county} and batch_id = ${batchId} and status <> 'dropped') s
    where b.county_code = ${context.county} and b.id = ${batchId}`.execute(context.transaction)
}

export async function moveBatch(
  context: Context,
  batch: StoredBatch,
  to: Partial<Omit<StoredBatch, 'countyCode' | 'id'>>,
): Promise<void> {
  await db(context)
    .updateTable('payments.batch')
    .set(to)
    .where('countyCode', '=', context.county)
    .where('id', '=', batch.id)
    .execute()
}

export function liveItems(context: Context, batchId: string) {
  return db(context)
    .selectFrom('payments.item')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('batchId', '=', batchId)
    .where('status', '<>', 'dropped')
    .orderBy('lineNo')
    .execute()
}
export type StoredItem = Awaited<ReturnType<typeof liveItems>>[number]

/** What the approvers sign: every line with its payee, account and amount. */
export function hashOf(items: readonly StoredItem[]): string {
  const lines = items.map((item) =>
    canonicalJson([item.lineNo, item.holder, item.bank, item.accountIndex.toString('hex'), String(item.amountFen)]),
  )
  return createHash('sha256').update(lines.join('\n')).digest('hex')
}

export const itemPlace = (county: string, id: string) => ({
  table: 'payments.item',
  column: 'account',
  county,
  row: id,
})

interface Receiver {
  holder: string
  bank: string
  account: string
  accountIndex: Buffer
  accountMasked: string
}

/** A line with its own copy of the account, sealed at its own place: what was approved does not change with the source. */
export function itemRow<Row extends { id: string }>(context: Context, row: Row, { account, ...rest }: Receiver) {
  const sealed = context.secrets.seal(itemPlace(context.county, row.id), account)
  return { ...row, ...rest, countyCode: context.county, account: sealed }
}
