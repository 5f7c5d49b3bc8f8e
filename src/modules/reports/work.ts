/** What tables leave to do: sign and send until the day, put right what came back, take in what was sent. */
import { addMonths, monthOf, monthText, type PlainMonth } from '#kernel/calendar.ts'
import { may } from '#kernel/permission.ts'
import type { Context } from '#platform/context.ts'
import type { WorkItem } from '#platform/module.ts'
import { findLayout, policyFor } from './making.ts'
import { titleFor } from './layout.ts'
import { dueOf, statusOf } from './status.ts'

/** Tables of the month that is over, and of the one before it, where nobody sent them. */
export async function reportsWork(context: Context): Promise<WorkItem[]> {
  const signs = may(context.actor, 'reports.submit')
  const answers = may(context.actor, 'reports.answer')
  if ((!signs && !answers) || context.actor.scope.kind !== 'county') return []
  const last = addMonths(monthOf(context.today), -1)
  const months = [addMonths(last, -1), last]
  const items = await Promise.all(months.map((month) => itemsOf(context, month, { signs, answers })))
  return items.flat()
}

async function itemsOf(
  context: Context,
  month: PlainMonth,
  { signs, answers }: { signs: boolean; answers: boolean },
): Promise<WorkItem[]> {
  const { county } = context
  const policy = await policyFor(context, month, county)
  const tables = Object.keys(policy.find<Record<string, string>>('reports.tables')?.value ?? {})
  const { citations } = await dueOf(context, { county, month })
  const found: WorkItem[] = []
  for (const id of tables) {
    const { layout, name } = findLayout(policy, id)
    const { state, dueOn } = await statusOf(context, { county, table: name, month })
    const title = titleOf(state, { signs, answers })
    if (!title) continue
    found.push({
      title,
      object: `${titleFor(layout, month)}（${monthText(month)}）`,
      to: `/reports?month=${month}&table=${name}`,
      dueOn,
      kind: `reports.${state}`,
      weight: 'paper',
      citations,
      count: 1,
    })
  }
  return found
}

function titleOf(state: string, { signs, answers }: { signs: boolean; answers: boolean }): string | undefined {
  if (signs && state === 'draft') return '核对并签字报表'
  if (signs && state === 'signed') return '报送已签字的报表'
  if (signs && state === 'returned') return '更正退回的报表'
  if (answers && state === 'sent') return '接收或退回报表'
  return undefined
}
