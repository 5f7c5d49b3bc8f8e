/** The sample sheet, and the rows that have to be repaired. */
import { sql } from 'kysely'
import { momentText } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { writeList } from '#platform/documents/sheet.ts'
import { giveFile } from '#platform/file-rows.ts'
import type { ImportRow, VisitImport } from './contract.ts'
import { columnNames, columnTitles, required } from './import-columns.ts'

export const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** An invented visit, to be overwritten. */
const sample: Record<string, string> = {
  day: '2023-08-20',
  from: '9:02',
  to: '9:44',
  person: '张示例',
  lineNo: '1',
  carer: '赵测试',
  services: '日常清洁、生活照料',
  contents: '',
  confirmation: '签名',
  card: '是',
}

export async function importTemplate(context: Context) {
  const bytes = await writeList({
    title: '服务记录样表',
    note: `必填：${required.map((name) => columnTitles[name]).join('、')}。姓名须在当月名册上；同名的加填名册序号。示例行请删去`,
    columns: columnNames.map((name) => ({
      title: columnTitles[name],
      width: name === 'note' ? 24 : 13,
      format: 'text' as const,
    })),
    rows: [columnNames.map((name) => sample[name] ?? '')],
  })
  return giveFile(context, { name: '服务记录样表.xlsx', mediaType: xlsx, bytes })
}

export async function faultSheet(context: Context, found: VisitImport) {
  const rows = await sql<ImportRow>`select row_no, state, cells, faults from visits.batch_row
    where county_code = ${context.county} and batch_id = ${found.id}::uuid and state = 'faulty' order by row_no`.execute(
    context.transaction,
  )
  const headings = found.columns.map(({ heading }) => heading)
  const bytes = await writeList({
    title: '服务记录问题行',
    note: `${found.fileName} · ${momentText(found.madeAt)}检查 · 改好后可直接上传本表`,
    columns: [
      ...headings.map((title) => ({ title, width: 14, format: 'text' as const })),
      { title: '原行号', width: 8 },
      { title: '问题', width: 50 },
    ],
    rows: rows.rows.map(({ rowNo, cells, faults }) => [
      ...headings.map((heading) => cells[heading] ?? ''),
      String(rowNo),
      faults.map(({ column, message }) => (column ? `${column}：${message}` : message)).join('；'),
    ]),
  })
  return giveFile(context, { name: '服务记录问题行.xlsx', mediaType: xlsx, bytes })
}
