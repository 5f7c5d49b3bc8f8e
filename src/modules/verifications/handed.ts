/** What a verification found, as a matter with a clock that may pass from the township to the county and back (交接). */
import { sql } from 'kysely'
import type { PlainDate } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import type { Subject } from '#platform/module.ts'
import { dueOf, followTerm } from './follow-clock.ts'
import { type Found, found, isOpen } from './following.ts'
import { answerText } from './words.ts'

export const followSubject = async (context: Context, resultId: string): Promise<Subject | undefined> => {
  const { rows } = await sql<Found & { open: boolean }>`
    select f.*, (${isOpen}) as open from (${found(context)}) f where f.result_id = ${resultId}::uuid`.execute(
    context.transaction,
  )
  const [row] = rows
  if (!row) return undefined
  const { term, citations } = await followTerm(context, row.seenOn)
  return {
    title: `${row.person} ${row.answer === 'none' ? '重新认定' : answerText[row.answer]}`,
    to: `/verification?tab=follow&result=${resultId}`,
    opens: 'verifications.settle',
    townshipId: row.townshipId,
    personId: row.personId,
    open: row.open,
    ...(term ? { term: { value: term, until: await laterOf(context, row.seenOn), citations } } : {}),
  }
}

/** Accepted by the day on which it was to be dealt with; when that has passed, within the term from now. */
async function laterOf(context: Context, seenOn: PlainDate): Promise<PlainDate | null> {
  const due = await dueOf(context, seenOn)
  return due !== null && due >= context.today ? due : null
}
