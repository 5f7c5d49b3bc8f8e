/** Payments to one person, the latest first, with the line and the batch of each: for his page and his timeline. */
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context.ts'

/**
 * `s`, `i` and `b` for a FROM. Each share looks for its own line and batch: behind row-level security the planner thinks
 * every table small and would go through all lines of all batches for each.
 */
export const sharesOf = ({ county }: Context, personId: string, most: number | null = 240): RawBuilder<unknown> => sql`(
      select * from payments.share where county_code = ${county} and person_id = ${personId} and dropped_reason is null
      order by month desc, purpose, sequence limit ${most}::int) s
    cross join lateral (select * from payments.item where county_code = s.county_code and id = s.item_id offset 0) i
    cross join lateral (select * from payments.batch where county_code = i.county_code and id = i.batch_id offset 0) b`
