/** One table as the law prints it. The same layout is written as a spreadsheet and as paper, so the two cannot differ. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'

/** A bigint is money in fen; ID, bank and telephone numbers are strings, or their last digits would be lost. */
export type TableValue = string | number | bigint | null

export type Align = 'left' | 'center' | 'right'
/** 'text' marks a column of numbers that are names (身份证号、账号): the spreadsheet must not count with them. */
export type TableFormat = 'text' | 'integer' | 'money' | 'percent'

export interface TableColumn {
  /** In half-width characters, as spreadsheets measure; paper shares its width in the same proportion. */
  width: number
  align?: Align
  format?: TableFormat
}

/** Cells flow as in HTML: a line lists only the cells that begin in it, left to right. */
export interface HeadCell {
  text: string
  columns?: number
  rows?: number
  /** Set upright, one character under the other, where the printed form is tall. */
  upright?: boolean
}

export interface TotalCell {
  value: TableValue
  columns?: number
}

/** Who approved, as it is on record: a paper must not ask again for a signature that was given. */
export interface Signed {
  /** 民政负责人 */
  title: string
  name: string
  /** The role in which it was done: 县级救助负责人. */
  role?: string | undefined
  on: PlainDate
  /** 通过, and the opinion in its own words. */
  words: string
}

/** A title alone is a place to sign by hand. */
export type Signature = string | Signed

/** What stands at a signature: '李样本（县级救助负责人）', '2023年9月6日', '意见：通过'; nothing where nobody has signed yet. */
export function signatureLines(signature: Signature): string[] {
  if (typeof signature === 'string') return []
  const { name, role, on, words } = signature
  return [role ? `${name}（${role}）` : name, dateText(on), ...(words ? [`意见：${words}`] : [])]
}

export const signatureTitle = (signature: Signature): string =>
  typeof signature === 'string' ? signature : signature.title

/** In one line, for a spreadsheet: who is on record, or room to sign. */
export const signedLine = (signature: Signature): string =>
  `${signatureTitle(signature)}：${signatureLines(signature).join('，') || '＿＿＿＿＿＿＿＿'}`

/** As templates take them. */
export const placedSignatures = (signatures: readonly Signature[]) =>
  signatures.map((each) => ({ title: signatureTitle(each), lines: signatureLines(each) }))

export interface TableLayout {
  title: string
  /** Lines between title and frame: 填报单位, month. */
  above?: readonly string[]
  columns: readonly TableColumn[]
  head: readonly (readonly HeadCell[])[]
  rows: readonly (readonly TableValue[])[]
  total?: readonly TotalCell[]
  /** Footnotes under the frame. */
  notes?: readonly string[]
  /** 制表, 审核, 负责人: one line with room to sign, or with who is on record. */
  signatures?: readonly Signature[]
  paper: 'portrait' | 'landscape'
  /** In large type, for old eyes. */
  large?: boolean
}

/** What a reader of the paper sees in a cell. */
export function cellText(value: TableValue, format?: TableFormat): string {
  if (value === null) return ''
  if (typeof value === 'bigint') return yuanText(value)
  if (typeof value === 'string') return value
  if (format === 'percent') return `${(value * 100).toFixed(2)}%`
  return String(value)
}

export function alignOf(column: TableColumn): Align {
  if (column.align) return column.align
  return column.format === undefined || column.format === 'text' ? 'left' : 'right'
}

export interface PlacedCell extends HeadCell {
  row: number
  column: number
  columns: number
  rows: number
}

/** Where each heading cell stands once the merged ones have taken their room. */
export function placeHead(head: TableLayout['head'], width: number): PlacedCell[] {
  const taken = new Set<string>()
  const placed: PlacedCell[] = []
  for (const [row, line] of head.entries()) {
    let column = 0
    for (const cell of line) {
      while (taken.has(`${row},${column}`)) column += 1
      const { columns = 1, rows = 1 } = cell
      if (column + columns > width || row + rows > head.length)
        throw new RangeError(`head cell off the table: ${cell.text}`)
      for (const at of squares(row, column, rows, columns)) taken.add(at)
      placed.push({ ...cell, row, column, columns, rows })
      column += columns
    }
  }
  if (taken.size !== head.length * width) throw new RangeError('the head does not cover the table')
  return placed
}

function squares(row: number, column: number, rows: number, columns: number): string[] {
  return Array.from({ length: rows * columns }, (_, index) => {
    return `${row + Math.floor(index / columns)},${column + (index % columns)}`
  })
}

/** Refuses a layout whose lines are not as wide as its columns: on paper such a row would slip to the side. */
export function requireEven(layout: TableLayout): void {
  const width = layout.columns.length
  const odd = layout.rows.findIndex((row) => row.length !== width)
  if (odd >= 0) throw new RangeError(`row ${odd + 1} has ${layout.rows[odd]?.length} cells, not ${width}`)
  const total = layout.total?.reduce((sum, cell) => sum + (cell.columns ?? 1), 0)
  if (total !== undefined && total !== width) throw new RangeError(`the total row has ${total} cells, not ${width}`)
}

/** Width in half-width characters: Chinese characters and full-width signs take two. */
export function textWidth(text: string): number {
  let width = 0
  for (const character of text) width += (character.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1
  return width
}

/** Room for every line first; what a cell over several lines still lacks goes to its last one. */
export function headHeights(cells: readonly PlacedCell[], needed: (cell: PlacedCell) => number): number[] {
  const heights: number[] = []
  for (const cell of cells.toSorted((a, b) => a.rows - b.rows)) {
    const last = cell.row + cell.rows - 1
    for (let row = heights.length; row <= last; row += 1) heights.push(20)
    const others = heights.slice(cell.row, last).reduce((sum, height) => sum + height, 0)
    heights[last] = Math.max(heights[last] ?? 0, needed(cell) - others)
  }
  return heights
}
