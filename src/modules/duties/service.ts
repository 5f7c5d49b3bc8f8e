/** Use cases of the duties module. */
import { implement, type WorkItem } from '#platform/module.ts'
import { duties, type Task } from './contract.ts'
import { inLegalOrder, leftUntil, sums } from './rules.ts'

export const dutiesService = implement(duties, {
  async mine(context) {
    const calendar = await context.workingCalendar()
    const found: WorkItem[] = []
    // One after the other: they share the request's one connection.
    for (const module of context.modules) found.push(...((await module.work?.(context)) ?? []))
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
        township: item.township ?? null,
        waitsFor: item.waitsFor ?? null,
      }),
    )
    return { tasks: inLegalOrder(tasks), ...sums(tasks, context.today) }
  },
})
