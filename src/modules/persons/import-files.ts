/** The template to fill, and the rows that still have something wrong, as files. */
import type { InputOf } from '#kernel/contract.ts'
import { momentText } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { writeList } from '#platform/documents/sheet.ts'
import { giveFile } from '#platform/file-rows.ts'
import { problemRows } from './check-rows.ts'
import type { persons } from './contract.ts'
import { fieldTitle, ownTemplate, ownTemplateTitle } from './fields.ts'
import { requireBatch } from './import-batch.ts'
import { checkedList } from './import-check.ts'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export async function templateFile(context: Context) {
  const bytes = await writeList({
    title: ownTemplateTitle,
    note: '每人一行，不合并单元格。日期写成2023-09-11，月份写成2023-09。身份证号、银行账号按文本填写。',
    columns: ownTemplate.map((field) => ({ title: fieldTitle[field], width: 16, format: 'text' as const })),
    rows: [],
  })
  return given(context, `${ownTemplateTitle}.xlsx`, bytes)
}

export async function faultFile(
  context: Context,
  { importId }: InputOf<(typeof persons)['operations']['importFaults']>,
) {
  const batch = await requireBatch(context, importId)
  const { table, recognition, rows } = await checkedList(context, batch)
  const [headings = [], ...lines] = problemRows(table, recognition, rows)
  const bytes = await writeList({
    title: `${batch.fileName}：需处理的行`,
    note: `共${lines.length}行　${context.actor.name}　${momentText(context.now)}　改正后可再次上传，已导入的行不会重复。`,
    columns: headings.map((heading) => ({ title: String(heading ?? ''), width: 16, format: 'text' as const })),
    rows: lines.map((line) => line.map((cell) => (cell === null ? '' : String(cell)))),
  })
  context.shows({ importId }, lines.length)
  return given(context, `需处理的行_${batch.fileName.replace(/\.\w+$/, '')}.xlsx`, bytes)
}

async function given(context: Context, name: string, bytes: Uint8Array) {
  const { ticket } = await giveFile(context, { name, mediaType: xlsx, bytes })
  return { ticket, name }
}
