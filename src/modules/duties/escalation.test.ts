import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isWatched, toldText, watchedBy } from './escalation.ts'

test('who has the work reads who else knows, from the days before the last day on and after it', () => {
  expect(toldText('township-clerk', 4, 3)).toBe('')
  expect(toldText('township-clerk', 3, 3)).toBe('已提醒乡镇负责人')
  expect(toldText('township-clerk', 0, 3)).toBe('已提醒乡镇负责人')
  expect(toldText('township-clerk', -3, 3)).toBe('已逾期3个工作日，已报乡镇负责人、县级救助负责人')
  expect(toldText('township-leader', -3, 3)).toBe('已逾期3个工作日，已报县级救助负责人')
  expect(toldText('county-clerk', 2, 3)).toBe('已提醒县级救助负责人')
  expect(toldText('county-leader', -9, 3)).toBe('')
  expect(toldText('carer', -9, 3)).toBe('')
  expect(toldText('township-clerk', null, 3)).toBe('')
})

test('what a leader sees is what the other reads: no sign without somebody who sees it, and once seen always seen', () => {
  const leaders = ['township-leader', 'county-leader']
  const role = fc.constantFrom(
    'county-clerk',
    'county-elderly',
    'data-officer',
    'township-clerk',
    'township-leader',
    'finance',
  )
  fc.assert(
    fc.property(role, fc.integer({ min: -30, max: 30 }), fc.integer({ min: 0, max: 10 }), (who, left, before) => {
      const sees = (days: number) =>
        leaders.some((leader) =>
          watchedBy(leader).some((watch) => watch.role === who && isWatched(watch, days, before)),
        )
      expect(toldText(who, left, before) !== '').toBe(sees(left))
      expect(!sees(left) || sees(left - 1)).toBe(true)
    }),
  )
})
