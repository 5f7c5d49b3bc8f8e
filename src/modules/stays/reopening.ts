/** A bed that a death took away, given back when the death was reported in error. */
import { addDays, type PlainDate } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { db } from './occupied.ts'
import { writeMovement } from './rows.ts'

/** The death was reported in error: the stay that ended with it goes on. */
export async function reopenStay(context: Context, personId: string, day: PlainDate): Promise<void> {
  const stay = await db(context)
    .selectFrom('stays.stay as stay')
    .innerJoin('stays.movement as movement', (join) =>
      join
        .onRef('movement.countyCode', '=', 'stay.countyCode')
        .onRef('movement.stayId', '=', 'stay.id')
        .on('movement.destination', '=', 'death'),
    )
    .select(['stay.id', 'stay.organisationId', 'stay.townshipId'])
    .where('stay.countyCode', '=', context.county)
    .where('stay.personId', '=', personId)
    .where('stay.toOn', '=', day)
    .where('stay.withdrawnAt', 'is', null)
    .executeTakeFirst()
  if (!stay) return
  await db(context)
    .updateTable('stays.stay')
    .set({ toOn: null, endedKnownAt: null })
    .where('countyCode', '=', context.county)
    .where('id', '=', stay.id)
    .execute()
  const { id: stayId, organisationId: homeId, townshipId } = stay
  const reason = '撤销死亡报告，继续入住'
  await writeMovement(context, { stayId, homeId, townshipId, personId, kind: 'admitted', day: addDays(day, 1), reason })
}
