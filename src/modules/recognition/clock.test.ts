import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, plainDate } from '#kernel/calendar.ts'
import { endOfTerm, isWorkingDay, type WorkingCalendar } from '#kernel/working-days.ts'
import { dueOf, leftUntil, movedFrom, usedOf } from './clock.ts'

/** The week of National Day 2023: off from 29 September to 6 October, worked on 7 and 8 October in exchange. */
const calendar: WorkingCalendar = {
  years: new Set([2023]),
  off: new Set(['2023-09-29', '2023-10-02', '2023-10-03', '2023-10-04', '2023-10-05', '2023-10-06'].map(plainDate)),
  worked: new Set(['2023-10-07', '2023-10-08'].map(plainDate)),
}
const fifteen = { count: 15, unit: 'working_day' as const }
const seven = { count: 7, unit: 'day' as const }

test('fifteen working days skip the holidays and count the Saturday worked in exchange', () => {
  expect(dueOf(calendar, plainDate('2023-09-18'), fifteen, [])).toEqual({ due: '2023-10-13', estimated: false })
})

test('seven days of notice that end in the holidays end on the next working day', () => {
  expect(dueOf(calendar, plainDate('2023-09-22'), seven, [])?.due).toBe('2023-10-07')
  expect(movedFrom(plainDate('2023-09-22'), seven, plainDate('2023-10-07'))).toBe('2023-09-29')
  expect(movedFrom(plainDate('2023-09-11'), seven, plainDate('2023-09-18'))).toBeNull()
})

test('a pause adds exactly the working days it covers, and while it is open no day is due', () => {
  const starts = plainDate('2023-08-01')
  expect(dueOf(calendar, starts, fifteen, [{ from: plainDate('2023-08-07'), to: null, reason: '' }])).toBeUndefined()
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 20 }), (after, length) => {
      const from = addDays(starts, after)
      const to = addDays(from, length)
      const paused = dueOf(calendar, starts, fifteen, [{ from, to, reason: '' }])?.due ?? starts
      let stood = 0
      for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(calendar, day)) stood += 1
      expect(paused).toBe(endOfTerm(calendar, starts, { ...fifteen, count: 15 + stood }).due)
    }),
  )
})

test('days used and days left make the term', () => {
  const starts = plainDate('2023-09-18')
  const due = dueOf(calendar, starts, fifteen, [])?.due ?? starts
  for (let on = starts; on <= due; on = addDays(on, 1)) {
    const used = usedOf(calendar, { starts, on, unit: 'working_day' }, [])
    expect(used + leftUntil(calendar, on, due, 'working_day')).toBe(15)
  }
  expect(leftUntil(calendar, addDays(due, 3), due, 'working_day')).toBe(-1)
})
