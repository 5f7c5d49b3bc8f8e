import { expect, test } from 'vitest'
import { inForce } from '#kernel/given.ts'
import { centralisedRate, designatedStanding, objectionsToDesignatedCount, regionalRate } from './rules.ts'

test('the centralised rate is the share in homes of all supported persons (C-5)', () => {
  expect(centralisedRate(341, 2700)).toBe('11.21')
  expect(centralisedRate(0, 10)).toBe('0.00')
  expect(centralisedRate(0, 0)).toBe('—')
})

test('the regional rate counts designated homes among all homes (C-27)', () => {
  expect(regionalRate(90, 100)).toBe('90.00')
  expect(regionalRate(100, 100)).toBe('100.00')
})

const rule = inForce({ target: 1, limit: 3 }, 'in_principle')

test('one home is the target, three the limit, and a fourth needs an approver (A-14)', () => {
  expect([0, 1, 2, 3, 4].map((count) => designatedStanding(count, rule.value))).toEqual([
    'target_met',
    'target_met',
    'allowed',
    'allowed',
    'warn',
  ])
})

test('above the target and above the limit the reasons are warnings that cite the rule', () => {
  expect(objectionsToDesignatedCount(1, rule)).toEqual([])
  expect(objectionsToDesignatedCount(3, rule)).toMatchObject([{ code: 'above_target', warning: true }])
  expect(objectionsToDesignatedCount(4, rule)).toMatchObject([
    { code: 'above_limit', warning: true, citations: rule.citations },
  ])
})
