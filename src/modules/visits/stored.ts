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

export async function readVisits(context: Context, ids: readonly string[]): Promise<StoredVisit[]> {
  return select(context, sql`v.id = any(${ids}::uuid[])`)
}

/** Visits that count among the others: not corrected, and of a file only once it is published; or of the file being taken in. */
export function standing(batchId: string | null): RawBuilder<unknown> {
  return sql`(v.batch_id is null or v.batch_id = ${batchId}::uuid
      or exists (select from visits.batch b where b.county_code = v.county_code and b.id = v.batch_id and b.status = 'published'))
    and not exists (select from visits.visit c where c.county_code = v.county_code and c.corrects_id = v.id)`
}

export async function select(context: Context, where: RawBuilder<unknown>): Promise<StoredVisit[]> {
  const found =
    await sql<Row>`select v.id, v.organisation_id, v.township_id, v.person_id, v.carer_id, v.month, v.started_at, v.ended_at,
      v.recorded_at, v.longitude, v.latitude, v.datum, v.accuracy, v.services, v.contents, v.confirmation, v.confirmed_by, v.card_scanned,
      v.photos, v.batch_id
    from visits.visit v where v.county_code = ${context.county} and ${where}`.execute(context.transaction)
  return found.rows.map(({ longitude, latitude, datum, ...row }) => ({
    ...row,
    position: positionOf({ longitude, latitude, datum }),
    day: dayOf(row.startedAt),
  }))
}

export function positionOf(row: Pick<Row, 'longitude' | 'latitude' | 'datum'>): Position | undefined {
  const { longitude, latitude, datum } = row
  return longitude === null || latitude === null || datum === null ? undefined : { longitude, latitude, datum }
}
