import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PolicyInForce } from '#kernel/policy.ts'
import { startAgesIn } from './relation.ts'
import { addMonths, plainMonth } from '#kernel/calendar.ts'
import { inForce } from '#kernel/given.ts'
import { changeOfScheme, type Exclusion, gapMonths, overlapWithSupport, overpaid, type OverlapRules } from './rules.ts'

const rules: OverlapRules = {
  exclusions: inForce<Exclusion[]>([
    { benefit: 'dibao', wins: 'support' },
    { benefit: 'orphan_allowance', wins: 'orphan_allowance', when: 'chosen' },
  ]),
  compatible: inForce(['old_age_allowance']),
}
const held = (benefit: string, chosen = false) => overlapWithSupport({ benefit, chosen }, rules)

test('of two that exclude each other the one that does not win stops', () => {
  expect(held('dibao')).toMatchObject({ allowed: false, stops: 'dibao' })
  expect(held('orphan_allowance', true)).toMatchObject({ allowed: false, stops: 'support' })
})

test('an exclusion that needs a choice waits for the choice', () => {
  expect(held('orphan_allowance')).toMatchObject({ allowed: 'to_be_decided', stops: 'none' })
})

test('a benefit on the list of compatible ones goes on', () => {
  expect(held('old_age_allowance')).toMatchObject({ allowed: true, stops: 'none' })
})

test('a benefit that no list names is to be decided, and nothing stops by itself (A-37)', () => {
  fc.assert(
    fc.property(fc.string(), fc.boolean(), (benefit, chosen) => {
      fc.pre(!['dibao', 'orphan_allowance', 'old_age_allowance'].includes(benefit))
      expect(held(benefit, chosen)).toEqual({ allowed: 'to_be_decided', stops: 'none', citations: [] })
    }),
  )
})

test('the answer cites the list that decided', () => {
  expect(held('dibao').citations).toEqual(rules.exclusions?.citations)
})

test('three months of 400.00 drawn twice are 1,200.00 to recover (C-12)', () => {
  expect(overpaid([40_000n, 40_000n, 40_000n])).toBe(120_000n)
  expect(overpaid([])).toBe(0n)
})

test('a change of scheme leaves no month out and pays none twice (A-38)', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 600 }), (offset) => {
      const decided = addMonths(plainMonth('2000-01'), offset)
      const { oldThrough, newFrom } = changeOfScheme(decided)
      expect(addMonths(oldThrough, 1)).toBe(newFrom)
    }),
  )
})

test('from which age a benefit is drawn is the county’s to say; until then nobody is left out by a guess (F-06)', () => {
  const saying = (ages: unknown) =>
    ({ find: () => ({ value: { ages, to_set_by: 'county' }, citations: [] }) }) as unknown as PolicyInForce
  expect(startAgesIn(saying('none')).size).toBe(0)
  expect(startAgesIn(saying([{ benefit: 'old_age_allowance', age: 80 }])).get('old_age_allowance')).toBe(80)
  expect(startAgesIn({ find: () => undefined } as unknown as PolicyInForce).size).toBe(0)
})

test('a gap lies between two schemes that follow each other; what ended years ago leaves none (A-38)', () => {
  const support = { from: plainMonth('2023-09'), to: null }
  const ended = (to: string) => gapMonths({ from: plainMonth('2000-01'), to: plainMonth(to) }, support)
  expect(ended('2023-06')).toEqual(['2023-07', '2023-08'])
  expect(ended('2022-08')).toHaveLength(12)
  expect(ended('2022-07')).toEqual([])
  expect(ended('2000-01')).toEqual([])
})
