/** What one person asked to have corrected, as a table. A complaint is another file's: whoever made it may have complained of a guardian. */
import { momentText } from '#kernel/calendar.ts'
import { type ArchiveTable, archiveTable } from '#platform/archive-table.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { requestStatusText, requestText } from './words.ts'

const db = tablesOf<'portal'>()

export async function requestsArchive(context: Context, personId: string): Promise<ArchiveTable[]> {
  const rows = await db(context)
    .selectFrom('portal.request')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('kind', '<>', 'complaint')
    .orderBy('raisedAt')
    .orderBy('id')
    .execute()
  return [
    archiveTable('本人反映', rows, {
      编号: (row) => row.number,
      种类: (row) => requestText[row.kind],
      提出人: (row) => row.raiserName,
      '提出时间（北京时间）': (row) => momentText(row.raisedAt),
      登记内容: (row) => row.entryWords,
      认为不对之处: (row) => row.wrong,
      要求: (row) => row.wanted,
      说明: (row) => row.words,
      状态: (row) => requestStatusText[row.status],
      答复: (row) => row.answer,
      答复人: (row) => row.answeredName,
      '答复时间（北京时间）': (row) => row.answeredAt && momentText(row.answeredAt),
    }),
  ]
}
