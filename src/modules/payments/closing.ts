/** A month closes only when its batches are even: afterwards nothing the bank answers could be taken in any more (JL-7b). */
import { monthText, type PlainMonth } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import { type Reason, requireNone } from '#kernel/refusal.ts'
import { monthClosing } from '#modules/rosters/index.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { on, type Reaction } from '#platform/module.ts'
import { batchText, purposeText } from './words.ts'

const db = tablesOf<'payments'>()

export const closingReaction: Reaction = on(monthClosing, async (context, { month }) => {
  requireNone([...(await openBatches(context, month)), ...(await missingList(context, month))])
})

async function openBatches(context: Context, month: PlainMonth): Promise<Reason[]> {
  const open = await db(context)
    .selectFrom('payments.batch')
    .select(['id', 'number', 'purpose', 'status', 'itemCount', 'totalFen'])
    .where('countyCode', '=', context.county)
    .where('month', '=', month)
    .where('status', 'not in', ['reconciled', 'cancelled'])
    .orderBy('number')
    .execute()
  return open.map(({ id, number, purpose, status, itemCount, totalFen }) => ({
    code: 'batch_open',
    message: `批次${number}（${purposeText[purpose]}，${itemCount}笔${yuanText(totalFen)} 元）现为“${batchText[status]}”，没有对平，不能关账。请办完审批、送银行、回盘、重发和对账，不再发放的作废。`,
    next: { title: `批次${number}`, to: `/payments/${id}` },
  }))
}

/** A county that pays living money by lists here does not close a month without one. */
async function missingList(context: Context, month: PlainMonth): Promise<Reason[]> {
  const lists = await db(context)
    .selectFrom('payments.batch')
    .select('month')
    .distinct()
    .where('countyCode', '=', context.county)
    .where('purpose', '=', 'living')
    .where('kind', '=', 'regular')
    .where('status', '<>', 'cancelled')
    .where('month', '<=', month)
    .execute()
  if (lists.length === 0 || lists.some((list) => list.month === month)) return []
  const message = `${monthText(month)}的基本生活费还没有生成发放花名册，不能关账。请先生成、审批并发放。`
  return [{ code: 'no_list', message, next: { title: '发放', to: `/payments?month=${month}` } }]
}
