/** An uploaded list as a table, whatever wrote it. */
import { largestFile } from '#kernel/file-limit.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { readCsv } from '#platform/documents/csv.ts'
import { readSheet, type SheetRead } from '#platform/documents/read-sheet.ts'
import { storedFile } from '#platform/file-rows.ts'
import { recogniseTable, type Recognition, type Remembered } from './columns.ts'
import { cellKey, type CellFlags, type Table } from './table.ts'

export const limits = { maxRows: 60_000, maxColumns: 200, maxBytes: largestFile }

// Reading a spreadsheet of fifty thousand rows takes seconds; the chunks of one check and its repairs read it once.
const kept = new Map<string, Promise<Table[]>>()
const mostKept = 3

/** The tables of a file; read anew after a restart, for the file itself never changes. */
export function tablesOfFile(context: Context, fileId: string): Promise<Table[]> {
  const key = `${context.county}/${fileId}`
  const known = kept.get(key)
  if (known) return known
  const reading = readTables(context, fileId)
  reading.catch(() => kept.delete(key))
  kept.set(key, reading)
  const [oldest] = kept.keys()
  if (kept.size > mostKept && oldest) kept.delete(oldest)
  return reading
}

async function readTables(context: Context, fileId: string): Promise<Table[]> {
  const file = await storedFile(context, fileId)
  const bytes = await file.bytes()
  if (/\.(csv|txt)$/i.test(file.name) || file.mediaType.startsWith('text/'))
    return [{ name: file.name, rows: readCsv(bytes, limits).rows }]
  const sheets = await readSheet(bytes, limits)
  return sheets.filter((sheet) => !sheet.hidden && sheet.rows.length > 0).map(tableOf)
}

/** Only cells with something to say about them get flags: most have nothing. */
export function tableOf(sheet: SheetRead): Table {
  const flags = new Map<string, CellFlags>()
  for (const [row, cells] of sheet.rows.entries())
    for (const [column, cell] of cells.entries()) {
      if (!cell.formula && !cell.date) continue
      flags.set(cellKey(row, column), {
        ...(cell.formula ? { formula: true } : {}),
        ...(cell.date ? { date: true } : {}),
      })
    }
  for (const merge of sheet.merges)
    for (let row = merge.row; row < Math.min(merge.row + merge.rows, sheet.rows.length); row += 1)
      for (let column = merge.column; column < merge.column + merge.columns; column += 1)
        flags.set(cellKey(row, column), { ...flags.get(cellKey(row, column)), merged: true })
  return { name: sheet.name, rows: sheet.rows.map((cells) => cells.map((cell) => cell.value)), flags }
}

export interface Recognised {
  table: Table
  recognition: Recognition
}

/** The first sheet that is a list of persons. */
export function recognisedIn(tables: readonly Table[], mapping: Remembered): Recognised {
  for (const table of tables) {
    const recognition = recogniseTable(table, mapping)
    if (recognition.format !== 'unknown') return { table, recognition }
  }
  const [first] = tables
  return refuse(
    'refused',
    'unknown_format',
    first ? recogniseTable(first, mapping).sentence : '文件里没有内容。请核对后重新上传。',
  )
}
