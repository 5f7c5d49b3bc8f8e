/** What verifications let go of when a person's file is destroyed after its term: what was found; that he was on a plan and was seen stays. */
import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import { forgetEvidence } from '#platform/forgetting.ts'
import type { Forgotten } from '#platform/module.ts'

export async function forgetVerifications(context: Context, personId: string): Promise<Forgotten> {
  const { county } = context
  const { rows } = await sql<{ fileId: string }>`
    select distinct file_id::text from verifications.school
    where county_code = ${county} and person_id = ${personId} and file_id is not null`.execute(context.transaction)
  const evidence = await forgetEvidence(context, 'verifications', personId)
  await sql`update verifications.entry set left_reason = '' where county_code = ${county} and person_id = ${personId}`.execute(
    context.transaction,
  )
  return { files: rows.map(({ fileId }) => fileId), evidence }
}
