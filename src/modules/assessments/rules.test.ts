import * as fc from 'fast-check'
import { expect, test } from 'vitest'
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

const form: AbilityForm = {
  maximum: 90,
  groups: [
    {
      field: 'self_care',
      title: '自理能力',
      maximum: 8,
      items: [
        { field: 'eating', title: '进食', minimum: 0, maximum: 4 },
        { field: 'bathing', title: '洗澡', minimum: 0, maximum: 4 },
      ],
    },
  ],
  levels: [
    { level: 0, title: '能力完好', from_score: 90, to_score: 90 },
    { level: 1, title: '轻度失能', from_score: 66, to_score: 89 },
    { level: 2, title: '中度失能', from_score: 46, to_score: 65 },
    { level: 3, title: '重度失能', from_score: 30, to_score: 45 },
    { level: 4, title: '完全失能', from_score: 0, to_score: 29 },
  ],
  level_changes: [
    { when: 'coma', then: 'set_level', level: 4 },
    { when_any: ['dementia', 'risk_events'], then: 'raise_one_level', once: true, not_above: 4 },
  ],
}

test('scores give levels, the lowest and highest of each band included', () => {
  const levels = [90, 89, 66, 65, 46, 45, 30, 29, 0].map((score) => abilityLevel(form, score, []))
  expect(levels).toEqual([0, 1, 1, 2, 2, 3, 3, 4, 4])
  expect(abilityLevel(form, 91, [])).toBeUndefined()
})

test('coma sets the gravest level and several signs together raise by one only', () => {
  expect(abilityLevel(form, 70, ['coma'])).toBe(4)
  expect(abilityLevel(form, 70, ['dementia', 'risk_events'])).toBe(2)
  expect(abilityLevel(form, 90, ['dementia'])).toBe(1)
  expect(abilityLevel(form, 10, ['dementia', 'coma'])).toBe(4)
})

test('a higher score never gives a graver level, and signs never a lighter one', () => {
  const signs = fc.subarray(['coma', 'dementia', 'risk_events', 'unknown'])
  fc.assert(
    fc.property(fc.nat(89), signs, (score, changes) => {
      const here = abilityLevel(form, score, changes) ?? -1
      expect(abilityLevel(form, score + 1, changes)).toBeLessThanOrEqual(here)
      expect(here).toBeGreaterThanOrEqual(abilityLevel(form, score, []) ?? 5)
      expect(here).toBeLessThanOrEqual(4)
    }),
  )
})

test('the total is the sum of scores in range, and every fault is named', () => {
  expect(scoreOf(form, { eating: 4, bathing: 3 })).toEqual({ total: 7, faults: [] })
  expect(scoreOf(form, { eating: 5 })).toEqual({ total: 0, faults: ['eating', 'bathing'] })
  expect(scoreOf(form, { eating: 2.5, bathing: 1 })).toEqual({ total: 1, faults: ['eating'] })
})
