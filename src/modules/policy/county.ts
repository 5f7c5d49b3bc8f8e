/** What a county decided by itself, read within the request and remembered until its version goes up. */
import type { Instant, PlainDate } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { type Ask, type PolicyFrom, type PolicyReading, policyFrom } from './in-force.ts'
import { keys } from './keys.ts'
import type { AreaEntry } from './pack-form.ts'
import { releasePacks } from './release.ts'
import type { Adoption, CountyValue } from './standing.ts'

const db = tablesOf<'policy', 'access'>()
type Asking = Pick<Context, 'transaction' | 'files'>

export interface CountyPolicy {
  version: number
  policy: PolicyFrom
  adopted: Adoption[]
  countyValues: CountyValue[]
  areas: AreaEntry[]
  /** Since when a document is known here. */
  knownSince: ReadonlyMap<string, Instant>
  readings: Map<string, PolicyReading>
}

/** By installation (its file store stands for it): one process may serve several, tests do. */
const known = new WeakMap<Context['files'], Map<string, CountyPolicy>>()
const mostReadings = 400

/** One look at the county's version; everything else only when it went up or a place is not known yet. */
export async function countyPolicy(context: Asking, county: string, place = county): Promise<CountyPolicy> {
  const row = await db(context)
    .selectFrom('policy.version')
    .select('number')
    .where('countyCode', '=', county)
    .executeTakeFirst()
  const version = row?.number ?? 0
  const counties = known.get(context.files) ?? new Map<string, CountyPolicy>()
  known.set(context.files, counties)
  const found = counties.get(county)
  if (found?.version === version && (place === county || found.areas.some(({ area }) => area === place))) return found
  const read = await readCounty(context, county, version)
  counties.set(county, read)
  return read
}

async function readCounty(context: Asking, county: string, version: number): Promise<CountyPolicy> {
  const set = await releasePacks()
  const learnt = await db(context).selectFrom('policy.packDocument').select(['document', 'knownAt']).execute()
  const knownSince = new Map(learnt.map(({ document, knownAt }) => [document, knownAt]))
  const areas = await areasOf(context, county)
  const own = areas.filter(({ area }) => !set.areas.some((entry) => entry.area === area))
  return {
    version,
    areas,
    knownSince,
    policy: policyFrom(set, { areas: own, knownSince: (document) => knownSince.get(document) }),
    adopted: await adoptionsOf(context, county),
    countyValues: await valuesOf(context, county),
    readings: new Map(),
  }
}

const withdrawnOf = (row: { withdrawnFrom: PlainDate | null; withdrawnAt: Instant | null }) =>
  row.withdrawnFrom && row.withdrawnAt ? { withdrawn: { from: row.withdrawnFrom, knownSince: row.withdrawnAt } } : {}

async function adoptionsOf(context: Asking, county: string): Promise<Adoption[]> {
  const rows = await db(context)
    .selectFrom('policy.adoptionView as own')
    .leftJoin('policy.withdrawalView as withdrawn', (join) =>
      join.onRef('withdrawn.countyCode', '=', 'own.countyCode').onRef('withdrawn.ofId', '=', 'own.id'),
    )
    .selectAll('own')
    .select(['withdrawn.fromOn as withdrawnFrom', 'withdrawn.decidedAt as withdrawnAt'])
    .where('own.countyCode', '=', county)
    .orderBy('own.decidedAt')
    .execute()
  return rows.map((row) => ({
    area: row.area,
    document: row.draft,
    number: row.number,
    from: row.fromOn,
    secondPerson: row.decider,
    knownSince: row.decidedAt,
    ...(row.keys ? { keys: row.keys } : {}),
    ...(row.toOn ? { to: row.toOn } : {}),
    ...withdrawnOf(row),
  }))
}

async function valuesOf(context: Asking, county: string): Promise<CountyValue[]> {
  const rows = await db(context)
    .selectFrom('policy.valueView as own')
    .leftJoin('policy.withdrawalView as withdrawn', (join) =>
      join.onRef('withdrawn.countyCode', '=', 'own.countyCode').onRef('withdrawn.ofId', '=', 'own.id'),
    )
    .selectAll('own')
    .select(['withdrawn.fromOn as withdrawnFrom', 'withdrawn.decidedAt as withdrawnAt'])
    .where('own.countyCode', '=', county)
    .orderBy('own.decidedAt')
    .execute()
  return rows.map((row) => ({
    area: row.area,
    key: row.key,
    value: inOwnOrder(row.key, row.value),
    from: row.fromOn,
    stands: row.stands,
    force: row.force,
    citation: { document: row.document, clause: row.clause, quote: row.quote },
    secondPerson: row.decider,
    knownSince: row.decidedAt,
    ...(row.toOn ? { to: row.toOn } : {}),
    ...withdrawnOf(row),
  }))
}

/** jsonb sorts fields by length; the key's own order is the one that screens show. */
export function inOwnOrder(key: string, value: unknown): unknown {
  const read = keys[key]?.type.safeParse(value)
  return read?.success ? read.data : value
}

/** Places below and above the county that areas.yaml need not name; townships count once they have a code. */
async function areasOf(context: Asking, county: string): Promise<AreaEntry[]> {
  const rows = await db(context)
    .selectFrom('access.areaView')
    .select(['id', 'level', 'name', 'parentId', 'officialCode'])
    .where('countyCode', '=', county)
    .where('toOn', 'is', null)
    .where('level', 'in', ['county', 'township'])
    .execute()
  return rows.flatMap(({ level, name, officialCode }): AreaEntry[] => {
    if (level === 'township') return officialCode ? [{ area: officialCode, name, level, parent: county }] : []
    return []
  })
}

/** The policy of a place on a day as this county has decided it. */
export async function readingFor(
  context: Asking & Pick<Context, 'county'>,
  day: PlainDate,
  place: string = context.county,
  ask: Pick<Ask, 'knownAt' | 'simulate'> & { proposed?: readonly CountyValue[] } = {},
): Promise<PolicyReading> {
  const owner = context.county === '000000' ? place : context.county
  const entry = await countyPolicy(context, owner, place)
  const { proposed = [], ...rest } = ask
  const plain = proposed.length === 0 && rest.knownAt === undefined && (rest.simulate ?? []).length === 0
  const name = `${place} ${day}`
  const found = plain ? entry.readings.get(name) : undefined
  if (found) return found
  const reading = entry.policy(place, day, {
    ...rest,
    adopted: entry.adopted,
    countyValues: [...entry.countyValues, ...proposed],
  })
  if (!plain) return reading
  if (entry.readings.size >= mostReadings) entry.readings.clear()
  entry.readings.set(name, reading)
  return reading
}
