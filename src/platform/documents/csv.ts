/** Reads and writes comma-separated text in UTF-8 (with its mark, so that Excel knows it) and in GB18030. */
import { refuse } from '#kernel/refusal.ts'
import { encodeGb18030 } from './gb18030.ts'
import { cellText, type TableValue } from './table.ts'

export type CsvEncoding = 'utf-8' | 'gb18030'

/** A cell that a spreadsheet would take for a formula; amounts below zero are harmless and stay as they are. */
const dangerous = /^'*[=+\-@\t\r]/
const amount = /^-\d+(?:\.\d+)?$/

export function writeCsv(
  rows: Iterable<readonly TableValue[]>,
  { encoding = 'utf-8' }: { encoding?: CsvEncoding } = {},
): Uint8Array {
  let text = ''
  for (const row of rows) text += `${row.map(field).join(',')}\r\n`
  return encoding === 'gb18030' ? encodeGb18030(text) : new TextEncoder().encode(`\ufeff${text}`)
}

function field(value: TableValue): string {
  // Amounts are written without separators: 1234.50.
  const text = typeof value === 'bigint' ? cellText(value).replaceAll(',', '') : cellText(value)
  const safe = typeof value === 'string' && dangerous.test(text) && !amount.test(text) ? `'${text}` : text
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export interface CsvRead {
  encoding: CsvEncoding
  rows: string[][]
}

export interface CsvLimits {
  maxRows: number
  maxColumns: number
  maxBytes: number
}

/** The quote that writeCsv puts before a would-be formula is taken off again. */
export function readCsv(bytes: Uint8Array, limits: CsvLimits): CsvRead {
  if (bytes.length > limits.maxBytes) {
    tooLarge('file_too_large', `文件过大，应不超过${Math.max(1, Math.floor(limits.maxBytes / 1024 / 1024))} MB`)
  }
  const { encoding, text } = decode(bytes)
  // A zero byte never stands in text: this is a spreadsheet, a picture or UTF-16.
  if (text.includes('\u0000')) notText()
  return { encoding, rows: split(text, limits) }
}

/** Text that is valid UTF-8 is UTF-8: Chinese text in GB18030 practically never is. */
function decode(bytes: Uint8Array): { encoding: CsvEncoding; text: string } {
  for (const encoding of ['utf-8', 'gb18030'] as const) {
    try {
      return { encoding, text: new TextDecoder(encoding, { fatal: true }).decode(bytes) }
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
    }
  }
  return notText()
}

const notText = (): never =>
  refuse(
    'invalid',
    'file_not_csv',
    '这个文件不是CSV文本，或编码无法识别。应为UTF-8或GB18030，请用Excel或WPS另存为“CSV UTF-8”后再上传。',
  )

const tooLarge = (code: string, what: string): never => refuse('too_large', code, `${what}。请拆成几个文件后分别上传。`)

function split(text: string, limits: CsvLimits): string[][] {
  const delimiter = delimiterOf(text)
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    const quoted = text[at] === '"' ? quotedEnd(text, at) : undefined
    const end = quoted ?? plainEnd(text, at, delimiter)
    row.push(restored(quoted === undefined ? text.slice(at, end) : text.slice(at + 1, end - 1).replaceAll('""', '"')))
    if (row.length > limits.maxColumns) tooLarge('too_many_columns', `文件超过${limits.maxColumns}列`)
    at = end + 1
    if (text[end] === delimiter) {
      if (at >= text.length) row.push('')
      else continue
    }
    if (text[end] === '\r' && text[at] === '\n') at += 1
    rows.push(row)
    row = []
    if (rows.length > limits.maxRows) tooLarge('too_many_rows', `文件超过${limits.maxRows}行`)
  }
  return rows
}

const restored = (value: string): string => (/^'+[=+\-@\t\r]/.test(value) ? value.slice(1) : value)

function plainEnd(text: string, from: number, delimiter: string): number {
  let at = from
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at += 1
  return at
}

/** Just behind the closing quote; undefined when it is not a quoted field but text that begins with a quote. */
function quotedEnd(text: string, from: number): number | undefined {
  let at = text.indexOf('"', from + 1)
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2)
  if (at < 0) {
    const line = text.slice(0, from).split('\n').length
    return refuse(
      'invalid',
      'csv_quote_open',
      `第${line}行的引号没有配对。请在Excel或WPS中打开核对，重新另存后再上传。`,
    )
  }
  return [',', ';', '\t', '\r', '\n', undefined].includes(text[at + 1]) ? at + 1 : undefined
}

/** Comma, or the tab that copying from a spreadsheet gives, by the first line. */
function delimiterOf(text: string): string {
  const first = text.slice(0, text.search(/[\r\n]|$/))
  return first.includes('\t') && !first.includes(',') ? '\t' : ','
}
