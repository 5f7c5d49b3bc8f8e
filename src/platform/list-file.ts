/** A filtered list as a file: the same columns and rows as spreadsheet, paper and text. */
import { momentText } from '#kernel/calendar.ts'
import type { Context } from './context.ts'
import { writeCsv } from './documents/csv.ts'
import { listPaper } from './documents/paper.ts'
import { writeSheet } from './documents/sheet.ts'
import type { Signature, TableColumn, TableValue } from './documents/table.ts'
import { giveFile } from './file-rows.ts'

export const listFormats = ['xlsx', 'pdf', 'csv'] as const
export type ListFormat = (typeof listFormats)[number]

export interface ListFile {
  title: string
  /** What was chosen and how many: '待追回；共3笔'. */
  note: string
  columns: readonly (TableColumn & { title: string })[]
  rows: readonly (readonly TableValue[])[]
  total?: readonly TableValue[]
  signatures?: readonly Signature[]
  paper?: 'portrait' | 'landscape'
}

const mediaTypes: Record<ListFormat, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
  csv: 'text/csv; charset=utf-8',
}

export async function giveList(context: Context, list: ListFile, format: ListFormat) {
  const name = `${list.title}.${format}`
  const bytes = await bytesOf(context, list, format)
  const { ticket } = await giveFile(context, { name, mediaType: mediaTypes[format], bytes })
  return { ticket, name }
}

function bytesOf(context: Context, list: ListFile, format: ListFormat): Promise<Uint8Array> | Uint8Array {
  const { title, note, columns, rows, total, signatures, paper = 'landscape' } = list
  const titles = columns.map((column) => column.title)
  if (format === 'csv') return writeCsv([titles, ...rows, ...(total ? [total] : [])])
  if (format === 'pdf')
    return listPaper({ ...list, printedAt: context.now, printedBy: context.actor.name, demonstration: context.demo })
  return writeSheet({
    name: title,
    title,
    columns,
    head: [titles.map((text) => ({ text }))],
    rows,
    ...(total && { total: total.map((value) => ({ value })) }),
    ...(signatures && { signatures }),
    above: [`${note} · ${momentText(context.now)} · ${context.actor.name}`],
    paper,
  })
}
