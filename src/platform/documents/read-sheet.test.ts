import { deflateRawSync } from 'node:zlib'
import ExcelJS from 'exceljs'
import { writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { Refusal } from '#kernel/refusal.ts'
import { rareNames } from './given.ts'
import { type ReadLimits, readSheet } from './read-sheet.ts'

const limits: ReadLimits = { maxRows: 1000, maxColumns: 50, maxBytes: 30_000_000 }

async function bookBytes(fill: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  fill(book.addWorksheet('名单'), book)
  return new Uint8Array(await book.xlsx.writeBuffer())
}

const refusal = async (source: Parameters<typeof readSheet>[0], within = limits): Promise<Refusal> => {
  const outcome = await readSheet(source, within).then(
    () => undefined,
    (error: unknown) => error,
  )
  if (outcome instanceof Refusal) return outcome
  throw new Error('was not refused', { cause: outcome })
}

/** A zip written by hand, so that its sizes may lie and its parts may be monstrous. */
function zipOf(parts: Record<string, Uint8Array | string>, flags = 0): Uint8Array {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(parts)) {
    const packed = deflateRawSync(content)
    const title = Buffer.from(name)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(8, 8)
    local.writeUInt16LE(title.length, 26)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt16LE(flags, 8)
    central.writeUInt16LE(8, 10)
    central.writeUInt32LE(packed.length, 20)
    central.writeUInt32LE(1, 24)
    central.writeUInt16LE(title.length, 28)
    central.writeUInt32LE(offset, 42)
    bodies.push(local, title, packed)
    directory.push(central, title)
    offset += 30 + title.length + packed.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Object.keys(parts).length, 10)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...bodies, ...directory, end])
}

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const bookParts = (sheet: Uint8Array | string, more: Record<string, Uint8Array | string> = {}) => ({
  '_rels/.rels': `<Relationships><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': '<workbook xmlns:r="x"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${office}/sharedStrings" Target="/xl/words.xml"/></Relationships>`,
  'xl/worksheets/sheet1.xml': sheet,
  'xl/words.xml': '<sst/>',
  ...more,
})
const sheetOf = (rows: string) => `<worksheet><sheetData>${rows}</sheetData></worksheet>`

test('days come as days, money as numbers, text with its blanks, and formulas as what they last showed', async () => {
  const bytes = await bookBytes((sheet) => {
    sheet.addRow(['姓名', '出生', '金额', '合计', '签到', '是否'])
    sheet.addRow([' 张示例 ', new Date('1956-03-12T00:00:00Z'), 313.5, { formula: 'C2*2', result: 627 }, 0.5, true])
    sheet.getCell('B2').numFmt = 'yyyy"年"m"月"d"日"'
    sheet.getCell('E2').numFmt = 'h:mm'
  })
  const [sheet] = await readSheet(bytes, limits)
  expect(sheet?.name).toBe('名单')
  expect(sheet?.rows[1]).toEqual([
    { value: ' 张示例 ', blanks: true },
    { value: '1956-03-12', date: true },
    { value: 313.5 },
    { value: 627, formula: true },
    { value: '12:00', date: true },
    { value: true },
  ])
})

test('rare names survive in shared, inline and rich text', async () => {
  const shared = await bookBytes((sheet) => {
    for (const name of rareNames) sheet.addRow([name])
    sheet.addRow([{ richText: [{ text: '𠅤' }, { text: '·㑇' }] }])
  })
  const inline = await writeXlsx({
    sheets: [{ name: '名单', rows: [...rareNames, '𠅤·㑇'].map((name) => [name]) }],
    stringMode: 'inline',
  })
  for (const bytes of [shared, inline]) {
    const [sheet] = await readSheet(bytes, limits)
    expect(sheet?.rows.map((row) => row[0]?.value)).toEqual([...rareNames, '𠅤·㑇'])
  }
})

test('merged cells are told, their value stands once, and all rows are equally wide', async () => {
  const bytes = await bookBytes((sheet) => {
    sheet.addRow(['镇', '人数', '备注'])
    sheet.getCell('A2').value = '甲镇'
    sheet.getCell('B4').value = 7
    sheet.mergeCells('A2:A4')
  })
  const [sheet] = await readSheet(bytes, limits)
  expect(sheet?.merges).toEqual([{ row: 1, column: 0, rows: 3, columns: 1 }])
  expect(sheet?.rows.map((row) => row.map((cell) => cell.value))).toEqual([
    ['镇', '人数', '备注'],
    ['甲镇', null, null],
    [null, null, null],
    [null, 7, null],
  ])
})

test('an ID number typed as a number is told to have lost its last digits; errors are told too', async () => {
  const rows =
    '<row r="1"><c r="A1"><v>371500195603120000</v></c><c r="B1" t="e"><v>#REF!</v></c><c r="C1"><f>A1</f></c></row>'
  const [sheet] = await readSheet(zipOf(bookParts(sheetOf(rows))), limits)
  expect(sheet?.rows[0]).toEqual([
    { value: 371500195603120000, inexact: true },
    { value: '#REF!', error: true },
    { value: null, formula: true },
  ])
})

test('hidden sheets are told apart, and days of files counted from 1904 are right', async () => {
  const bytes = await bookBytes((sheet, book) => {
    book.properties.date1904 = true
    sheet.getCell('A1').value = new Date('2023-09-11T00:00:00Z')
    book.addWorksheet('旧数据', { state: 'hidden' }).getCell('A1').value = 1
  })
  const sheets = await readSheet(bytes, limits)
  expect(sheets.map(({ name, hidden }) => ({ name, hidden }))).toEqual([
    { name: '名单', hidden: false },
    { name: '旧数据', hidden: true },
  ])
  expect(sheets[0]?.rows[0]?.[0]?.value).toBe('2023-09-11')
})

test('formatted but empty cells far below and far right cost nothing', async () => {
  const rows =
    '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row><row r="1048576"><c r="A1048576" s="1"/></row>'
  const [sheet] = await readSheet(zipOf(bookParts(sheetOf(rows))), limits)
  expect(sheet?.rows).toEqual([[{ value: 1 }]])
})

test('a stream is read like a file', async () => {
  const bytes = await bookBytes((sheet) => sheet.addRow(['甲']))
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000)
  }
  expect((await readSheet(pieces(), limits))[0]?.rows).toEqual([[{ value: '甲' }]])
})

const notWorkbooks: [string, Uint8Array, string][] = [
  ['an empty file', new Uint8Array(), 'file_empty'],
  ['an old .xls', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]), 'file_old_xls'],
  [
    'a file with a password',
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
    'file_encrypted',
  ],
  ['a web page named .xls', Buffer.from('\ufeff<html><table>…'), 'file_web_page'],
  ['a PDF', Buffer.from('%PDF-1.7 …'), 'file_not_xlsx'],
  ['another kind of zip', zipOf({ 'word/document.xml': '<w/>' }), 'file_not_xlsx'],
  ['half a file', Buffer.from('PK\u0003\u0004 and no more'), 'file_damaged'],
  ['a zip with locked parts', zipOf(bookParts(sheetOf('')), 1), 'file_encrypted'],
  ['a document type', zipOf(bookParts('<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>')), 'file_damaged'],
  ['a sheet that ends early', zipOf(bookParts('<worksheet><sheetData><row r="1"><c r="A1"><v>1')), 'file_damaged'],
  ['a broken reference', zipOf(bookParts(sheetOf('<row r="1"><c r="?"><v>1</v></c></row>'))), 'file_damaged'],
]

test.each(notWorkbooks)('%s is refused in words', async (_, bytes, code) => {
  const refused = await refusal(bytes)
  expect(refused.reasons[0]?.code).toBe(code)
  expect(refused.status).toBe(422)
  expect(refused.message).toMatch(/请/)
})

test('too many rows, columns or bytes are refused with the limit', async () => {
  const cell = (at: string) =>
    zipOf(bookParts(sheetOf(`<row r="${at.replace(/\D/g, '')}"><c r="${at}"><v>1</v></c></row>`)))
  expect((await refusal(cell('A1001'))).message).toContain('工作表“表”超过1000行')
  expect((await refusal(cell('AY1'))).message).toContain('工作表“表”超过50列')
  expect((await refusal(new Uint8Array(31_000_000))).message).toContain('应不超过28 MB')
  expect((await refusal(cell('A1001'))).status).toBe(413)
})

test('an endless stream is stopped at the limit', async () => {
  let sent = 0
  async function* endless() {
    for (;;) {
      sent += 1
      yield new Uint8Array(1_000_000)
    }
  }
  expect((await refusal(endless())).reasons[0]?.code).toBe('file_too_large')
  expect(sent).toBe(31)
})

test('many sheets together may not be more than one sheet may', async () => {
  const sheets = Array.from({ length: 60 }, (_, index) => ({
    name: `表${index}`,
    rows: Array.from({ length: 999 }, () => [1]),
  }))
  expect((await refusal(await writeXlsx({ sheets }), { ...limits, maxColumns: 50 })).reasons[0]?.code).toBe(
    'too_many_cells',
  )
})

test('a flood of rows, of words, of blanks or one monstrous cell is stopped early', { timeout: 60_000 }, async () => {
  const row = '<row><c><v>1</v></c></row>'
  const flood = zipOf(bookParts(sheetOf(row.repeat(4_000_000))))
  const blanks = zipOf(bookParts(sheetOf(`<row>${'<c/>'.repeat(16_000)}</row>`.repeat(1000))))
  const words = zipOf(bookParts(sheetOf(''), { 'xl/words.xml': Buffer.alloc(140_000_000, '<si><t>x</t></si>') }))
  const cell = zipOf(bookParts(sheetOf(`<row r="1"><c r="A1" t="str"><v>${'x'.repeat(50_000_000)}</v></c></row>`)))
  const codes = []
  for (const bytes of [flood, blanks, words, cell]) {
    expect(bytes.length).toBeLessThan(2_000_000)
    codes.push((await refusal(bytes)).reasons[0]?.code)
  }
  const long = Buffer.alloc(140_000_000, `<si><t>${'x'.repeat(30_000)}</t></si>`)
  codes.push((await refusal(zipOf(bookParts(sheetOf(''), { 'xl/words.xml': long })))).reasons[0]?.code)
  expect(codes).toEqual(['too_many_rows', 'too_many_cells', 'too_many_cells', 'file_damaged', 'file_unpacks_too_large'])
})
