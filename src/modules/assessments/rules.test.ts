import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { inForce } from '#kernel/given.ts'
import { type AbilityForm, abilityLevel, scoreOf } from './ability.ts'
import { countNotMet, type LevelBands, objectionsToAssessor, objectionsToLevelChange, selfCareLevel } from './rules.ts'

const bands: LevelBands = {
  able: { not_met_from: 0, not_met_to: 0 },
  partly_able: { not_met_from: 1, not_met_to: 3 },
  unable: { not_met_from: 4, not_met_to: 6 },
}

test('the level follows from how many of the six items are not met, at every boundary', () => {
  const levels = [0, 1, 2, 3, 4, 5, 6].map((notMet) => selfCareLevel(notMet, bands))
  expect(levels).toEqual(['able', 'partly_able', 'partly_able', 'partly_able', 'unable', 'unable', 'unable'])
  expect(selfCareLevel(7, bands)).toBeUndefined()
  expect(selfCareLevel(-1, bands)).toBeUndefined()
})

test('items without an answer are named and not counted as met', () => {
  const found = countNotMet({ met: { eating: false, dressing: true } }, ['eating', 'dressing', 'toilet'])
  expect(found).toEqual({ notMet: 1, unanswered: ['toilet'] })
})

test('only the decider changes a level, never the provider that is paid by it', () => {
  const decider = inForce({ by: 'county' })
  expect(objectionsToLevelChange('county', decider)).toEqual([])
  expect(objectionsToLevelChange('provider', decider)).toMatchObject([{ code: 'not_the_decider' }])
})

test('an assessor who also cares for the person is not independent (A-22)', () => {
  const rule = inForce(['provider', 'carer'])
  expect(objectionsToAssessor(['county'], rule)).toEqual([])
  expect(objectionsToAssessor(['village', 'carer'], rule)).toMatchObject([{ code: 'assessor_not_independent' }])
  expect(objectionsToAssessor(['carer'], undefined)).toEqual([])
})

const form: AbilityForm = parse(
  readFileSync(new URL('../../../packs/000000-national/forms/gbt-42195-2022.yaml', import.meta.url), 'utf8'),
)
const dementia = 'dementia_f00_f03'
const riskEvents = 'care_risk_events_at_least_2_in_30_days'

test('scores give levels, the lowest and highest of each band included', () => {
  const levels = [90, 89, 66, 65, 46, 45, 30, 29, 0].map((score) => abilityLevel(form, score, []))
  expect(levels).toEqual([0, 1, 1, 2, 2, 3, 3, 4, 4])
  expect(abilityLevel(form, 91, [])).toBeUndefined()
})

test('coma sets the gravest level and several signs together raise by one only', () => {
  expect(abilityLevel(form, 70, ['coma'])).toBe(4)
  expect(abilityLevel(form, 70, [dementia, riskEvents])).toBe(2)
  expect(abilityLevel(form, 90, [dementia])).toBe(1)
  expect(abilityLevel(form, 10, [dementia, 'coma'])).toBe(4)
})

test('a higher score never gives a graver level, and signs never a lighter one', () => {
  const signs = fc.subarray(['coma', dementia, riskEvents, 'unknown'])
  fc.assert(
    fc.property(fc.nat(89), signs, (score, changes) => {
      const here = abilityLevel(form, score, changes) ?? -1
      expect(abilityLevel(form, score + 1, changes)).toBeLessThanOrEqual(here)
      expect(here).toBeGreaterThanOrEqual(abilityLevel(form, score, []) ?? 5)
      expect(here).toBeLessThanOrEqual(4)
    }),
  )
})

const best = Object.fromEntries(
  form.groups.flatMap((group) => group.items.map((item) => [item.field, item.maximum] as const)),
)

test('the best score of every item adds up to the printed maximum, group by group', () => {
  expect(scoreOf(form, best)).toEqual({ total: form.maximum, faults: [] })
  for (const group of form.groups) {
    expect(group.items.reduce((sum, item) => sum + item.maximum, 0)).toBe(group.maximum)
  }
})

test('an item without a score, out of range or in fractions is named and adds nothing', () => {
  const { eating, ...withoutEating } = best
  expect(scoreOf(form, withoutEating)).toEqual({ total: form.maximum - (eating ?? 0), faults: ['eating'] })
  expect(scoreOf(form, { ...best, eating: 5 }).faults).toEqual(['eating'])
  expect(scoreOf(form, { ...best, eating: 2.5, bathing: -1 }).faults).toEqual(['eating', 'bathing'])
})

test('the least score of every item is a score, not a fault', () => {
  const least = Object.fromEntries(
    form.groups.flatMap((group) => group.items.map((item) => [item.field, item.minimum] as const)),
  )
  expect(scoreOf(form, least)).toEqual({ total: 0, faults: [] })
})
