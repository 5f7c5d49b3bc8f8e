/** What recognition lets go of when a person's file is destroyed after its term: who he and his obligors were; number, days and decision stay. */
import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import { forgetEvidence } from '#platform/forgetting.ts'
import type { Forgotten } from '#platform/module.ts'
import { noFacts } from './facts.ts'
import { db } from './stored.ts'

export async function forgetCases(context: Context, personId: string): Promise<Forgotten> {
  const { county } = context
  const cases = await db(context)
    .selectFrom('recognition.application')
    .select('id')
    .where('countyCode', '=', county)
    .where('personId', '=', personId)
    .execute()
  const files = await filesOf(context, personId)
  const evidence = await forgetEvidence(context, 'recognition', personId)
  const empty = {
    idMasked: '',
    phone: null,
    phoneMasked: '',
    residence: '',
    helper: '',
    relation: '',
    paperReference: '',
  }
  for (const { id } of cases) {
    const place = { table: 'recognition.application', column: 'id_number', county, row: id }
    await db(context)
      .updateTable('recognition.application')
      .set({ ...empty, nearRelative: '', insisted: '', facts: JSON.stringify(noFacts) })
      // No number is found under what its own id hashes to.
      .set({
        idNumber: context.secrets.seal(place, ''),
        idIndex: context.secrets.blindIndex('identity', id),
      })
      .set((row) => ({ version: row('version', '+', 1), changedAt: context.now }))
      .where('countyCode', '=', county)
      .where('id', '=', id)
      .execute()
  }
  return { files, evidence }
}

/** Wherever a deed names them: scans, photos of the house, of the poster with his name. */
async function filesOf(context: Context, personId: string): Promise<string[]> {
  const { rows } = await sql<{ fileId: string }>`
    select distinct found #>> '{}' as file_id
    from recognition.deed d join recognition.application a on a.county_code = d.county_code and a.id = d.case_id
      cross join lateral jsonb_path_query(d.said, '$.**.fileIds[*]') found
    where d.county_code = ${context.county} and a.person_id = ${personId}::uuid
      and d.kind in ('applied', 'told', 'supplemented', 'helped', 'surveyed', 'objected', 'checked')`.execute(
    context.transaction,
  )
  return rows.map(({ fileId }) => fileId)
}
