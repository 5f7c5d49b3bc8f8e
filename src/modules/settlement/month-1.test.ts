import { expect, test } from 'vitest'
import { canonicalJson } from '#kernel/canonical.ts'
import { plainDate, plainMonth } from '#kernel/calendar.ts'
import { fenOfYuan, yuanText } from '#kernel/money.ts'
import {
  byDayPolicy,
  givenDeduction,
  givenHeads,
  givenLine,
  givenMonth,
  givenPart,
  shenxianPolicy,
  withFactor,
} from './given.ts'
import { readLine } from './line.ts'
import { settleMonth1 } from './month-1.ts'
import type { AbsenceKind, MonthInput, RosterLine } from './month-input.ts'

const payable = (input: MonthInput) => yuanText(settleMonth1(input).total.payable)
const september = (lines: RosterLine[], more: Partial<MonthInput> = {}) =>
  givenMonth([givenPart('371522101', lines)], { month: plainMonth('2023-09'), policy: byDayPolicy, ...more })

test('10 able, 3 partly able and 2 unable persons are 1,890 + 939 + 1,252 = 4,081.00 a month', () => {
  expect(payable(givenHeads({ able: 10 }))).toBe('1,890.00')
  expect(payable(givenHeads({ partly_able: 3 }))).toBe('939.00')
  expect(payable(givenHeads({ unable: 2 }))).toBe('1,252.00')
  expect(payable(givenHeads({ able: 10, partly_able: 3, unable: 2 }))).toBe('4,081.00')
})

test('a verified month without service takes 313.00 off: 3,768.00', () => {
  const input = givenHeads({ able: 10, partly_able: 3, unable: 2 }, { deductions: [givenDeduction('f-1', '313.00')] })
  expect(payable(input)).toBe('3,768.00')
})

test('the heads of annex 1 at the rates of Shenxian are 543,604.00', () => {
  expect(payable(givenHeads({ able: 2492, partly_able: 184, unable: 24 }))).toBe('543,604.00')
})

test('twelve months are 2,268, 3,756 and 7,512', () => {
  const year = (level: 'able' | 'partly_able' | 'unable') => {
    let sum = 0n
    for (let month = 1; month <= 12; month += 1) {
      const input = { ...givenHeads({ [level]: 1 }), month: plainMonth(`2024-${String(month).padStart(2, '0')}`) }
      sum += settleMonth1(input).total.payable
    }
    return yuanText(sum)
  }
  expect([year('able'), year('partly_able'), year('unable')]).toEqual(['2,268.00', '3,756.00', '7,512.00'])
})

test('by day, 20 days partly able and 10 unable are rounded once: 417.33, not 417.34', () => {
  const spans: RosterLine['spans'] = [
    { from: plainDate('2023-09-01'), to: plainDate('2023-09-20'), level: 'partly_able' },
    { from: plainDate('2023-09-21'), to: plainDate('2023-09-30'), level: 'unable' },
  ]
  expect(payable(september([givenLine('p-1', 'partly_able', { spans })]))).toBe('417.33')
  // The roster month pays the level that was locked, whatever changed later.
  expect(payable(september([givenLine('p-1', 'partly_able', { spans })], { policy: shenxianPolicy }))).toBe('313.00')
})

test('by day the days of that month divide: 15 of 28 in February, 15 of 31 in August', () => {
  const half = (month: string) => {
    const spans: RosterLine['spans'] = [
      { from: plainDate(`${month}-01`), to: plainDate(`${month}-15`), level: 'unable' },
    ]
    return payable(september([givenLine('p-1', 'unable', { spans })], { month: plainMonth(month) }))
  }
  expect(half('2025-02')).toBe('335.36')
  expect(half('2024-02')).toBe('323.79')
  expect(half('2023-08')).toBe('302.90')
})

test('two levels on one day would pay more than a full fee and are refused', () => {
  const spans: RosterLine['spans'] = [
    { from: plainDate('2023-09-01'), to: plainDate('2023-09-20'), level: 'partly_able' },
    { from: plainDate('2023-09-20'), to: plainDate('2023-09-30'), level: 'unable' },
  ]
  expect(() => settleMonth1(september([givenLine('p-1', 'unable', { spans })]))).toThrow('有两个等级')
})

test('the factor multiplies each person-month, which is rounded once, half up', () => {
  // 189 × 95/100 = 179.55; 313 × 0.95 = 297.35; 626 × 0.95 = 594.70
  const input = givenHeads({ able: 1, partly_able: 1, unable: 1 })
  expect(payable({ ...input, policy: withFactor(shenxianPolicy, 95, 100) })).toBe('1,071.60')
  // 189.00 ÷ 8 = 23.625, three times half up 23.63 = 70.89; rounding the sum would give 70.88.
  expect(payable({ ...givenHeads({ able: 3 }), policy: withFactor(shenxianPolicy, 1, 8) })).toBe('70.89')
})

test('a score is looked up in the table with exact bounds, and one outside every band is refused', () => {
  const bands = [
    { from: 9000, to: 10000, factor: { times: 1, of: 1 } },
    { from: 8000, to: 8999, factor: { times: 9, of: 10 } },
  ]
  const at = (score: number) => {
    const evaluation = { way: 'received' as const, id: 'e-1', score }
    const factor = { ...shenxianPolicy.factor, value: { bands, whenNone: { times: 1, of: 1 } } }
    return payable({ ...givenHeads({ able: 1 }, { evaluation }), policy: { ...shenxianPolicy, factor } })
  }
  expect([at(9000), at(8999), at(8000)]).toEqual(['189.00', '170.10', '170.10'])
  expect(() => at(7999)).toThrow('考评得分79.99不在折算表的任何一档')
})

test('a deduction without a verified finding, a clause or a hearing is listed with its reasons and not applied', () => {
  const deductions = [
    givenDeduction('f-1', '313.00', { verified: false }),
    givenDeduction('f-2', '50.00', { clause: '' }),
    givenDeduction('f-3', '20.00', { heard: false }),
  ]
  const { total, parts } = settleMonth1(givenHeads({ able: 10, partly_able: 3, unable: 2 }, { deductions }))
  expect(yuanText(total.payable)).toBe('4,081.00')
  expect(parts[0]?.refused.map((each) => each.reasons.map((reason) => reason.code))).toEqual([
    ['deduction_not_verified'],
    ['deduction_without_clause'],
    ['provider_not_heard'],
  ])
})

test('what a deduction takes beyond the part is carried by name, or claimed, never dropped', () => {
  const deductions = [givenDeduction('f-2', '100.00'), givenDeduction('f-1', '213.00')]
  const carried = settleMonth1(givenHeads({ able: 1 }, { deductions })).parts[0]
  expect(carried?.figures.payable).toBe(0n)
  expect(carried?.excess.map(({ id, amount, rule }) => [id, yuanText(amount), rule])).toEqual([
    ['f-1', '24.00', 'carry'],
    ['f-2', '100.00', 'carry'],
  ])
  const claim = { ...shenxianPolicy, excess: { ...shenxianPolicy.excess, value: 'claim' as const } }
  const claimed = settleMonth1({ ...givenHeads({ able: 1 }, { deductions }), policy: claim }).parts[0]
  expect(claimed?.excess.map((each) => each.rule)).toEqual(['claim', 'claim'])
})

test('a deduction carried from an earlier month is taken before a new one', () => {
  const deductions = [
    givenDeduction('f-1', '150.00'),
    givenDeduction('f-9', '124.00', { carriedFrom: plainMonth('2023-07') }),
  ]
  const part = settleMonth1(givenHeads({ able: 1 }, { deductions })).parts[0]
  expect(part?.excess.map(({ id, amount }) => [id, yuanText(amount)])).toEqual([['f-1', '85.00']])
})

test('a deduction that empties one township leaves the others as they are', () => {
  const parts = [
    givenPart('371522101', [givenLine('p-1', 'able')], { deductions: [givenDeduction('f-1', '313.00')] }),
    givenPart('371522102', [givenLine('p-2', 'unable')]),
  ]
  const statement = settleMonth1(givenMonth(parts))
  expect(statement.parts.map((part) => yuanText(part.figures.payable))).toEqual(['0.00', '626.00'])
  expect(yuanText(statement.total.excess)).toBe('124.00')
})

test('a late death known only now takes its month back, and what does not fit is carried', () => {
  const correction = {
    month: plainMonth('2023-07'),
    person: 'p-7',
    amount: -fenOfYuan('626.00'),
    before: '',
    after: '',
  }
  const input = givenHeads({ able: 2 }, { corrections: [{ id: '2023-07.p-7.1', ...correction }] })
  const part = settleMonth1(input).parts[0]
  expect(part?.figures.payable).toBe(0n)
  expect(part?.excess).toEqual([
    { of: 'correction', id: '2023-07.p-7.1', person: 'p-7', amount: fenOfYuan('248.00'), rule: 'carry' },
  ])
})

test('after a veto only days with verified service before the end are paid, whatever the score', () => {
  const days = ['2023-09-01', '2023-09-02', '2023-09-05', '2023-09-20'].map(plainDate)
  const line = givenLine('p-1', 'unable', { verifiedDays: days })
  const input = september([line], { policy: shenxianPolicy, contractEndsOn: plainDate('2023-09-10') })
  const statement = settleMonth1(input)
  // Three verified days up to the 10th: 626 × 3 ÷ 30.
  expect(yuanText(statement.total.payable)).toBe('62.60')
  const [base] = readLine(statement.parts[0]?.lines[0]?.json ?? '').children
  expect(base?.less).toEqual([
    { count: 20, reason: 'after_contract_end' },
    { count: 7, reason: 'not_verified' },
  ])
})

test('a rest that is left when the contract ends is claimed, as no later month could bear it', () => {
  const part = givenPart('371522101', [givenLine('p-1', 'able', { verifiedDays: [] })], {
    deductions: [givenDeduction('f-1', '50.00')],
  })
  const { parts } = settleMonth1(givenMonth([part], { contractEndsOn: plainDate('2023-08-10') }))
  expect(parts[0]?.excess.map((each) => [each.rule, yuanText(each.amount)])).toEqual([['claim', '50.00']])
})

test('a person without agreement, or excluded with a reason, stays in the statement with nothing to pay', () => {
  const lines = [
    givenLine('p-1', 'able', { agreement: null }),
    givenLine('p-2', 'able', { agreement: { id: 'a-2', on: plainDate('2023-09-01') } }),
    givenLine('p-3', 'able', { exclusion: 'died' }),
    givenLine('p-4', 'able', { level: null }),
    givenLine('p-5', 'able', { agreement: { id: 'a-5', on: plainDate('2023-08-15') } }),
  ]
  const { parts, total } = settleMonth1(givenMonth([givenPart('371522101', lines)]))
  expect(parts[0]?.lines.map((line) => line.excluded ?? 'paid')).toEqual([
    'no_agreement',
    'agreement_later',
    'died',
    'no_level',
    'paid',
  ])
  expect([total.persons, total.paid, yuanText(total.payable)]).toEqual([5, 1, '189.00'])
})

test('what a signature in mid-month means is the pack’s: whole month, from that day, from the next month', () => {
  const line = givenLine('p-1', 'partly_able', { agreement: { id: 'a-1', on: plainDate('2023-09-21') } })
  const under = (value: 'whole_month' | 'from_signed_day' | 'next_month') =>
    payable(september([line], { policy: { ...shenxianPolicy, lateAgreement: { value, citations: [] } } }))
  expect([under('whole_month'), under('from_signed_day'), under('next_month')]).toEqual(['313.00', '104.33', '0.00'])
})

test('by day unpaid hospital days are left out; under the roster month only a whole month in hospital is', () => {
  const stay = (from: string, to: string) =>
    givenLine('p-1', 'unable', { absences: [{ kind: 'hospital', from: plainDate(from), to: plainDate(to) }] })
  expect(payable(september([stay('2023-09-10', '2023-09-12')]))).toBe('563.40')
  const policy = { ...shenxianPolicy, unpaidAbsences: byDayPolicy.unpaidAbsences }
  expect(payable(september([stay('2023-09-10', '2023-09-12')], { policy }))).toBe('626.00')
  expect(payable(september([stay('2023-08-20', '2023-10-02')], { policy }))).toBe('0.00')
})

test('nobody and nothing is counted twice', () => {
  const twice = [givenPart('371522101', [givenLine('p-1', 'able')]), givenPart('371522102', [givenLine('p-1', 'able')])]
  expect(() => settleMonth1(givenMonth(twice))).toThrow('p-1在同一结算中出现两次')
  const deductions = [givenDeduction('f-1', '1.00'), givenDeduction('f-1', '1.00')]
  expect(() => settleMonth1(givenHeads({ able: 1 }, { deductions }))).toThrow('f-1在同一结算中出现两次')
})

test('the text of a line is canonical JSON and stays within 1,600 bytes', () => {
  const long = (letter: string) => letter.repeat(64)
  const day = (text: string) => plainDate(`2023-08-${text}`)
  const unpaid: AbsenceKind[] = ['hospital', 'leave', 'away', 'centralised']
  const line = givenLine(long('p'), 'unable', {
    roster: long('r'),
    agreement: { id: long('a'), on: day('03') },
    visits: { count: 9999, valid: 9999, digest: long('f') },
    spans: [
      { from: day('02'), to: day('09'), level: 'able' },
      { from: day('10'), to: day('19'), level: 'partly_able' },
      { from: day('20'), to: day('30'), level: 'unable' },
    ],
    absences: unpaid.map((kind, index) => {
      const date = day(String(index + 11))
      return { kind, from: date, to: date }
    }),
    verifiedDays: [day('05'), day('15'), day('22')],
  })
  const policy = { ...byDayPolicy, unpaidAbsences: { value: unpaid, citations: [] } }
  const input = givenMonth([givenPart('371522101', [line])], { policy, contractEndsOn: day('25') })
  const json = settleMonth1(input).parts[0]?.lines[0]?.json ?? ''
  const read = readLine(json)
  expect(read.children[0]?.days).toHaveLength(3)
  expect(read.children[0]?.less).toHaveLength(8)
  expect(canonicalJson(read)).toBe(json)
  expect(Buffer.byteLength(json)).toBeLessThan(1600)
})

test('an id that would need escaping is refused, never written into a line', () => {
  const input = givenMonth([givenPart('371522101', [givenLine('p"1', 'able')])])
  expect(() => settleMonth1(input)).toThrow('含有不允许的字符')
})
