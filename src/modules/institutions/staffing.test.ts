import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainDate } from '#kernel/calendar.ts'
import { inForce } from '#kernel/given.ts'
import {
  reasonsToReplaceDirector,
  requiredCarers,
  residentsPerStaff,
  type TrainingRule,
  trainingStanding,
} from './staffing.ts'

const codes = (reasons: { code: string }[]) => reasons.map((reason) => reason.code)

test('load is residents by all staff (C-6)', () => {
  expect(residentsPerStaff(341, 79)).toBe('4.32')
  expect(residentsPerStaff(48, 6)).toBe('8.00')
  expect(residentsPerStaff(12, 5)).toBe('2.40')
  expect(residentsPerStaff(42, 5)).toBe('8.40')
  expect(residentsPerStaff(458, 79)).toBe('5.80')
  expect(residentsPerStaff(3, 0)).toBe('—')
})

test('carers needed are added as fractions and rounded up once (C-7)', () => {
  const ratio = { able: 10, partly_able: 6, unable: 3 }
  expect(requiredCarers({ able: 10, partly_able: 6, unable: 6 }, ratio)).toBe(4)
  expect(requiredCarers({ able: 5, partly_able: 3, unable: 0 }, ratio)).toBe(1)
  expect(requiredCarers({ able: 6, partly_able: 3, unable: 0 }, ratio)).toBe(2)
  expect(requiredCarers({ able: 0, partly_able: 0, unable: 0 }, ratio)).toBe(0)
})

test('one more resident never needs fewer carers, and at most one more', () => {
  const many = fc.integer({ min: 1, max: 60 })
  const levels = fc.record({ able: fc.nat(500), partly_able: fc.nat(500), unable: fc.nat(500) })
  fc.assert(
    fc.property(levels, fc.record({ able: many, partly_able: many, unable: many }), (residents, ratio) => {
      const before = requiredCarers(residents, ratio)
      const after = requiredCarers({ ...residents, unable: residents.unable + 1 }, ratio)
      expect(after - before).toBeGreaterThanOrEqual(0)
      expect(after - before).toBeLessThanOrEqual(1)
    }),
  )
})

const asks48: TrainingRule[] = [{ who: 'home_carers', hours: 48 }]
const yearEnd = plainDate('2023-12-31')

test('training is short by what lacks to the hours of the rule, and exactly the hours pass (C-8)', () => {
  expect(trainingStanding({ who: 'home_carer', classHours: [16, 12, 12] }, asks48, yearEnd)).toEqual({
    total: 40,
    required: 48,
    deficit: 8,
    passed: false,
  })
  expect(trainingStanding({ who: 'home_carer', classHours: [24, 24] }, asks48, yearEnd).passed).toBe(true)
  expect(trainingStanding({ who: 'home_carer', classHours: [47] }, asks48, yearEnd).deficit).toBe(1)
})

test('who came during the year is marked, but the hours are not reduced (A-27)', () => {
  const joined = plainDate('2023-07-01')
  expect(trainingStanding({ who: 'home_carer', classHours: [24], joined }, asks48, yearEnd)).toMatchObject({
    required: 48,
    deficit: 24,
    flag: 'joined_in_year',
  })
  const before = trainingStanding(
    { who: 'home_carer', classHours: [24], joined: plainDate('2023-01-01') },
    asks48,
    yearEnd,
  )
  expect(before.flag).toBeUndefined()
})

test('no hours are asked of groups that no rule names with a number', () => {
  const unnumbered: TrainingRule[] = [{ who: 'home_staff', hours: 'none', teams: ['home_carers'] }]
  expect(trainingStanding({ who: 'home_visiting_carer', classHours: [] }, asks48, yearEnd).required).toBe('none')
  expect(trainingStanding({ who: 'home_carer', classHours: [] }, unnumbered, yearEnd).passed).toBe(true)
  const both = [...asks48, { who: 'home_staff', hours: 60, teams: ['home_carers'] }]
  expect(trainingStanding({ who: 'home_carer', classHours: [48] }, both, yearEnd).required).toBe(60)
})

test('any second post of a director is a part-time post (A-47)', () => {
  const rule = inForce(['part_time', 'unqualified'])
  expect(reasonsToReplaceDirector(['director'], true, rule)).toEqual([])
  expect(codes(reasonsToReplaceDirector(['director', 'village_cadre'], true, rule))).toEqual(['part_time'])
  expect(codes(reasonsToReplaceDirector(['director'], false, rule))).toEqual(['unqualified'])
  expect(reasonsToReplaceDirector(['director', 'accountant'], false, inForce([]))).toEqual([])
})

test('who comes on the last day counted is marked, who comes later is not', () => {
  const flagOf = (joined: string) =>
    trainingStanding({ who: 'home_carer', classHours: [], joined: plainDate(joined) }, asks48, plainDate('2023-06-30'))
      .flag
  expect(flagOf('2023-06-30')).toBe('joined_in_year')
  expect(flagOf('2023-07-01')).toBeUndefined()
})
