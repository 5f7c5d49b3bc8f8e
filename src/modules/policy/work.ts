/** 我的待办: standards that wait for a second person. */
import { may } from '#kernel/permission.ts'
import type { Context } from '#platform/context.ts'
import type { WorkItem } from '#platform/module.ts'
import { pendingOf } from './deciding.ts'

export async function work(context: Context): Promise<WorkItem[]> {
  if (context.county === '000000' || !may(context.actor, 'policy.adopt')) return []
  const pending = (await pendingOf(context)).filter(({ proposedBy }) => proposedBy !== context.actor.accountId)
  if (pending.length === 0) return []
  const item: WorkItem = {
    title: '采用或退回送审的标准',
    object: `${pending.length}项`,
    to: '/policy?tab=proposals',
    dueOn: null,
    kind: 'policy.adopt',
    weight: 'money',
    citations: [],
    count: pending.length,
  }
  return [item]
}
