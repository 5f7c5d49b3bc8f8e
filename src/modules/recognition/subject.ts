/** A case as a matter that may pass between sections and units (交接). */
import type { Context } from '#platform/context.ts'
import type { Subject } from '#platform/module.ts'
import { db } from './stored.ts'

export async function caseSubject(context: Context, caseId: string): Promise<Subject | undefined> {
  const row = await db(context)
    .selectFrom('recognition.application')
    .select(['name', 'number', 'townshipId', 'personId', 'step', 'decision', 'deliveredOn'])
    .where('countyCode', '=', context.county)
    .where('id', '=', caseId)
    .executeTakeFirst()
  if (!row) return undefined
  const { step, decision, deliveredOn } = row
  const undelivered = decision === 'refused' && deliveredOn === null
  return {
    title: `${row.name} ${row.number}`,
    to: `/cases/${caseId}`,
    opens: 'recognition.case',
    townshipId: row.townshipId,
    personId: row.personId,
    open: (step !== 'decided' && step !== 'withdrawn') || undelivered,
  }
}
