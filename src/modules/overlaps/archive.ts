/** What was decided of one person against the lists of other departments, as a table. */
import { momentText } from '#kernel/calendar.ts'
import { type ArchiveTable, archiveTable } from '#platform/archive-table.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { kindText, verdictText } from './words.ts'

const db = tablesOf<'overlap'>()

export async function overlapsArchive(context: Context, personId: string): Promise<ArchiveTable[]> {
  const rows = await db(context)
    .selectFrom('overlap.decision')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('at')
    .orderBy('no')
    .execute()
  return [
    archiveTable('部门比对', rows, {
      待遇或登记: (row) => kindText(row.kind),
      判定: (row) => verdictText[row.verdict],
      理由: (row) => row.words,
      原待遇止月: (row) => row.oldThrough,
      新待遇起月: (row) => row.newFrom,
      重复月份: (row) => row.doubleMonths.join('、'),
      '多领（元）': (row) => row.overpaidFen,
      判定人: (row) => row.accountName,
      '判定时间（北京时间）': (row) => momentText(row.at),
    }),
  ]
}
