import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { addDays, plainDate } from './calendar.ts'
import { Holidays, workingCalendarOf } from './holidays.ts'
import { endOfTerm, isWorkingDay, workingDaysBetween } from './working-days.ts'

const table: unknown = parse(readFileSync(new URL('../../packs/holidays.yaml', import.meta.url), 'utf8'))
const calendar = workingCalendarOf(Holidays.parse(table))

test('the seed holds the notices of 2004 to 2026', () => {
  expect([...calendar.years]).toEqual(Array.from({ length: 23 }, (_, index) => 2004 + index))
})

test('the national holiday of 2023 is off and the weekend after it is worked', () => {
  expect(isWorkingDay(calendar, plainDate('2023-09-29'))).toBe(false)
  expect(isWorkingDay(calendar, plainDate('2023-10-06'))).toBe(false)
  expect(isWorkingDay(calendar, plainDate('2023-10-07'))).toBe(true)
  expect(isWorkingDay(calendar, plainDate('2023-10-08'))).toBe(true)
  expect(isWorkingDay(calendar, plainDate('2023-10-14'))).toBe(false)
})

test('every worked day of the table is a Saturday or Sunday, or the table would say nothing', () => {
  for (const day of calendar.worked) expect([0, 6]).toContain(new Date(day).getUTCDay())
})

test('fifteen working days from 2023-09-11 end on a worked Sunday', () => {
  expect(endOfTerm(calendar, plainDate('2023-09-11'), { count: 15, unit: 'working_day' })).toEqual({
    due: '2023-10-08',
    estimated: false,
  })
})

test('a term in days that ends in the holiday runs to the next working day (民法典 第二百零三条)', () => {
  expect(endOfTerm(calendar, plainDate('2023-09-25'), { count: 7, unit: 'day' }).due).toBe('2023-10-07')
})

test('a term that runs into a year without a notice is an estimate', () => {
  expect(endOfTerm(calendar, plainDate('2026-12-28'), { count: 10, unit: 'working_day' }).estimated).toBe(true)
  expect(endOfTerm(calendar, plainDate('2026-12-01'), { count: 10, unit: 'working_day' }).estimated).toBe(false)
})

test('a term of n working days ends on a working day with n working days gone by', () => {
  const start = plainDate('2004-01-01')
  fc.assert(
    fc.property(fc.nat(8000), fc.integer({ min: 1, max: 60 }), (offset, count) => {
      const from = addDays(start, offset)
      const { due } = endOfTerm(calendar, from, { count, unit: 'working_day' })
      expect(isWorkingDay(calendar, due)).toBe(true)
      expect(workingDaysBetween(calendar, from, due)).toBe(count)
    }),
  )
})

test('a table that contradicts itself is refused', () => {
  const notice = (off: string[], worked: string[]) => ({ years: [2023], notices: { 2023: { off, worked } } })
  expect(Holidays.safeParse(notice(['2023-10-01'], ['2023-10-07'])).success).toBe(true)
  expect(Holidays.safeParse(notice(['2023-10-01'], ['2023-10-01'])).success).toBe(false)
  expect(Holidays.safeParse(notice(['2024-10-01'], [])).success).toBe(false)
  expect(Holidays.safeParse({ years: [2022, 2023], notices: notice([], []).notices }).success).toBe(false)
  expect(Holidays.safeParse({ years: [], notices: notice([], []).notices }).success).toBe(false)
})
