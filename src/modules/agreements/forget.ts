/** What agreements let go of when a person's file is destroyed after its term: who signed and how; number, term, price and level stay. */
import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import { forgetEvidence } from '#platform/forgetting.ts'
import type { Forgotten } from '#platform/module.ts'

export async function forgetAgreements(context: Context, personId: string): Promise<Forgotten> {
  const { county } = context
  const { rows } = await sql<{ fileId: string }>`
    select distinct file_id::text from agreements.signature
    where county_code = ${county} and person_id = ${personId} and file_id is not null`.execute(context.transaction)
  const evidence = await forgetEvidence(context, 'agreements', personId)
  await sql`update agreements.agreement set clauses = '{}', hotline = '', returned_reason = '', takes_over = '', filing_no = '',
      title = '照料服务协议', end_reason = case when end_reason is null then null else '已依法销毁' end, version = version + 1,
      changed_at = ${context.now}
    where county_code = ${county} and person_id = ${personId}`.execute(context.transaction)
  return { files: rows.map(({ fileId }) => fileId), evidence }
}
