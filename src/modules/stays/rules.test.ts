import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { inForce } from '#kernel/given.ts'
import {
  type MinorPlacement,
  opensPlacementCase,
  type PlacementTrigger,
  placementByAge,
  Sign,
  stepOfAdmission,
  stepOfClosing,
  stepsOfCase,
} from './rules.ts'

const below18 = inForce<MinorPlacement>({ age_below: 18, allowed: ['child_welfare_institution'], forbidden: ['home'] })

test('a minor is not placed in a home but in the institution that the rule names', () => {
  const { reasons, instead } = placementByAge(17, 'home', below18)
  expect(reasons).toMatchObject([{ code: 'minor_in_home', citations: below18.citations }])
  expect(instead).toBe('child_welfare_institution')
})

test('on the birthday itself the age is reached', () => {
  expect(placementByAge(18, 'home', below18)).toEqual({ reasons: [], instead: null })
})

test('a child welfare institution and a region without the rule are open to minors', () => {
  expect(placementByAge(10, 'child_welfare_institution', below18).reasons).toEqual([])
  expect(placementByAge(10, 'home', undefined).reasons).toEqual([])
})

const trigger: PlacementTrigger = {
  any_of: [['guardian_failing'], ['living_alone', 'poor_quality_of_life', 'poor_dwelling']],
}

test('either situation opens a case, and half of one does not', () => {
  expect(opensPlacementCase(new Set<Sign>(['guardian_failing']), trigger)).toBe(true)
  expect(opensPlacementCase(new Set<Sign>(['living_alone', 'poor_quality_of_life', 'poor_dwelling']), trigger)).toBe(
    true,
  )
  expect(opensPlacementCase(new Set<Sign>(['living_alone', 'poor_quality_of_life']), trigger)).toBe(false)
  expect(opensPlacementCase(new Set<Sign>(), trigger)).toBe(false)
})

test('one more sign never closes a case', () => {
  fc.assert(
    fc.property(fc.subarray([...Sign.options]), fc.constantFrom(...Sign.options), (signs, more) => {
      const before = opensPlacementCase(new Set(signs), trigger)
      const after = opensPlacementCase(new Set([...signs, more]), trigger)
      expect(before && !after).toBe(false)
    }),
  )
})

test('nobody who does not wish it is ever admitted (A-04)', () => {
  expect(stepsOfCase('no')).toEqual(['documented_refusal', 'substitute_care'])
  expect(stepsOfCase('not_asked')).toEqual(['ask_wish'])
  expect(stepsOfCase('yes')).toEqual(['admission'])
  expect(stepOfAdmission('no', false, { by: 'county' })).toBe('dispersed_care')
  expect(stepOfClosing('no')).toBe('dispersed_care')
  expect(stepOfClosing('not_asked')).toBe('ask_wish')
})

test('a home that refuses a willing person leaves it to the decider of the region (A-43)', () => {
  expect(stepOfAdmission('yes', true, { by: 'county' })).toBe('county_decides')
  expect(stepOfAdmission('yes', true, { by: 'township' })).toBe('township_decides')
  expect(stepOfAdmission('yes', true, { organises: 'county' })).toBe('county_decides')
  expect(stepOfAdmission('yes', false, { by: 'county' })).toBe('admission')
})
