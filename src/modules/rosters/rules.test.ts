import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Change, RosterStatus } from './contract.ts'
import { changeOf, objectionsToClosing, objectionsToLocking, objectionsToStep, type Standing } from './rules.ts'

const standing = fc.record({
  level: fc.constantFrom('able', 'partly_able', 'unable'),
  organisationId: fc.constantFrom('甲', '乙'),
})
const month = fc.dictionary(fc.constantFrom(...'一二三四五六七八'), standing as fc.Arbitrary<Standing>)

test('of last month and this month each person has exactly one change, whatever order they come in', () => {
  fc.assert(
    fc.property(month, month, (before, now) => {
      const persons = [...new Set([...Object.keys(before), ...Object.keys(now)])]
      const changes = (order: readonly string[]) =>
        new Map(order.map((person): [string, Change] => [person, changeOf(before[person], now[person])]))
      const found = changes(persons)
      const count = (...of: Change[]) => [...found.values()].filter((change) => of.includes(change)).length
      expect(count('left')).toBe(persons.filter((person) => !now[person]).length)
      expect(count('joined')).toBe(persons.filter((person) => !before[person]).length)
      expect(Object.keys(before).length + count('joined') - count('left')).toBe(Object.keys(now).length)
      expect(changes(persons.toReversed())).toEqual(found)
    }),
  )
})

test('somebody who went to another provider has moved, also where the level changed at once', () => {
  const was = { level: 'able', organisationId: '甲' } as const
  expect(changeOf(was, { level: 'unable', organisationId: '乙' })).toBe('moved')
  expect(changeOf(was, { level: 'unable', organisationId: '甲' })).toBe('level')
  expect(changeOf(was, was)).toBe('none')
})

test('a roster goes draft, locked, sent, acknowledged, and no step twice or back', () => {
  const order = RosterStatus.options
  for (const [from, status] of order.entries())
    for (const [to, next] of order.entries())
      expect(objectionsToStep(status, next).length === 0, `${status} → ${next}`).toBe(to === from + 1)
})

test('a draft without anybody, with open changes and with the dead is refused with all three reasons', () => {
  const reasons = objectionsToLocking({
    persons: 0,
    toConfirm: 2,
    outdated: [{ name: '张示例', why: '2023-08-02起终止供养' }],
  })
  expect(reasons.map(({ code }) => code)).toEqual(['empty', 'changes_to_confirm', 'outdated'])
  expect(objectionsToLocking({ persons: 1, toConfirm: 0, outdated: [] })).toEqual([])
})

test('a month is closed by another person than the one who proposed it, and once', () => {
  const codes = (closing: Parameters<typeof objectionsToClosing>[0]) =>
    objectionsToClosing(closing).map(({ code }) => code)
  expect(codes({ proposedBy: null, by: '甲', status: 'open' })).toEqual(['not_proposed'])
  expect(codes({ proposedBy: '甲', by: '甲', status: 'open' })).toEqual(['same_person'])
  expect(codes({ proposedBy: '甲', by: '乙', status: 'closed' })).toEqual(['closed'])
  expect(codes({ proposedBy: '甲', by: '乙', status: 'open' })).toEqual([])
})
