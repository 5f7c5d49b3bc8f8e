/** What notices let go of when a person's file is destroyed after its term: the words and who took them; that he was told, of which month, stays. */
import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import type { Forgotten } from '#platform/module.ts'

export async function forgetNotices(context: Context, personId: string): Promise<Forgotten> {
  await sql`update notices.notice set addressee = '', title = '', text = '已依法销毁', remark = ''
    where county_code = ${context.county} and person_id = ${personId}`.execute(context.transaction)
  return { files: [], evidence: [] }
}
