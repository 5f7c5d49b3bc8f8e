/** A changed holiday table moves the terms of what is still to be taken on or answered; the old day, the new one and why are a step. */
import { dateText, dayOf, type PlainDate } from '#kernel/calendar.ts'
import { endOfTerm, type Term } from '#kernel/working-days.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { readCalendar } from '#platform/holidays.ts'
import { earlier, noteStep, termsOf } from './raising.ts'

const db = tablesOf<'portal'>()

export async function recomputed(context: Context, because: string): Promise<void> {
  const running = await db(context)
    .selectFrom('portal.request')
    .select(['id', 'kind', 'personId', 'townshipId', 'raisedAt', 'takeDueOn', 'dueOn', 'status', 'passedOn'])
    .where('countyCode', '=', context.county)
    .where('status', 'in', ['open', 'taken'])
    .orderBy('id')
    .forUpdate()
    .execute()
  if (running.length === 0) return
  // Read again: whoever changed a day may have asked for the calendar before.
  const calendar = await readCalendar(context.transaction, context.county)
  for (const row of running) {
    const from = dayOf(row.raisedAt)
    const { take, answer } = (await termsOf(context, row.kind, from)).value
    const end = (term: Term, since: PlainDate): PlainDate => endOfTerm(calendar, since, term).due
    const dueOn = end(answer, from)
    const taken = row.passedOn ? earlier(end(take, row.passedOn), dueOn) : end(take, from)
    const takeDueOn = row.status === 'open' ? taken : row.takeDueOn
    if (takeDueOn === row.takeDueOn && dueOn === row.dueOn) continue
    const moved = [
      ...(takeDueOn === row.takeDueOn ? [] : [`承办期限由${dateText(row.takeDueOn)}改为${dateText(takeDueOn)}`]),
      ...(dueOn === row.dueOn ? [] : [`答复期限由${dateText(row.dueOn)}改为${dateText(dueOn)}`]),
    ]
    await noteStep(context, row, { step: 'recomputed', words: `${moved.join('，')}：${because}` })
    await db(context)
      .updateTable('portal.request')
      .set({ takeDueOn, dueOn })
      .where('countyCode', '=', context.county)
      .where('id', '=', row.id)
      .execute()
  }
}
