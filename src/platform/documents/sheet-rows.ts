/** Rows as they come out of a sheet, with the limits that protect the server. */
import { refuse } from '#kernel/refusal.ts'
import { damaged } from './zip.ts'

export interface Cell {
  /** Days are 'YYYY-MM-DD' text, with ' HH:MM' where a time was given. */
  value: string | number | boolean | null
  /** Worked out by the spreadsheet; the value is what it showed when last saved, or null if it never was. */
  formula?: true
  date?: true
  /** '#REF!' and the like. */
  error?: true
  /** Text with blanks before or after; kept as it is. */
  blanks?: true
  /** A number of 16 digits or more: its last digits were lost when it was typed as a number (身份证号, 账号). */
  inexact?: true
}

/** Zero-based; the value stands in the first cell, the others are empty. */
export interface Merge {
  row: number
  column: number
  rows: number
  columns: number
}

export interface SheetRead {
  name: string
  hidden: boolean
  /** All rows are equally wide. */
  rows: Cell[][]
  merges: Merge[]
}

export interface ReadLimits {
  maxRows: number
  maxColumns: number
  maxBytes: number
}

export const emptyCell: Cell = Object.freeze({ value: null })
const mostMerges = 20_000
/** The format's own limits (ECMA-376: 1,048,576 rows of 16,384 cells). */
const lastRow = 1_048_575
const lastColumn = 16_383
/** All sheets together: empty cells cost time, if not memory. */
export const mostTags = 10_000_000

export interface SheetRoom extends ReadLimits {
  /** What the sheets before have left over. */
  cells: number
  tags: number
}

export class SheetCollector {
  readonly merges: Merge[] = []
  cells = 0
  tags = 0
  readonly #name: string
  readonly #limits: SheetRoom
  readonly #rows: Cell[][] = []
  #row = -1
  #column = -1
  #width = 0
  constructor(name: string, limits: SheetRoom) {
    this.#name = name
    this.#limits = { ...limits }
  }

  startRow(number: string | undefined): void {
    this.#row = number === undefined ? this.#row + 1 : Number(number) - 1
    this.#column = -1
    if (!Number.isInteger(this.#row) || this.#row < 0 || this.#row > lastRow) damaged('行号')
  }

  /** Empty cells count for nothing wherever they stand: whole formatted columns are common and innocent. */
  put(reference: string | undefined, cell: Cell): void {
    this.#column = reference === undefined ? this.#column + 1 : columnOf(reference)
    this.tags += 1
    if (this.tags > this.#limits.tags) this.#refuse('too_many_cells', '空白格过多')
    if (this.#column > lastColumn) damaged('列号')
    if (cell === emptyCell) return
    const { maxRows, maxColumns, cells } = this.#limits
    if (this.#row >= maxRows) this.#refuse('too_many_rows', `超过${maxRows}行`)
    if (this.#column >= maxColumns) this.#refuse('too_many_columns', `超过${maxColumns}列`)
    this.cells += 1
    if (this.cells > cells) this.#refuse('too_many_cells', `内容过多，全部工作表合计应不超过${maxRows}行`)
    while (this.#rows.length <= this.#row) this.#rows.push([])
    const row = this.#rows[this.#row] ?? []
    while (row.length < this.#column) row.push(emptyCell)
    row[this.#column] = cell
    this.#width = Math.max(this.#width, row.length)
  }

  merge(reference: string): void {
    const [from = '', to = from] = reference.split(':')
    const [row, column] = [rowOf(from), columnOf(from)]
    this.merges.push({ row, column, rows: rowOf(to) - row + 1, columns: columnOf(to) - column + 1 })
    if (this.merges.length > mostMerges) this.#refuse('too_many_merges', '合并的单元格过多')
  }

  get rows(): Cell[][] {
    for (const row of this.#rows) while (row.length < this.#width) row.push(emptyCell)
    return this.#rows
  }

  #refuse(code: string, what: string): never {
    return refuse('too_large', code, `工作表“${this.#name}”${what}。请删去多余的内容，或拆成几个文件后分别上传。`)
  }
}

/** 'BC12' is column 54, counted from 0. */
export function columnOf(reference: string): number {
  let column = 0
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? '') column = column * 26 + letter.charCodeAt(0) - 64
  return column > 0 ? column - 1 : damaged('列号')
}

function rowOf(reference: string): number {
  const row = Number(/\d{1,7}$/.exec(reference)?.[0] ?? 0)
  return row > 0 ? row - 1 : damaged('行号')
}
