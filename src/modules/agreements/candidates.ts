/** For whom an agreement is wanted, with everything that decides whether it can be drafted: a few queries for thousands. */
import { addDays } from '#kernel/calendar.ts'
import type { Capacity } from '#kernel/capacity.ts'
import type { Context } from '#platform/context.ts'
import type { Batch } from './contract.ts'
import { type Candidate, type Obstacle, obstaclesToDraft, refusedText } from './draft-rules.ts'
import type { Party } from './rules.ts'
import { db, signingGuardians } from './tables.ts'

export interface Wanted extends Candidate {
  personId: string
  name: string
  townshipId: string
  residence: string
  obstacles: Obstacle[]
}

const most = 5000

/** An agreement that takes another's place, and where the person will be when it begins. */
export interface Instead {
  replaces?: string
  place?: { townshipId: string; villageId: string | null }
  mode?: 'dispersed' | 'centralised'
}

export async function candidatesOf(
  context: Context,
  batch: Batch,
  parties: readonly Party[],
  { replaces, place, mode }: Instead = {},
): Promise<Wanted[]> {
  const found = await personsOf(context, batch)
  const persons = found.map((person) => ({ ...person, ...place, mode: mode ?? person.mode }))
  const ids = persons.map(({ id }) => id)
  const guardians = new Set((await signingGuardians(context, ids, batch.from)).map(({ personId }) => personId))
  const existing = await existingOf(context, ids, batch.from)
  const served = batch.kind === 'dispersed' ? await contractorsOf(context, batch.from) : new Map<string, string[]>()
  const carers = parties.includes('carer') ? await carersOf(context, ids, batch.from) : new Map<string, string>()
  return persons.map((person) => {
    const { id, organisationId, ...fields } = person
    const own = existing.filter(({ personId }) => personId === id)
    const contractors = served.get(person.townshipId) ?? []
    const before = own.find(({ id: each, until }) => until !== null && each !== replaces)
    const candidate = {
      ...fields,
      personId: id,
      capacity: asCapacity(person.capacity),
      capacityOpen: person.capacityOpen ?? false,
      hasGuardian: guardians.has(id),
      inForceUntil: before?.until ?? null,
      underWay: own.some(({ underWay }) => underWay),
      organisationId: providerFor(batch, organisationId, contractors),
      carerId: carers.get(id) ?? null,
    }
    return { ...candidate, obstacles: obstaclesToDraft(candidate, batch.kind, parties) }
  })
}

const asCapacity = (text: string): Capacity => (text === 'none' || text === 'limited' ? text : 'full')

/** The one named, else his own when under contract here, else the one contractor of the township; a home as it is. */
function providerFor(batch: Batch, own: string | null, contractors: readonly string[]): string | null {
  if (batch.kind === 'centralised') return batch.organisationId ?? own
  if (batch.organisationId !== null) return contractors.includes(batch.organisationId) ? batch.organisationId : null
  if (own !== null && contractors.includes(own)) return own
  return contractors.length === 1 ? (contractors[0] ?? null) : null
}

function personsOf(context: Context, { personIds, townshipId, villageId, kind }: Batch) {
  return db(context)
    .selectFrom('persons.personView')
    .select(['id', 'name', 'status', 'mode', 'level', 'capacity', 'capacityOpen'])
    .select(['townshipId', 'villageId', 'organisationId', 'residence'])
    .where('countyCode', '=', context.county)
    .$if(personIds.length > 0, (query) => query.where('id', 'in', [...personIds]))
    .$if(personIds.length === 0, (query) => query.where('status', '=', 'active').where('mode', '=', kind))
    .$if(townshipId !== null, (query) => query.where('townshipId', '=', townshipId ?? ''))
    .$if(villageId !== null, (query) => query.where('villageId', '=', villageId))
    .orderBy('townshipId')
    .orderBy('villageId')
    .orderBy('nameSort')
    .orderBy('id')
    .limit(most)
    .execute()
}

async function existingOf(context: Context, ids: readonly string[], from: string) {
  if (ids.length === 0) return []
  const rows = await db(context)
    .selectFrom('agreements.agreement')
    .select(['id', 'personId', 'status', 'effectiveFrom', 'effectiveTo'])
    .where('countyCode', '=', context.county)
    .where('personId', 'in', [...ids])
    .where('status', '!=', 'expired')
    .execute()
  return rows.flatMap(({ id, personId, status, effectiveFrom, effectiveTo }) => {
    const underWay = status === 'draft' || status === 'review' || status === 'signing'
    const until = effectiveFrom !== null && effectiveTo !== null && effectiveTo >= from ? effectiveTo : null
    return underWay || until !== null ? [{ id, personId, underWay, until }] : []
  })
}

/** Contractors of each township on a day, by contracts that hold. */
async function contractorsOf(context: Context, day: Batch['from']): Promise<Map<string, string[]>> {
  const rows = await db(context)
    .selectFrom('providers.contractTownshipView as served')
    .innerJoin('providers.contractView as contract', (join) =>
      join.onRef('contract.countyCode', '=', 'served.countyCode').onRef('contract.id', '=', 'served.contractId'),
    )
    .select(['served.townshipId', 'served.organisationId'])
    .distinct()
    .where('served.countyCode', '=', context.county)
    .where('contract.status', '=', 'active')
    .where('contract.toOn', '>=', day)
    .where('served.fromOn', '<=', addDays(day, 31))
    .where('served.toOn', '>=', day)
    .execute()
  const served = new Map<string, string[]>()
  for (const { townshipId, organisationId } of rows)
    served.set(townshipId, [...(served.get(townshipId) ?? []), organisationId])
  return served
}

/** The carer designated for each person. */
async function carersOf(context: Context, ids: readonly string[], day: Batch['from']): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db(context)
    .selectFrom('providers.carerRelationView as relation')
    .innerJoin('providers.carerView as carer', (join) =>
      join.onRef('carer.countyCode', '=', 'relation.countyCode').onRef('carer.id', '=', 'relation.carerId'),
    )
    .select(['relation.personId', 'carer.id'])
    .where('relation.countyCode', '=', context.county)
    .where('relation.personId', 'in', [...ids])
    .where('carer.fromOn', '<=', day)
    .where((row) => row.or([row('carer.toOn', 'is', null), row('carer.toOn', '>=', day)]))
    .orderBy('carer.fromOn')
    .execute()
  return new Map(rows.map(({ personId, id }) => [personId, id]))
}

export const refusedOf = (wanted: readonly Wanted[]) =>
  wanted.flatMap(({ personId, name, obstacles, inForceUntil }) => {
    const [first] = obstacles
    return first === undefined ? [] : [{ personId, name, code: first, message: refusedText(name, first, inForceUntil) }]
  })

/** How many cannot, by the first thing in the way. */
export function countObstacles(wanted: readonly Wanted[]): Map<Obstacle, number> {
  const counts = new Map<Obstacle, number>()
  for (const { obstacles } of wanted) {
    const [first] = obstacles
    if (first !== undefined) counts.set(first, (counts.get(first) ?? 0) + 1)
  }
  return counts
}
