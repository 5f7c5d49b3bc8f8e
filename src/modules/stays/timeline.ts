/** Moving in and out of homes, as a person's life on file tells it. */
import { sql } from 'kysely'
import type { Instant, PlainDate } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import type { TimelineItem } from '#platform/module.ts'

interface Stay {
  organisationId: string
  name: string
  fromOn: PlainDate
  toOn: PlainDate | null
  knownAt: Instant
}

export async function staysTimeline(context: Context, personId: string): Promise<TimelineItem[]> {
  const { rows } =
    await sql<Stay>`select s.organisation_id, o.name, s.from_on, s.to_on, s.known_at from stays.stay_view s
      join access.organisation_view o on o.county_code = s.county_code and o.id = s.organisation_id
    where s.county_code = ${context.county} and s.person_id = ${personId}::uuid`.execute(context.transaction)
  return rows.flatMap(({ organisationId, name, fromOn, toOn, knownAt }): TimelineItem[] => {
    const own = { kind: 'service' as const, to: `/homes/${organisationId}`, source: 'system' as const }
    const into: TimelineItem = { ...own, at: fromOn, enteredAt: knownAt, text: `入住${name}` }
    return toOn ? [into, { ...own, at: toOn, text: `离开${name}` }] : [into]
  })
}
