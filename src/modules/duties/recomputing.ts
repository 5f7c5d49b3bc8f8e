/** A changed holiday table moves the last day for accepting what is on its way; what it was before stays beside it. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import { endOfTerm, type Term, type WorkingCalendar } from '#kernel/working-days.ts'
import type { Context } from '#platform/context.ts'
import { readCalendar } from '#platform/holidays.ts'
import { db, handOverRows, subjectIn } from './handover-stored.ts'
import type { Subject } from '#platform/module.ts'

interface Terms {
  /** Of all hand-overs. */
  term: Term | undefined
  subject: Pick<Subject, 'term'> | undefined
}

/** The last day for accepting: by the term of all hand-overs, or by the matter's own and no later than what it is for. */
export function acceptBy(calendar: WorkingCalendar, sentOn: PlainDate, { term, subject }: Terms): PlainDate | null {
  if (term) return endOfTerm(calendar, sentOn, term).due
  if (!subject?.term) return null
  const { value, until } = subject.term
  const { due } = endOfTerm(calendar, sentOn, value)
  return until && until < due ? until : due
}

export async function recomputed(context: Context, because: string): Promise<void> {
  const rows = await handOverRows(context).where('state', '=', 'sent').where('dueOn', 'is not', null).execute()
  if (rows.length === 0) return
  // Read again: whoever changed a day may have asked for the calendar before.
  const calendar = await readCalendar(context.transaction, context.county)
  for (const { id, sentOn, dueOn, subjectKind, subjectId } of rows) {
    const term = (await context.policyOn(sentOn)).find<Term>('org.handover_term')?.value
    const due = acceptBy(calendar, sentOn, { term, subject: await subjectIn(context, subjectKind, subjectId) })
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
