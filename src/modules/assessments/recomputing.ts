/** A changed holiday table moves the working days of the assessments under way; the old day, the new one and why are a step. */
import { dateText } from '#kernel/calendar.ts'
import { endOfTerm, type Term } from '#kernel/working-days.ts'
import type { Context } from '#platform/context.ts'
import { readCalendar } from '#platform/holidays.ts'
import { part } from '#platform/module.ts'
import { assessments } from './contract.ts'
import { db, keepStep } from './stored.ts'

export const recomputing = part(assessments, {
  recompute: (context, { because }) => recomputed(context, because || '工作日历有改动'),
})

/** Planned ones end with the year, which no holiday moves. */
export async function recomputed(context: Context, because: string): Promise<{ changed: number }> {
  const running = await db(context)
    .selectFrom('assessments.assessment')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('status', 'in', ['requested', 'assessed', 'reviewed'])
    .where('plannedOn', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()
  if (running.length === 0) return { changed: 0 }
  // Read again: whoever changed a day may have asked for the calendar before.
  const calendar = await readCalendar(context.transaction, context.county)
  let changed = 0
  for (const row of running) {
    const term = (await context.policyOn(row.requestedOn)).value<Term>('assessment.change_term')
    const { due, estimated } = endOfTerm(calendar, row.requestedOn, term.value)
    if (due === row.dueOn) continue
    changed += 1
    await keepStep(context, row, 'recompute', `评估期限由${dateText(row.dueOn)}改为${dateText(due)}：${because}`)
    // The version stays: nobody's open page shows a step that could no longer be taken.
    await db(context)
      .updateTable('assessments.assessment')
      .set({ dueOn: due, dueEstimated: estimated })
      .where('countyCode', '=', context.county)
      .where('id', '=', row.id)
      .execute()
  }
  return { changed }
}
