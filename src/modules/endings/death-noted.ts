/** A death reported in another way still opens its case, so that nothing that must follow is forgotten. */
import { addMilliseconds, type PlainDate, startOf } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { withdrawOpen } from './changing.ts'
import { writeDeathAct } from './death-stored.ts'
import { stopsAfter } from './stops.ts'
import { db, nextNumber } from './stored.ts'
import { closeUndelivered } from './undelivered.ts'

export async function noteDeath(
  context: Context,
  { personId, diedOn }: { personId: string; diedOn: PlainDate },
): Promise<void> {
  await withdrawOpen(context, personId, '本人已经死亡，这件变更不再办理')
  await closeUndelivered(context, personId, diedOn)
  const there = await db(context)
    .selectFrom('endings.death')
    .select('id')
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('status', '<>', 'withdrawn')
    .executeTakeFirst()
  if (there) return
  const person = await db(context)
    .selectFrom('persons.personView')
    .select(['townshipId', 'organisationId'])
    .where('countyCode', '=', context.county)
    .where('id', '=', personId)
    .executeTakeFirstOrThrow()
  const row = { id: context.newId(), personId, ...person }
  // Nobody said when it was found: from the end of that day, so that no delay is made up.
  const latest = addMilliseconds(startOf(diedOn), 24 * 3_600_000 - 60_000)
  const discoveredAt = latest < context.now ? latest : context.now
  await db(context)
    .insertInto('endings.death')
    .values({
      ...row,
      countyCode: context.county,
      number: await nextNumber(context, 'death'),
      diedOn,
      discoveredAt,
      reportedAt: context.now,
      placeKind: 'unknown',
      reporter: context.actor.name,
      reporterKind: 'other',
      stopped: JSON.stringify(await stopsAfter(context, { personId, last: diedOn, death: true })),
      status: 'open',
      receivedBy: context.actor.accountId,
      receivedName: context.actor.name,
      receivedAt: context.now,
      changedAt: context.now,
    })
    .execute()
  await writeDeathAct(context, row, { kind: 'reported', on: context.today, words: '在一人一档登记死亡' })
}
