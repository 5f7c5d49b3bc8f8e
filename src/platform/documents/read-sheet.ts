/** Reads an .xlsx from an unknown hand: sheet by sheet in pieces, within limits, and says what it could not take at face value. */
import { refuse } from '#kernel/refusal.ts'
import { readStyles, type Styles, textOfSerial } from './sheet-dates.ts'
import { type Cell, emptyCell, mostTags, type ReadLimits, SheetCollector, type SheetRead } from './sheet-rows.ts'
import { type CellSink, type StreamedRow, RowStreamer } from './row-streamer.ts'
import { attribute, XmlSplitter, type XmlToken, xmlTokens } from './xml.ts'
import { damaged, openZip, type ZipArchive } from './zip.ts'

export type { Cell, Merge, ReadLimits, SheetRead } from './sheet-rows.ts'

const megabyte = 1024 * 1024
/** Small parts are read at once; a sheet and its words in pieces. */
const limits = { part: 16 * megabyte, words: 128 * megabyte, sheet: 256 * megabyte }
/** A million rows of ten columns. */
const longLimits = { words: 512 * megabyte, sheet: 1024 * megabyte }

interface Book {
  zip: ZipArchive
  sheets: Parts['sheets']
  words: readonly string[]
  styles: Styles
  from1904: boolean
}

export async function readSheet(
  source: Uint8Array | AsyncIterable<Uint8Array>,
  within: ReadLimits,
): Promise<SheetRead[]> {
  const bytes = await allBytes(source, within.maxBytes)
  requireXlsx(bytes)
  const book = await openBook(openZip(bytes), within.maxRows * within.maxColumns)
  const sheets: SheetRead[] = []
  const room = { ...within, cells: within.maxRows * within.maxColumns, tags: mostTags }
  for (const { name, hidden, path } of book.sheets) {
    const sheet = await readOne(book, path, new SheetCollector(name, room))
    room.cells -= sheet.cells
    room.tags -= sheet.tags
    sheets.push({ name, hidden, rows: sheet.rows, merges: sheet.merges })
  }
  return sheets
}

/** Rows of the first sheet that is shown, some hundreds at a time, without ever holding the sheet as a whole. */
export async function* sheetRowsInPieces(bytes: Uint8Array, within: ReadLimits): AsyncGenerator<StreamedRow[]> {
  requireXlsx(bytes)
  const { words, sheet: most } = longLimits
  const book = await openBook(openZip(bytes, words + most), within.maxRows * within.maxColumns, words)
  const sheet = book.sheets.find(({ hidden }) => !hidden) ?? damaged('没有工作表')
  const rows = new RowStreamer(sheet.name, within)
  const reader = new CellReader(book, rows)
  const entry = book.zip.entries.get(sheet.path) ?? damaged('缺少工作表内容')
  const splitter = new XmlSplitter()
  for await (const piece of book.zip.pieces(entry, most)) {
    for (const token of splitter.push(piece)) reader.take(token)
    yield rows.taken()
  }
  splitter.end()
  yield rows.rest()
}

async function openBook(zip: ZipArchive, mostWords: number, largestWords = limits.words): Promise<Book> {
  const parts = workbookParts(zip)
  return {
    zip,
    sheets: parts.sheets,
    words: parts.words ? await readWords(zip, { path: parts.words, limit: largestWords }, mostWords) : [],
    styles: parts.styles ? readStyles(tokensOf(zip, parts.styles)) : { dates: [] },
    from1904: parts.from1904,
  }
}

/** Gathers a body without ever holding more than the limit. */
export async function allBytes(source: Uint8Array | AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of source instanceof Uint8Array ? [source] : source) {
    size += piece.length
    if (size > limit) tooManyBytes(limit)
    pieces.push(piece)
  }
  return pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces)
}

function tooManyBytes(limit: number): never {
  const size = limit < megabyte ? `${Math.floor(limit / 1024)} KB` : `${Math.floor(limit / megabyte)} MB`
  return refuse('too_large', 'file_too_large', `文件过大，应不超过${size}。请拆成几个文件后分别上传。`)
}

const startsWith = (bytes: Uint8Array, ...signs: number[]): boolean => signs.every((sign, at) => bytes[at] === sign)

/** Says in words what was brought instead: an old .xls, a locked file, a web page named .xls, a PDF. */
function requireXlsx(bytes: Uint8Array): void {
  if (startsWith(bytes, 0x50, 0x4b)) return
  if (bytes.length === 0) refuse('invalid', 'file_empty', '文件是空的。请检查文件后重新上传。')
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
    if (
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(Buffer.from('EncryptedPackage', 'utf16le'))
    ) {
      refuse('invalid', 'file_encrypted', '文件设有密码，系统不能读取。请在Excel或WPS中去掉密码，另存后再上传。')
    }
    refuse('invalid', 'file_old_xls', '这是旧版的.xls文件，应为.xlsx。请用Excel或WPS打开，另存为“.xlsx”后再上传。')
  }
  const head = new TextDecoder().decode(bytes.subarray(0, 512)).trimStart().toLowerCase()
  if (head.startsWith('<')) {
    refuse('invalid', 'file_web_page', '这个文件的内容是网页，不是表格。请用Excel或WPS打开，另存为“.xlsx”后再上传。')
  }
  refuse('invalid', 'file_not_xlsx', '这个文件不是.xlsx表格。请选择.xlsx或.csv文件；其他格式请先另存为“.xlsx”。')
}

interface Parts {
  sheets: { name: string; hidden: boolean; path: string }[]
  words: string | undefined
  styles: string | undefined
  from1904: boolean
}

function workbookParts(zip: ZipArchive): Parts {
  const main = relations(zip, '').find((relation) => relation.type.endsWith('/officeDocument'))?.path
  if (!main || !main.startsWith('xl/') || !main.endsWith('.xml')) {
    return refuse('invalid', 'file_not_xlsx', '这个文件不是.xlsx表格。请用Excel或WPS另存为“.xlsx”后再上传。')
  }
  const related = relations(zip, main)
  const opened = tokensOf(zip, main).filter((token) => token.kind === 'open')
  const found = opened
    .filter((token) => token.name === 'sheet')
    .flatMap(({ attributes }) => {
      const id = attribute(attributes, '(?:\\w+:)id')
      const relation = related.find((each) => each.id === id && each.type.endsWith('/worksheet'))
      const hidden = (attribute(attributes, 'state') ?? 'visible') !== 'visible'
      return relation ? [{ name: attribute(attributes, 'name') ?? '', hidden, path: relation.path }] : []
    })
  if (found.length === 0) damaged('没有工作表')
  const properties = opened.find((token) => token.name === 'workbookPr')?.attributes ?? ''
  return {
    sheets: found,
    words: related.find((each) => each.type.endsWith('/sharedStrings'))?.path,
    styles: related.find((each) => each.type.endsWith('/styles'))?.path,
    from1904: ['1', 'true'].includes(attribute(properties, 'date1904') ?? ''),
  }
}

function relations(zip: ZipArchive, part: string): { id: string; type: string; path: string }[] {
  const folder = part.slice(0, part.lastIndexOf('/') + 1)
  const path = `${folder}_rels/${part.slice(folder.length)}.rels`
  return tokensOf(zip, path).flatMap((token) => {
    if (token.kind !== 'open' || token.name !== 'Relationship') return []
    const target = attribute(token.attributes, 'Target') ?? ''
    // Outside targets are left alone; the reader never fetches anything.
    if (attribute(token.attributes, 'TargetMode') === 'External') return []
    const whole = new URL(target, `file:///${folder}`).pathname.slice(1)
    return [
      { id: attribute(token.attributes, 'Id') ?? '', type: attribute(token.attributes, 'Type') ?? '', path: whole },
    ]
  })
}

function tokensOf(zip: ZipArchive, path: string): XmlToken[] {
  const entry = zip.entries.get(path)
  return entry ? xmlTokens(zip.read(entry, limits.part)) : []
}

/** The shared words of all sheets; how a word is read aloud (rPh) is not part of it. */
async function readWords(zip: ZipArchive, part: { path: string; limit: number }, most: number): Promise<string[]> {
  const words: string[] = []
  let word = ''
  let inText = false
  let aloud = false
  await eachToken(zip, part, (token) => {
    if (token.kind === 'text') {
      if (inText && !aloud) word += token.text
    } else if (token.name === 't') inText = token.kind === 'open' && !token.closed
    else if (token.name === 'rPh') aloud = token.kind === 'open' && !token.closed
    else if (token.name === 'si') {
      if (token.kind === 'close' || token.closed) words.push(decoded(word))
      word = ''
      if (words.length > most) tooManyWords()
    }
  })
  return words
}

/** There cannot be more words than cells to hold them. */
const tooManyWords = (): never =>
  refuse('too_large', 'too_many_cells', '文件内容过多。请删去多余的工作表和行，或拆成几个文件后分别上传。')

async function readOne(book: Book, path: string, sheet: SheetCollector): Promise<SheetCollector> {
  const reader = new CellReader(book, sheet)
  await eachToken(book.zip, { path, limit: limits.sheet }, (token) => reader.take(token))
  return sheet
}

/** Waits once a piece and not once a token: a sheet has millions of them. */
async function eachToken(zip: ZipArchive, part: { path: string; limit: number }, take: (token: XmlToken) => void) {
  const entry = zip.entries.get(part.path)
  if (!entry) return damaged('缺少工作表内容')
  const splitter = new XmlSplitter()
  for await (const piece of zip.pieces(entry, part.limit)) {
    for (const token of splitter.push(piece)) take(token)
  }
  splitter.end()
}

/** Follows one sheet's tags: row, c, f, v, is/t, mergeCell. */
class CellReader {
  readonly #book: Book
  readonly #sheet: CellSink
  #attributes = ''
  #text = ''
  #inValue = false
  #inCell = false
  #aloud = false
  #formula = false
  constructor(book: Book, sheet: CellSink) {
    this.#book = book
    this.#sheet = sheet
  }

  take(token: XmlToken): void {
    if (token.kind === 'text') {
      if (this.#inValue && !this.#aloud) this.#text += token.text
      return
    }
    const opens = token.kind === 'open'
    if (token.name === 'c') this.#cell(token)
    else if (token.name === 'v' || token.name === 't') this.#inValue = this.#inCell && opens && !token.closed
    else if (token.name === 'f' && opens) this.#formula = this.#inCell
    else if (token.name === 'rPh') this.#aloud = opens && !token.closed
    else if (token.name === 'row' && opens) this.#sheet.startRow(attribute(token.attributes, 'r'))
    else if (token.name === 'mergeCell' && opens) this.#sheet.merge(attribute(token.attributes, 'ref') ?? '')
  }

  #cell(token: XmlToken & { kind: 'open' | 'close' }): void {
    if (token.kind === 'open') {
      this.#attributes = token.attributes
      this.#text = ''
      this.#formula = false
      this.#inCell = !token.closed
      if (!token.closed) return
    }
    this.#inCell = false
    this.#sheet.put(attribute(this.#attributes, 'r'), this.#value())
  }

  #value(): Cell {
    const formula = this.#formula ? { formula: true as const } : {}
    const type = attribute(this.#attributes, 't') ?? 'n'
    if (this.#text === '' && type !== 'inlineStr') return this.#formula ? { value: null, ...formula } : emptyCell
    if (type === 's') return { ...textCell(this.#book.words[Number(this.#text)] ?? ''), ...formula }
    if (type === 'str' || type === 'inlineStr') return { ...textCell(decoded(this.#text)), ...formula }
    if (type === 'b') return { value: this.#text.trim() === '1', ...formula }
    if (type === 'e') return { value: this.#text, error: true, ...formula }
    if (type === 'd') return { value: this.#text.slice(0, 10), date: true, ...formula }
    return { ...this.#number(), ...formula }
  }

  #number(): Cell {
    const number = Number(this.#text)
    if (!Number.isFinite(number)) return textCell(this.#text)
    const style = Number(attribute(this.#attributes, 's') ?? 0)
    const date = this.#book.styles.dates[style] ? textOfSerial(number, this.#book.from1904) : undefined
    if (date) return { value: date, date: true }
    return Math.abs(number) >= 1e15 ? { value: number, inexact: true } : { value: number }
  }
}

function textCell(text: string): Cell {
  if (text === '') return emptyCell
  return text.trim() === text ? { value: text } : { value: text, blanks: true }
}

/** Signs that XML cannot hold are written as _x000D_ (ECMA-376 22.9.2.19). */
function decoded(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}
