import { describe, expect, test } from 'vitest'
import { areaFinder } from './area-names.ts'
import { checkRows, problemRows, summaryOf } from './check-rows.ts'
import { recogniseTable } from './columns.ts'
import { checkOne, codesOf, givenNumber, givenSurroundings, givenTable, goodLine, messagesOf } from './given-list.ts'
import { typedValuesOf } from './typed-values.ts'

const number = givenNumber()
const checkAll = (rows: Parameters<typeof givenTable>[0], surroundings = givenSurroundings()) => {
  const table = givenTable(rows)
  return checkRows(table, recogniseTable(table), surroundings)
}

test('a good line is new and says nothing', () => {
  const row = checkOne(goodLine)
  expect(row).toMatchObject({ outcome: 'new', faults: [], row: 2, townshipId: 't1', villageId: 'v1' })
  expect(row.values).toMatchObject({
    sex: 'male',
    bornOn: '1956-03-12',
    selfCareLevel: 'partly_able',
    supportMode: 'dispersed',
  })
})

describe('places', () => {
  test('an unknown village is asked with the nearest', () => {
    const row = checkOne({ ...goodLine, 村: '青石领村' })
    expect(row.faults).toMatchObject([
      {
        message: '“青石领村”不在示例县的村（居）名录中，是否指“青石岭村”？',
        proposal: { value: '青石岭村', title: '改为青石岭村' },
      },
    ])
  })

  test('without anything like it nothing is proposed', () => {
    const row = checkOne({ ...goodLine, 村: '王家铺子' })
    expect(row.faults[0]?.proposal).toBeUndefined()
    expect(messagesOf(row)).toEqual(['“王家铺子”不在示例县的村（居）名录中。请核对，或先在名录中登记。'])
  })

  test('村民委员会, a short name, the whole path and blanks mean the same village', () => {
    for (const written of ['河东村村民委员会', '河东', ' 河 东村', '示例县示例镇河东村']) {
      const row = checkOne({ ...goodLine, 村: written })
      expect(row.villageId).toBe('v1')
      expect(row.outcome).toBe('new')
    }
  })

  test('a township that was merged goes to its successor, and it is said', () => {
    const row = checkOne({ ...goodLine, 乡镇: '旧塘乡' })
    expect(row).toMatchObject({ townshipId: 't1', villageId: 'v1' })
    expect(messagesOf(row)).toEqual(['“旧塘乡”按名录中的“示例镇”读取。'])
  })

  test('a village of another township is refused; two of one stem are told apart by the township', () => {
    expect(messagesOf(checkOne({ ...goodLine, 村: '柳屯' }))).toEqual([
      '“柳树屯村”不属于“示例镇”。请核对乡镇（街道）和村（居）。',
    ])
    expect(checkOne({ ...goodLine, 乡镇: '样本乡', 村: '新华' }).villageId).toBe('v5')
    expect(codesOf(checkOne({ ...goodLine, 乡镇: null, 村: '新华' }))).toEqual(['area_several'])
  })

  test('a village name found only in several other townships is said so, and the township is not asked for again', () => {
    const twice = [
      { id: 'w1', name: '同名村', parentId: 't2' },
      { id: 'w2', name: '同名村', parentId: 't4' },
    ]
    const row = checkOne({ ...goodLine, 村: '同名村' }, givenSurroundings({ findVillage: areaFinder(twice) }))
    expect(messagesOf(row)).toEqual([
      '“示例镇”的名录中没有“同名村”，其他乡镇（街道）有2个。请核对乡镇（街道）和村（居）。',
    ])
  })

  test('another county is refused by name', () => {
    expect(messagesOf(checkOne({ ...goodLine, 县: '别处县' }))[0]).toMatch(/^“别处县”不是示例县。/)
    expect(checkOne({ ...goodLine, 县: '示例市示例县' }).outcome).toBe('new')
  })
})

describe('cells', () => {
  const header = ['姓名', '身份证号', '乡镇', '村']
  test('a merged cell has the value of the first, and it is said', () => {
    const rows = [header, ['张示例', number, '示例镇', '河东村'], ['李样本', givenNumber('1950-01-01'), null, '河东村']]
    const merged = { merged: true } as const
    const table = givenTable(
      rows,
      new Map([
        ['1:2', merged],
        ['2:2', merged],
      ]),
    )
    const second = checkRows(table, recogniseTable(table), givenSurroundings())[1]
    expect(second?.townshipId).toBe('t1')
    expect(second?.faults).toMatchObject([
      { code: 'merged', message: '“乡镇（街道）”是合并单元格，按第2行的“示例镇”读取。请核对。' },
    ])
  })

  test('two blocks one under the other keep their own values, and a long one is read through', () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => [
      '张示例',
      null,
      index === 0 ? '示例镇' : index === 10_000 ? '样本乡' : null,
      null,
    ])
    const keys = lines.flatMap((_, index) => [`${index + 1}:2`, `${index + 1}:3`])
    const flags = new Map(keys.map((key) => [key, { merged: true } as const]))
    const table = givenTable([header, ...lines], flags)
    const rows = checkRows(table, recogniseTable(table), givenSurroundings())
    expect([rows[9999]?.townshipId, rows[10_001]?.townshipId, rows[19_999]?.townshipId]).toEqual(['t1', 't2', 't2'])
  })

  test('a formula gives its kept result; without one it is refused', () => {
    const rows = [header, ['张示例', number, '示例镇', '河东村'], ['李样本', null, '示例镇', '河东村']]
    const table = givenTable(
      rows,
      new Map([
        ['1:1', { formula: true }],
        ['2:1', { formula: true }],
      ]),
    )
    const [first, second] = checkRows(table, recogniseTable(table), givenSurroundings())
    expect(first?.faults).toMatchObject([{ code: 'formula', severity: 'info' }])
    expect(second?.faults).toMatchObject([{ code: 'formula_empty', severity: 'error' }])
  })

  test('empty lines, totals and signatures hold no person', () => {
    const rows = checkAll([
      header,
      [null, ' '],
      ['张示例', number, '示例镇', '河东村'],
      ['合 计', '1', null, null],
      ['制表人：王演示', null, null, null],
    ])
    expect(rows.map((row) => row.row)).toEqual([3])
  })
})

describe('words, phones and accounts', () => {
  test.for([
    ['能自理', 'able'],
    ['全自理', 'able'],
    ['半失能', 'partly_able'],
    ['部分 自理', 'partly_able'],
    ['失能', 'unable'],
    ['不能自理', 'unable'],
  ] as const)('%s is %s', ([word, level]) => {
    expect(checkOne({ ...goodLine, 生活自理能力: word }).values.selfCareLevel).toBe(level)
  })

  test('an unknown word names those that are known; the county’s own words win', () => {
    expect(messagesOf(checkOne({ ...goodLine, 供养方式: '亲友' }))).toEqual([
      '供养方式“亲友”认不出，应为：分散供养、集中供养。',
    ])
    const levelWords = new Map([['重度', 'unable' as const]])
    expect(
      checkOne({ ...goodLine, 生活自理能力: '重度' }, givenSurroundings({ levelWords })).values.selfCareLevel,
    ).toBe('unable')
  })

  test('a phone of ten digits is a warning, a landline with its area code is not', () => {
    expect(codesOf(checkOne({ ...goodLine, 电话: '1000000001' }))).toEqual(['phone_form'])
    expect(codesOf(checkOne({ ...goodLine, 电话: '0000-0000000' }))).toEqual([])
    expect(checkOne({ ...goodLine, 电话: 10_000_000_001 }).values.phone).toBe('10000000001')
  })

  test('another holder than the person is a clue (F-07), unless there is consent or it is the home’s own', () => {
    const line = { ...goodLine, 户名: '李样本', 银行账号: '0001234567890123' }
    expect(checkOne(line)).toMatchObject({ outcome: 'new', faults: [{ code: 'holder_differs', severity: 'warning' }] })
    expect(checkOne(line, givenSurroundings({ payeeConsents: new Set([number]) })).faults).toEqual([])
    const home = { ...line, 供养方式: '集中供养', 供养机构: '样本敬老院', 户名: '样本敬老院' }
    expect(checkOne(home).faults).toEqual([])
  })

  test('one account for several persons is a clue on each (F-08), with the rows and who is on file', () => {
    const account = '0001234567890123'
    const rows = [
      ['姓名', '身份证号', '乡镇', '银行账号'],
      ['张示例', number, '示例镇', account],
      ['李样本', givenNumber('1950-01-01'), '示例镇', account],
    ]
    const accounts = new Map([[account, [{ personId: 'p9', name: '赵测试' }]]])
    const [first] = checkAll(rows, givenSurroundings({ accounts }))
    expect(first?.faults).toMatchObject([{ code: 'account_shared', severity: 'warning' }])
    expect(first?.faults[0]?.message).toBe(
      '银行账号（尾号0123）还用于本表第3行和在册的赵测试。请核实账户归谁、由谁领取。',
    )
    expect(checkAll(rows, givenSurroundings({ institutionAccounts: new Set([account]) }))[0]?.faults).toEqual([])
  })

  test('an account of wrong length is refused without being printed', () => {
    expect(messagesOf(checkOne({ ...goodLine, 银行账号: '12345' }))).toEqual([
      '银行账号应为12至30位数字，现为5位（尾号2345）。请核对。',
    ])
  })
})

test('one column with the whole area is read as township and village', () => {
  const { 乡镇: _township, 村: _village, ...line } = goodLine
  const row = checkOne({ ...line, '所属省/市/区/街/社': '示例省/示例市/示例县/示例镇/河东村' })
  expect(row).toMatchObject({ outcome: 'new', townshipId: 't1', villageId: 'v1' })
  expect(codesOf(checkOne({ ...line, 所属区划: '示例县/示例镇/无名村' }))).toEqual(['area_unknown'])
})

test('values that are more than text come out typed', () => {
  const { values } = checkOne({ ...goodLine, 户籍类型: '农村', 最初享受月份: '2021年6月' })
  expect(typedValuesOf(values)).toEqual({
    sex: 'male',
    bornOn: '1956-03-12',
    selfCareLevel: 'partly_able',
    supportMode: 'dispersed',
    householdClass: 'rural',
    firstMonth: '2021-06',
  })
})

test('the summary counts, and the problem rows come back with their reasons', () => {
  const table = givenTable([
    ['名单'],
    ['姓名', '身份证号', '乡镇'],
    ['张示例', number, '示例镇'],
    ['李样本', 'x', '示例镇'],
  ])
  const layout = recogniseTable(table)
  const rows = checkRows(table, layout, givenSurroundings())
  expect(summaryOf(rows)).toMatchObject({ ready: 1, open: 1, sentence: '新增1人，变更0人，跳过1行' })
  expect(problemRows(table, layout, rows)).toEqual([
    ['姓名', '身份证号', '乡镇', '原因'],
    ['李样本', 'x', '示例镇', '身份证号应为18位，现为1位。请核对是否录错。'],
  ])
})
