import { expect, test } from 'vitest'
import { plainDate } from '#kernel/calendar.ts'
import { givenLimits } from '../../../test/standard-limits.ts'
import { objectionsToEndDay } from './end-days.ts'

const today = plainDate('2026-11-22')
const held = { effectiveFrom: plainDate('2026-07-01') }
const said = (endedOn: string, of: Parameters<typeof objectionsToEndDay>[0] = held) =>
  objectionsToEndDay(of, plainDate(endedOn), today, givenLimits).map(({ message }) => message)

test('an agreement under which months were served is not ended before it began, nor back over settled months', () => {
  expect(said('2000-01-01')[0]).toContain('自2026年7月1日起生效')
  expect(said('2026-09-30')[0]).toContain('应不早于2026年10月1日')
  expect(said('2026-10-01')).toEqual([])
  expect(said('2026-12-31')).toEqual([])
})

test('one that was signed in error this month, or has not begun, may be ended as if it never held', () => {
  expect(said('2026-11-04', { effectiveFrom: plainDate('2026-11-05') })).toEqual([])
  expect(said('2026-11-22', { effectiveFrom: null })).toEqual([])
})
