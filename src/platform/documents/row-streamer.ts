/** Rows of a sheet as they come by: each is handed on and forgotten, so a million of them need no room. */
import { refuse } from '#kernel/refusal.ts'
import { type Cell, columnOf, type ReadLimits } from './sheet-rows.ts'
import { damaged } from './zip.ts'

export type StreamedCell = string | number | boolean | null
export interface StreamedRow {
  /** As the spreadsheet counts, from 1. */
  rowNo: number
  cells: StreamedCell[]
}

/** What the reader of a sheet tells of its cells. */
export interface CellSink {
  startRow(number: string | undefined): void
  put(reference: string | undefined, cell: Cell): void
  merge(reference: string): void
}

export class RowStreamer implements CellSink {
  readonly #name: string
  readonly #limits: ReadLimits
  #done: StreamedRow[] = []
  #row: StreamedRow | undefined
  #column = -1
  constructor(name: string, limits: ReadLimits) {
    this.#name = name
    this.#limits = limits
  }

  startRow(number: string | undefined): void {
    const rowNo = number === undefined ? (this.#row?.rowNo ?? 0) + 1 : Number(number)
    if (!Number.isInteger(rowNo) || rowNo < 1) damaged('行号')
    if (this.#row && this.#row.cells.length > 0) this.#done.push(this.#row)
    this.#row = { rowNo, cells: [] }
    this.#column = -1
  }

  put(reference: string | undefined, cell: Cell): void {
    this.#column = reference === undefined ? this.#column + 1 : columnOf(reference)
    if (cell.value === null || !this.#row) return
    if (this.#row.rowNo > this.#limits.maxRows) this.#refuse('too_many_rows', `超过${this.#limits.maxRows}行`)
    if (this.#column >= this.#limits.maxColumns) this.#refuse('too_many_columns', `超过${this.#limits.maxColumns}列`)
    const { cells } = this.#row
    while (cells.length < this.#column) cells.push(null)
    cells[this.#column] = cell.value
  }

  /** A merged cell of a list of persons is a heading; its value stands in its first cell. */
  merge(): void {}

  /** Rows that are whole by now. */
  taken(): StreamedRow[] {
    const done = this.#done
    this.#done = []
    return done
  }

  rest(): StreamedRow[] {
    if (this.#row && this.#row.cells.length > 0) this.#done.push(this.#row)
    this.#row = undefined
    return this.taken()
  }

  #refuse(code: string, what: string): never {
    return refuse('too_large', code, `工作表“${this.#name}”${what}。请拆成几个文件后分别上传。`)
  }
}
