/** 我的待办: texts of letters that wait for a second person. */
import { may } from '#kernel/permission.ts'
import type { Context } from '#platform/context.ts'
import type { WorkItem } from '#platform/module.ts'
import { editionsOf, kindsOf } from './stored.ts'

export async function work(context: Context): Promise<WorkItem[]> {
  if (context.county === '000000' || !may(context.actor, 'documents.adopt')) return []
  const names = new Map(kindsOf(context).map(({ key, name }) => [key, name]))
  return (await editionsOf(context))
    .filter(({ adopted, madeBy }) => adopted === null && madeBy !== context.actor.accountId)
    .map(({ letter, edition, maker }) => ({
      title: '采用或退回文书模板',
      object: `${names.get(letter) ?? '文书'}第${edition}版，${maker}修改`,
      to: `/templates/${letter}`,
      dueOn: null,
      kind: 'documents.adopt',
      weight: 'paper' as const,
      citations: [],
      count: 1,
    }))
}
