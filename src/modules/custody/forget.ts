/** His file is destroyed: the movements of his money stay, as all records of money do (社会救助法 第七十条); papers and what was said go. */
import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import type { Forgotten } from '#platform/module.ts'

export async function forgetCustody(context: Context, personId: string): Promise<Forgotten> {
  const { county, transaction } = context
  const { rows } = await sql<{ fileId: string }>`
    select file_id::text from custody.entrustment where county_code = ${county} and person_id = ${personId} and file_id is not null
    union select file_id::text from custody.slip where county_code = ${county} and person_id = ${personId} and file_id is not null`.execute(
    transaction,
  )
  await sql`update custody.entrustment set giver = '已依法销毁', withdrawn_words = '', paper_reference = '已依法销毁'
    where county_code = ${county} and person_id = ${personId}`.execute(transaction)
  await sql`update custody.slip set purpose = '', receiver_name = '', proof = '', inventory = '', decision_words = ''
    where county_code = ${county} and person_id = ${personId}`.execute(transaction)
  await sql`update custody.thing set name = '已依法销毁', returned_words = '',
      returned_to = case when returned_on is null then '' else '已依法销毁' end
    where county_code = ${county} and person_id = ${personId}`.execute(transaction)
  return { files: rows.map(({ fileId }) => fileId), evidence: [] }
}
