/** What providers let go of when a person's file is destroyed after its term: how carers were related to him. */
import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import type { Forgotten } from '#platform/module.ts'

export async function forgetRelations(context: Context, personId: string): Promise<Forgotten> {
  await sql`delete from providers.carer_relation where county_code = ${context.county} and person_id = ${personId}`.execute(
    context.transaction,
  )
  return { files: [], evidence: [] }
}
