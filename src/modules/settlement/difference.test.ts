import { expect, test } from 'vitest'
import { plainDate, plainMonth } from '#kernel/calendar.ts'
import { fenOfYuan, yuanText } from '#kernel/money.ts'
import { correctionsFor, differenceOf } from './difference.ts'
import {
  byDayPolicy,
  givenDeduction,
  givenLine,
  givenLines,
  givenMonth,
  givenPart,
  names,
  shenxianPolicy,
  withFactor,
} from './given.ts'
import { settleMonth1 } from './month-1.ts'
import type { MonthInput, PartInput, RosterLine } from './month-input.ts'

const named = { ...names, person: (id: string) => (id === 'p-1' ? '李样本' : `张示例${id}`) }
const settle = (lines: RosterLine[], part: Partial<PartInput> = {}, month: Partial<MonthInput> = {}) =>
  settleMonth1(givenMonth([givenPart('371522101', lines, part)], month))

test('three joiners and one who was raised are told in two sentences that add up to the difference', () => {
  const before = settle([givenLine('p-1', 'partly_able'), givenLine('p-2', 'able')])
  const after = settle([
    givenLine('p-1', 'unable'),
    givenLine('p-2', 'able'),
    givenLine('p-3', 'able'),
    givenLine('p-4', 'partly_able'),
    givenLine('p-5', 'partly_able'),
  ])
  expect(differenceOf(before, after, named).text).toBe('新增3人 ＋815.00；李样本升级 ＋313.00；合计 ＋1,128.00')
})

test('leavers, a stop with its reason, a lowered level and deductions are told apart', () => {
  const before = settle([givenLine('p-1', 'unable'), givenLine('p-2', 'able'), givenLine('p-3', 'able')])
  const after = settle([givenLine('p-1', 'partly_able'), givenLine('p-2', 'able', { agreement: null })], {
    deductions: [givenDeduction('f-1', '50.00')],
  })
  expect(differenceOf(before, after, named).text).toBe(
    '减少1人 −189.00；李样本降级 −313.00；张示例p-2不计入（没有生效协议） −189.00；扣减变动 −50.00；合计 −741.00',
  )
})

test('a new rate and a new factor are two sentences, each for all whom it touches', () => {
  const lines = givenLines({ able: 4 })
  const rates = { ...shenxianPolicy.rates, value: { ...shenxianPolicy.rates.value, able: fenOfYuan('200.00') } }
  const after = settle(lines, {}, { policy: withFactor({ ...shenxianPolicy, rates }, 95, 100) })
  const { sentences } = differenceOf(settle(lines), after, named)
  expect(sentences.map((each) => each.text)).toEqual(['标准变动4人 ＋44.00', '系数变动4人 −40.00'])
  expect(sentences[0]?.persons).toEqual(['able-1', 'able-2', 'able-3', 'able-4'])
})

test('more than three of a kind become one sentence that still lists its persons', () => {
  const people = ['p-1', 'p-2', 'p-3', 'p-4']
  const before = settle(people.map((person) => givenLine(person, 'able')))
  const after = settle(people.map((person) => givenLine(person, 'partly_able')))
  const { sentences } = differenceOf(before, after, named)
  expect(sentences).toEqual([
    { cause: 'raised', text: '升级4人 ＋496.00', amount: fenOfYuan('496.00'), persons: people },
  ])
})

test('fewer days of the same level are a change of days, not of level', () => {
  const spans = [{ from: plainDate('2023-08-01'), to: plainDate('2023-08-15'), level: 'unable' as const }]
  const before = settle([givenLine('p-1', 'unable')], {}, { policy: byDayPolicy })
  const after = settle([givenLine('p-1', 'unable', { spans })], {}, { policy: byDayPolicy })
  expect(differenceOf(before, after, named).text).toBe('李样本计费日变动 −323.10；合计 −323.10')
})

test('a death learned of late gives one difference line that names both hashes, and a second look gives none', () => {
  const settled = settle([givenLine('p-1', 'unable'), givenLine('p-2', 'able')])
  const today = settle([givenLine('p-1', 'unable', { exclusion: 'died' }), givenLine('p-2', 'able')])
  const brought = correctionsFor(settled, today, [])
  expect(brought).toEqual([
    {
      id: '2023-08.p-1.1',
      month: plainMonth('2023-08'),
      person: 'p-1',
      amount: fenOfYuan('-626.00'),
      before: settled.parts[0]?.lines[0]?.hash,
      after: today.parts[0]?.lines[0]?.hash,
      township: '371522101',
    },
  ])
  expect(correctionsFor(settled, today, brought)).toEqual([])
})

test('when the late news itself was wrong, a further line gives the money back', () => {
  const settled = settle([givenLine('p-1', 'unable')])
  const died = settle([givenLine('p-1', 'unable', { exclusion: 'died' })])
  const first = correctionsFor(settled, died, [])
  const second = correctionsFor(settled, settled, first)
  expect(second.map((each) => [each.id, yuanText(each.amount)])).toEqual([['2023-08.p-1.2', '626.00']])
})
