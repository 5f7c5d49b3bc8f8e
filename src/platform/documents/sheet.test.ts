import { readFileSync } from 'node:fs'
import ExcelJS from 'exceljs'
import { expect, test } from 'vitest'
import { readCsv, writeCsv } from './csv.ts'
import { annex2, annex3, rareNames } from './given.ts'
import { readSheet } from './read-sheet.ts'
import { type ListLayout, writeList, writeSheet } from './sheet.ts'
import type { TableLayout, TableValue } from './table.ts'

const limits = { maxRows: 50_000, maxColumns: 60, maxBytes: 30_000_000 }

/** The annex as the county printed it (敖汉旗 2023年8月), without names and telephones. */
const printedAnnex = readFileSync(new URL('./aohan-annex-2.csv', import.meta.url))

async function secondReader(bytes: Uint8Array): Promise<ExcelJS.Worksheet> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(new Uint8Array(bytes).buffer)
  const sheet = book.worksheets[0]
  if (!sheet) throw new Error('no sheet')
  return sheet
}

const flat = (layout: TableLayout): TableValue[][] => [
  ...layout.head.map((line) => line.map((cell) => cell.text)),
  ...layout.rows.map((row) => [...row]),
  ...(layout.total
    ? [layout.total.flatMap((cell) => [cell.value, ...Array<string>((cell.columns ?? 1) - 1).fill('')])]
    : []),
]

test('annex 2 written and read back equals the printed one to the cell', async () => {
  const [sheet] = await readSheet(await writeSheet(annex2), limits)
  const rows = sheet?.rows.slice(2, 18).map((row) => row.map((cell) => String(cell.value ?? '').replaceAll('\n', '')))
  expect(rows).toEqual(readCsv(printedAnnex, limits).rows)
})

test('annex 2 as CSV equals the printed one in both encodings', () => {
  for (const encoding of ['utf-8', 'gb18030'] as const) {
    const rows = flat(annex2).map((row) =>
      row.map((value) => (typeof value === 'string' ? value.replace('\n', '') : value)),
    )
    expect(readCsv(writeCsv(rows, { encoding }), limits)).toEqual({
      encoding,
      rows: readCsv(printedAnnex, limits).rows,
    })
  }
})

test('a second reader sees numbers as numbers, gaps with their sign, one merged total and the head repeated on A4 landscape', async () => {
  const sheet = await secondReader(await writeSheet(annex2))
  expect(sheet.getCell('F5').value).toBe(-12)
  expect(sheet.getCell('E18').value).toBe(441)
  expect(sheet.getCell('A18').value).toBe('公办敬老院合计')
  expect(sheet.getCell('B18').isMerged).toBe(true)
  expect(sheet.pageSetup.orientation).toBe('landscape')
  expect(sheet.pageSetup.paperSize).toBe(9)
  expect(sheet.pageSetup.printTitlesRow).toBe('3:3')
  expect(sheet.headerFooter.oddFooter).toBe('&C第&P页 共&N页&R校验码 7F3A-91C4')
  expect(sheet.getCell('A1').font.name).toBe('黑体')
  expect(sheet.getCell('A4').font.name).toBe('宋体')
  expect(sheet.getCell('A4').border.left?.style).toBe('thin')
})

test('nothing stands inside the frame but what the form has; 校验码 and signatures are outside it', async () => {
  const sheet = await secondReader(await writeSheet(annex2))
  const last = sheet.getCell('A19')
  expect(last.value).toBe('制表：')
  expect(last.border?.left).toBeUndefined()
  expect(sheet.rowCount).toBe(19)
})

test('merged heads of annex 3 stand where the form has them, tall ones upright', async () => {
  const sheet = await secondReader(await writeSheet(annex3))
  expect(sheet.getCell('F3').value).toBe('监护人/护理人')
  expect(sheet.getCell('H3').master.address).toBe('F3')
  expect(sheet.getCell('A4').master.address).toBe('A3')
  expect(sheet.getCell('H4').value).toBe('与被监护人关系')
  expect(sheet.getCell('I3').alignment.textRotation).toBe('vertical')
  expect(sheet.pageSetup.printTitlesRow).toBe('3:4')
})

const risky = [
  '=1+1',
  '+1',
  '-1+2',
  '@SUM(A1)',
  '\tx',
  '=HYPERLINK("http://x")',
  '371500195603120000',
  '6222000000000000000',
]

test('what looks like a formula and what looks like a number stays the text it is', async () => {
  const layout: TableLayout = {
    title: '核对',
    columns: [{ width: 30 }, { width: 10, format: 'integer' }],
    head: [[{ text: '文字' }, { text: '数' }]],
    rows: risky.map((text) => [text, -12]),
    paper: 'portrait',
  }
  const sheet = await secondReader(await writeSheet({ ...layout, name: '核对' }))
  for (const [index, text] of risky.entries()) {
    const cell = sheet.getCell(index + 3, 1)
    expect(cell.type, text).toBe(ExcelJS.ValueType.String)
    expect(cell.value).toBe(text)
    expect(cell.numFmt).toBe('@')
    expect(sheet.getCell(index + 3, 2).value).toBe(-12)
  }
})

test('a layout whose rows are not as wide as its head is not written', async () => {
  await expect(writeSheet({ ...annex2, rows: [[1, '甲']] })).rejects.toThrow('row 1 has 2 cells, not 10')
})

const list = (rows: ListLayout['rows']): ListLayout => ({
  title: '月度名册',
  note: '2023年8月 · 莘县 · 王演示 2023-09-06 10:02 · 校验码 7F3A-91C4',
  columns: [
    { title: '序号', width: 8, format: 'integer' },
    { title: '姓名', width: 20 },
    { title: '身份证号', width: 22, format: 'text' },
    { title: '金额（元）', width: 12, format: 'money' },
  ],
  rows,
})

async function* people(count: number): AsyncGenerator<TableValue[]> {
  for (let index = 0; index < count; index += 1) {
    yield [index + 1, rareNames[index % rareNames.length] ?? '', '371500195603120000', -31_300n]
  }
}

test.each([3, 5_000, 5_001, 12_000])(
  'a list of %i rows says on top what it is, and every row arrives',
  async (count) => {
    const [sheet] = await readSheet(await writeList(list(people(count))), limits)
    const rows = sheet?.rows.map((row) => row.map((cell) => cell.value)) ?? []
    expect(rows.length).toBe(count + 3)
    expect(rows[0]?.[0]).toBe('月度名册')
    expect(rows[1]?.[0]).toContain('校验码 7F3A-91C4')
    expect(rows[2]).toEqual(['序号', '姓名', '身份证号', '金额（元）'])
    expect(rows.at(-1)).toEqual([count, rareNames[(count - 1) % rareNames.length], '371500195603120000', -313])
  },
)

test('an empty list is a heading without rows', async () => {
  const [sheet] = await readSheet(await writeList(list([])), limits)
  expect(sheet?.rows.length).toBe(3)
})
