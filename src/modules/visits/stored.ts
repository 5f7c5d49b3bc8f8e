/** Visits as they lie in the table, read for judging. All reading here is under the whole county: facts know no provider. */
import { sql, type RawBuilder } from 'kysely'
import { dayOf, type Instant, type PlainDate } from '#kernel/calendar.ts'
import type { Scope } from '#kernel/permission.ts'
import type { Context } from '#platform/context.ts'
import type { Position } from './distance.ts'
import type { Confirmation } from './shapes.ts'
import type { JudgedVisit } from './verdict.ts'

export const wholeCounty = (county: string): Scope => ({ kind: 'county', counties: [county], ids: [] })

/** Judging writes rows that other judging reads, so it goes one after the other within a county. */
export async function inTurn(context: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`visits:${context.county}`}, 0))`.execute(
    context.transaction,
  )
}

interface Row {
  id: string
  organisationId: string
  townshipId: string
  personId: string
  carerId: string
  month: string
  startedAt: Instant
  endedAt: Instant
  recordedAt: Instant
  longitude: number | null
  latitude: number | null
  datum: Position['datum'] | null
  accuracy: number | null
  services: string[]
  contents: string[]
  confirmation: Confirmation
  confirmedBy: string
  cardScanned: boolean
  photos: string[]
  batchId: string | null
}

export interface StoredVisit extends JudgedVisit {
  townshipId: string
  month: string
  batchId: string | null
  /** Day on which it began. */
  day: PlainDate
}

export interface Given {
  /** The visits to judge. */
  visits: readonly StoredVisit[]
  /** The file being taken in, whose visits count already. */
  batchId: string | null
  /** Those of `visits` that this request has just written. */
  fresh: readonly StoredVisit[]
}

export async function readVisits(context: Context, ids: readonly string[]): Promise<StoredVisit[]> {
  return select(context, sql`v.id = any(${ids}::uuid[])`)
}

/** Visits that count among the others: not corrected, and of a file only once it is published; or of the file being taken in. */
// Asked row by row through its index: as a join it is planned as a scan while the table has no statistics yet.
export function standing(batchId: string | null): RawBuilder<unknown> {
  return sql`(v.batch_id is null or v.batch_id = ${batchId}::uuid
      or exists (select from visits.batch b where b.county_code = v.county_code and b.id = v.batch_id and b.status = 'published'))
    and (select c.id from visits.visit c where c.county_code = v.county_code and c.corrects_id = v.id) is null`
}

const columns = sql`v.id, v.organisation_id, v.township_id, v.person_id, v.carer_id, v.month, v.started_at, v.ended_at, v.recorded_at,
  v.longitude, v.latitude, v.datum, v.accuracy, v.services, v.contents, v.confirmation, v.confirmed_by, v.card_scanned, v.photos, v.batch_id`

export async function select(context: Context, where: RawBuilder<unknown>): Promise<StoredVisit[]> {
  const found = await sql<Row>`select ${columns} from visits.visit v
    where v.county_code = ${context.county} and ${where}`.execute(context.transaction)
  return found.rows.map(storedOf)
}

/** Leaves out what this request wrote itself, of which it knows without reading. */
export const notOwn = (context: Context, fresh: readonly StoredVisit[]): RawBuilder<unknown> =>
  fresh.length === 0 ? sql`` : sql`and v.entry_id <> ${context.entryId}::uuid`

/** An earlier visit of the same two persons: only how long it took matters. */
export type Before = Pick<StoredVisit, 'id' | 'startedAt' | 'endedAt'>

/** Of each given visit the two before it of the same two persons in its month, latest first. */
export async function selectBefore(
  context: Context,
  { visits: given, batchId, fresh }: Given,
): Promise<Map<string, Before[]>> {
  const asked = given.map(({ id, personId, carerId, month, startedAt }) => ({
    id,
    personId,
    carerId,
    month,
    startedAt,
  }))
  const found = await sql<Before & { after: string }>`select s.id as after, before.*
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
      as s (id uuid, "personId" uuid, "carerId" uuid, month text, "startedAt" timestamptz)
    join lateral (select v.id, v.started_at, v.ended_at from visits.visit v
      where v.county_code = ${context.county} and v.person_id = s."personId" and v.carer_id = s."carerId" and v.month = s.month
        and v.started_at <= s."startedAt" and (v.started_at < s."startedAt" or v.id < s.id) and ${standing(batchId)}
        ${notOwn(context, fresh)}
      order by v.started_at desc, v.id desc limit 2) before on true
    order by before.started_at desc, before.id desc`.execute(context.transaction)
  const pairs = found.rows.map(({ after, ...row }) => ({ after, row }))
  const grouped = Map.groupBy(pairs, ({ after }) => after)
  return new Map([...grouped].map(([after, each]) => [after, each.map(({ row }) => row)]))
}

function storedOf({ longitude, latitude, datum, ...row }: Row): StoredVisit {
  return { ...row, position: positionOf({ longitude, latitude, datum }), day: dayOf(row.startedAt) }
}

export function positionOf(row: Pick<Row, 'longitude' | 'latitude' | 'datum'>): Position | undefined {
  const { longitude, latitude, datum } = row
  return longitude === null || latitude === null || datum === null ? undefined : { longitude, latitude, datum }
}
