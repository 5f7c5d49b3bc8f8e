/** Changes what holds for a person from a day on: facts on two axes, and the person's row where the day has come. */
import { sql } from 'kysely'
import type { PlainDate } from '#kernel/calendar.ts'
import { SupportMode } from '#kernel/self-care.ts'
import type { Context } from '#platform/context.ts'
import { modeChanged } from './contract.ts'

export type StandingKind = 'mode' | 'organisation'

export interface StandingChange {
  personId: string
  from: PlainDate
  facts: Partial<Record<StandingKind, string>>
  basis: string
  source: 'decision' | 'correction'
}

/** In the transaction of whoever decides it: a person is in no two modes on a day and in none on no day. */
export async function changeStanding(context: Context, change: StandingChange): Promise<void> {
  const { personId, from, facts, basis, source } = change
  for (const [kind, value] of Object.entries(facts)) {
    await sql`insert into persons.fact (county_code, id, person_id, kind, value, from_on, known_at, basis, source, entry_id)
      values (${context.county}, ${context.newId()}, ${personId}, ${kind}, ${value}, ${from}, ${context.now}, ${basis}, ${source}, ${context.entryId})`.execute(
      context.transaction,
    )
  }
  context.wrote('persons.fact')
  await sql`update persons.person p set mode = coalesce(s.mode, p.mode), organisation_id = s.organisation_id, version = p.version + 1, changed_at = ${context.now}
    from persons.standing_on(${context.county}, ${context.today}::date, ${context.now}::timestamptz) s
    where p.county_code = ${context.county} and p.id = ${personId} and s.person_id = p.id`.execute(context.transaction)
  const mode = SupportMode.safeParse(facts.mode)
  if (mode.success) await context.announce(modeChanged, { personId, mode: mode.data, from })
}
