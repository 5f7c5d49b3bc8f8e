/** The head of the county's record at the end of the day before: what nobody who acts today can choose any more. */
import { sql } from 'kysely'
import { startOf, type Instant, type PlainDate } from '#kernel/calendar.ts'
import type { Context } from '../context.ts'

export interface PublishedHead {
  size: number
  /** Root of the tree in hex. */
  root: string
  at: Instant
}

/** On the first day of a county there is no day before; then its very first head, which is no less fixed. */
export async function headBefore(context: Context, day: PlainDate): Promise<PublishedHead | undefined> {
  const before = await sql<PublishedHead>`
    select size::float8 as size, encode(root, 'hex') as root, at from record.head
    where county_code = ${context.county} and at < ${startOf(day)} order by size desc limit 1`.execute(
    context.transaction,
  )
  if (before.rows[0]) return before.rows[0]
  const first = await sql<PublishedHead>`
    select size::float8 as size, encode(root, 'hex') as root, at from record.head
    where county_code = ${context.county} order by size limit 1`.execute(context.transaction)
  return first.rows[0]
}
