import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, dateText, plainDate } from '#kernel/calendar.ts'
import { dayOfSerial, readDay, readMonth } from './written-dates.ts'

const anyDay = fc.integer({ min: 0, max: 60_000 }).map((days) => addDays(plainDate('1900-03-01'), days))

describe('days as people write them', () => {
  test.for([
    ['1956-03-12', '1956-03-12'],
    ['1956.3.12', '1956-03-12'],
    ['1956/3/12', '1956-03-12'],
    ['1956年3月12日', '1956-03-12'],
    ['1956年3月12', '1956-03-12'],
    ['１９５６．３．１２', '1956-03-12'],
    ['19560312', '1956-03-12'],
    [19_560_312, '1956-03-12'],
    [' 1956-03-12\u00a0', '1956-03-12'],
    ['1956-03-12 00:00:00', '1956-03-12'],
    ['1956-03-12T00:00:00.000Z', '1956-03-12'],
    ['一九五六年三月十二日', '1956-03-12'],
    ['一九五六年十月三十日', '1956-10-30'],
    [20_526, '1956-03-12'],
    ['20526', '1956-03-12'],
  ] as const)('%s is %s', ([written, day]) => {
    expect(readDay(written)).toMatchObject({ kind: 'day', day })
  })

  test.for(['1956-02-30', '12/3/1956', '56.3.12', '不详', '', '1956', 1956, 0.5, true, null, '2023-13-01'] as const)(
    '%s is refused rather than guessed',
    (written) => {
      expect(readDay(written).kind).toBe('unreadable')
    },
  )

  test('a month without a day stays a month', () => {
    expect(readDay('1956年3月')).toEqual({ kind: 'month', month: '1956-03' })
    expect(readDay(1956.3)).toEqual({ kind: 'month', month: '1956-03' })
  })

  test('a clock time in UTC is not cut off, it could be the day before', () => {
    expect(readDay('1956-03-11T16:00:00.000Z').kind).toBe('unreadable')
  })

  test('serial numbers count a 29 February 1900 that never was', () => {
    expect(dayOfSerial(59)).toBe('1900-02-28')
    expect(dayOfSerial(60)).toBeUndefined()
    expect(dayOfSerial(61)).toBe('1900-03-01')
    expect(dayOfSerial(45_170)).toBe('2023-09-01')
  })

  test('every day comes back from each way of writing it', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const [year, month, date] = day.split('-').map(Number)
        const forms = [
          day,
          day.replaceAll('-', ''),
          `${year}.${month}.${date}`,
          `${year}/${month}/${date}`,
          dateText(day),
        ]
        for (const form of forms) expect(readDay(form)).toMatchObject({ kind: 'day', day })
        const serial = Math.round(Date.parse(day) / 86_400_000) + 25_569
        expect(readDay(serial, true)).toEqual({ kind: 'day', day, how: 'plain' })
      }),
    )
  })

  test('no text makes it fail', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double(), fc.integer()), (value) => {
        expect(['day', 'month', 'unreadable']).toContain(readDay(value).kind)
        expect(['month', 'ambiguous', 'unreadable']).toContain(readMonth(value).kind)
      }),
    )
  })
})

describe('months as people write them', () => {
  test.for([
    ['2021-06', '2021-06'],
    ['2021年6月', '2021-06'],
    ['2021年6月份', '2021-06'],
    ['2021.6', '2021-06'],
    ['202106', '2021-06'],
    [202_106, '2021-06'],
    [2021.6, '2021-06'],
    ['2021年6月15日', '2021-06'],
    ['2021.10', '2021-10'],
    ['2021年10月', '2021-10'],
    ['二〇二一年六月', '2021-06'],
  ] as const)('%s is %s', ([written, month]) => {
    expect(readMonth(written)).toMatchObject({ kind: 'month', month })
  })

  test('a number 2021.1 may be January or October, so it is asked', () => {
    expect(readMonth(2021.1)).toEqual({ kind: 'ambiguous', january: '2021-01', october: '2021-10' })
  })

  test('a cell shown as a date gives its month', () => {
    expect(readMonth(45_170, true)).toMatchObject({ month: '2023-09', how: 'plain' })
  })

  test.for(['6月', '2021-13', 'x', '', 2021] as const)('%s is refused', (written) => {
    expect(readMonth(written).kind).toBe('unreadable')
  })
})
