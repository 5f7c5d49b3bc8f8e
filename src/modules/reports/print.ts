/** The table as it is printed: the same cells as spreadsheet, paper and text. */
import type { OutputOf } from '#kernel/contract.ts'
import type { Context } from '#platform/context.ts'
import { writeCsv } from '#platform/documents/csv.ts'
import { statutoryPaper } from '#platform/documents/paper.ts'
import { type SheetLayout, writeSheet } from '#platform/documents/sheet.ts'
import type { TableColumn, TableValue, TotalCell } from '#platform/documents/table.ts'
import { giveFile } from '#platform/file-rows.ts'
import type { CellValue, Column, reports } from './contract.ts'

export type Format = 'xlsx' | 'pdf' | 'csv'
type Printed = Pick<OutputOf<typeof reports.operations.table>, 'title' | 'columns' | 'rows' | 'totals'>

const widths: Readonly<Record<string, number>> = { serial: 6, text: 18, count: 12, personal_name: 11, phone: 15 }

function columnOf(column: Column, index: number): TableColumn {
  const width = index === 1 ? 26 : (widths[column.type] ?? 12)
  if (column.type === 'count' || column.type === 'serial') return { width, format: 'integer', align: 'center' }
  return column.type === 'phone' ? { width, format: 'text' } : { width }
}

export function sheetOf(table: Printed): SheetLayout {
  const { title, columns, rows, totals } = table
  return {
    name: title,
    title,
    columns: columns.map(columnOf),
    head: [columns.map((column) => ({ text: column.title }))],
    rows: rows.map((row) => row.cells),
    ...(totals && { total: totalCells(totals.cells) }),
    paper: columns.length > 6 ? 'landscape' : 'portrait',
  }
}

/** The title of the total runs over the columns before the first number. */
function totalCells(cells: readonly CellValue[]): TotalCell[] {
  const first = cells.findIndex((cell, index) => index > 0 && cell !== '' && cell !== null)
  const [title = ''] = cells
  return [{ value: title, columns: Math.max(1, first) }, ...cells.slice(Math.max(1, first)).map((value) => ({ value }))]
}

export function csvRows(table: Printed): TableValue[][] {
  const head = table.columns.map(({ title }) => title)
  return [head, ...table.rows.map((row) => [...row.cells]), ...(table.totals ? [[...table.totals.cells]] : [])]
}

const mediaTypes: Record<Format, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
  csv: 'text/csv; charset=utf-8',
}

/** What was signed bears its edition in the name and its 校验码 in the foot of the paper. */
interface Signed {
  edition: number
  hash: string
}

export async function giveTable(context: Context, table: Printed, format: Format, signed?: Signed) {
  const bytes = await bytesOf(context, table, format, signed)
  const name = `${table.title}${signed ? `（第${signed.edition}版）` : ''}.${format}`
  return giveFile(context, { name, mediaType: mediaTypes[format], bytes })
}

function bytesOf(context: Context, table: Printed, format: Format, signed?: Signed): Promise<Uint8Array> | Uint8Array {
  if (format === 'csv') return writeCsv(csvRows(table))
  if (format === 'xlsx') return writeSheet(sheetOf(table))
  return paperOf(context, sheetOf(table), signed && signed.hash.slice(0, 8).toUpperCase())
}

export const paperOf = (context: Context, layout: SheetLayout, verification?: string): Promise<Uint8Array> =>
  statutoryPaper({
    layout,
    ...(verification && { verification }),
    printedAt: context.now,
    printedBy: context.actor.name,
    ...(context.demo && { demonstration: true }),
  })
