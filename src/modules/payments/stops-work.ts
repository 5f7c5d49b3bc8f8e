/** 我的待办 of 不再重发: what to decide, what to hand to the estate. */
import { may } from '#kernel/permission.ts'
import type { Context } from '#platform/context.ts'
import type { WorkItem } from '#platform/module.ts'
import { waiting } from './stops-reading.ts'

export async function stopsWork(context: Context): Promise<WorkItem[]> {
  const decides = may(context.actor, 'payments.decideStop')
  const hands = may(context.actor, 'payments.handToEstate')
  if (!decides && !hands) return []
  const rows = await waiting(context).orderBy('stop.proposedAt').limit(200).execute()
  const items = [
    {
      title: '决定不再重发',
      kind: 'payments.decideStop',
      mine: rows.filter(
        ({ status, proposedBy }) => decides && status === 'proposed' && proposedBy !== context.actor.accountId,
      ),
    },
    {
      title: '把应发未发的钱交付继承人或遗产管理人',
      kind: 'payments.handToEstate',
      mine: rows.filter(({ status }) => hands && status === 'agreed'),
    },
  ]
  return items.flatMap(({ title, kind, mine }): WorkItem[] => {
    const [first] = mine
    if (!first) return []
    const base = { dueOn: null, citations: [], weight: 'money' as const }
    return [{ ...base, title, kind, object: `${mine.length}笔`, to: `/payments/${first.batchId}`, count: mine.length }]
  })
}
