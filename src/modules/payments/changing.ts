/** Taking lines out of a draft, giving a batch up, sending failed lines again. */
import { sql } from 'kysely'
import { monthOf } from '#kernel/calendar.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import { isClosed, requireOpen } from '#modules/rosters/index.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part } from '#platform/module.ts'
import { lapsedInBatch } from './consents.ts'
import { payments } from './contract.ts'
import { keepAct } from './history.ts'
import { receiverNow, wayOfDead } from './receivers.ts'
import {
  itemRow,
  keepTotals,
  liveItems,
  lockedBatch,
  moveBatch,
  newBatch,
  requireStatus,
  type StoredItem,
} from './stored.ts'

const db = tablesOf<'payments'>()

export const changing = part(payments, {
  async removeFromBatch(context, { batchId, itemIds, reason }) {
    const batch = await lockedBatch(context, batchId)
    requireStatus(batch, ['draft'], '移出')
    context.because(reason)
    const removed = await dropItems(context, batchId, { ids: itemIds, reason })
    if (removed === 0) refuse('conflict', 'removed', '所选的笔已经移出，请刷新页面')
    await keepTotals(context, batchId)
    await keepAct(context, batchId, { act: 'removed', words: `${removed}笔：${reason}` })
    return { removed }
  },

  async removePerson(context, { batchId, personId, reason }) {
    const batch = await lockedBatch(context, batchId)
    requireStatus(batch, ['draft'], '移出')
    context.because(reason)
    context.concerns(personId)
    await refuseSettled(context, batchId, personId)
    const shares = await db(context)
      .updateTable('payments.share')
      .set({ droppedReason: reason })
      .where('countyCode', '=', context.county)
      .where('batchId', '=', batchId)
      .where('personId', '=', personId)
      .where('droppedReason', 'is', null)
      .returning('itemId')
      .execute()
    if (shares.length === 0) refuse('conflict', 'removed', '这个人不在本批次中，或已经移出。请刷新页面')
    for (const itemId of new Set(shares.map((share) => share.itemId))) await shrink(context, itemId)
    await keepTotals(context, batchId)
    await keepAct(context, batchId, { act: 'removed', words: `1人：${reason}` })
    return { removed: shares.length }
  },

  async cancelBatch(context, { batchId, reason }) {
    const batch = await lockedBatch(context, batchId)
    requireStatus(batch, ['draft'], '作废')
    context.because(reason)
    const items = await liveItems(context, batchId)
    await dropItems(context, batchId, { ids: items.map(({ id }) => id), reason })
    await moveBatch(context, batch, { status: 'cancelled', returnedReason: reason })
    await keepAct(context, batchId, { act: 'cancelled', words: reason })
    return {}
  },

  async reissue(context, { batchId, itemIds, reason }) {
    const batch = await lockedBatch(context, batchId)
    requireStatus(batch, ['returned', 'reconciled', 'exported'], '重发')
    const failed = (await liveItems(context, batchId)).filter(({ id }) => itemIds.includes(id))
    if (failed.length < new Set(itemIds).size || failed.some(({ status }) => status !== 'returned'))
      refuse('refused', 'not_returned', '只有银行退回、还没有重发的笔可以重发。请刷新后重新选择')
    // What the bank gave back after its month was closed goes out with the present one.
    const month = (await isClosed(context, batch.month)) ? monthOf(context.today) : batch.month
    await requireOpen(context, month)
    const next = await newBatch(context, { month, purpose: batch.purpose, kind: 'reissue' })
    for (const [index, item] of failed.entries()) {
      const receiver = await receiverNow(context, item)
      const same = receiver.accountIndex.equals(item.accountIndex) && receiver.holder === item.holder
      if (same && reason.length < 4) await refuseUnchanged(context, item)
      const { batchId: _, lineNo: __, status: ___, paidOn: ____, bankReason: _____, ...line } = item
      const id = context.newId()
      await db(context)
        .insertInto('payments.item')
        .values(itemRow(context, { ...line, id, batchId: next.id, lineNo: index + 1, reissueOf: item.id }, receiver))
        .execute()
      await moveShares(context, item.id, { itemId: id, batchId: next.id })
      await setStatus(context, item.id, 'reissued')
    }
    if (reason) context.because(reason)
    await keepTotals(context, next.id)
    requireNone(await lapsedInBatch(context, next))
    await keepAct(context, batchId, { act: 'reissued', words: `${failed.length}笔列入批次${next.number}` })
    return { batchId: next.id, number: next.number }
  },
})

async function refuseUnchanged(context: Context, item: StoredItem): Promise<never> {
  const then =
    (await wayOfDead(context, item.personId)) ?? '请先登记改正后的账户并由另一人复核；账户无误的，请写明原因后重发'
  const message = `${item.payee}的账户没有改正（尾号${item.accountMasked.slice(-4)}）。${then}`
  return refuse('refused', 'account_unchanged', message)
}

/** What a provider is owed stands in its settlement; one person can only be taken out there. */
async function refuseSettled(context: Context, batchId: string, personId: string): Promise<void> {
  const settled = await db(context)
    .selectFrom('payments.share as share')
    .innerJoin('payments.item as item', (join) =>
      join.onRef('item.countyCode', '=', 'share.countyCode').onRef('item.id', '=', 'share.itemId'),
    )
    .select('item.payee')
    .where('share.countyCode', '=', context.county)
    .where('share.batchId', '=', batchId)
    .where('share.personId', '=', personId)
    .where('share.droppedReason', 'is', null)
    .where('item.statementId', 'is not', null)
    .executeTakeFirst()
  if (settled)
    refuse(
      'refused',
      'settled',
      `这个人的照料护理费在付给${settled.payee}的结算单里，不能单独移出。请把这一笔移出批次，重新结算后再列入`,
    )
}

async function setStatus(context: Context, id: string, status: 'reissued' | 'returned'): Promise<void> {
  await db(context)
    .updateTable('payments.item')
    .set({ status })
    .where('countyCode', '=', context.county)
    .where('id', '=', id)
    .execute()
}

async function moveShares(context: Context, from: string, to: { itemId: string; batchId: string }): Promise<void> {
  await db(context)
    .updateTable('payments.share')
    .set(to)
    .where('countyCode', '=', context.county)
    .where('itemId', '=', from)
    .where('droppedReason', 'is', null)
    .execute()
}

async function dropItems(
  context: Context,
  batchId: string,
  { ids, reason }: { ids: readonly string[]; reason: string },
) {
  if (ids.length === 0) return 0
  const dropped = await db(context)
    .updateTable('payments.item')
    .set({ status: 'dropped', bankReason: reason })
    .where('countyCode', '=', context.county)
    .where('batchId', '=', batchId)
    .where('id', 'in', [...ids])
    .where('status', '=', 'due')
    .returning(['id', 'applicationId', 'reissueOf'])
    .execute()
  await giveBack(context, dropped)
  const droppedIds = dropped.map(({ id }) => id)
  if (droppedIds.length === 0) return 0
  await db(context)
    .updateTable('payments.share')
    .set({ droppedReason: reason })
    .where('countyCode', '=', context.county)
    .where('itemId', 'in', droppedIds)
    .where('droppedReason', 'is', null)
    .execute()
  const applications = dropped.flatMap(({ applicationId, reissueOf }) =>
    applicationId && !reissueOf ? [applicationId] : [],
  )
  if (applications.length > 0)
    await db(context)
      .updateTable('payments.application')
      .set({ status: 'open' })
      .where('countyCode', '=', context.county)
      .where('id', 'in', applications)
      .execute()
  return dropped.length
}

/** A line that was to be sent again stands as returned again. */
async function giveBack(context: Context, dropped: readonly { id: string; reissueOf: string | null }[]) {
  for (const { id, reissueOf } of dropped) {
    if (!reissueOf) continue
    const before = await db(context)
      .selectFrom('payments.item')
      .select('batchId')
      .where('countyCode', '=', context.county)
      .where('id', '=', reissueOf)
      .executeTakeFirstOrThrow()
    await moveShares(context, id, { itemId: reissueOf, batchId: before.batchId })
    await setStatus(context, reissueOf, 'returned')
  }
}

/** A line of a home gets smaller when one of its residents leaves it; without anybody left it goes. */
async function shrink(context: Context, itemId: string): Promise<void> {
  await sql`update payments.item i set
      amount_fen = case when s.fen > 0 then s.fen else i.amount_fen end,
      status = case when s.fen > 0 then i.status else 'dropped' end
    from (select coalesce(sum(amount_fen), 0)::bigint as fen from payments.share
      where county_code = ${context.county} and item_id = ${itemId} and dropped_reason is null) s
    where i.county_code = ${context.county} and i.id = ${itemId} and i.status = 'due' and i.statement_id is null`.execute(
    context.transaction,
  )
}
