/** What this module asks of persons: how one stood on a day, and how many wait for a place. */
import { sql } from 'kysely'
import type { PlainDate } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { db } from './occupied.ts'

/** The value of one kind on a day, as known now. */
export async function factOn(
  context: Context,
  personId: string,
  kind: 'status' | 'mode',
  day: PlainDate,
): Promise<string | null> {
  const facts = await db(context)
    .selectFrom('persons.factView as fact')
    .select('fact.value')
    .where('fact.countyCode', '=', context.county)
    .where('fact.personId', '=', personId)
    .where('fact.kind', '=', kind)
    .where('fact.fromOn', '<=', day)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('persons.factView as later')
            .select('later.id')
            .whereRef('later.countyCode', '=', 'fact.countyCode')
            .whereRef('later.replacesId', '=', 'fact.id'),
        ),
      ),
    )
    .orderBy('fact.fromOn', 'desc')
    .orderBy('fact.knownAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return facts?.value ?? null
}

/** Dispersed persons of a township whose wish to live in a home is on file. */
export async function waitingIn(context: Context, townshipId: string, day: PlainDate): Promise<number> {
  const found = await sql<{ waiting: number }>`
    select count(distinct s.person_id)::int as waiting
    from persons.standing_on(${context.county}, ${day}::date, ${context.now}::timestamptz) s
    join persons.consent_view c on c.county_code = ${context.county} and c.person_id = s.person_id
    where s.township_id = ${townshipId} and s.status = 'active' and s.mode = 'dispersed' and c.kind = 'placement'
      and c.from_on <= ${day} and (c.to_on is null or c.to_on >= ${day}) and (c.withdrawn_on is null or c.withdrawn_on > ${day})`.execute(
    context.transaction,
  )
  return found.rows[0]?.waiting ?? 0
}
