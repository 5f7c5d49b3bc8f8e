/** What somebody is due each month as he stands on a day: for the preview of a change that stops or moves it. */
import { sql } from 'kysely'
import { firstDay, type PlainDate, type PlainMonth } from '#kernel/calendar.ts'
import type { SelfCareLevel, SupportMode } from '#kernel/self-care.ts'
import type { Context } from '#platform/context.ts'
import { type Expected, expectedOf, ratesOf } from './entitled.ts'

interface Asked {
  personId: string
  /** As he stands on this day, but for what is given. */
  day: PlainDate
  mode?: SupportMode
  month: PlainMonth
}

/** By the standards of the month; empty where none is on file. To be asked within the county. */
export async function monthlyDue(context: Context, { personId, day, mode, month }: Asked): Promise<Expected[]> {
  const rates = ratesOf(await context.policyOn(firstDay(month)), month)
  if (!rates) return []
  const { county, transaction, now } = context
  const { rows } = await sql<{
    class: 'urban' | 'rural' | null
    mode: SupportMode | null
    level: SelfCareLevel | null
    townshipId: string
    bought: boolean
  }>`select s.class, s.mode, s.level, s.township_id, exists (select from rosters.line_view l where l.county_code = ${county}
      and l.person_id = s.person_id and l.month >= ${day.slice(0, 7)}) as bought
    from persons.standing_on(${county}, ${day}::date, ${now}::timestamptz) s where s.person_id = ${personId}`.execute(
    transaction,
  )
  const [standing] = rows
  if (!standing) return []
  const moved = mode ?? standing.mode
  const person = {
    ...standing,
    mode: moved,
    bought: standing.bought && moved === 'dispersed',
    personId,
    name: '',
    decidedOn: null,
    endedOn: null,
    endReason: null,
  }
  return expectedOf(person, rates)
}
