import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, plainDate } from '#kernel/calendar.ts'
import {
  type Check,
  checkVisible,
  missingLines,
  monthsWithoutCheck,
  quartersWithoutVisit,
  yearlyCoverage,
} from './rules.ts'

const check = (day: string, covers: string[] = [], onSite = true): Check => ({ on: plainDate(day), onSite, covers })

test('the inspected unit sees a sealed check only once it has begun', () => {
  const sealed = { hidden_until_started: true }
  expect(checkVisible('inspected_unit', false, sealed)).toBe(false)
  expect(checkVisible('inspected_unit', true, sealed)).toBe(true)
  expect(checkVisible('inspector', false, sealed)).toBe(true)
  expect(checkVisible('inspected_unit', false, undefined)).toBe(true)
})

test('a working group lacks the lines that have nobody in it', () => {
  expect(missingLines(['finance'], ['finance', 'police'])).toEqual(['police'])
  expect(missingLines(['police', 'finance', 'village'], ['finance', 'police'])).toEqual([])
})

test('four visits in January fill the first quarter and do nothing for the second (C-19)', () => {
  const january = ['2025-01-03', '2025-01-10', '2025-01-17', '2025-01-24'].map((day) => check(day))
  expect(quartersWithoutVisit(january, 2025)).toEqual([2, 3, 4])
  expect(quartersWithoutVisit([check('2025-04-01', [], false)], 2025)).toEqual([1, 2, 3, 4])
})

test('an on-site visit is also the check of its month (C-19)', () => {
  expect(monthsWithoutCheck([check('2025-06-12')], 2025)).not.toContain('2025-06')
  expect(monthsWithoutCheck([check('2025-06-12')], 2025)).toHaveLength(11)
})

test('a patrol counts only with fire and food in one and the same patrol (C-21)', () => {
  const mustCover = ['fire', 'food']
  const halves = [check('2025-06-01', ['fire']), check('2025-06-02', ['food'])]
  expect(monthsWithoutCheck(halves, 2025, mustCover)).toContain('2025-06')
  expect(monthsWithoutCheck([check('2025-06-01', mustCover)], 2025, mustCover)).not.toContain('2025-06')
})

test('a home that closed in March counts for the year, and all topics must have been seen (C-20)', () => {
  const topics = ['safety', 'quality', 'money']
  const covered = {
    opened: null,
    closed: null,
    checks: [check('2025-05-01', ['safety', 'quality']), check('2025-09-01', ['money'])],
  }
  const closedUnchecked = { opened: null, closed: plainDate('2025-03-15'), checks: [] }
  const closedBefore = { opened: null, closed: plainDate('2024-12-31'), checks: [] }
  const partly = { opened: null, closed: null, checks: [check('2025-05-01', ['safety', 'quality'])] }
  expect(yearlyCoverage([covered, closedUnchecked, closedBefore, partly], 2025, topics)).toEqual({
    covered: 1,
    worked: 3,
  })
})

test('one more check never leaves more months or quarters open', () => {
  const day = fc.nat(364).map((offset) => addDays(plainDate('2025-01-01'), offset))
  const some = fc.record({ on: day, onSite: fc.boolean(), covers: fc.subarray(['fire', 'food']) })
  fc.assert(
    fc.property(fc.array(some), some, (checks, more) => {
      const left = (each: Check[]) =>
        monthsWithoutCheck(each, 2025, ['fire']).length + quartersWithoutVisit(each, 2025).length
      expect(left([...checks, more])).toBeLessThanOrEqual(left(checks))
    }),
  )
})

test('a home that worked on a single day of the year counts for it', () => {
  const lastDay = { opened: plainDate('2025-12-31'), closed: null, checks: [] }
  const firstDay = { opened: null, closed: plainDate('2025-01-01'), checks: [] }
  const nextYear = { opened: plainDate('2026-01-01'), closed: null, checks: [] }
  expect(yearlyCoverage([lastDay, firstDay, nextYear], 2025, []).worked).toBe(2)
})
