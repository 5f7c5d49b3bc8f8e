/** Confirmed for a home: the move into it is the carrying out of that decision, and needs no change beside it. */
import { sql } from 'kysely'
import type { Instant } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'

/** When somebody in support was last confirmed 集中供养, or as unfit to live by himself; undefined where he was not. */
export async function confirmedForHome(context: Context, personId: string): Promise<Instant | undefined> {
  const { rows } = await sql<{ decidedAt: Instant }>`
    select a.decided_at from recognition.application a
      join persons.person_view p on p.county_code = a.county_code and p.id = a.person_id and p.ended_on is null
    where a.county_code = ${context.county} and a.person_id = ${personId} and a.decision = 'confirmed'
      and (a.unsuitable or exists (select from recognition.deed d where d.county_code = a.county_code and d.case_id = a.id
        and d.kind = 'decided' and d.said->>'mode' = 'centralised'))
    order by a.decided_at desc limit 1`.execute(context.transaction)
  return rows[0]?.decidedAt
}
