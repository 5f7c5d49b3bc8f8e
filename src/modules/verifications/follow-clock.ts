/** By when what a verification found should have led to something. */
import type { PlainDate } from '#kernel/calendar.ts'
import type { Citation } from '#kernel/policy.ts'
import { endOfTerm, type Term, workingDaysBetween } from '#kernel/working-days.ts'
import type { Context } from '#platform/context.ts'

/** No document says how soon; the county's own term or this system's, and it is said which. */
export async function followTerm(
  context: Context,
  day: PlainDate,
): Promise<{ term: Term | undefined; citations: Citation[] }> {
  const rule = (await context.policyOn(day)).find<Term>('verification.follow_term')
  return { term: rule?.value, citations: rule?.citations ?? [] }
}

export async function dueOf(context: Context, seenOn: PlainDate): Promise<PlainDate | null> {
  const { term } = await followTerm(context, seenOn)
  return term ? endOfTerm(await context.workingCalendar(), seenOn, term).due : null
}

/** Last day and working days left of a result that waits. */
export async function clockOf(context: Context, seenOn: PlainDate) {
  const dueOn = await dueOf(context, seenOn)
  if (dueOn === null) return { dueOn, left: null }
  return { dueOn, left: workingDaysBetween(await context.workingCalendar(), context.today, dueOn) }
}
