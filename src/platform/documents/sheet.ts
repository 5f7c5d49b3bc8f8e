/** Writes spreadsheets (.xlsx): statutory tables with merged heads, and mass lists as a stream. hucre is known only here. */
import { type CellStyle, type MergeRange, type WriteSheet, writeXlsx, writeXlsxStream } from 'hucre/xlsx'
import {
  alignOf,
  headHeights,
  type PlacedCell,
  placeHead,
  requireEven,
  type Signature,
  signedLine,
  signatureTitle,
  type TableColumn,
  type TableFormat,
  type TableLayout,
  type TableValue,
  textWidth,
} from './table.ts'

export interface SheetLayout extends TableLayout {
  /** The tab's name. */
  name: string
  /** 校验码, printed in the page foot: nothing may be added inside the frame of a statutory table. */
  verification?: string
}

type Written = string | number | null
const line = { style: 'thin' } as const
const frame = { top: line, right: line, bottom: line, left: line }
const song = { name: '宋体', size: 10.5 }
const hei = { name: '黑体', size: 10.5 }
const formats: Record<TableFormat, string> = { text: '@', integer: '0', money: '#,##0.00', percent: '0.00%' }

/** One sheet, looking on A4 as the printed form looks. */
export const writeSheet = (layout: SheetLayout): Promise<Uint8Array> => writeBook([layout])

/** Several such sheets in one file. */
export const writeBook = async (layouts: readonly SheetLayout[]): Promise<Uint8Array> =>
  writeXlsx({ sheets: layouts.map(sheetOf), defaultFont: song })

function sheetOf(layout: SheetLayout): WriteSheet {
  requireEven(layout)
  const page = new Page(layout)
  page.band([layout.title], { font: { name: '黑体', size: 18 }, alignment: centred }, 36)
  page.band(layout.above ?? [], { font: song, alignment: { vertical: 'center' } }, 20)
  const firstHead = page.next
  page.head(placeHead(layout.head, layout.columns.length))
  const frozen = page.next
  for (const row of layout.rows) page.row(row)
  if (layout.total) page.total(layout.total)
  page.band(layout.notes ?? [], { font: { ...song, size: 9 }, alignment: { vertical: 'center', wrapText: true } }, 15)
  page.signatures(layout.signatures ?? [])
  return {
    ...page.sheet(sheetName(layout.name)),
    freezePane: { rows: frozen },
    pageSetup: {
      paperSize: 'a4',
      orientation: layout.paper,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      printTitlesRow: `$${firstHead + 1}:$${frozen}`,
      margins: { top: 0.79, right: 0.59, bottom: 0.79, left: 0.59, header: 0.3, footer: 0.4 },
    },
    headerFooter: { oddFooter: pageFoot(layout.verification) },
  }
}

const centred = { horizontal: 'center', vertical: 'center', wrapText: true } as const

/** Collects rows, styles and merges from top to bottom. */
class Page {
  next = 0
  readonly #layout: TableLayout
  readonly #rows: Written[][] = []
  readonly #cells = new Map<string, { style: CellStyle }>()
  readonly #merges: MergeRange[] = []
  readonly #heights = new Map<number, { height: number }>()
  constructor(layout: TableLayout) {
    this.#layout = layout
  }

  /** Lines that run over the whole width, outside the frame. */
  band(lines: readonly string[], style: CellStyle, height: number): void {
    const width = this.#width(0, this.#layout.columns.length)
    for (const text of lines) {
      this.#line([text], height * linesOf(text, width))
      this.#style(this.next - 1, 0, style)
      this.#merge(this.next - 1, 0, 1, this.#layout.columns.length)
    }
  }

  head(cells: readonly PlacedCell[]): void {
    const top = this.next
    const { length } = this.#layout.columns
    const heights = headHeights(cells, (cell) => this.#headHeight(cell))
    for (const [row, height] of heights.entries()) {
      const begun = cells.filter((cell) => cell.row === row)
      const values = Array.from({ length }, (_, column) => begun.find((cell) => cell.column === column)?.text ?? null)
      this.#line(values, height)
    }
    for (const cell of cells) {
      const alignment = cell.upright ? { ...centred, wrapText: false, textRotation: 255 } : centred
      for (let row = 0; row < cell.rows; row += 1) {
        for (let column = 0; column < cell.columns; column += 1) {
          this.#style(top + cell.row + row, cell.column + column, { font: hei, alignment, border: frame })
        }
      }
      this.#merge(top + cell.row, cell.column, cell.rows, cell.columns)
    }
  }

  row(values: readonly TableValue[]): void {
    const lines = values.map((value, column) => linesOf(String(value ?? ''), this.#width(column, 1)))
    this.#values(values, Math.max(...lines))
  }

  total(cells: NonNullable<TableLayout['total']>): void {
    const values = cells.flatMap((cell) => [cell.value, ...Array<null>((cell.columns ?? 1) - 1).fill(null)])
    this.#values(values, 1)
    let column = 0
    for (const cell of cells) {
      const columns = cell.columns ?? 1
      if (columns > 1) this.#style(this.next - 1, column, { font: song, alignment: centred, border: frame })
      this.#merge(this.next - 1, column, 1, columns)
      column += columns
    }
  }

  /** Each signature takes its share of the width, so that there is room to sign by hand. */
  signatures(signatures: readonly Signature[]): void {
    if (signatures.length === 0) return
    const style = { font: song, alignment: { vertical: 'center', wrapText: true } } as const
    if (signatures.some((each) => typeof each !== 'string')) return this.band(signatures.map(signedLine), style, 20)
    const titles = signatures.map(signatureTitle)
    const { length } = this.#layout.columns
    const starts = titles.map((_, index) => Math.floor((index * length) / titles.length))
    const values = Array.from({ length }, (_, column) => {
      const index = starts.lastIndexOf(column)
      return index < 0 ? null : `${titles[index]}：`
    })
    this.#line(values, 30)
    for (const start of starts) {
      this.#style(this.next - 1, start, { font: song, alignment: { vertical: 'bottom' } })
    }
  }

  sheet(name: string): WriteSheet {
    const columns = this.#layout.columns.map((column) => ({ width: column.width }))
    return { name, columns, rows: this.#rows, cells: this.#cells, merges: this.#merges, rowDefs: this.#heights }
  }

  #values(values: readonly TableValue[], lines: number): void {
    this.#line(values.map(written), Math.max(18, lines * 14 + 4))
    for (const [column, value] of values.entries()) this.#framed(column, value, song)
  }

  #framed(column: number, value: TableValue, font: CellStyle['font']): void {
    const definition = this.#layout.columns[column] ?? { width: 8 }
    const alignment = { horizontal: alignOf(definition), vertical: 'center', wrapText: true } as const
    const numFmt = formatOf(definition, value)
    this.#style(this.next - 1, column, { ...(font && { font }), alignment, border: frame, ...(numFmt && { numFmt }) })
  }

  #headHeight(cell: PlacedCell): number {
    if (cell.upright) return Array.from(cell.text).length * 16 + 8
    return linesOf(cell.text, this.#width(cell.column, cell.columns)) * 15 + 6
  }

  #width(column: number, columns: number): number {
    return this.#layout.columns.slice(column, column + columns).reduce((sum, each) => sum + each.width, 0)
  }

  #line(values: Written[], height: number): void {
    this.#rows.push(values)
    this.#heights.set(this.next, { height })
    this.next += 1
  }

  #style(row: number, column: number, style: CellStyle): void {
    this.#cells.set(`${row},${column}`, { style })
  }

  #merge(startRow: number, startCol: number, rows: number, columns: number): void {
    if (rows * columns === 1) return
    this.#merges.push({ startRow, startCol, endRow: startRow + rows - 1, endCol: startCol + columns - 1 })
  }
}

export interface ListColumn extends TableColumn {
  title: string
}

export interface ListLayout {
  title: string
  /** One line on top: filter sentence, time, user, 校验码 (screens 5.1). */
  note: string
  columns: readonly ListColumn[]
  rows: AsyncIterable<readonly TableValue[]> | Iterable<readonly TableValue[]>
}

/** Up to so many rows a list is laid out for the printer; beyond that it is streamed plain, heading and cells the same. */
const printedRows = 5_000

/** A list of any length; a long one is written row by row and never in memory at once. */
export async function writeList(list: ListLayout): Promise<Uint8Array> {
  const source = iteratorOf(list.rows)
  const first: (readonly TableValue[])[] = []
  let next = await source.next()
  while (!next.done && first.length < printedRows) {
    first.push(next.value)
    next = await source.next()
  }
  if (next.done) return writePrintedList(list, first)
  first.push(next.value)
  const columns = list.columns.map((column, index) => {
    // The heading lines stand in the first column; flush right they would be cut off.
    const horizontal = index === 0 ? 'left' : alignOf(column)
    return {
      width: column.width,
      style: { font: song, alignment: { horizontal }, numFmt: formats[column.format ?? 'text'] },
    }
  })
  const stream = writeXlsxStream(linesOfList(list, first, source), {
    name: sheetName(list.title),
    columns,
    freezePane: { rows: 3 },
    // The first line is the title; repeated on a rolled-over sheet it would pass for a heading.
    repeatHeaders: false,
  })
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

type Rows = AsyncIterator<readonly TableValue[], unknown> | Iterator<readonly TableValue[], unknown>

const iteratorOf = (rows: ListLayout['rows']): Rows =>
  Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]()

function writePrintedList(list: ListLayout, rows: readonly (readonly TableValue[])[]): Promise<Uint8Array> {
  const head = [list.columns.map((column) => ({ text: column.title }))]
  const { title, note, columns } = list
  return writeSheet({ name: title, title, above: [note], columns, head, rows, paper: 'landscape' })
}

async function* linesOfList(
  list: ListLayout,
  first: readonly (readonly TableValue[])[],
  rest: Rows,
): AsyncGenerator<Written[]> {
  yield [list.title]
  yield [list.note]
  yield list.columns.map((column) => column.title)
  for (const row of first) yield row.map(written)
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value.map(written)
}

function written(value: TableValue): Written {
  if (typeof value !== 'bigint') return typeof value === 'string' ? clean(value) : value
  // Fen over 100 is exact to the cent within what a spreadsheet can hold; beyond it the digits matter more than counting.
  return value >= -largest && value <= largest ? Number(value) / 100 : String(value)
}
const largest = 100_000_000_000_000n

/** XML cannot carry control characters; a spreadsheet cell holds at most 32,767 characters. */
function clean(text: string): string {
  return text.replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '').slice(0, 32_767)
}

/** Text stays text even when someone edits the cell: '=1+1' from data never becomes a formula, an ID number never 3.7E+17. */
function formatOf(column: TableColumn, value: TableValue): string | undefined {
  if (typeof value === 'string') return '@'
  if (typeof value === 'bigint') return formats.money
  return column.format && column.format !== 'text' ? formats[column.format] : undefined
}

function linesOf(text: string, width: number): number {
  // A cell keeps about one character for its own margins.
  const room = Math.max(2, width - 1)
  return text.split('\n').reduce((sum, part) => sum + Math.max(1, Math.ceil(textWidth(part) / room)), 0)
}

/** Excel refuses some signs in a tab's name and more than 31 characters. */
function sheetName(text: string): string {
  return (
    text
      .replace(/[[\]:*?/\\]/g, '')
      .replace(/^'+|'+$/g, '')
      .slice(0, 31) || '表'
  )
}

function pageFoot(verification?: string): string {
  const code = verification ? `&R校验码 ${verification.replaceAll('&', '&&')}` : ''
  return `&C第&P页 共&N页${code}`
}
