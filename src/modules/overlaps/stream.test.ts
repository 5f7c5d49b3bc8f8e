import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCsv, writeCsv } from '#platform/documents/csv.ts'
import { writeList } from '#platform/documents/sheet.ts'
import { streamRows } from '#platform/documents/stream-rows.ts'
import { lacking, recognise } from './columns.ts'
import { benefitOf, bornOf } from './read-row.ts'

const limits = { maxRows: 1000, maxColumns: 20, maxBytes: 10_000_000 }

async function streamed(bytes: Uint8Array, name: string, within = limits) {
  const rows = []
  for await (const piece of streamRows(bytes, name, within).pieces) rows.push(...piece)
  return rows
}

test('read row by row, a text says what it says when read as a whole', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.array(fc.string({ unit: fc.constantFrom('张', 'a', '"', ',', '\n', "'", '=', ' ') }), {
          minLength: 2,
          maxLength: 4,
        }),
        { maxLength: 6 },
      ),
      async (rows) => {
        const bytes = writeCsv(rows)
        const whole = readCsv(bytes, limits).rows.filter((cells) => cells.some((cell) => cell !== ''))
        const inPieces = (await streamed(bytes, '名单.csv')).map(({ cells }) => cells)
        expect(inPieces.filter((cells) => cells.some((cell) => cell !== ''))).toEqual(whole)
      },
    ),
    { numRuns: 60 },
  )
})

test('a spreadsheet gives the same rows with their numbers, a long one is refused with what to do', async () => {
  const columns = ['姓名', '身份证号'].map((title) => ({ title, width: 12, format: 'text' as const }))
  const bytes = await writeList({
    title: '名单',
    note: '',
    columns,
    rows: [
      ['张示例', '990180195603120011'],
      ['李样本', ''],
    ],
  })
  const rows = await streamed(bytes, '名单.xlsx')
  expect(rows.at(-2)?.cells).toEqual(['张示例', '990180195603120011'])
  expect(rows.at(-1)?.rowNo).toBe((rows.at(-2)?.rowNo ?? 0) + 1)
  await expect(streamed(bytes, '名单.xlsx', { ...limits, maxRows: 2 })).rejects.toThrow('请拆成几个文件')
  await expect(streamed(Buffer.from('甲,"乙'), '名单.csv')).rejects.toThrow('引号没有配对')
})

test('headings of departments are recognised; what is missing is said in words', () => {
  const row = (...cells: string[]) => ({ rowNo: 1, cells })
  const layout = recognise(
    [row('低保对象名单'), row('序号', '对象姓名', '公民身份号码', '保障金额（元/月）', '起始月份')],
    {},
  )
  expect([...(layout?.at.keys() ?? [])]).toEqual(['name', 'idNumber', 'amount', 'fromMonth'])
  expect(layout && lacking(layout)).toBeUndefined()
  const names = recognise([row('姓名', '备注')], {})
  expect(names && lacking(names)).toContain('出生日期或村')
})

test('days, months and amounts are read as departments write them', () => {
  expect(['1956-03-12', '1956/3/12', '1956年3月12日', '19560312'].map(bornOf)).toEqual(
    Array.from({ length: 4 }, () => 19_560_312),
  )
  expect(bornOf('1956年')).toBe(19_560_000)
  const at = new Map([['fromMonth', 0] as const, ['amount', 1] as const, ['happenedOn', 2] as const])
  expect(benefitOf({ rowNo: 2, cells: ['202306', '1,400.5元', '2023.8.9'] }, { at })).toEqual({
    fromMonth: '2023-06',
    toMonth: null,
    amountFen: 140_050n,
    happenedOn: '2023-08-09',
  })
})
