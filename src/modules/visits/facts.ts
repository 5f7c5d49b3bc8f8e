/** Everything around a set of visits that bears on their verdicts, in a fixed number of queries however many they are. */
import { sql } from 'kysely'
import { addDays, dayOf, type Instant, type PlainDate, startOf } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { policyOfDays, type DayPolicy } from './day-policy.ts'
import { personFacts, type PersonFacts } from './person-facts.ts'
import { type Before, type Given, notOwn, select, selectBefore, standing, type StoredVisit } from './stored.ts'
import type { Facts, Limits, OtherVisit } from './verdict.ts'

export interface Around {
  of(visit: StoredVisit): { facts: Facts; limits: Limits }
}

export async function loadAround(context: Context, about: Given): Promise<Around> {
  const { visits: given } = about
  const others = await loadOthers(context, about)
  const persons = await personFacts(context, [...given, ...[...others.ofCarer.values()].flat()])
  const carers = await loadCarers(context, given)
  const photos = await loadPhotoUses(context, about)
  const replaced = await loadReplaced(context, given)
  const policy = await policyOfDays(context, new Set(given.map(({ day }) => day)))
  const known = { persons, carers, others, photos, replaced, policy }
  return { of: (visit) => factsOf(visit, known) }
}

interface Known {
  persons: PersonFacts
  carers: ReadonlyMap<string, NonNullable<Facts['carer']>>
  others: Others
  photos: ReadonlyMap<string, readonly PhotoUse[]>
  replaced: ReadonlyMap<string, Pick<Facts, 'correctedOn' | 'undone'>>
  policy: ReadonlyMap<PlainDate, DayPolicy>
}

function factsOf(visit: StoredVisit, known: Known): { facts: Facts; limits: Limits } {
  const { day } = visit
  const person = known.persons.of(visit)
  const replaced = known.replaced.get(visit.id)
  const policy = known.policy.get(day)
  const other = (each: StoredVisit) => otherVisit(each, visit, known.persons)
  const facts: Facts = {
    ...person,
    carer: known.carers.get(visit.carerId),
    ofCarer: ofCarerThat(visit, known.others).map(other),
    before: known.others.before.get(visit.id) ?? [],
    photoUsedOn: photoUse(visit, known.photos),
    correctedOn: replaced?.correctedOn,
    undone: replaced?.undone,
    asked: person.level ? policy?.content?.value[person.level].items : undefined,
  }
  return { facts, limits: policy?.limits ?? { visit: undefined, agreementFirst: undefined, evidence: undefined } }
}

/** Visits of the carer that touch the days of this one, without itself. */
function ofCarerThat(visit: StoredVisit, { ofCarer }: Others): StoredVisit[] {
  const lastDay = dayOf(visit.endedAt)
  const found = daysOfVisit(visit.day, lastDay).flatMap((day) => ofCarer.get(`${visit.carerId} ${day}`) ?? [])
  const others = found.filter((other) => other.id !== visit.id)
  return lastDay === visit.day ? others : [...new Set(others)].toSorted(byTime)
}

const daysOfVisit = (first: PlainDate, last: PlainDate): PlainDate[] => (first === last ? [first] : [first, last])

/** Whom a provider does not serve it does not learn of, nor where he lives. */
function otherVisit(other: StoredVisit, visit: StoredVisit, persons: PersonFacts): OtherVisit {
  const own = other.organisationId === visit.organisationId
  const there = persons.of(other)
  return {
    id: other.id,
    personId: other.personId,
    personName: own && there.onRoster ? persons.nameOf(other.personId) : undefined,
    startedAt: other.startedAt,
    endedAt: other.endedAt,
    position: other.position ?? (own ? there.dwelling : undefined),
  }
}

const byTime = (one: Before, other: Before) =>
  one.startedAt === other.startedAt ? (one.id < other.id ? -1 : 1) : one.startedAt < other.startedAt ? -1 : 1

interface Others {
  ofCarer: ReadonlyMap<string, StoredVisit[]>
  before: ReadonlyMap<string, Before[]>
}

async function loadOthers(context: Context, about: Given): Promise<Others> {
  const { visits: given, batchId, fresh } = about
  const days = given.map(({ day }) => day).toSorted()
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return { ofCarer: new Map(), before: new Map() }
  const [from, to] = [startOf(addDays(first, -1)), startOf(addDays(last, 2))]
  const carers = unique(given.map(({ carerId }) => carerId))
  const ofCarers = await select(
    context,
    sql`v.carer_id = any(${carers}::uuid[]) and v.started_at >= ${from} and v.started_at < ${to} and ${standing(batchId)}
      ${notOwn(context, fresh)}`,
  )
  return {
    ofCarer: byCarerAndDay([...ofCarers, ...fresh].toSorted(byTime)),
    before: withFresh(about, await selectBefore(context, about)),
  }
}

const pairOf = ({ personId, carerId, month }: StoredVisit) => `${personId} ${carerId} ${month}`

/** The two before each visit, those just written among them. */
function withFresh({ visits, fresh }: Given, stored: ReadonlyMap<string, Before[]>): Map<string, Before[]> {
  const pairs = Map.groupBy(fresh, pairOf)
  const lastTwo = (visit: StoredVisit) => {
    const earlier = (pairs.get(pairOf(visit)) ?? []).filter(
      (other) => byTime(other, visit) < 0 && other.id !== visit.id,
    )
    return [...(stored.get(visit.id) ?? []), ...earlier].toSorted((one, other) => byTime(other, one)).slice(0, 2)
  }
  return new Map(visits.map((visit) => [visit.id, lastTwo(visit)]))
}

function byCarerAndDay(all: readonly StoredVisit[]): Map<string, StoredVisit[]> {
  const grouped = new Map<string, StoredVisit[]>()
  for (const visit of all)
    for (const day of daysOfVisit(visit.day, dayOf(visit.endedAt))) {
      const key = `${visit.carerId} ${day}`
      const there = grouped.get(key)
      if (there) there.push(visit)
      else grouped.set(key, [visit])
    }
  return grouped
}

const unique = (ids: readonly string[]): string[] => [...new Set(ids)]

async function loadCarers(context: Context, given: readonly StoredVisit[]) {
  const found = await sql<{
    id: string
    name: string
    organisationId: string | null
    from: PlainDate
    to: PlainDate | null
  }>`
    select id, name, organisation_id, from_on as "from", to_on as "to" from providers.carer_view
    where county_code = ${context.county} and id = any(${unique(given.map(({ carerId }) => carerId))}::uuid[])`.execute(
    context.transaction,
  )
  return new Map(found.rows.map(({ id, ...carer }) => [id, carer]))
}

interface PhotoUse {
  hash: string
  visitId: string
  startedAt: Instant
}

async function loadPhotoUses(context: Context, { visits: given, batchId, fresh }: Given) {
  const hashes = unique(given.flatMap(({ photos }) => photos))
  if (hashes.length === 0) return new Map<string, PhotoUse[]>()
  const own = fresh.map(({ id }) => id)
  const found = await sql<PhotoUse>`
    select p.hash, p.visit_id, v.started_at from visits.photo p join visits.visit v on v.county_code = p.county_code and v.id = p.visit_id
    where p.county_code = ${context.county} and p.hash = any(${hashes}::text[]) and p.visit_id <> all(${own}::uuid[])
      and ${standing(batchId)}`.execute(context.transaction)
  const ofFresh = fresh.flatMap(({ id, startedAt, photos }) => photos.map((hash) => ({ hash, visitId: id, startedAt })))
  return Map.groupBy([...found.rows, ...ofFresh], ({ hash }) => hash)
}

/** The later of two visits is the doubtful one. */
function photoUse(visit: StoredVisit, uses: Known['photos']): PlainDate | undefined {
  const earlier = visit.photos
    .flatMap((hash) => uses.get(hash) ?? [])
    .filter(
      ({ visitId, startedAt }) =>
        visitId !== visit.id && (startedAt < visit.startedAt || (startedAt === visit.startedAt && visitId < visit.id)),
    )
    .map(({ startedAt }) => startedAt)
    .toSorted()
  return earlier[0] ? dayOf(earlier[0]) : undefined
}

async function loadReplaced(context: Context, given: readonly StoredVisit[]) {
  const ids = given.map(({ id }) => id)
  const corrections = await sql<{ id: string; at: Instant }>`
    select corrects_id as id, recorded_at as at from visits.visit
    where county_code = ${context.county} and corrects_id = any(${ids}::uuid[])`.execute(context.transaction)
  const batches = unique(given.flatMap(({ batchId }) => batchId ?? []))
  const undone = await sql<{ id: string; reason: string }>`
    select id, undone_reason as reason from visits.batch
    where county_code = ${context.county} and id = any(${batches}::uuid[]) and status = 'undone'`.execute(
    context.transaction,
  )
  const reasons = new Map(undone.rows.map(({ id, reason }) => [id, reason]))
  const days = new Map(corrections.rows.map(({ id, at }) => [id, dayOf(at)]))
  return new Map(
    given.map(({ id, batchId }) => [id, { correctedOn: days.get(id), undone: reasons.get(batchId ?? '') }]),
  )
}
