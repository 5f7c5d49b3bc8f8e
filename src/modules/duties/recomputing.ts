/** A changed holiday table moves the last day for accepting what is on its way; what it was before stays beside it. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import type { PolicyValue } from '#kernel/policy.ts'
import { endOfTerm, type Term, type WorkingCalendar } from '#kernel/working-days.ts'
import type { Context } from '#platform/context.ts'
import { readCalendar } from '#platform/holidays.ts'
import { db, handOverRows, subjectIn } from './handover-stored.ts'
import type { Subject } from '#platform/module.ts'

interface Terms {
  /** Of all hand-overs. */
  term: PolicyValue<Term> | undefined
  subject: Pick<Subject, 'term'> | undefined
}

export type TermOf = NonNullable<Subject['term']>

/** What a county set holds for all; else the matter's own term, and only then this system's default. */
export function termFor({ term, subject }: Terms): TermOf | undefined {
  const general = term && { value: term.value, until: null, citations: term.citations }
  return term && isSet(term) ? general : (subject?.term ?? general)
}

export const isSet = ({ citations }: Pick<PolicyValue, 'citations'>): boolean =>
  citations.some(({ document }) => document !== '')

/** The last day for accepting, and no later than what it is for. */
export function acceptBy(calendar: WorkingCalendar, sentOn: PlainDate, terms: Terms): PlainDate | null {
  const term = termFor(terms)
  if (!term) return null
  const { due } = endOfTerm(calendar, sentOn, term.value)
  return term.until && term.until < due ? term.until : due
}

export async function recomputed(context: Context, because: string): Promise<void> {
  const rows = await handOverRows(context).where('state', '=', 'sent').where('dueOn', 'is not', null).execute()
  if (rows.length === 0) return
  // Read again: whoever changed a day may have asked for the calendar before.
  const calendar = await readCalendar(context.transaction, context.county)
  for (const { id, sentOn, dueOn, subjectKind, subjectId } of rows) {
    const term = (await context.policyOn(sentOn)).find<Term>('org.handover_term')
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
