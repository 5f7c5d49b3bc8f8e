/** Reads the cells of one row: merged blocks, formulas, widths and blanks are resolved here and said, not hidden. */
import { Field, fieldTitle } from './fields.ts'
import { type Draft, type Fault, type Values, writtenOf } from './import-faults.ts'
import { repairKey, type Source } from './repairs.ts'
import { type CellValue, flagsOf, halfWidth, mergedFrom, trimmed, valueAt, withoutBlanks } from './table.ts'

export interface RowReader {
  source: Source
  /** Index from 0. */
  index: number
  faults: Fault[]
  written: Values
  values: Values
}

export interface Cell {
  value: CellValue
  date: boolean
}

const emptyCell: Cell = { value: null, date: false }

export type FaultNote = Pick<Fault, 'code' | 'message' | 'severity' | 'proposal'>

export function note(reader: RowReader, field: Field, fault: FaultNote): void {
  const { repairs, layout } = reader.source
  const row = reader.index + 1
  const kept = repairs.kept.size > 0 ? repairs.kept.get(repairKey(row, field, fault.code)) : undefined
  const stands = kept !== undefined && kept.written === writtenOf(reader, field)
  reader.faults.push({
    row,
    column: layout.fields.get(field),
    field,
    ...fault,
    ...(stands ? { kept: kept.reason } : {}),
  })
}

const moneyOrIdentity = new Set<Field>(['name', 'idNumber', 'accountNumber', 'accountHolder'])

function mergedCell(reader: RowReader, field: Field, column: number): Cell {
  const { table } = reader.source
  const above = mergedFrom(table, reader.index, column)
  if (above === undefined) return emptyCell
  const value = valueAt(table, above, column)
  const message = `“${fieldTitle[field]}”是合并单元格，按第${above + 1}行的“${String(value)}”读取。请核对。`
  note(reader, field, { code: 'merged', message, severity: moneyOrIdentity.has(field) ? 'warning' : 'info' })
  return { value, date: flagsOf(table, above, column).date === true }
}

function noteFormula(reader: RowReader, field: Field, value: CellValue): void {
  const title = fieldTitle[field]
  if (value === null || value === '') {
    const message = `“${title}”是公式，文件里没有计算结果。请在表格软件中打开并保存，或直接填写。`
    note(reader, field, { code: 'formula_empty', message, severity: 'error' })
  } else {
    const message = `“${title}”由公式算出，按文件中保存的结果“${String(value)}”读取。`
    note(reader, field, { code: 'formula', message, severity: 'info' })
  }
}

/** The repaired text, else the cell; a merged cell has the value of its block's first cell. */
export function cellOf(reader: RowReader, field: Field): Cell {
  const { table, layout, repairs } = reader.source
  const repaired = repairs.cells.size > 0 ? repairs.cells.get(repairKey(reader.index + 1, field)) : undefined
  if (repaired !== undefined) return { value: repaired, date: false }
  const column = layout.fields.get(field)
  if (column === undefined) return emptyCell
  const value = valueAt(table, reader.index, column)
  if (!table.flags || table.flags.size === 0) return { value, date: false }
  const flags = flagsOf(table, reader.index, column)
  if (flags.merged && (value === null || value === '')) return mergedCell(reader, field, column)
  if (flags.formula) noteFormula(reader, field, value)
  return { value, date: flags.date === true }
}

/** The value alone, nothing said about it. */
export function peek(reader: RowReader, field: Field): CellValue {
  const { table, layout, repairs } = reader.source
  const column = layout.fields.get(field)
  const repaired = repairs.cells.size > 0 ? repairs.cells.get(repairKey(reader.index + 1, field)) : undefined
  return repaired ?? (column === undefined ? null : valueAt(table, reader.index, column))
}

export const isBlank = (value: CellValue): boolean =>
  value === null || value === '' || (typeof value === 'string' && withoutBlanks(value) === '')

/** Text of a cell with outer blanks gone; digits keep their form. */
export function textOf(reader: RowReader, field: Field): string {
  const { value } = cellOf(reader, field)
  if (value === null) return ''
  const raw = typeof value === 'string' ? value : String(value)
  if (raw === '') return ''
  reader.written[field] = raw
  return trimmed(raw)
}

const wide = /[！-～]/

/** For numbers, codes and words: half-width, without any blank. Both are said, as the cell in the file stays as it was. */
export function codeOf(reader: RowReader, field: Field): string {
  const text = textOf(reader, field)
  if (text === '') return ''
  const half = wide.test(text) ? halfWidth(text) : text
  const tidy = withoutBlanks(half)
  const title = fieldTitle[field]
  if (half !== text) {
    note(reader, field, { code: 'full_width', message: `${title}里有全角字符，已按半角读取。`, severity: 'info' })
  }
  if (tidy !== half || trimmed(text) !== (reader.written[field] ?? '')) {
    note(reader, field, { code: 'blanks', message: `${title}里有空格或看不见的字符，已去掉。`, severity: 'info' })
  }
  return tidy
}

/** Only what reading has changed: most cells stand as they are, and a list has two million of them. */
function differing(reader: RowReader): Values {
  const written: Values = {}
  for (const field of Field.options) {
    const text = reader.written[field]
    if (text !== undefined && text !== reader.values[field]) written[field] = text
  }
  return written
}

export const draftOf = (reader: RowReader, places: Pick<Draft, 'townshipId' | 'villageId' | 'key'>): Draft => ({
  table: reader.source.table.name,
  row: reader.index + 1,
  written: differing(reader),
  values: reader.values,
  faults: reader.faults,
  source: reader.source,
  ...places,
})
