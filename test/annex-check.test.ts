import { readFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainMonth } from '#kernel/calendar.ts'
import { reports } from '#modules/reports/contract.ts'
import { readCsv, writeCsv } from '#platform/documents/csv.ts'
import { readSheet } from '#platform/documents/read-sheet.ts'
import { writeSheet } from '#platform/documents/sheet.ts'
import { receiveFile, redeemTicket } from '#platform/file-rows.ts'
import { testApp } from './app.ts'

const app = await testApp({ now: '2023-09-12T10:00+08:00' })
const county = '150430'
const month = plainMonth('2023-08')
const clerk = app.actor('county-clerk', { county })
const limits = { maxRows: 100, maxColumns: 30, maxBytes: 1_000_000 }
const annex1 = readCsv(await readFile('src/platform/demo/data/aohan-annex-1.csv'), limits).rows
const annex2 = readCsv(await readFile('src/platform/demo/data/aohan-annex-2.csv'), limits).rows

const checked = (rows: readonly (readonly string[])[], name = '报来的表.csv') =>
  app.as(clerk)(reports, 'check', { month, file: { name, base64: Buffer.from(writeCsv(rows)).toString('base64') } })

/** The table with single cells changed, addressed as a spreadsheet does. */
function planted(rows: readonly string[][], changes: Record<string, string>): string[][] {
  const copy = rows.map((row) => [...row])
  for (const [cell, value] of Object.entries(changes)) {
    const row = copy[Number(cell.slice(1)) - 1]
    if (row) row[cell.charCodeAt(0) - 65] = value
  }
  return copy
}
const found = async (rows: readonly (readonly string[])[]) =>
  (await checked(rows)).disagreements.map(({ cell, printed, expected, rule }) => [cell, printed, expected, rule])

describe('a filled table is worked out again (reports.check)', () => {
  test('the tables of the document have no disagreement', async () => {
    for (const rows of [annex1, annex2]) expect(await checked(rows)).toMatchObject({ ok: true, disagreements: [] })
  })

  test('which table it is, is known by its headings', async () => {
    expect((await checked(annex1)).table).toBe('aohan-annex-1')
    expect(await checked(annex2)).toMatchObject({ table: 'aohan-annex-2', rowsRead: 14 })
  })

  test('a total that is not the sum of its rows', async () => {
    const answer = await checked(planted(annex2, { E16: '440' }))
    expect(answer.disagreements).toMatchObject([{ cell: 'E16', printed: '440', expected: '441', rule: 'sum_of_rows' }])
    expect(answer.disagreements[0]?.message).toBe(
      'E16（公办敬老院合计·60%应住人数）：表内440，应为441。合计是各行之和，各行向上取整。',
    )
    expect(answer.disagreements[0]?.citations[0]).toMatchObject({ document: '敖政办发〔2023〕59号', clause: '附件2' })
  })

  test('a target rounded down or to the nearest', async () => {
    expect(await found(planted(annex2, { E6: '14', F6: '-4' }))).toEqual([
      ['E6', '14', '15', 'beds_times_percent'],
      ['F6', '-4', '-3', 'target_minus_residents'],
    ])
  })

  test('a gap cut off at nought, and the gross total in place of the net', async () => {
    expect(await found(planted(annex2, { F3: '0', F16: '117' }))).toEqual([
      ['F3', '0', '-12', 'target_minus_residents'],
      ['F16', '117', '100', 'sum_of_rows'],
    ])
  })

  test('more residents than beds', async () => {
    const rows = planted(annex2, { D6: '30', F6: '-15', D16: '353', F16: '88' })
    expect((await found(rows)).map(([cell, , , rule]) => [cell, rule])).toEqual([['D6', 'at_most']])
  })

  test('full and half disabled together above the persons', async () => {
    expect((await found(planted(annex1, { D7: '11', D20: '35' }))).map(([cell, , , rule]) => [cell, rule])).toEqual([
      ['D7', 'sum_at_most'],
    ])
  })

  test('a row missing, a row twice, a row of another name', async () => {
    const without = annex1.toSpliced(5, 1)
    expect((await found(without)).filter(([, , , rule]) => rule === 'row_missing')).toEqual([
      ['B19', '', '黄羊洼镇', 'row_missing'],
    ])
    const twice = planted(annex1, { B6: '古鲁板蒿镇' })
    expect((await found(twice)).map(([cell, , , rule]) => [cell, rule])).toEqual([
      ['B6', 'row_twice'],
      ['B20', 'row_missing'],
    ])
    const renamed = planted(annex1, { B6: '黄羊镇' })
    expect((await found(renamed)).map(([cell, , , rule]) => [cell, rule])).toEqual([
      ['B6', 'row_unknown'],
      ['B20', 'row_missing'],
    ])
  })

  test('rows in another order than the printed one', async () => {
    const [head = [], first = [], second = [], ...rest] = annex1
    const swapped = [head, ['1', ...second.slice(1)], ['2', ...first.slice(1)], ...rest]
    expect(await found(swapped)).toEqual([['B2', '贝子府镇', '敖润苏莫苏木', 'row_order']])
  })

  test('a blank, a word for a number, a wrong serial number', async () => {
    const rows = planted(annex1, { C5: '', D6: '无', A7: '8' })
    const wrong = await found(rows)
    expect(wrong).toContainEqual(['C5', '', '不小于0的整数', 'number'])
    expect(wrong).toContainEqual(['D6', '无', '不小于0的整数', 'number'])
    expect(wrong).toContainEqual(['A7', '8', '6', 'serial'])
  })

  test('a missing column and a missing total', async () => {
    expect((await found(annex1.map((row) => row.toSpliced(4, 1)))).map(([, , , rule]) => rule)).toEqual([
      'column_missing',
    ])
    expect((await found(annex1.slice(0, -1))).map(([, , , rule]) => rule)).toEqual(['total_missing'])
  })

  test('full-width digits, blanks and broken headings are read as they are meant', async () => {
    const rows = planted(annex2, { C6: '２４', B6: ' 萨力巴乡敬老院 ', F1: '达到60%\n还应入住人数' })
    expect(await found(rows)).toEqual([])
  })

  test('any changed number is named with its cell', async () => {
    const changes = fc.record({
      row: fc.integer({ min: 2, max: 15 }),
      column: fc.constantFrom('C', 'D', 'E', 'F', 'G'),
      by: fc.integer({ min: 1, max: 9 }),
    })
    await fc.assert(
      fc.asyncProperty(changes, async ({ row, column, by }) => {
        const was = Number(annex2[row - 1]?.[column.charCodeAt(0) - 65])
        const cells = await found(planted(annex2, { [`${column}${row}`]: String(was + by) }))
        const named = cells.map(([cell]) => cell)
        expect(column === 'E' || column === 'F' ? named : [...named]).not.toEqual([])
        expect(named.some((cell) => cell === `${column}${row}` || cell === `${column}16`)).toBe(true)
      }),
      { numRuns: 25 },
    )
  })

  test('a spreadsheet with a title above is read too, by file, and comes back with its remarks', async () => {
    const [head = [], ...rows] = planted(annex2, { E16: '440' })
    const bytes = await writeSheet({
      name: '附件2',
      title: '敖汉旗养老机构8月情况统计表',
      columns: head.map(() => ({ width: 10 })),
      head: [head.map((text) => ({ text }))],
      rows: rows.map((row) => row.map((cell) => (/^-?\d+$/.test(cell) ? Number(cell) : cell))),
      paper: 'landscape',
    })
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const file = await receiveFile(app.installation, clerk, county, { name: '8月.xlsx', mediaType: 'x', bytes, sha256 })
    const answer = await app.as(clerk)(reports, 'check', { month, fileId: file.fileId })
    expect(answer.disagreements.map(({ cell }) => cell)).toEqual(['E17'])
    const given = await redeemTicket(
      app.installation,
      clerk,
      createHash('sha256').update(answer.annotated.ticket).digest(),
    )
    const [sheet] = await readSheet(given?.bytes ?? new Uint8Array(), limits)
    const words = sheet?.rows.flat().map(({ value }) => String(value ?? '')) ?? []
    expect(words.some((text) => text.startsWith('E17（公办敬老院合计·60%应住人数）'))).toBe(true)
  })

  test('what is no such table is refused in words', async () => {
    await expect(
      checked([
        ['甲', '乙'],
        ['1', '2'],
      ]),
    ).rejects.toMatchObject({ reasons: [{ code: 'not_the_table' }] })
  })
})
