/** A death reported in error: what stood before the report stands again, and both stay on file. */
import { addDays, dateText, type Instant, type PlainDate } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { deathWithdrawn, takenBack } from './contract.ts'
import { assertFacts, standingFacts } from './facts.ts'
import type { NewFact } from './filing.ts'
import { lockPerson } from './find-person.ts'

const db = tablesOf<'persons'>()

interface Withdrawal {
  personId: string
  diedOn: PlainDate
  /** When the report was taken down: what ended at that moment ended with it. */
  reportedAt: Instant
  basis: string
}

export async function withdrawDeath(
  context: Context,
  { personId, diedOn, reportedAt, basis }: Withdrawal,
): Promise<void> {
  const person = await lockPerson(context, personId)
  if (person.diedOn !== diedOn)
    refuse('conflict', 'changed_meanwhile', `${person.name}没有登记于${dateText(diedOn)}死亡。请刷新后核对。`)
  const restored = await factsBefore(context, personId, addDays(diedOn, 1))
  const end = restored.find(({ kind, value }) => kind === 'status' && value === 'ended')
  await db(context)
    .updateTable('persons.person')
    .set({
      diedOn: null,
      endedOn: end ? addDays(end.fromOn, -1) : null,
      endReason: end ? await earlierReason(context, personId) : null,
      // Until the facts below say it: nobody stands as ended without a day and a reason.
      status: end ? person.status : 'active',
    })
    .where('countyCode', '=', context.county)
    .where('id', '=', personId)
    .execute()
  const because = { source: 'correction' as const, basis, decidedOn: context.today }
  await assertFacts(context, personId, restored, because)
  await context.announce(deathWithdrawn, { personId, diedOn })
  await context.announce(takenBack, { personIds: [personId], publishedAt: reportedAt })
}

interface Restored extends NewFact {
  replacesId: string
}

/** Each assertion of the death gives way to the one that it replaced, or to how the person stood the day before. */
async function factsBefore(context: Context, personId: string, from: PlainDate): Promise<Restored[]> {
  const statuses = await standingFacts(context, personId, 'status')
  const before = statuses.find((fact) => fact.fromOn < from)?.value ?? 'active'
  const ofDeath = statuses.filter((fact) => fact.fromOn === from && fact.value === 'ended')
  const reasons = (await standingFacts(context, personId, 'end_reason')).filter(
    (fact) => fact.fromOn === from && fact.value === 'death',
  )
  const restored: Restored[] = []
  for (const fact of ofDeath) {
    const replaced = await replacedBy(context, fact.id)
    restored.push({
      kind: 'status',
      value: replaced?.value ?? before,
      fromOn: replaced?.fromOn ?? from,
      replacesId: fact.id,
    })
  }
  return [
    ...restored,
    ...reasons.map(({ id }) => ({ kind: 'end_reason' as const, value: '', fromOn: from, replacesId: id })),
  ]
}

async function earlierReason(context: Context, personId: string): Promise<string | null> {
  const reasons = await standingFacts(context, personId, 'end_reason')
  return reasons.find(({ value }) => value !== 'death' && value !== '')?.value ?? null
}

export async function replacedBy(context: Context, factId: string) {
  return db(context)
    .selectFrom('persons.fact as later')
    .innerJoin('persons.fact as fact', (join) =>
      join.onRef('fact.countyCode', '=', 'later.countyCode').onRef('fact.id', '=', 'later.replacesId'),
    )
    .select(['fact.value', 'fact.fromOn'])
    .where('later.countyCode', '=', context.county)
    .where('later.id', '=', factId)
    .executeTakeFirst()
}
