import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, plainDate } from '#kernel/calendar.ts'
import { inForce } from '#kernel/given.ts'
import { archiveConflict, keptUntil, objectionsToDestruction } from './rules.ts'

const five = { years: 5, starts: 'end_of_support_service' }
const codes = (reasons: { code: string }[]) => reasons.map((reason) => reason.code)

test('five years are kept through the same day and destroyed from the next (C-24)', () => {
  expect(keptUntil(plainDate('2023-09-30'), five)).toEqual({ keepThrough: '2028-09-30', destroyFrom: '2028-10-01' })
})

test('a service that ended on 29 February is kept through 28 February where the year has no 29th', () => {
  expect(keptUntil(plainDate('2024-02-29'), five)).toEqual({ keepThrough: '2029-02-28', destroyFrom: '2029-03-01' })
  expect(keptUntil(plainDate('2024-02-29'), { ...five, years: 4 })).toEqual({
    keepThrough: '2028-02-29',
    destroyFrom: '2028-03-01',
  })
})

test('a later end of service is never kept for a shorter time', () => {
  fc.assert(
    fc.property(fc.nat(20_000), fc.integer({ min: 1, max: 30 }), (offset, years) => {
      const day = addDays(plainDate('2000-01-01'), offset)
      const kept = keptUntil(day, { ...five, years })
      expect(keptUntil(addDays(day, 1), { ...five, years }).destroyFrom >= kept.destroyFrom).toBe(true)
      expect(kept.destroyFrom).toBe(addDays(kept.keepThrough, 1))
    }),
  )
})

test('a file is destroyed neither within its years nor while anything holds it', () => {
  const rule = inForce(five)
  const file = { serviceEnd: plainDate('2018-01-31'), holds: [] }
  expect(codes(objectionsToDestruction(file, rule, plainDate('2023-01-31')))).toEqual(['within_retention'])
  expect(objectionsToDestruction(file, rule, plainDate('2023-02-01'))).toEqual([])
  for (const hold of ['complaint', 'case', 'audit', 'estate'])
    expect(codes(objectionsToDestruction({ ...file, holds: [hold] }, rule, plainDate('2025-01-01')))).toEqual([
      `hold_${hold}`,
    ])
  expect(codes(objectionsToDestruction({ serviceEnd: null, holds: [] }, rule, plainDate('2099-01-01')))).toEqual([
    'service_goes_on',
  ])
})

test('where paper prevails it prevails and the difference becomes an issue all the same (A-34)', () => {
  expect(archiveConflict('甲', '乙', { kinds: ['paper', 'electronic'], prevails: 'paper' })).toEqual({
    prevails: 'paper',
    issue: true,
  })
  expect(archiveConflict('甲', '甲', { kinds: ['paper'], prevails: 'paper' }).issue).toBe(false)
  expect(archiveConflict('甲', '乙', { kinds: ['paper', 'electronic'], equal_effect: true }).prevails).toBe('none')
})
