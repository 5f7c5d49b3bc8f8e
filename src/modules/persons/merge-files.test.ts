import { describe, expect, test } from 'vitest'
import { checkFiles } from './check-rows.ts'
import { recogniseTable } from './columns.ts'
import { codesOf, givenNumber, givenSurroundings, givenTable, messagesOf } from './given-list.ts'
import { sourceOf } from './repairs.ts'
import type { CellValue } from './table.ts'

const one = givenNumber('1950-01-01')
const two = givenNumber('1951-01-01')
const personHeader = ['姓名', '身份证号', '户主身份证号', '与户主关系', '供养方式', '街道', '联系电话']
const familyHeader = [
  '户主姓名',
  '户主身份证号',
  '家庭人口',
  '联系电话',
  '户籍住址',
  '开户银行',
  '银行账户名称',
  '银行帐号',
  '成员姓名',
  '成员身份证号',
]
const account = '0001234567890123'
const family = (more: Record<number, CellValue> = {}): CellValue[] =>
  ['张示例', one, 1, '10000000001', '示例镇河东村1号', '示例银行', '张示例', account, '张示例', one].map(
    (cell, index) => more[index] ?? cell,
  )

function check(persons: CellValue[][], families: CellValue[][]) {
  const source = (rows: CellValue[][]) => {
    const table = givenTable(rows)
    return sourceOf(table, recogniseTable(table))
  }
  return checkFiles(source([personHeader, ...persons]), source([familyHeader, ...families]), givenSurroundings())
}

describe('person file and family file as one list', () => {
  test('the household fills phone, address and bank where the person’s row has none', () => {
    const [row] = check([['张示例', one, one, '本人', '分散供养', '示例镇', null]], [family()])
    expect(row?.values).toMatchObject({
      phone: '10000000001',
      registeredAddress: '示例镇河东村1号',
      accountNumber: account,
      bankName: '示例银行',
    })
    expect(row).toMatchObject({ outcome: 'new', faults: [] })
  })

  test('where both speak and differ the person’s row is taken and the conflict shown, masked', () => {
    const [row] = check([['张示例', one, one, '本人', '分散供养', '示例镇', '10099990002']], [family()])
    expect(row?.values.phone).toBe('10099990002')
    expect(row?.outcome).toBe('new')
    expect(row && messagesOf(row)).toEqual([
      '电话“100****0002”与家庭表第2行的“100****0001”不一致，按人员表读取。请核对。',
    ])
  })

  test('a member whose household’s account is the householder’s gives the clue that money goes to another', () => {
    const rows = check(
      [
        ['张示例', one, one, '本人', '分散供养', '示例镇', null],
        ['李样本', two, one, '兄弟', '分散供养', '示例镇', null],
      ],
      [family()],
    )
    expect(rows[1]?.faults.map((fault) => fault.code)).toEqual(['holder_differs', 'account_shared'])
  })

  test('what is wrong in the household’s row comes along with its row number', () => {
    const [row] = check([['张示例', one, one, '本人', '分散供养', '示例镇', null]], [family({ 7: '123' })])
    expect(row && messagesOf(row)).toEqual(['家庭表第2行：银行账号应为12至30位数字，现为3位（尾号123）。请核对。'])
    expect(row?.outcome).toBe('faulty')
  })

  test('a person who stands only in the family file is not lost', () => {
    const rows = check(
      [['张示例', one, one, '本人', '分散供养', '示例镇', null]],
      [family(), family({ 8: '李样本', 9: two })],
    )
    expect(rows.map((row) => row.values.name)).toEqual(['张示例', '李样本'])
    expect(rows[1] && codesOf(rows[1])).toContain('family_only')
  })
})
