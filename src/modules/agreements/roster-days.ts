/** For the rosters module, when it locks a roster: from that day on its persons' agreements may be signed (SX-4.4.1a). */
import type { PlainDate } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { db } from './tables.ts'

export interface FixedRoster {
  organisationId: string
  fixedOn: PlainDate
  persons: readonly { personId: string; townshipId: string }[]
}

export async function noteRosterFixed(
  context: Context,
  { organisationId, fixedOn, persons }: FixedRoster,
): Promise<void> {
  const rows = persons.map(({ personId, townshipId }) => {
    return { countyCode: context.county, organisationId, fixedOn, personId, townshipId }
  })
  for (let at = 0; at < rows.length; at += 1000)
    await db(context)
      .insertInto('agreements.rosterDay')
      .values(rows.slice(at, at + 1000))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}
