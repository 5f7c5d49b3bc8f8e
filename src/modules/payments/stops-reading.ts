/** 不再重发 as it is shown, and what of it waits. */
import { dateText } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { Stop } from './contract.ts'

const db = tablesOf<'payments'>()

export async function stopsIn(context: Context, batchId: string): Promise<Stop[]> {
  const rows = await db(context)
    .selectFrom('payments.stop as stop')
    .innerJoin('payments.item as item', (join) =>
      join.onRef('item.countyCode', '=', 'stop.countyCode').onRef('item.id', '=', 'stop.itemId'),
    )
    .innerJoin('payments.batch as batch', (join) =>
      join.onRef('batch.countyCode', '=', 'stop.countyCode').onRef('batch.id', '=', 'stop.batchId'),
    )
    .selectAll('stop')
    .select(['item.lineNo', 'item.payee as name', 'batch.number'])
    .where('stop.countyCode', '=', context.county)
    .where('stop.batchId', '=', batchId)
    .orderBy('stop.proposedAt')
    .orderBy('stop.id')
    .execute()
  const me = context.actor.accountId
  return rows.map((row) => ({ ...row, mine: row.proposedBy === me, decided: row.decidedBy === me }))
}

/** Of one whose file is to be closed: nothing of his lies about undecided or unhanded. */
export async function openStopsOf(context: Context, personId: string): Promise<Reason[]> {
  const rows = await waiting(context).where('stop.personId', '=', personId).execute()
  return rows.map(({ batchId, status, estateFen, diedOn }) => ({
    code: 'stop',
    message:
      status === 'proposed'
        ? '银行退回的钱已提出不再重发，还没有决定。请由负责人决定'
        : `${dateText(diedOn)}死亡以前应发未发的${yuanText(estateFen)} 元还没有交付继承人或遗产管理人。请登记交付`,
    next: { title: '打开批次', to: `/payments/${batchId}` },
  }))
}

/** Proposed and not decided, or decided and the estate's part not handed over. */
export const waiting = (context: Context) =>
  db(context)
    .selectFrom('payments.stop as stop')
    .select(['stop.id', 'stop.batchId', 'stop.status', 'stop.estateFen', 'stop.diedOn', 'stop.proposedBy'])
    .where('stop.countyCode', '=', context.county)
    .where((eb) =>
      eb.or([
        eb('stop.status', '=', 'proposed'),
        eb.and([eb('stop.status', '=', 'agreed'), eb('stop.estateFen', '>', 0n), eb('stop.handedOn', 'is', null)]),
      ]),
    )
