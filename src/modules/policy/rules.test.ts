import { expect, test } from 'vitest'
import { plainDate } from '#kernel/calendar.ts'
import { inForce } from '#kernel/given.ts'
import type { PolicyInForce } from '#kernel/policy.ts'
import { checkLivingFloor, objectionsToDeciding, objectionsToDocument } from './rules.ts'
import { ratioText, wordsOf } from './value-text.ts'
import { noteInWords } from './words.ts'

const rates = (dispersed: string) => ({
  urban: { centralised: '900.00', dispersed: '900.00' },
  rural: { centralised: '429.00', dispersed },
})
const policyWith = (values: Record<string, unknown>) =>
  ({ find: (key: string) => (key in values ? inForce(values[key]) : undefined) }) as Pick<PolicyInForce, 'find'>
const ratio = { times: 13, of: 10 }

test('a living standard below 1.3 times the minimum allowance is refused with every figure', () => {
  const given = {
    'standard.living.min_ratio_to_dibao': ratio,
    'standard.dibao.rates': { urban: '600.00', rural: '330.00' },
  }
  const short = checkLivingFloor(policyWith({ ...given, 'standard.living.rates': rates('400.40') }))
  expect(short.refusals.map(({ message }) => message)).toEqual([
    '农村分散供养：低保330.00 元 → 下限429.00 元，拟定400.40 元，低28.60 元，不能采用。',
  ])
  expect(checkLivingFloor(policyWith({ ...given, 'standard.living.rates': rates('429.00') })).refusals).toEqual([])
})

test('one fen short is short, also where the floor is no whole fen', () => {
  const given = {
    'standard.living.min_ratio_to_dibao': ratio,
    'standard.dibao.rates': { urban: '100.00', rural: '330.01' },
  }
  const floorOf = (dispersed: string) =>
    checkLivingFloor(
      policyWith({
        ...given,
        'standard.living.rates': { ...rates(dispersed), rural: { centralised: '500.00', dispersed } },
      }),
    )
  expect(floorOf('429.01').refusals).toHaveLength(1)
  expect(floorOf('429.02').refusals).toEqual([])
})

test('without a minimum allowance on file the floor cannot be checked, and that is said', () => {
  const answer = checkLivingFloor(
    policyWith({ 'standard.living.min_ratio_to_dibao': ratio, 'standard.living.rates': rates('1.00') }),
  )
  expect(answer.refusals).toEqual([])
  expect(answer.warnings[0]?.message).toContain('没有登记低保标准')
})

test('one decision, by another person', () => {
  expect(objectionsToDeciding('a', 'b', false)).toEqual([])
  expect(objectionsToDeciding('a', 'a', true).map(({ code }) => code)).toEqual(['decided', 'same_person'])
})

test('a repealed document carries values of its own time only', () => {
  const old = { name: '旧', status: 'repealed' as const, from: plainDate('2016-10-10'), to: plainDate('2021-06-30') }
  expect(objectionsToDocument(old, '旧', plainDate('2021-06-30'))).toEqual([])
  expect(objectionsToDocument(old, '旧', plainDate('2021-07-01')).map(({ code }) => code)).toEqual(['repealed'])
  expect(objectionsToDocument(undefined, '无', plainDate('2021-07-01')).map(({ code }) => code)).toEqual(['document'])
})

test('values read as officials say them; a code without words is never shown', () => {
  expect(wordsOf({ count: 15, unit: 'working_day' })).toBe('15个工作日')
  expect(wordsOf({ times: 13, of: 10 })).toBe('1.3倍')
  expect(ratioText(1, 3)).toBe('1/3')
  expect(wordsOf({ lock: { month: 'same', day: 5 }, pay: { month: 'next', working_day: 3 } })).toBe(
    '锁定名册：当月5日；发放：次月第3个工作日',
  )
  expect(wordsOf(['care_supplies'])).toBeUndefined()
})

test('a note names our readings in words, never by their number', () => {
  expect(noteInWords('立场A-06：合计按各行相加；立场A-10：“实有”为在用可用床位')).toBe(
    '本系统的理解：合计按各行相加；本系统的理解：“实有”为在用可用床位',
  )
  expect(noteInWords('不得入库（立场A-45）；按立场A-23先给出')).toBe('不得入库（本系统的理解）；按本系统的理解先给出')
  expect(noteInWords('“吉发”疑为“吉民发”（立场A-40：照录）')).toBe('“吉发”疑为“吉民发”（本系统的理解：照录）')
  expect(noteInWords('文件没有印出')).toBe('文件没有印出')
})
