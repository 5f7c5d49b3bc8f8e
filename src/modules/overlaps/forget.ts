/** What overlaps let go of when a person's file is destroyed after its term: the rows of other departments that stood for him. */
import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { Forgotten } from '#platform/module.ts'
import { blankHit } from './hit-rows.ts'

const db = tablesOf<'overlap'>()

/** Undecided rows go whole; of a decided one stay kind, months and decision. The lists themselves went when they had been matched. */
export async function forgetHits(context: Context, personId: string): Promise<Forgotten> {
  const { county } = context
  await sql`delete from overlap.hit h where county_code = ${county} and person_id = ${personId} and not exists (
    select from overlap.decision d where d.county_code = h.county_code and d.hit_id = h.id)`.execute(
    context.transaction,
  )
  const left = await db(context)
    .selectFrom('overlap.hit')
    .select('id')
    .where('countyCode', '=', county)
    .where('personId', '=', personId)
    .execute()
  for (const { id } of left)
    await db(context)
      .updateTable('overlap.hit')
      .set(blankHit(context, id))
      .where('countyCode', '=', county)
      .where('id', '=', id)
      .execute()
  return { files: [], evidence: [] }
}
