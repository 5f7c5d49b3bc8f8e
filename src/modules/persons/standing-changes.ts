/** What changes a person's standing: level, mode, township, pause, end, death. */
import { firstDay, monthOf, addDays, addMonths, dateText, type PlainDate } from '#kernel/calendar.ts'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part } from '#platform/module.ts'
import { levelDecided, modeChanged, personDied, personEnded, persons, townshipChanged } from './contract.ts'
import { assertFacts, type Because, standingFacts } from './facts.ts'
import type { NewFact } from './filing.ts'
import { lockPerson, type Person } from './find-person.ts'
import {
  lastPaidBefore,
  monthAfter,
  objectionsToChange,
  objectionsToDeath,
  objectionsToEnd,
  type StopRule,
  supportStops,
} from './rules.ts'

const db = tablesOf<'persons', 'access'>()
type Operations = (typeof persons)['operations']
type Change = InputOf<Operations['changeStanding']>['change']

export const standingChanges = part(persons, {
  changeStanding: decideStanding,
  end: decideEnd,
  reportDeath,
})

/** Level, mode, township, home or pause as somebody has decided it; also for modules that carry the case. */
export async function decideStanding(
  context: Context,
  { personId, change, decision, from: wanted, source, version }: InputOf<Operations['changeStanding']>,
): Promise<OutputOf<Operations['changeStanding']>> {
  const person = await lockPerson(context, personId, version)
  const from = wanted ?? monthAfter(decision.decidedOn)
  if (decision.decidedOn > context.today)
    refuse('refused', 'decided_in_future', `决定日期${decision.decidedOn}晚于今天。请核对是否录错。`)
  requireNone(objectionsToChange(person, from))
  if (change.kind === 'township') await requireArea(context, change)
  const basis = decision.basis ? `${decision.number}　${decision.basis}` : decision.number
  await assertFacts(context, personId, factsOf(change, from), { source, basis, decidedOn: decision.decidedOn })
  if (change.kind === 'level')
    await context.announce(levelDecided, { personId, level: change.value, fromMonth: monthOf(from) })
  if (change.kind === 'township' && change.value !== person.townshipId)
    await context.announce(townshipChanged, { personId, townshipId: change.value, villageId: change.villageId, from })
  if (change.kind === 'mode') await context.announce(modeChanged, { personId, mode: change.value, from })
  return { personId, from, warnings: changeWarnings(person, change) }
}

/** The end itself, once whoever carries the case has heard, published and decided. */
export async function decideEnd(
  context: Context,
  { personId, reason, decision, lastPaidMonth }: InputOf<Operations['end']>,
): Promise<OutputOf<Operations['end']>> {
  const person = await lockPerson(context, personId)
  const policy = await context.policyOn(decision.decidedOn)
  requireNone(objectionsToEnd(person, reason, policy.value<string[]>('exit.reasons')))
  const rule = policy.value<StopRule>('exit.support_stops')
  const byRule = supportStops(decision.decidedOn, rule.value)
  const from = lastPaidMonth ? firstDay(addMonths(lastPaidMonth, 1)) : byRule
  if (!from) return refuse('refused', 'stop_rule', '规定的停发起始方式本版本不能计算。请填写最后发放月。')
  const basis = decision.basis ? `${decision.number}　${decision.basis}` : decision.number
  await endSupport(context, person, {
    from,
    reason,
    because: { source: 'decision', basis, decidedOn: decision.decidedOn },
  })
  const warnings =
    byRule && byRule !== from ? [`按规定应自${dateText(byRule)}起停发，本次登记为${dateText(from)}起。`] : []
  return { personId, from, lastPaidMonth: lastPaidBefore(from), warnings }
}

/** Supported from a day on by another county, which has taken him over in writing: none of the reasons of an end (JL-4.1b). */
export async function moveAway(
  context: Context,
  { personId, from, decision }: { personId: string; from: PlainDate; decision: InputOf<Operations['end']>['decision'] },
): Promise<void> {
  const person = await lockPerson(context, personId)
  requireNone(objectionsToChange(person, from))
  const basis = `${decision.number}　${decision.basis}`.trim()
  const because: Because = { source: 'decision', basis, decidedOn: decision.decidedOn }
  await endSupport(context, person, { from, reason: 'moved_away', because })
}

/** Everything that runs for him stops in the same transaction, whoever reports it. */
export async function reportDeath(
  context: Context,
  { personId, diedOn, paperReference, certified = false }: InputOf<Operations['reportDeath']> & { certified?: boolean },
): Promise<OutputOf<Operations['reportDeath']>> {
  const person = await lockPerson(context, personId)
  requireNone(objectionsToDeath({ ...person, certified }, diedOn, context.today))
  await db(context)
    .updateTable('persons.person')
    .set({ diedOn })
    .where('countyCode', '=', context.county)
    .where('id', '=', personId)
    .execute()
  if (!person.endedOn || person.endedOn > diedOn) {
    const because: Because = { source: 'decision', basis: paperReference, decidedOn: context.today }
    await endSupport(context, person, { from: addDays(diedOn, 1), reason: 'death', because })
  }
  await closeAbsences(context, personId, diedOn)
  await context.announce(personDied, { personId, diedOn })
  return { personId, warnings: lateDeathWarnings(diedOn, context.today) }
}

interface End {
  /** First day without support. */
  from: PlainDate
  reason: string
  because: Because
}

/** A later day of an end that was entered before gives way: what stood from then on is replaced. */
export async function endSupport(
  context: Context,
  person: Pick<Person, 'id'>,
  { from, reason, because }: End,
): Promise<void> {
  const later = (await standingFacts(context, person.id, 'status')).filter((fact) => fact.fromOn >= from)
  const endedOn = addDays(from, -1)
  const [first, ...others] = later
  await db(context)
    .updateTable('persons.person')
    .set({ endedOn, endReason: reason })
    .where('countyCode', '=', context.county)
    .where('id', '=', person.id)
    .execute()
  await assertFacts(
    context,
    person.id,
    [
      { kind: 'status', value: 'ended', fromOn: from, replacesId: first?.id },
      ...others.map((fact) => ({ kind: 'status' as const, value: 'ended', fromOn: from, replacesId: fact.id })),
      { kind: 'end_reason', value: reason, fromOn: from },
    ],
    because,
  )
  await context.announce(personEnded, { personId: person.id, endedOn, reason })
}

async function closeAbsences(context: Context, personId: string, day: PlainDate): Promise<void> {
  await db(context)
    .updateTable('persons.absence')
    .set({ toOn: day })
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('fromOn', '<=', day)
    .where((eb) => eb.or([eb('toOn', 'is', null), eb('toOn', '>', day)]))
    .where('withdrawnAt', 'is', null)
    .execute()
  await db(context)
    .updateTable('persons.absence')
    .set({ withdrawnAt: context.now })
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('fromOn', '>', day)
    .where('withdrawnAt', 'is', null)
    .execute()
}

function factsOf(change: Change, from: PlainDate): NewFact[] {
  const fact = (kind: NewFact['kind'], value: string): NewFact => ({ kind, value, fromOn: from })
  if (change.kind === 'township') return [fact('township', change.value), fact('village', change.villageId ?? '')]
  if (change.kind === 'organisation') return [fact('organisation', change.value ?? '')]
  if (change.kind === 'mode') {
    const home = change.organisationId === undefined ? [] : [fact('organisation', change.organisationId ?? '')]
    return [fact('mode', change.value), ...home]
  }
  return [fact(change.kind, change.value)]
}

function changeWarnings(person: Person, change: Change): string[] {
  const present = {
    level: person.level,
    mode: person.mode,
    township: person.townshipId,
    organisation: person.organisationId,
    status: person.status,
  }
  return present[change.kind] === change.value ? ['与现在的登记相同，未改变待遇。'] : []
}

/** Money paid after a death becomes a claim by name. */
function lateDeathWarnings(diedOn: PlainDate, today: PlainDate): string[] {
  return monthOf(diedOn) < monthOf(today) ? ['报告晚于死亡当月：已发放的以后月份将列为应追回款，请核对。'] : []
}

/** JL-4.1b: one responsible township, within this county; into another county one moves by an end here and a file there. */
async function requireArea(
  context: Context,
  { value, villageId }: { value: string; villageId: string | null },
): Promise<void> {
  const areas = await db(context)
    .selectFrom('access.areaView')
    .select(['id', 'level', 'parentId'])
    .where('countyCode', '=', context.county)
    .where('id', 'in', villageId ? [value, villageId] : [value])
    .where('toOn', 'is', null)
    .execute()
  if (!areas.some((area) => area.id === value && area.level === 'township'))
    refuse('refused', 'township', '所选乡镇（街道）不在本县的名录中。迁往其他县的，请在本县终止后由迁入县建档。')
  if (villageId && !areas.some((area) => area.id === villageId && area.parentId === value))
    refuse('refused', 'village', '所选村（居）不属于所选乡镇（街道）。请重新选择。')
}
