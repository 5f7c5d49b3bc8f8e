/** What hand-overs let go of when a person's file is destroyed after its term: title and notes; which units, and when, stays (JL-8a). */
import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import type { Forgotten } from '#platform/module.ts'

const gone = '已依法销毁'

export async function forgetHandOvers(context: Context, personId: string): Promise<Forgotten> {
  await sql`update duties.handover set title = ${gone}, note = ${gone},
      answer_note = case when answer_note = '' then '' else ${gone} end
    where county_code = ${context.county} and person_id = ${personId}`.execute(context.transaction)
  return { files: [], evidence: [] }
}
