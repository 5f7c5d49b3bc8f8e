/** 不再重发: proposed, decided by another, handed to whoever takes the estate; each step in the books (payment.late_death, estate.basis). */
import { sql } from 'kysely'
import { dateText, dayOf, type PlainDate } from '#kernel/calendar.ts'
import { sumOf } from '#kernel/money.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import { post } from '#modules/ledger/index.ts'
import { deathWithdrawn } from '#modules/persons/contract.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { on as when, part, type Reaction } from '#platform/module.ts'
import { payableOf } from './approving.ts'
import { payments } from './contract.ts'
import { keepAct } from './history.ts'
import { objectionsToDeciding, objectionsToHanding, objectionsToStopping, partsOf } from './stop-rules.ts'
import { stopsIn } from './stops-reading.ts'
import { lockedBatch, requireStatus, type StoredItem } from './stored.ts'
import { purposeText, takerText } from './words.ts'

const db = tablesOf<'payments', 'persons'>()
const dropped = '不再重发'

export const stops = part(payments, {
  async stops(context, { batchId }) {
    const policy = await context.policyOn(context.today)
    const rows = await stopsIn(context, batchId)
    context.shows({ batchId }, rows.length)
    const rules = [policy.find('payment.late_death'), policy.find('estate.basis')]
    return { rows, citations: rules.flatMap((rule) => rule?.citations ?? []) }
  },

  async proposeStop(context, { batchId, itemId, reason }) {
    const batch = await lockedBatch(context, batchId)
    requireStatus(batch, ['returned', 'reconciled', 'exported'], '不再重发')
    const item = await itemOf(context, itemId)
    const personId = item.batchId === batchId ? item.personId : null
    const diedOn = personId ? await deathOf(context, personId) : null
    requireNone(objectionsToStopping(item, diedOn))
    if (!personId || !diedOn) return refuse('conflict', 'changed', '这一笔刚有变化。请刷新页面')
    context.because(reason)
    const id = context.newId()
    const parts = partsOf(await sharesIn(context, itemId), diedOn)
    await db(context)
      .insertInto('payments.stop')
      .values({
        countyCode: context.county,
        id,
        batchId,
        itemId,
        personId,
        townshipId: item.townshipId,
        diedOn,
        ...parts,
        reason,
        proposedBy: context.actor.accountId,
        proposedName: context.actor.name,
        proposedAt: context.now,
      })
      .execute()
    return { stopId: id, ...parts }
  },

  async decideStop(context, { stopId, agree, words }) {
    const row = await locked(context, stopId)
    const { actor, now } = context
    requireNone(objectionsToDeciding(stateOf(row), actor.accountId))
    const item = await itemOf(context, row.itemId)
    if (agree && item.status !== 'returned')
      refuse('conflict', 'changed', '这一笔提出以后已经重发，不能再决定不再重发。请退回这份提议')
    const decided = { decidedWords: words, decidedBy: actor.accountId, decidedName: actor.name, decidedAt: now }
    await change(context, stopId, { status: agree ? 'agreed' : 'refused', ...decided })
    if (!agree) return {}
    context.because(row.reason)
    await setItem(context, row.itemId, 'stopped')
    await dropAfter(context, row)
    await bookBack(context, row, item)
    await keepAct(context, row.batchId, { act: 'stopped', words: `第${item.lineNo}笔${item.payee}：${row.reason}` })
    return {}
  },

  async handToEstate(context, { stopId, taker, takerName, paper, voucherNo, on }) {
    const row = await locked(context, stopId)
    const { actor, today } = context
    requireNone(objectionsToHanding(stateOf(row), { by: actor.accountId, on, today }))
    const item = await itemOf(context, row.itemId)
    await change(context, stopId, {
      taker,
      takerName,
      paper,
      voucherNo,
      handedOn: on,
      handedBy: actor.accountId,
      handedName: actor.name,
    })
    const what = `应发未发交付${takerText[taker]}${takerName}`
    const entry = { ...entryOf(row, item, row.estateFen, what), voucherNo, checkedName: row.decidedName }
    await post(context, { ...entry, debit: payableOf(item), credit: 'pot' })
    return {}
  },
})

async function locked(context: Context, stopId: string) {
  const row = await db(context)
    .selectFrom('payments.stop')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', stopId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return refuse('not_found', 'stop', '没有找到这份不再重发的提议，可能不在您的辖区。请刷新页面')
  context.concerns(row.personId)
  return row
}
type Stored = Awaited<ReturnType<typeof locked>>

const stateOf = (row: Stored) => ({ ...row, decidedAt: row.decidedAt && dayOf(row.decidedAt) })

const change = (context: Context, id: string, set: Partial<Stored>) =>
  db(context)
    .updateTable('payments.stop')
    .set(set)
    .where('countyCode', '=', context.county)
    .where('id', '=', id)
    .execute()

/** Locked: it is either sent again or stopped. */
async function itemOf(context: Context, id: string): Promise<StoredItem> {
  const item = await db(context)
    .selectFrom('payments.item')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return item ?? refuse('not_found', 'item', '没有找到这一笔发放。请刷新页面')
}

const setItem = (context: Context, id: string, status: 'stopped' | 'returned') =>
  db(context)
    .updateTable('payments.item')
    .set({ status })
    .where('countyCode', '=', context.county)
    .where('id', '=', id)
    .execute()

async function deathOf(context: Context, personId: string): Promise<PlainDate | null> {
  context.concerns(personId)
  const person = await db(context)
    .selectFrom('persons.personView')
    .select('diedOn')
    .where('countyCode', '=', context.county)
    .where('id', '=', personId)
    .executeTakeFirst()
  return person?.diedOn ?? null
}

const sharesIn = (context: Context, itemId: string) =>
  db(context)
    .selectFrom('payments.share')
    .select(['month', 'amountFen'])
    .where('countyCode', '=', context.county)
    .where('itemId', '=', itemId)
    .where('droppedReason', 'is', null)
    .execute()

/** Never due: no longer owed. What was already asked back of it is back, by the bank's return. */
async function bookBack(context: Context, row: Stored, item: StoredItem): Promise<void> {
  const claimedFen = await settleClaims(context, row, item)
  const rest = row.backFen - claimedFen
  const base = { debit: payableOf(item) }
  if (claimedFen > 0n)
    await post(context, { ...entryOf(row, item, claimedFen, '银行已退回，冲销应追回'), ...base, credit: 'claims' })
  if (rest > 0n) await post(context, { ...entryOf(row, item, rest, '不应发，冲销应付'), ...base, credit: 'expense' })
}

async function settleClaims(
  context: Context,
  { personId, diedOn, batchId }: Stored,
  item: StoredItem,
): Promise<bigint> {
  const months = await sharesDropped(context, item.id)
  if (months.length === 0) return 0n
  const settled = await db(context)
    .updateTable('payments.claim')
    .set({
      status: 'recovered',
      decidedReason: `银行退回了这笔钱，不再重发（${dateText(diedOn)}死亡）`,
      decidedBy: context.actor.accountId,
      decidedName: context.actor.name,
      decidedAt: context.now,
      voucherNo: `退回 ${batchId.slice(0, 8)}-${item.lineNo}`,
    })
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('purpose', '=', item.purpose)
    .where('ground', '=', 'death')
    .where('status', '=', 'open')
    .where('month', 'in', months)
    .returning('amountFen')
    .execute()
  return sumOf(settled.map(({ amountFen }) => amountFen))
}

async function sharesDropped(context: Context, itemId: string): Promise<string[]> {
  const rows = await db(context)
    .selectFrom('payments.share')
    .select('month')
    .where('countyCode', '=', context.county)
    .where('itemId', '=', itemId)
    .where('droppedReason', '=', dropped)
    .execute()
  return [...new Set(rows.map(({ month }) => month))]
}

/** What was never due stands in no month any more. */
const dropAfter = (context: Context, { itemId, diedOn }: Stored) =>
  db(context)
    .updateTable('payments.share')
    .set({ droppedReason: dropped })
    .where('countyCode', '=', context.county)
    .where('itemId', '=', itemId)
    .where('month', '>', diedOn.slice(0, 7))
    .where('droppedReason', 'is', null)
    .execute()

const entryOf = (row: Stored, item: StoredItem, amountFen: bigint, what: string) => ({
  earmark: item.purpose,
  amountFen,
  summary: `${what}：${item.month}${purposeText[item.purpose]}费第${item.lineNo}笔${item.payee}`,
  source: { table: 'payments.stop', id: row.id },
  personId: row.personId,
})

/** He lives: what was not handed over yet is to be sent again, with all its months. */
async function undo(context: Context, personId: string): Promise<void> {
  const rows = await db(context)
    .selectFrom('payments.stop')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('status', 'in', ['proposed', 'agreed'])
    .where('handedOn', 'is', null)
    .forUpdate()
    .execute()
  for (const row of rows) {
    await change(context, row.id, { status: 'undone' })
    if (row.status === 'proposed') continue
    const item = await itemOf(context, row.itemId)
    await setItem(context, row.itemId, 'returned')
    await sql`update payments.share set dropped_reason = null where county_code = ${context.county}
      and item_id = ${row.itemId} and dropped_reason = ${dropped}`.execute(context.transaction)
    if (row.backFen > 0n)
      await post(context, {
        ...entryOf(row, item, row.backFen, '死亡报告撤销，恢复应付'),
        debit: 'expense',
        credit: payableOf(item),
      })
  }
}

export const stopReactions: Reaction[] = [
  when(deathWithdrawn, (context, { personId }) =>
    context.within({ kind: 'county', counties: [context.county], ids: [] }, () => undo(context, personId)),
  ),
]
