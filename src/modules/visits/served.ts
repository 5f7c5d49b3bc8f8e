/** For evaluation and settlement: what each person got from a provider in a month. */
import { sql } from 'kysely'
import type { PlainMonth } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'

export interface Served {
  personId: string
  visits: number
  valid: number
  doubtful: number
  notCounted: number
  /** Of valid visits. */
  minutes: number
  daysValid: number
}

export async function servedIn(context: Context, month: PlainMonth, organisationId: string): Promise<Served[]> {
  const found =
    await sql<Served>`select * from visits.served(${context.county}, ${month}, ${organisationId}::uuid)`.execute(
      context.transaction,
    )
  return found.rows
}
