import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, plainDate } from '#kernel/calendar.ts'
import { dayTyped, halfWidth, momentTyped, monthTyped, nameTyped, numberTyped, yuanShown, yuanTyped } from './typing.ts'

const today = plainDate('2023-09-11')

test('a day is read in every spelling people use', () => {
  for (const text of [
    '20230901',
    '2023.9.1',
    '2023-9-1',
    '2023/09/01',
    '2023年9月1日',
    '２０２３．９．１',
    ' 9-1 ',
    '9月1日',
  ])
    expect(dayTyped(text, today), text).toBe('2023-09-01')
})

test('a moment is read in every spelling people use, and by the clock in China', () => {
  for (const text of [
    '2023-09-01 10:02',
    '2023-09-01T10:02',
    '202309011002',
    '9-1 10:02',
    '9月1日10:02',
    '2023年9月1日 10时02分',
    '２０２３．９．１　１０：０２',
  ])
    expect(momentTyped(text, today), text).toBe('2023-09-01T02:02:00.000Z')
  expect(momentTyped('9月1日 8点', today)).toBe('2023-09-01T00:00:00.000Z')
  for (const text of ['2023-09-01', '10:02', '2023-09-01 24:00', '2023-09-01 10:60', '2023-02-29 10:02', ''])
    expect(momentTyped(text, today), text).toBeUndefined()
})

test('what is no day is not bent into one', () => {
  for (const text of ['2023-02-29', '20231301', '9', '', '2023', '九月一日', '2023-9-1-1'])
    expect(dayTyped(text, today), text).toBeUndefined()
})

const days = fc.integer({ min: 0, max: 60_000 }).map((count) => addDays(plainDate('1900-01-01'), count))

test('every day comes back from its three common spellings', () => {
  fc.assert(
    fc.property(days, (day) => {
      expect(dayTyped(day, today)).toBe(day)
      expect(dayTyped(day.replaceAll('-', ''), today)).toBe(day)
      expect(dayTyped(day.replaceAll('-', '.'), today)).toBe(day)
    }),
  )
})

test('months, numbers and money accept full-width digits, commas and blanks', () => {
  expect(monthTyped('２０２３年８月')).toBe('2023-08')
  expect(monthTyped('202308')).toBe('2023-08')
  expect(monthTyped('2023-13')).toBeUndefined()
  expect(numberTyped('１，２３４')).toBe(1234)
  expect(numberTyped('12岁')).toBeUndefined()
  expect(yuanTyped('１,２３４.５')).toBe(123_450)
  expect(yuanTyped('189元')).toBe(18_900)
  expect(yuanTyped('1.234')).toBeUndefined()
})

test('money shown and typed again is the same fen', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000_000_000 }), (fen) => {
      expect(yuanTyped(yuanShown(fen))).toBe(fen)
    }),
  )
})

test('names keep rare characters and have one kind of dot', () => {
  expect(nameTyped(' 阿不都热依木•买买提示例 ')).toBe('阿不都热依木·买买提示例')
  expect(nameTyped('赵㑇䶮')).toBe('赵㑇䶮')
  expect(halfWidth('ＡＢｃ　１')).toBe('ABc 1')
})
