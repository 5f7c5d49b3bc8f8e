/** An assessment as a matter that may pass between sections and units (交接). */
import { dateText } from '#kernel/calendar.ts'
import type { Reason } from '#kernel/refusal.ts'
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

/** A level that was decided and never told to him whom it is about: his file is not whole. Of the dead there is nobody to tell. */
export async function untoldLevels(context: Context, personId: string): Promise<Reason[]> {
  const rows = await db(context)
    .selectFrom('assessments.assessment as assessment')
    .innerJoin('persons.personView as person', (join) =>
      join.onRef('person.countyCode', '=', 'assessment.countyCode').onRef('person.id', '=', 'assessment.personId'),
    )
    .select(['assessment.id', 'assessment.year', 'assessment.no', 'assessment.decidedOn'])
    .where('assessment.countyCode', '=', context.county)
    .where('assessment.personId', '=', personId)
    .where('assessment.status', '=', 'decided')
    .where('assessment.toldOn', 'is', null)
    .where('person.diedOn', 'is', null)
    .orderBy('assessment.year')
    .orderBy('assessment.no')
    .execute()
  return rows.map(({ id, year, no, decidedOn }) => ({
    code: 'untold',
    message: `自理能力评估${numberText(year, no)}${decidedOn ? `（${dateText(decidedOn)}审定）` : ''}的结果还没有告知本人。请先登记告知`,
    next: { title: '打开评估', to: `/assessments/${id}` },
  }))
}
