/** What the person's own view lets go of when his file is destroyed after its term: what he asked for in his words, who helped, his slips. */
import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import { forgetEvidence } from '#platform/forgetting.ts'
import type { Forgotten } from '#platform/module.ts'

const gone = '已依法销毁'

export async function forgetRequests(context: Context, personId: string): Promise<Forgotten> {
  // First, for a request points to the help with which it was made.
  await sql`update portal.request set raiser_name = ${gone}, help_id = null, confirmed_how = null, confirmed_words = '', topic = '',
      entry_words = '', wrong = case when wrong = '' then '' else ${gone} end, wanted = case when wanted = '' then '' else ${gone} end,
      words = case when words = '' then '' else ${gone} end, accused = '', answer = case when answer = '' then '' else ${gone} end
    where county_code = ${context.county} and person_id = ${personId}`.execute(context.transaction)
  return { files: [], evidence: await forgetEvidence(context, 'portal', personId) }
}
