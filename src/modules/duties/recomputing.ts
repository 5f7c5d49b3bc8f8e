/** A changed holiday table moves the last day for accepting what is on its way; what it was before stays beside it. */
import { dateText } from '#kernel/calendar.ts'
import { endOfTerm, type Term } from '#kernel/working-days.ts'
import type { Context } from '#platform/context.ts'
import { readCalendar } from '#platform/holidays.ts'
import { db, handOverRows } from './handover-stored.ts'

export async function recomputed(context: Context, because: string): Promise<void> {
  const rows = await handOverRows(context).where('state', '=', 'sent').where('dueOn', 'is not', null).execute()
  if (rows.length === 0) return
  // Read again: whoever changed a day may have asked for the calendar before.
  const calendar = await readCalendar(context.transaction, context.county)
  for (const { id, sentOn, dueOn } of rows) {
    const term = (await context.policyOn(sentOn)).find<Term>('org.handover_term')
    const due = term && endOfTerm(calendar, sentOn, term.value).due
    if (!due || dueOn === null || due === dueOn) continue
    await db(context)
      .updateTable('duties.handover')
      .set({ dueOn: due, dueMoved: `期限由${dateText(dueOn)}改为${dateText(due)}：${because}`.slice(0, 300) })
      .where('countyCode', '=', context.county)
      .where('id', '=', id)
      .where('state', '=', 'sent')
      .execute()
  }
}
