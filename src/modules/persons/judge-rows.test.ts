import { describe, expect, test } from 'vitest'
import { plainDate, plainMonth } from '#kernel/calendar.ts'
import { checkOne, codesOf, givenHere, givenNumber, givenSurroundings, goodLine, messagesOf } from './given-list.ts'

const number = givenNumber()

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

  test('a person whose support in another county has ended comes in from the month after, not before', () => {
    const until = (month: string) =>
      givenSurroundings({
        people: new Map([[number, { where: 'elsewhere' as const, lastMonth: plainMonth(month) }]]),
      })
    const later = checkOne(goodLine, until('2021-01'))
    expect(later).toMatchObject({ outcome: 'new', personId: undefined })
    expect(messagesOf(later)).toContain('曾由其他县供养至2021年1月，已终止。将作为新增。')
    const early = checkOne(goodLine, until('2023-09'))
    expect(early.outcome).toBe('faulty')
    expect(messagesOf(early)[0]).toContain('供养起始月应为2023年10月或以后')
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
