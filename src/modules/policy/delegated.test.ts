import { expect, test } from 'vitest'
import { leftToCounty } from './delegated.ts'

test('a point is left to the county where the document names no value and nobody else to set it', () => {
  expect(leftToCounty({ table: 'none', when_none: { times: 1, of: 1 }, to_set_by: 'county' })).toBe(true)
  expect(leftToCounty({ terms: [{ days: 'none' }] })).toBe(true)
  expect(leftToCounty({ amount: 'none', to_set_by: 'township' })).toBe(false)
  expect(leftToCounty({ table: [{ from: 0 }], to_set_by: 'county' })).toBe(false)
  expect(leftToCounty('none')).toBe(false)
})
