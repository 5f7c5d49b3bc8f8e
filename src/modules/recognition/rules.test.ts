import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, ageOn, daysBetween, plainDate } from '#kernel/calendar.ts'
import { inForce } from '#kernel/given.ts'
import {
  type LegacyRules,
  legacyPath,
  type MinorRules,
  type NoLabourRule,
  noLabourGround,
  objectionsToEnding,
  randomCheckSize,
  schemeOfMinor,
  takesEffect,
} from './rules.ts'

const codes = (reasons: { code: string }[]) => reasons.map((reason) => reason.code)
const noLabour: NoLabourRule = {
  old_age_at_least: 60,
  young_age_below: 16,
  disability: [
    { kinds: ['intellectual', 'mental'], grades: [1, 2, 3] },
    { kinds: ['physical'], grades: [1, 2] },
  ],
}

test('one is a year older on the birthday itself, and on 1 March when born on 29 February (C-28)', () => {
  expect(ageOn(plainDate('1963-09-11'), plainDate('2023-09-11'))).toBe(60)
  expect(ageOn(plainDate('1963-09-12'), plainDate('2023-09-11'))).toBe(59)
  expect(ageOn(plainDate('2004-02-29'), plainDate('2022-02-28'))).toBe(17)
  expect(ageOn(plainDate('2004-02-29'), plainDate('2022-03-01'))).toBe(18)
})

test('age counts from the first year of old age and up to the last of youth', () => {
  expect(noLabourGround(60, [], noLabour)).toBe('old_age')
  expect(noLabourGround(59, [], noLabour)).toBeUndefined()
  expect(noLabourGround(15, [], noLabour)).toBe('young_age')
  expect(noLabourGround(16, [], noLabour)).toBeUndefined()
})

test('a disability counts by its kind and grade, and one of several is enough', () => {
  expect(noLabourGround(45, [{ kind: 'physical', grade: 2 }], noLabour)).toBe('disability')
  expect(noLabourGround(45, [{ kind: 'physical', grade: 3 }], noLabour)).toBeUndefined()
  expect(noLabourGround(45, [{ kind: 'hearing', grade: 1 }], noLabour)).toBeUndefined()
  const two = [
    { kind: 'physical', grade: 4 },
    { kind: 'mental', grade: 3 },
  ] as const
  expect(noLabourGround(45, two, noLabour)).toBe('disability')
})

const minors: MinorRules = {
  route: { age_below: 18, when: 'meets_both_and_chosen', result: 'orphan_scheme' },
  supportBelow: { years: 18 },
  inSchool: { after_18_while: ['senior_high'] },
}
const minor = { age: 16, orphanConditions: true, chosen: null, schoolStage: null }

test('who meets both schemes and chose the orphan scheme goes there, who did not stays supported', () => {
  expect(schemeOfMinor({ ...minor, chosen: 'orphan_scheme' }, minors)).toEqual({ scheme: 'orphan_scheme' })
  expect(schemeOfMinor({ ...minor, chosen: 'support' }, minors)).toEqual({ scheme: 'support', untilAge: 18 })
  expect(schemeOfMinor({ ...minor, orphanConditions: false, chosen: 'orphan_scheme' }, minors).scheme).toBe('support')
})

test('an older rule that asks for no choice decides below its own age only (A-30)', () => {
  const old: MinorRules = {
    route: { age_below: 16, when: 'meets_both', result: 'orphan_scheme' },
    supportBelow: undefined,
    inSchool: undefined,
  }
  expect(schemeOfMinor({ ...minor, age: 15 }, old).scheme).toBe('orphan_scheme')
  expect(schemeOfMinor({ ...minor, age: 16 }, old).scheme).toBe('not_decided_by_this_clause')
})

test('support goes on past that age only while at school in a stage of the list', () => {
  expect(schemeOfMinor({ ...minor, age: 18, schoolStage: 'senior_high' }, minors)).toEqual({ scheme: 'support' })
  expect(schemeOfMinor({ ...minor, age: 18, schoolStage: 'university' }, minors).scheme).toBe(
    'not_decided_by_this_clause',
  )
  expect(schemeOfMinor({ ...minor, age: 18 }, minors).scheme).toBe('not_decided_by_this_clause')
})

test('the sample is never below the share and never one too many', () => {
  expect(randomCheckSize(7, { percent: 30 })).toBe(3)
  expect(randomCheckSize(10, { percent: 30 })).toBe(3)
  expect(randomCheckSize(0, { percent: 30 })).toBe(0)
  expect(randomCheckSize(1, { percent: 30 })).toBe(1)
})

test('a decision shows from the first of the month after, over the year end too', () => {
  const rule = { on: 'first_day_of_month_after' } as const
  expect(takesEffect(plainDate('2023-09-20'), rule)).toBe('2023-10-01')
  expect(takesEffect(plainDate('2023-09-01'), rule)).toBe('2023-10-01')
  expect(takesEffect(plainDate('2023-12-31'), rule)).toBe('2024-01-01')
  fc.assert(
    fc.property(fc.nat(20_000), (offset) => {
      const decided = addDays(plainDate('2000-01-01'), offset)
      const from = takesEffect(decided, rule)
      expect(from.endsWith('-01')).toBe(true)
      expect(daysBetween(decided, from)).toBeGreaterThanOrEqual(1)
      expect(daysBetween(decided, from)).toBeLessThanOrEqual(31)
    }),
  )
})

const legacy: LegacyRules = {
  cutoff: plainDate('2016-10-10'),
  cutoff_day_counts_as: 'after',
  rules: [
    { category: 'rural_wubao', recognised: 'before_cutoff', path: 'direct' },
    { category: 'rural_wubao', recognised: 'on_or_after_cutoff', path: 'full_recognition' },
    { category: 'urban_three_no', recognised: 'any', path: 'full_recognition' },
  ],
}

test('the day of the change itself counts as after it (C-29, A-29)', () => {
  expect(legacyPath('rural_wubao', plainDate('2016-10-09'), legacy)).toBe('direct')
  expect(legacyPath('rural_wubao', plainDate('2016-10-10'), legacy)).toBe('full_recognition')
  expect(legacyPath('rural_wubao', plainDate('2016-10-10'), { ...legacy, cutoff_day_counts_as: 'before' })).toBe(
    'direct',
  )
  expect(legacyPath('rural_wubao', plainDate('2016-10-11'), legacy)).toBe('full_recognition')
})

test('the urban three-no are always recognised anew, and what no line names has no path', () => {
  expect(legacyPath('urban_three_no', plainDate('2010-05-01'), legacy)).toBe('full_recognition')
  expect(legacyPath('unknown', plainDate('2010-05-01'), legacy)).toBeUndefined()
})

const hearing = inForce({ before: ['reduce', 'terminate'] })
const reasons = inForce(['death', 'voluntary'])

test('support ends only after the person was heard, once the law asks for it', () => {
  expect(codes(objectionsToEnding('voluntary', false, { reasons, hearing, exempt: ['death'] }))).toEqual(['hearing'])
  expect(objectionsToEnding('voluntary', true, { reasons, hearing, exempt: ['death'] })).toEqual([])
  expect(objectionsToEnding('voluntary', false, { reasons, hearing: undefined, exempt: [] })).toEqual([])
  expect(
    objectionsToEnding('voluntary', false, { reasons, hearing: inForce({ before: ['reduce'] }), exempt: [] }),
  ).toEqual([])
})

test('after a death nobody is left to be heard', () => {
  expect(objectionsToEnding('death', false, { reasons, hearing, exempt: ['death'] })).toEqual([])
  expect(codes(objectionsToEnding('death', false, { reasons, hearing, exempt: [] }))).toEqual(['hearing'])
})

test('a reason outside the list does not end support', () => {
  expect(codes(objectionsToEnding('moved', true, { reasons, hearing, exempt: ['death'] }))).toEqual(['exit_reason'])
})
