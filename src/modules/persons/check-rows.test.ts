import { describe, expect, test } from 'vitest'
import { plainDate } from '#kernel/calendar.ts'
import { checkRows, problemRows, summaryOf } from './check-rows.ts'
import { recogniseTable } from './columns.ts'
import {
  checkOne,
  codesOf,
  givenHere,
  givenNumber,
  givenSurroundings,
  givenTable,
  goodLine,
  messagesOf,
} from './given-list.ts'
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

describe('against the registry', () => {
  const here = (more: Parameters<typeof givenHere>[0] = {}) =>
    givenSurroundings({ people: new Map([[number, givenHere(more)]]) })

  test('a person on file here becomes a change, field by field; a blank cell erases nothing', () => {
    const values = { selfCareLevel: 'able', village: '河东村', phone: '10000000001', address: '' }
    const row = checkOne({ ...goodLine, 电话: null, 住址: '河东村1号' }, here({ values }))
    expect(row).toMatchObject({ outcome: 'change', personId: 'p1' })
    expect(messagesOf(row)).toEqual(['已在册：张示例，示例镇，2021年6月起。将作为变更。'])
    expect(row.changes).toEqual([
      { field: 'selfCareLevel', from: 'able', to: 'partly_able' },
      { field: 'address', from: '', to: '河东村1号' },
    ])
  })

  test('the same values are unchanged', () => {
    expect(checkOne(goodLine, here({ values: { selfCareLevel: 'partly_able' } })).outcome).toBe('unchanged')
  })

  test('another name under the same number is asked', () => {
    const row = checkOne(goodLine, here({ name: '王演示' }))
    expect(row.outcome).toBe('faulty')
    expect(messagesOf(row)[0]).toBe('姓名“张示例”与在册的“王演示”（同一身份证号）不一致。请核对是否同一人。')
  })

  test('a person of another county is refused in words without a detail', () => {
    const row = checkOne(goodLine, givenSurroundings({ people: new Map([[number, { where: 'elsewhere' as const }]]) }))
    expect(messagesOf(row)).toEqual(['该人员目前由其他县供养，不能在本县新增。请先办理迁移。'])
    expect(row).toMatchObject({ outcome: 'faulty', personId: undefined, changes: [] })
  })

  test('a person who had left comes in anew under his old file', () => {
    const row = checkOne(goodLine, here({ endedOn: plainDate('2022-05-31') }))
    expect(row).toMatchObject({ outcome: 'new', personId: 'p1' })
    expect(messagesOf(row)[0]).toMatch(/^曾在册：张示例，示例镇，2022年5月31日终止/)
  })

  test('another module’s objection stands on the row', () => {
    const message = '低保与特困不能同时享受：2023年8月仍在低保名单。'
    const row = checkOne(goodLine, givenSurroundings({ objections: new Map([[number, [{ message }]]]) }))
    expect(messagesOf(row)).toEqual([message])
  })
})

describe('the monthly change list', () => {
  const header = ['姓名', '身份证号', '乡镇', '等级', '变更月份', '认定决定书号', '认定日期', '终止原因', '最后发放月']
  const line = (more: Record<string, string>) =>
    Object.fromEntries(header.map((heading) => [heading, more[heading] ?? null]))
  const base = { 姓名: '张示例', 身份证号: number }
  const onFile = givenSurroundings({ people: new Map([[number, givenHere({ values: { selfCareLevel: 'able' } })]]) })

  test('a joiner brings decision and day, or is asked for them', () => {
    const good = line({ ...base, 乡镇: '示例镇', 认定决定书号: '示民救〔2023〕8号', 认定日期: '2023-08-20' })
    expect(checkOne(good)).toMatchObject({ outcome: 'new', faults: [] })
    const row = checkOne({ ...good, 认定日期: null })
    expect(messagesOf(row)).toEqual(['新增人员没有写认定日期。请按认定决定书补录。'])
  })

  test('a leaver brings reason and last paid month', () => {
    const good = line({ ...base, 终止原因: '死亡', 最后发放月: '2023年8月' })
    expect(checkOne(good, onFile)).toMatchObject({
      outcome: 'leave',
      personId: 'p1',
      values: { lastPaidMonth: '2023-08' },
    })
    expect(messagesOf(checkOne({ ...good, 最后发放月: null }, onFile))).toEqual([
      '退出人员没有写最后发放月。请补录，否则无法停发。',
    ])
  })

  test('a leaver who is not on file, left before, or was paid before he came is refused', () => {
    const leaver = line({ ...base, 终止原因: '死亡', 最后发放月: '2023-08' })
    expect(codesOf(checkOne(leaver))).toEqual(['leaver_unknown'])
    const ended = givenSurroundings({ people: new Map([[number, givenHere({ endedOn: plainDate('2023-05-31') })]]) })
    expect(codesOf(checkOne(leaver, ended))).toEqual(['leaver_ended'])
    expect(codesOf(checkOne({ ...leaver, 最后发放月: '2021-04' }, onFile))).toEqual(['dates_order'])
  })

  test('a change of level says from which month', () => {
    const change = { ...line({ ...base, 等级: '失能' }), 变更类型: '等级变更' }
    expect(codesOf(checkOne(change, onFile))).toEqual(['month_missing'])
    expect(checkOne({ ...change, 变更月份: '2023年9月' }, onFile)).toMatchObject({
      outcome: 'change',
      changes: [{ field: 'selfCareLevel', from: 'able', to: 'unable' }],
    })
    expect(codesOf(checkOne({ ...change, 变更月份: '2023年9月' }))).toContain('change_unknown')
  })

  test('转集中 sets the mode and 死亡 the reason', () => {
    const moved = { ...line({ ...base, 变更月份: '2023-09' }), 变更类型: '转集中' }
    expect(checkOne(moved, onFile).values.supportMode).toBe('centralised')
    const died = { ...line({ ...base, 最后发放月: '2023-08' }), 变更类型: '死亡' }
    expect(checkOne(died, onFile)).toMatchObject({ outcome: 'leave', values: { exitReason: '死亡' } })
  })

  test('dates in the wrong order and in the future are refused', () => {
    const joiner = line({ ...base, 乡镇: '示例镇', 认定决定书号: '示民救〔2023〕8号', 认定日期: '1950-01-01' })
    expect(codesOf(checkOne(joiner))).toEqual(['dates_order'])
    expect(codesOf(checkOne({ ...joiner, 认定日期: '2023-09-02' }))).toEqual(['date_future'])
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
