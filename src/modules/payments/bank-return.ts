/** 回盘: what the bank did with each line; each line is answered once, and what answers to no line is listed. */
import { sql } from 'kysely'
import { sumOf, yuanText } from '#kernel/money.ts'
import { refuse } from '#kernel/refusal.ts'
import { post } from '#modules/ledger/index.ts'
import { isClosed, requireOpen } from '#modules/rosters/index.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { claimFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { entryOf, payableOf } from './approving.ts'
import { payments } from './contract.ts'
import { keepAct } from './history.ts'
import { counterPostings, isLate } from './late-return.ts'
import { plainName, readReturn, type ReturnRow } from './return-rows.ts'
import { liveItems, lockedBatch, moveBatch, requireStatus, type StoredBatch, type StoredItem } from './stored.ts'
import { tellPaid } from './telling.ts'

const db = tablesOf<'payments'>()

export const bankReturn = part(payments, {
  async importReturn(context, { batchId, fileId }) {
    const batch = await lockedBatch(context, batchId)
    requireStatus(batch, ['exported', 'returned', 'reconciled'], '导入回盘')
    const file = await claimFile(context, fileId, 'payments.return')
    const rows = await readReturn(file.name, await file.bytes())
    if (rows.length === 0) refuse('invalid', 'return_empty', '回盘文件里没有一笔结果。请核对文件')
    await refuseElsewhere(context, batch, file.sha256)
    const items = await liveItems(context, batchId)
    const matched = matchRows(rows, items)
    await keepReturn(context, batch, { fileId, hash: file.sha256, matched })
    const answered = matched.flatMap(({ row, item }) => (item ? [{ row, item }] : []))
    const paid = answered.filter(({ row }) => row.result === 'success')
    const failed = answered.filter(({ row }) => row.result === 'failure')
    await settle(context, batch, { paid, failed })
    // A closed month stays as it was reconciled; what came back is sent again in the present one.
    if (answered.length > 0 && !(await isClosed(context, batch.month)))
      await moveBatch(context, batch, { status: 'returned' })
    const unknown = matched.flatMap(({ row, unknown: why }) => (why ? [{ ...row, unknown: why }] : []))
    return { rows: rows.length, paid: paid.length, failed: failed.length, late: failed.filter(isLate).length, unknown }
  },

  async reconcile(context, { batchId, voucherNo }) {
    const batch = await lockedBatch(context, batchId)
    requireStatus(batch, ['returned'], '对账')
    await requireOpen(context, batch.month)
    const items = await liveItems(context, batchId)
    const waiting = items.filter(({ status }) => status === 'exported').length
    if (waiting > 0) refuse('refused', 'no_answer', `还有${waiting}笔没有银行结果，不能对平。请导入完整的回盘文件`)
    const failed = items.filter(({ status }) => status === 'returned')
    if (failed.length > 0)
      refuse(
        'refused',
        'not_reissued',
        `还有${failed.length}笔被银行退回、没有重发，差${yuanText(sumOf(failed.map((item) => item.amountFen)))} 元。请改正账户后重发，收款人已死亡的可以提出不再重发，再对账`,
      )
    const dueFen = sumOf(items.filter(({ status }) => status === 'paid').map((item) => item.amountFen))
    const paidFen = await postedPaid(context, batch)
    const bankFen = await bankPaid(context, batchId)
    if (dueFen !== paidFen || paidFen !== bankFen)
      refuse(
        'refused',
        'not_even',
        `应付${yuanText(dueFen)} 元、账上已付${yuanText(paidFen)} 元、银行回单${yuanText(bankFen)} 元不相等，不能对平。请逐笔核对`,
      )
    const reconciled = { reconciledBy: context.actor.accountId, reconciledAt: context.now }
    await moveBatch(context, batch, { status: 'reconciled', voucherNo, ...reconciled })
    await keepAct(context, batchId, { act: 'reconciled', words: `凭证号${voucherNo}` })
    return { dueFen, paidFen, bankFen }
  },
})

interface Matched {
  row: ReturnRow
  item: StoredItem | undefined
  unknown: string
}

/** By line and amount, a line that was paid only by a return (退票); without a line number by amount and the last four digits, when only one line fits. */
export function matchRows(rows: readonly ReturnRow[], items: readonly StoredItem[]): Matched[] {
  const waiting = new Map(items.filter(({ status }) => status === 'exported').map((item) => [item.lineNo, item]))
  const paid = new Map(items.filter(({ status }) => status === 'paid').map((item) => [item.lineNo, item]))
  const known = new Map(items.map((item) => [item.lineNo, item]))
  return rows.map((row) => {
    const item = fitting(row, waiting) ?? (row.result === 'failure' ? fitting(row, paid) : undefined)
    const unknown = whyUnknown(row, item, row.lineNo === null ? undefined : known.get(row.lineNo))
    if (unknown !== '' || !item) return { row, item: undefined, unknown: unknown || '本批次没有这一笔' }
    waiting.delete(item.lineNo)
    paid.delete(item.lineNo)
    return { row, item, unknown: '' }
  })
}

const fitting = (row: ReturnRow, among: ReadonlyMap<number, StoredItem>): StoredItem | undefined =>
  row.lineNo === null ? onlyFit(row, [...among.values()]) : among.get(row.lineNo)

function onlyFit(row: ReturnRow, waiting: readonly StoredItem[]): StoredItem | undefined {
  const fits = waiting.filter(
    (item) =>
      item.amountFen === row.amountFen && row.accountTail !== '' && item.accountMasked.endsWith(row.accountTail),
  )
  return fits.length === 1 ? fits[0] : undefined
}

function whyUnknown(row: ReturnRow, item: StoredItem | undefined, known: StoredItem | undefined): string {
  if (row.amountFen === null) return '金额看不懂'
  if (!item && known) return `第${known.lineNo}笔已有银行结果`
  if (!item) return row.lineNo === null ? '没有唯一对应的一笔' : `本批次没有第${row.lineNo}笔`
  if (item.amountFen !== row.amountFen)
    return `第${item.lineNo}笔应为${yuanText(item.amountFen)} 元，回盘为${yuanText(row.amountFen)} 元`
  if (row.accountTail !== '' && !item.accountMasked.endsWith(row.accountTail))
    return `第${item.lineNo}笔账号尾号应为${item.accountMasked.slice(-4)}，回盘为${row.accountTail}`
  if (row.month !== null && row.month !== item.month)
    return `第${item.lineNo}笔是${item.month}的，回盘写的是${row.month}的`
  // A line that failed for its name carries the bank's own name of the account.
  if (row.result === 'success' && row.holder !== '' && row.holder !== plainName(item.holder))
    return `第${item.lineNo}笔户名应为${item.holder}，回盘为${row.holder}`
  return row.result === null ? '结果看不懂，应写成功或失败' : ''
}

/** Lists of two months have the same persons, lines and amounts: a file taken in for the wrong one would fit. */
async function refuseElsewhere(context: Context, batch: StoredBatch, hash: string): Promise<void> {
  const other = await db(context)
    .selectFrom('payments.returnFile as file')
    .innerJoin('payments.batch as batch', (join) =>
      join.onRef('batch.countyCode', '=', 'file.countyCode').onRef('batch.id', '=', 'file.batchId'),
    )
    .select('batch.number')
    .where('file.countyCode', '=', context.county)
    .where('file.hash', '=', hash)
    .where('file.batchId', '<>', batch.id)
    .where('file.matched', '>', 0)
    .executeTakeFirst()
  if (other)
    refuse(
      'conflict',
      'other_batch',
      `这份回盘文件已用于批次${other.number}，不能再用于${batch.number}。请核对是哪个批次的回盘`,
    )
}

interface Returned {
  fileId: string
  hash: string
  matched: readonly Matched[]
}

async function keepReturn(context: Context, batch: StoredBatch, { fileId, hash, matched }: Returned): Promise<void> {
  const id = context.newId()
  const found = matched.filter(({ item }) => item).length
  const base = { countyCode: context.county, batchId: batch.id, entryId: context.entryId }
  await db(context)
    .insertInto('payments.returnFile')
    .values({
      ...base,
      id,
      fileId,
      hash,
      rowCount: matched.length,
      matched: found,
      unknown: matched.length - found,
      importedBy: context.actor.accountId,
      importedName: context.actor.name,
      importedAt: context.now,
    })
    .execute()
  const lines = matched.map(({ row, item, unknown }) => {
    const { holder: _, month: __, ...kept } = row
    return { ...base, ...kept, id: context.newId(), returnId: id, itemId: item?.id ?? null, unknown }
  })
  for (let at = 0; at < lines.length; at += 1000)
    await db(context)
      .insertInto('payments.returnLine')
      .values(lines.slice(at, at + 1000))
      .execute()
}

interface Answer {
  row: ReturnRow
  item: StoredItem
}

async function settle(context: Context, batch: StoredBatch, { paid, failed }: { paid: Answer[]; failed: Answer[] }) {
  await keepPaid(context, paid)
  await keepFailed(context, failed)
  const success = paid.map(({ item }) => ({
    ...entryOf(batch, item, '银行已付'),
    debit: payableOf(item),
    credit: 'bank' as const,
  }))
  const bounced = failed.map(({ item }) => ({
    ...entryOf(batch, item, '银行退回'),
    debit: 'pot' as const,
    credit: 'bank' as const,
  }))
  const back = counterPostings(
    batch,
    failed.filter(isLate).map(({ item }) => item),
  )
  if (success.length + bounced.length > 0) await post(context, [...success, ...back, ...bounced])
  await tellPaid(
    context,
    paid.map(({ item }) => item.id),
  )
}

/** One statement for all lines of a file: a county's list has thousands. */
async function keepPaid(context: Context, paid: readonly Answer[]): Promise<void> {
  if (paid.length === 0) return
  const ids = paid.map(({ item }) => item.id)
  const days = paid.map(({ row }) => row.paidOn ?? context.today)
  await sql`update payments.item i set status = 'paid', paid_on = answered.day
    from unnest(${ids}::uuid[], ${days}::date[]) as answered (id, day)
    where i.county_code = ${context.county} and i.id = answered.id`.execute(context.transaction)
}

async function keepFailed(context: Context, failed: readonly Answer[]): Promise<void> {
  if (failed.length === 0) return
  const ids = failed.map(({ item }) => item.id)
  const reasons = failed.map((each) => each.row.reason || (isLate(each) ? '银行退票' : ''))
  await sql`update payments.item i set status = 'returned', paid_on = null, bank_reason = answered.reason
    from unnest(${ids}::uuid[], ${reasons}::text[]) as answered (id, reason)
    where i.county_code = ${context.county} and i.id = answered.id`.execute(context.transaction)
}

async function postedPaid(context: Context, batch: StoredBatch): Promise<bigint> {
  const sum = await sql<{
    fen: string
  }>`select coalesce(sum(case when p.credit = 'bank' then p.amount_fen else -p.amount_fen end), 0)::text as fen
    from ledger.posting_view p join payments.item i on i.county_code = p.county_code and i.id = p.source_id
    where p.county_code = ${context.county} and i.batch_id = ${batch.id}
      and ((p.credit = 'bank' and p.debit like 'payable:%') or (p.debit = 'bank' and p.credit like 'payable:%'))`.execute(
    context.transaction,
  )
  return BigInt(sum.rows[0]?.fen ?? 0)
}

/** What the bank reported as paid and did not give back. */
async function bankPaid(context: Context, batchId: string): Promise<bigint> {
  const rows = await db(context)
    .selectFrom('payments.returnLine')
    .select(['itemId', 'result', 'amountFen'])
    .where('countyCode', '=', context.county)
    .where('batchId', '=', batchId)
    .where('itemId', 'is not', null)
    .execute()
  const back = new Set(rows.filter(({ result }) => result === 'failure').map(({ itemId }) => itemId))
  return sumOf(
    rows
      .filter(({ itemId, result }) => result === 'success' && !back.has(itemId))
      .map(({ amountFen }) => amountFen ?? 0n),
  )
}
