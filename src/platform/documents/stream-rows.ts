/** A long list, CSV or spreadsheet, row by row: read in pieces, within limits, never held as a whole. */
import { isUtf8 } from 'node:buffer'
import { setImmediate } from 'node:timers/promises'
import { refuse } from '#kernel/refusal.ts'
import { sheetRowsInPieces } from './read-sheet.ts'
import type { StreamedRow } from './row-streamer.ts'
import type { ReadLimits } from './sheet-rows.ts'

export type { StreamedCell, StreamedRow } from './row-streamer.ts'

export interface RowStream {
  /** Lines of the file, where they can be counted without reading it; else undefined. */
  lines: number | undefined
  pieces: AsyncGenerator<StreamedRow[]>
}

export function streamRows(bytes: Uint8Array, name: string, limits: ReadLimits): RowStream {
  if (bytes.length > limits.maxBytes)
    refuse(
      'too_large',
      'file_too_large',
      `文件过大，应不超过${Math.floor(limits.maxBytes / 1024 / 1024)} MB。请拆开上传。`,
    )
  if (!/\.(csv|txt)$/i.test(name)) return { lines: undefined, pieces: sheetRowsInPieces(bytes, limits) }
  return { lines: linesOf(bytes), pieces: csvInPieces(bytes, limits) }
}

const lineFeed = 10
function linesOf(bytes: Uint8Array): number {
  let lines = bytes.at(-1) === lineFeed ? 0 : 1
  for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) lines += 1
  return lines
}

const piece = 512 * 1024
/** A quote that opens and is never closed would swallow the rest of the file. */
const longestRecord = 64 * 1024

async function* csvInPieces(bytes: Uint8Array, limits: ReadLimits): AsyncGenerator<StreamedRow[]> {
  const decoder = decoderOf(bytes)
  const lines = new LineReader(limits)
  for (let at = 0; at < bytes.length; at += piece) {
    const text = textOf(() => decoder.decode(bytes.subarray(at, at + piece), { stream: true }))
    yield lines.push(text)
    await setImmediate()
  }
  yield lines.end(textOf(() => decoder.decode()))
}

const decoderOf = (bytes: Uint8Array): TextDecoder =>
  new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'gb18030', { fatal: true })

function textOf(decode: () => string): string {
  try {
    const text = decode()
    return text.includes('\u0000') ? notText() : text
  } catch (error) {
    if (error instanceof TypeError) return notText()
    throw error
  }
}

const notText = (): never =>
  refuse(
    'invalid',
    'file_not_csv',
    '这个文件不是CSV文本，或编码无法识别。应为UTF-8或GB18030，请用Excel或WPS另存为“CSV UTF-8”后再上传。',
  )

class LineReader {
  readonly #limits: ReadLimits
  #rest = ''
  #rowNo = 0
  #delimiter = ''
  constructor(limits: ReadLimits) {
    this.#limits = limits
  }

  push(text: string): StreamedRow[] {
    const rows: StreamedRow[] = []
    const whole = this.#rest + text
    let from = 0
    let end = whole.indexOf('\n')
    while (end >= 0) {
      const line = whole.slice(from, end)
      // A line break within quotes belongs to the cell.
      if (line.includes('"') && quotesOf(line) % 2 === 1 && end - from < longestRecord) {
        end = whole.indexOf('\n', end + 1)
        continue
      }
      this.#take(rows, line)
      from = end + 1
      end = whole.indexOf('\n', from)
    }
    this.#rest = whole.slice(from)
    return rows
  }

  end(text: string): StreamedRow[] {
    const rows = this.push(text)
    if (this.#rest !== '') this.#take(rows, this.#rest)
    this.#rest = ''
    return rows
  }

  #take(rows: StreamedRow[], raw: string): void {
    this.#rowNo += 1
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw
    if (this.#delimiter === '') this.#delimiter = line.includes('\t') && !line.includes(',') ? '\t' : ','
    const cells = line.includes('"') ? quotedCells(line, this.#delimiter, this.#rowNo) : line.split(this.#delimiter)
    const { maxRows, maxColumns } = this.#limits
    if (this.#rowNo > maxRows) refuse('too_large', 'too_many_rows', `文件超过${maxRows}行。请拆成几个文件后分别上传。`)
    if (cells.length > maxColumns) refuse('too_large', 'too_many_columns', `文件超过${maxColumns}列。请核对后再上传。`)
    if (line !== '') rows.push({ rowNo: this.#rowNo, cells: line.includes("'") ? cells.map(restored) : cells })
  }
}

const quotesOf = (line: string): number => line.split('"').length - 1

/** The quote that writeCsv puts before a would-be formula is taken off again. */
const restored = (value: string): string => (/^'+[=+\-@\t\r]/.test(value) ? value.slice(1) : value)

const cellPattern = { ',': /,(?:"((?:[^"]|"")*)"(?=,|$)|([^,]*))/g, '\t': /\t(?:"((?:[^"]|"")*)"(?=\t|$)|([^\t]*))/g }

function quotedCells(line: string, delimiter: string, rowNo: number): string[] {
  if (quotesOf(line) % 2 === 1)
    refuse('invalid', 'csv_quote_open', `第${rowNo}行的引号没有配对。请在Excel或WPS中打开核对，重新另存后再上传。`)
  const cells: string[] = []
  for (const [, quoted, plain = ''] of (delimiter + line).matchAll(cellPattern[delimiter === '\t' ? '\t' : ',']))
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
  return cells
}
