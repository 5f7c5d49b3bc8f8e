/** One line of a list of assessments. */
import { daysBetween, plainMonth } from '#kernel/calendar.ts'
import { workingDaysBetween } from '#kernel/working-days.ts'
import type { Context } from '#platform/context.ts'
import type { AssessmentRow } from './shapes.ts'
import { db } from './stored.ts'
import { type AssessmentStatus, numberText, type Why } from './words.ts'

export interface Wanted {
  assessmentId?: string
  townshipId?: string | null
  villageId?: string | null
  words?: string
  status?: readonly AssessmentStatus[]
  why?: Why | null
  overdue?: boolean
  personId?: string | null
}

export function rowsOf(context: Context, wanted: Wanted) {
  const { assessmentId, townshipId, villageId, words, status = [], why, overdue, personId } = wanted
  return db(context)
    .selectFrom('assessments.assessment as assessment')
    .innerJoin('persons.personView as person', (join) =>
      join.onRef('person.countyCode', '=', 'assessment.countyCode').onRef('person.id', '=', 'assessment.personId'),
    )
    .leftJoin('access.areaView as township', 'township.id', 'assessment.townshipId')
    .leftJoin('access.areaView as village', 'village.id', 'assessment.villageId')
    .select(['assessment.id', 'assessment.year', 'assessment.no', 'assessment.personId', 'person.name as person'])
    .select(['assessment.townshipId', 'township.name as township', 'village.name as village'])
    .select(['assessment.reason as why', 'assessment.form', 'assessment.status', 'assessment.requestedOn'])
    .select(['assessment.dueOn', 'assessment.plannedOn', 'assessment.assessedOn', 'person.level as levelNow'])
    .select(['assessment.ruleLevel', 'assessment.level', 'assessment.decidedOn', 'assessment.effectiveMonth'])
    .where('assessment.countyCode', '=', context.county)
    .$if(assessmentId !== undefined, (query) => query.where('assessment.id', '=', assessmentId ?? ''))
    .$if(Boolean(townshipId), (query) => query.where('assessment.townshipId', '=', townshipId ?? ''))
    .$if(Boolean(villageId), (query) => query.where('assessment.villageId', '=', villageId ?? ''))
    .$if(Boolean(personId), (query) => query.where('assessment.personId', '=', personId ?? ''))
    .$if(Boolean(words), (query) => query.where('person.name', 'like', `%${escaped(words ?? '')}%`))
    .$if(status.length > 0, (query) => query.where('assessment.status', 'in', [...status]))
    .$if(Boolean(why), (query) => query.where('assessment.reason', '=', why ?? 'change'))
    .$if(overdue === true, (query) =>
      query
        .where('assessment.dueOn', '<', context.today)
        .where('assessment.status', 'in', ['requested', 'assessed', 'reviewed']),
    )
}

const escaped = (words: string): string => words.replace(/[\\%_]/g, '\\$&')

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

export async function answerOf(context: Context, rows: readonly Row[]): Promise<AssessmentRow[]> {
  const calendar = await context.workingCalendar()
  return rows.map(({ year, no, township, village, effectiveMonth, ...row }) => {
    const open = ['requested', 'assessed', 'reviewed'].includes(row.status)
    const leftUnit = row.plannedOn ? ('calendar' as const) : ('working' as const)
    // Only while the term runs: from a term of years ago every working day would be counted.
    const left = () =>
      row.plannedOn ? daysBetween(context.today, row.dueOn) : workingDaysBetween(calendar, context.today, row.dueOn)
    return {
      ...row,
      number: numberText(year, no),
      township: township ?? '',
      village: village ?? '',
      effectiveMonth: effectiveMonth ? plainMonth(effectiveMonth) : null,
      leftUnit,
      left: open ? left() : null,
    }
  })
}
