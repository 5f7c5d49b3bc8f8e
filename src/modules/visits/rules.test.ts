import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainDate } from '#kernel/calendar.ts'
import { inForce } from '#kernel/given.ts'
import { SelfCareLevel } from '#kernel/self-care.ts'
import { type CareContent, missingInPlan, objectionsToBilling } from './rules.ts'

const content: CareContent = {
  able: { items: ['home_clean', 'regular_meals'], rule: 'all' },
  partly_able: { items: ['eating', 'bathing', 'dressing'], rule: 'by_need' },
  unable: { items: ['eating', 'medicine'], rule: 'all' },
}

test('where all is asked the plan holds all items of the level', () => {
  expect(missingInPlan({ level: 'able', items: ['home_clean', 'regular_meals'], needs: [] }, content)).toEqual([])
  expect(missingInPlan({ level: 'unable', items: ['eating'], needs: [] }, content)).toEqual(['medicine'])
})

test('where need decides the plan holds what is needed, and no more is asked', () => {
  const needs = ['bathing', 'dressing']
  expect(missingInPlan({ level: 'partly_able', items: needs, needs }, content)).toEqual([])
  expect(missingInPlan({ level: 'partly_able', items: ['bathing'], needs }, content)).toEqual(['dressing'])
  expect(missingInPlan({ level: 'partly_able', items: [], needs: [] }, content)).toEqual([])
})

test('a plan with everything in it lacks nothing at any level, and adding an item never makes it lack more', () => {
  const everything = Object.values(content).flatMap((each) => each.items)
  const some = fc.subarray(everything)
  fc.assert(
    fc.property(
      fc.constantFrom(...SelfCareLevel.options),
      some,
      some,
      fc.constantFrom(...everything),
      (level, items, needs, more) => {
        expect(missingInPlan({ level, items: everything, needs }, content)).toEqual([])
        const before = missingInPlan({ level, items, needs }, content).length
        expect(missingInPlan({ level, items: [...items, more], needs }, content).length).toBeLessThanOrEqual(before)
      },
    ),
  )
})

test('a visit before the agreement is not charged; one on its day is', () => {
  const rule = inForce(true)
  const signed = plainDate('2023-06-10')
  expect(objectionsToBilling(signed, signed, rule)).toEqual([])
  expect(objectionsToBilling(plainDate('2023-06-09'), signed, rule)).toMatchObject([{ code: 'before_agreement' }])
  expect(objectionsToBilling(signed, null, rule)).toMatchObject([{ code: 'before_agreement' }])
  expect(objectionsToBilling(plainDate('2023-06-09'), signed, undefined)).toEqual([])
})
