/** A changed holiday table moves the notices and terms that run; the old day, the new one and why are kept with the case. */
import { dateText, dayOf } from '#kernel/calendar.ts'
import { endOfTerm } from '#kernel/working-days.ts'
import type { Context } from '#platform/context.ts'
import { readCalendar } from '#platform/holidays.ts'
import { part } from '#platform/module.ts'
import { askedOn } from './asked.ts'
import { endings } from './contract.ts'
import { actsOf, db, keep, writeAct } from './stored.ts'
import { closeAllUndelivered } from './undelivered.ts'

export const recomputing = part(endings, {
  async recompute(context, { because }) {
    const { changed } = await recomputed(context, because || '工作日历有改动')
    return { changed: changed + (await closeAllUndelivered(context)) }
  },
})

export async function recomputed(context: Context, because: string): Promise<{ changed: number }> {
  const running = await db(context)
    .selectFrom('endings.change')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('step', 'in', ['publicity', 'objection'])
    .where('stepDueOn', 'is not', null)
    .orderBy('id')
    .forUpdate()
    .execute()
  if (running.length === 0) return { changed: 0 }
  // Read again: whoever changed a day may have asked for the calendar before.
  const calendar = await readCalendar(context.transaction, context.county)
  let changed = 0
  for (const row of running) {
    const notice = row.step === 'publicity'
    const acts = await actsOf(context, row.id)
    const began = acts.findLast(({ kind }) => kind === (notice ? 'published' : 'objected'))
    // The length is the one of the day on which it was entered; only the calendar has changed since.
    const asked = await askedOn(context, began ? dayOf(began.at) : row.stepFromOn)
    const term = notice ? asked.publicity : asked.objection
    const before = row.stepDueOn
    if (!term || !before) continue
    const { due, estimated } = endOfTerm(calendar, row.stepFromOn, term.value)
    if (due === before) continue
    changed += 1
    const what = notice ? '公示期满日' : '异议核查期限'
    const poster = notice ? '。已张贴的公示请改贴新的止日' : ''
    await writeAct(context, row, {
      as: 'recomputed',
      on: context.today,
      words: `${what}由${dateText(before)}改为${dateText(due)}：${because}${poster}`,
      details: notice ? { until: due } : {},
    })
    await keep(context, row.id, { stepDueOn: due, dueEstimated: estimated })
  }
  return { changed }
}
