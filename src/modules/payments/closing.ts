/** A month closes only when its batches are even: afterwards nothing the bank answers could be taken in any more (JL-7b). */
import { yuanText } from '#kernel/money.ts'
import { requireNone } from '#kernel/refusal.ts'
import { monthClosing } from '#modules/rosters/index.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { on, type Reaction } from '#platform/module.ts'
import { batchText, purposeText } from './words.ts'

const db = tablesOf<'payments'>()

export const closingReaction: Reaction = on(monthClosing, async (context, { month }) => {
  const open = await db(context)
    .selectFrom('payments.batch')
    .select(['id', 'number', 'purpose', 'status', 'itemCount', 'totalFen'])
    .where('countyCode', '=', context.county)
    .where('month', '=', month)
    .where('status', 'not in', ['reconciled', 'cancelled'])
    .orderBy('number')
    .execute()
  requireNone(
    open.map(({ id, number, purpose, status, itemCount, totalFen }) => ({
      code: 'batch_open',
      message: `批次${number}（${purposeText[purpose]}，${itemCount}笔${yuanText(totalFen)} 元）现为“${batchText[status]}”，没有对平，不能关账。请办完审批、送银行、回盘、重发和对账，不再发放的作废。`,
      next: { title: `批次${number}`, to: `/payments/${id}` },
    })),
  )
})
