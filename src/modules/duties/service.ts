/** Use cases of the duties module. */
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { implement, type WorkItem } from '#platform/module.ts'
import { duties, type Task } from './contract.ts'
import { handing } from './handing.ts'
import { inLegalOrder, leftUntil, sums } from './rules.ts'

export const dutiesService = implement(duties, {
  ...handing,
  async mine(context) {
    const calendar = await context.workingCalendar()
    const found: WorkItem[] = []
    // One after the other: they share the request's one connection.
    for (const module of context.modules) found.push(...((await module.work?.(context)) ?? []))
    const names = await townshipNames(context, found)
    const tasks = found.map(
      (item): Task => ({
        title: item.title,
        object: item.object,
        to: item.to,
        kind: item.kind,
        weight: item.weight,
        citations: item.citations,
        count: item.count,
        dueOn: item.dueOn,
        ...(item.dueOn ? leftUntil(calendar, context.today, item.dueOn) : { left: null, estimated: false }),
        township: item.township ? (names.get(item.township) ?? item.township) : null,
        waitsFor: item.waitsFor ?? null,
      }),
    )
    return { tasks: inLegalOrder(tasks), ...sums(tasks, context.today) }
  },
})

const db = tablesOf<never, 'access'>()
const isId = (text: string | undefined): text is string =>
  text !== undefined && /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(text)

/** Modules say where by id or by name; people read names. */
async function townshipNames(context: Context, items: readonly WorkItem[]): Promise<Map<string, string>> {
  const ids = [...new Set(items.map(({ township }) => township).filter(isId))]
  if (ids.length === 0) return new Map()
  const rows = await db(context).selectFrom('access.areaView').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
