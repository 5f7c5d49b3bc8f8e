/** What changes and deaths let go of when a person's file is destroyed after its term: what was said and found; kind, days and decision stay. */
import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import { forgetEvidence } from '#platform/forgetting.ts'
import type { Forgotten } from '#platform/module.ts'

export async function forgetChanges(context: Context, personId: string): Promise<Forgotten> {
  const { county } = context
  const { rows } = await sql<{ fileId: string }>`
    select file_id::text from endings.act where county_code = ${county} and person_id = ${personId} and file_id is not null
      and kind in ('verified', 'heard', 'objected', 'answered')
    union select file_id::text from endings.death_act where county_code = ${county} and person_id = ${personId}
      and file_id is not null and kind in ('family_told', 'estate_listed', 'estate_handed')`.execute(
    context.transaction,
  )
  const evidence = await forgetEvidence(context, 'endings', personId)
  await sql`update endings.change set facts = '已依法销毁', hearing_note = '', version = version + 1, changed_at = ${context.now}
    where county_code = ${county} and person_id = ${personId}`.execute(context.transaction)
  await sql`update endings.death set place = '', reporter = '已依法销毁', paper_reference = '', changed_at = ${context.now}
    where county_code = ${county} and person_id = ${personId}`.execute(context.transaction)
  return { files: rows.map(({ fileId }) => fileId), evidence }
}
