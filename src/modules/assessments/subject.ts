/** An assessment as a matter that may pass between sections and units (交接). */
import type { Context } from '#platform/context.ts'
import type { Subject } from '#platform/module.ts'
import { db } from './stored.ts'
import { numberText } from './words.ts'

export async function assessmentSubject(context: Context, assessmentId: string): Promise<Subject | undefined> {
  const row = await db(context)
    .selectFrom('assessments.assessment as assessment')
    .innerJoin('persons.personView as person', (join) =>
      join.onRef('person.countyCode', '=', 'assessment.countyCode').onRef('person.id', '=', 'assessment.personId'),
    )
    .selectAll('assessment')
    .select('person.name')
    .where('assessment.countyCode', '=', context.county)
    .where('assessment.id', '=', assessmentId)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    title: `${row.name} ${numberText(row.year, row.no)}`,
    to: `/assessments/${assessmentId}`,
    opens: 'assessments.get',
    townshipId: row.townshipId,
    personId: row.personId,
    open: row.status === 'requested' || row.status === 'assessed' || row.status === 'reviewed',
  }
}
