/** What assessments let go of when a person's file is destroyed after its term: the sheets and their scans; level, day and decision stay. */
import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import { forgetEvidence } from '#platform/forgetting.ts'
import type { Forgotten } from '#platform/module.ts'

export async function forgetAssessments(context: Context, personId: string): Promise<Forgotten> {
  const { rows } = await sql<{ fileId: string }>`
    select distinct unnest(file_ids)::text as file_id from assessments.result
    where county_code = ${context.county} and person_id = ${personId}`.execute(context.transaction)
  const evidence = await forgetEvidence(context, 'assessments', personId)
  await sql`update assessments.assessment set asker = '', words = '', version = version + 1
    where county_code = ${context.county} and person_id = ${personId}`.execute(context.transaction)
  return { files: rows.map(({ fileId }) => fileId), evidence }
}
