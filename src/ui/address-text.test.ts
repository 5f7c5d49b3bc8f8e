import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addressOfQuery,
  addressWith,
  pageSizes,
  readAddress,
  tableQueryOf,
  travellingHref,
  type TableQuery,
} from './address-text.ts'

const names = ['text', 'level', 'area']

const queries: fc.Arbitrary<TableQuery> = fc.record({
  page: fc.integer({ min: 1, max: 9999 }),
  pageSize: fc.constantFrom(...pageSizes),
  sort: fc.option(
    fc.record({ by: fc.stringMatching(/^[a-z]{1,8}$/), order: fc.constantFrom('asc' as const, 'desc' as const) }),
    {
      nil: undefined,
    },
  ),
  filters: fc.dictionary(fc.constantFrom(...names), fc.string({ minLength: 1, maxLength: 12 }), {
    noNullPrototype: true,
  }),
})

test('a query written into the address is read back unchanged', () => {
  fc.assert(
    fc.property(queries, (query) => {
      const address = addressWith('?month=2023-08', addressOfQuery(query, names))
      expect(tableQueryOf(readAddress(address), names)).toEqual(query)
      expect(readAddress(address)['month']).toBe('2023-08')
    }),
  )
})

test('an address without anything is the first page of fifty, unfiltered', () => {
  expect(tableQueryOf({}, names)).toEqual({ page: 1, pageSize: 50, sort: undefined, filters: {} })
  expect(addressWith('', addressOfQuery(tableQueryOf({}, names), names))).toBe('')
})

test('a nonsensical page or size counts as the first of fifty', () => {
  expect(tableQueryOf({ page: '-3', size: '7' }, names)).toMatchObject({ page: 1, pageSize: 50 })
  expect(tableQueryOf({ page: 'abc', size: '100' }, names)).toMatchObject({ page: 1, pageSize: 100 })
})

test('filters of other tables in the address are left alone', () => {
  expect(tableQueryOf({ level: 'unable', other: 'x' }, names).filters).toEqual({ level: 'unable' })
})

test('a link takes county, area and month along, but not filters, and its own month wins', () => {
  expect(travellingHref('/cases', '?month=2023-08&area=01&page=3')).toBe('/cases?area=01&month=2023-08')
  expect(travellingHref('/cases?month=2023-07', '?month=2023-08')).toBe('/cases?month=2023-07')
  expect(travellingHref('/cases', '')).toBe('/cases')
})
