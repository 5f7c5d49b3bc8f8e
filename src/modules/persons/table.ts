/** A sheet or CSV as any reader hands it over: plain cells, and flags only where there is something to flag. */

export type CellValue = string | number | boolean | null

export interface CellFlags {
  /** The cell holds a formula; the value is the result the file kept, null when it kept none. */
  formula?: true
  /** The cell lies in a merged block; only the first cell of the block has the value. */
  merged?: true
  /** The sheet shows the number as a date; the value is the serial number (1900 system) or an ISO day. */
  date?: true
}

export interface Table {
  name: string
  rows: readonly (readonly CellValue[])[]
  /** By cellKey, both counted from 0. */
  flags?: ReadonlyMap<string, CellFlags>
}

export const cellKey = (row: number, column: number): string => `${row}:${column}`

const noFlags: CellFlags = {}
export const flagsOf = (table: Table, row: number, column: number): CellFlags =>
  table.flags && table.flags.size > 0 ? (table.flags.get(cellKey(row, column)) ?? noFlags) : noFlags

export const valueAt = (table: Table, row: number, column: number): CellValue => table.rows[row]?.[column] ?? null

// A block may run over the whole file; each answer is kept so that reading it downwards stays linear.
const origins = new WeakMap<Table, Map<string, number>>()

function originsOf(table: Table): Map<string, number> {
  const known = origins.get(table) ?? new Map<string, number>()
  origins.set(table, known)
  return known
}

const none = -1

function searchOrigin(table: Table, known: ReadonlyMap<string, number>, from: { row: number; column: number }): number {
  for (let above = from.row - 1; above >= 0; above -= 1) {
    const earlier = known.get(cellKey(above, from.column))
    if (earlier !== undefined) return earlier
    if (!flagsOf(table, above, from.column).merged) return none
    const value = valueAt(table, above, from.column)
    if (value !== null && value !== '') return above
  }
  return none
}

/** The row above from which a merged cell has its value; undefined when the block is empty or begins here. */
export function mergedFrom(table: Table, row: number, column: number): number | undefined {
  const known = originsOf(table)
  const origin = searchOrigin(table, known, { row, column })
  known.set(cellKey(row, column), origin)
  return origin === none ? undefined : origin
}

const blank = '\\s\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\ufeff'
const anyBlank = new RegExp(`[${blank}]+`, 'gu')
// Most cells have none, and a test is several times cheaper than a replacement: 50,000 rows are two million cells.
const someBlank = new RegExp(`[${blank}]`, 'u')
const outerBlank = new RegExp(`^[${blank}]+|[${blank}]+$`, 'gu')

/** Blanks, tabs, no-break and zero-width characters, as copying from web pages brings them along. */
export const withoutBlanks = (text: string): string => (someBlank.test(text) ? text.replace(anyBlank, '') : text)
export const trimmed = (text: string): string =>
  someBlank.test(text) ? text.replace(outerBlank, '').replace(anyBlank, ' ') : text

/** Full-width letters, digits and signs; nothing else, for NFKC would turn rare family names into other characters. */
export const halfWidth = (text: string): string =>
  text.replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
