/** The sheets of one evaluation with the persons they are about. */
import * as z from 'zod'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'

const db = tablesOf<'evaluations', 'persons' | 'access' | 'rosters'>()

export const Points = z.record(z.string(), z.int())

export async function sheetRows(context: Context, evaluationId: string) {
  const rows = await db(context)
    .selectFrom('evaluations.sheet as sheet')
    .innerJoin('evaluations.evaluation as evaluation', (join) =>
      join.onRef('evaluation.countyCode', '=', 'sheet.countyCode').onRef('evaluation.id', '=', 'sheet.evaluationId'),
    )
    .leftJoin('persons.personView as person', (join) =>
      join.onRef('person.countyCode', '=', 'sheet.countyCode').onRef('person.id', '=', 'sheet.personId'),
    )
    .leftJoin('rosters.lineView as line', (join) =>
      join
        .onRef('line.countyCode', '=', 'sheet.countyCode')
        .onRef('line.month', '=', 'evaluation.month')
        .onRef('line.organisationId', '=', 'evaluation.organisationId')
        .onRef('line.personId', '=', 'sheet.personId'),
    )
    .leftJoin('access.areaView as village', 'village.id', 'line.villageId')
    .selectAll('sheet')
    .select(['person.name', 'person.bornOn', 'line.level', 'village.name as village'])
    .where('sheet.countyCode', '=', context.county)
    .where('sheet.evaluationId', '=', evaluationId)
    .orderBy('sheet.drawId', (by) => by.asc().nullsLast())
    .orderBy('sheet.place')
    .execute()
  return rows.map((row) => ({
    personId: row.personId,
    name: row.name ?? '',
    bornOn: row.bornOn,
    level: row.level,
    village: row.village ?? '',
    inSample: row.drawId !== null,
    filled: row.filledAt !== null,
    filledBy: row.filledBy,
    way: row.way,
    visitedAt: row.visitedAt,
    carerComes: row.carerComes,
    howOften: row.howOften,
    satisfied: row.satisfied,
    room: row.room,
    clothing: row.clothing,
    meals: row.meals,
    smell: row.smell,
    words: row.words,
    points: Points.parse(row.points),
    scoreTenths: row.scoreTenths,
    fileId: row.fileId,
  }))
}
