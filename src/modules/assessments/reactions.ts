/** Who died or left support is not assessed any more. */
import { dateText } from '#kernel/calendar.ts'
import { calendarChanged } from '#modules/policy/contract.ts'
import { personDied, personEnded } from '#modules/persons/contract.ts'
import type { Context } from '#platform/context.ts'
import { on, type Reaction } from '#platform/module.ts'
import { recomputed } from './recomputing.ts'
import { closeRequest } from './requesting.ts'
import { db } from './stored.ts'

async function close(context: Context, personId: string, words: string): Promise<void> {
  const scope = { kind: 'county', counties: [context.county], ids: [] } as const
  await context.within(scope, async () => {
    const open = await db(context)
      .selectFrom('assessments.assessment')
      .selectAll()
      .where('countyCode', '=', context.county)
      .where('personId', '=', personId)
      .where('status', 'in', ['requested', 'assessed', 'reviewed'])
      .forUpdate()
      .execute()
    for (const assessment of open) await closeRequest(context, assessment, words)
  })
}

export const reactions: Reaction[] = [
  on(calendarChanged, async (context, { day, name }) => {
    await recomputed(context, `工作日历的${dateText(day)}已改为“${name}”`)
  }),
  on(personDied, (context, { personId }) => close(context, personId, '本人死亡，不再评估')),
  on(personEnded, (context, { personId }) => close(context, personId, '已终止供养，不再评估')),
]
