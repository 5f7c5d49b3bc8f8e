/** 我的待办 of 追缴建议: whom to hear, what to decide. */
import { may } from '#kernel/permission.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { WorkItem } from '#platform/module.ts'

const db = tablesOf<'payments'>()

const steps = [
  { status: 'proposed', needs: 'payments.hearClaim', title: '听取追缴意见' },
  { status: 'heard', needs: 'payments.decideProposal', title: '决定追缴建议' },
] as const

export async function proposalsWork(context: Context): Promise<WorkItem[]> {
  const items: WorkItem[] = []
  for (const { status, needs, title } of steps) {
    if (!may(context.actor, needs)) continue
    const me = context.actor.accountId
    const { count } = await db(context)
      .selectFrom('payments.claimProposal')
      .select((eb) => eb.fn.countAll<bigint>().as('count'))
      .where('countyCode', '=', context.county)
      .where('status', '=', status)
      .$if(status === 'heard', (mine) => mine.where('proposedBy', '<>', me).where('heardBy', '<>', me))
      .executeTakeFirstOrThrow()
    if (Number(count) === 0) continue
    const to = `/payments/proposals?status=${status}`
    const base = { dueOn: null, citations: [], weight: 'money' as const, kind: needs }
    items.push({ ...base, title, object: `${count}件`, to, count: Number(count) })
  }
  return items
}
