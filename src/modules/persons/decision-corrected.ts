/** A decision that took support or a part of it away was wrong: from its first day on the person stands as before it. */
import { addDays, dateText, monthOf, type PlainDate } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import { SelfCareLevel } from '#kernel/self-care.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { levelDecided, supportRestored } from './contract.ts'
import { replacedBy } from './death-withdrawn.ts'
import { assertFacts, standingFacts } from './facts.ts'
import type { NewFact } from './filing.ts'
import { lockPerson, type Person } from './find-person.ts'

const db = tablesOf<'persons'>()

export interface Correction {
  personId: string
  kind: 'status' | 'level'
  /** What the decision made of him: ended, suspended, or a level. */
  value: string
  /** The first day on which it showed. */
  from: PlainDate
  basis: string
  /** The case that carries the correction. */
  sourceId: string
}

interface Restored extends NewFact {
  replacesId?: string
}

export async function correctDecision(context: Context, correction: Correction): Promise<void> {
  const { personId, kind, value, from, basis, sourceId } = correction
  const person = await lockPerson(context, personId)
  const restored = await factsBefore(context, person, correction)
  if (restored.length === 0)
    refuse(
      'conflict',
      'nothing_left',
      `${dateText(from)}起的登记已由以后的登记取代，没有可以恢复的。请在一人一档核对供养经过，仍有差错的请更正档案`,
    )
  if (kind === 'status' && value === 'ended') await clearEnd(context, person, from)
  await assertFacts(context, personId, restored, { source: 'correction', basis, decidedOn: context.today })
  if (kind === 'status') await beganOn(context, personId)
  const level = kind === 'level' ? SelfCareLevel.safeParse(restored[0]?.value) : undefined
  if (level?.success) await context.announce(levelDecided, { personId, level: level.data, fromMonth: monthOf(from) })
  await context.announce(supportRestored, { personId, from, sourceId, why: basis })
}

/** Each assertion of the decision gives way to the one it replaced, or to how the person stood the day before. */
async function factsBefore(
  context: Context,
  { id, diedOn }: Person,
  { kind, value, from }: Correction,
): Promise<Restored[]> {
  const standing = await standingFacts(context, id, kind)
  const before = standing.find((fact) => fact.fromOn < from)?.value ?? (kind === 'status' ? 'active' : undefined)
  const restored: Restored[] = []
  for (const fact of standing.filter((each) => each.fromOn === from && each.value === value)) {
    const replaced = await replacedBy(context, fact.id)
    const value = replaced?.value ?? before
    if (value !== undefined) restored.push({ kind, value, fromOn: replaced?.fromOn ?? from, replacesId: fact.id })
  }
  if (restored.length === 0 || value !== 'ended') return restored
  // Recognised anew since: he waited for what he should never have lost.
  const waited = standing.filter((fact) => fact.fromOn >= from && fact.value === 'awaiting')
  const reasons = (await standingFacts(context, id, 'end_reason')).filter((fact) => fact.fromOn === from)
  const after = diedOn ? addDays(diedOn, 1) : undefined
  return [
    ...restored,
    ...waited.map((fact) => ({ kind, value: 'active', fromOn: fact.fromOn, replacesId: fact.id })),
    ...reasons.map((fact) => ({ kind: 'end_reason' as const, value: '', fromOn: from, replacesId: fact.id })),
    ...(after ? [{ kind, value: 'ended', fromOn: after }] : []),
    ...(after ? [{ kind: 'end_reason' as const, value: 'death', fromOn: after }] : []),
  ]
}

/** Died since: then support went on to that day. Ended again since: that end stands. */
async function clearEnd(context: Context, person: Person, from: PlainDate): Promise<void> {
  if (person.endedOn !== addDays(from, -1)) return
  const { diedOn } = person
  await db(context)
    .updateTable('persons.person')
    .set({
      endedOn: diedOn,
      endReason: diedOn ? 'death' : null,
      // Until the facts say it: nobody stands as ended without a day and a reason.
      ...(diedOn ? {} : { status: 'active' as const }),
    })
    .where('countyCode', '=', context.county)
    .where('id', '=', person.id)
    .execute()
}

/** Support that was never broken off began when it first began. */
async function beganOn(context: Context, personId: string): Promise<void> {
  const statuses = (await standingFacts(context, personId, 'status')).toReversed()
  const lastEnd = statuses.findLastIndex(({ value }) => value === 'ended')
  const tail = statuses.at(-1)?.value === 'ended' ? statuses.slice(0, lastEnd) : statuses
  const run = tail.slice(tail.findLastIndex(({ value }) => value === 'ended') + 1)
  const first = run.find(({ value }) => value === 'active' || value === 'suspended')
  if (!first) return
  await db(context)
    .updateTable('persons.person')
    .set({ supportedFrom: first.fromOn })
    .where('countyCode', '=', context.county)
    .where('id', '=', personId)
    .where('supportedFrom', '>', first.fromOn)
    .execute()
}
