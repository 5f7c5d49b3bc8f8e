import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, plainDate } from '#kernel/calendar.ts'
import { inForce } from '#kernel/given.ts'
import {
  cluesIn,
  type EvaluationForm,
  objectionsToForm,
  openResults,
  redFlags,
  reportedValue,
  wrongValues,
} from './form.ts'
import { coverageOf, halfYearOf, objectionsToVeto, paceOf, vetoDecidable, type VetoRule } from './rules.ts'

const care = {
  field: 'care',
  title: '护理情况',
  type: 'choice',
  scale: { good: '较好', fair: '一般', poor: '较差', bad: '差' },
  report_as: { bad: 'poor' },
}
const form: EvaluationForm = {
  columns: [
    { field: 'environment', title: '居住环境', type: 'choice', scale: { clean: '整洁干净', squalid: '脏乱差' } },
    care,
    { field: 'money', title: '供养费是否由本人支配', type: 'yes_no', clue_when: 'no' },
    { field: 'infringed', title: '是否侵占权益', type: 'yes_no' },
    { field: 'result', title: '评估结果', type: 'choice', scale: { good: '较好', poor: '较差', bad: '差' } },
    { field: 'remark', title: '备注', type: 'text' },
  ],
  red_flags: { environment: ['squalid'], care: ['bad'], infringed: ['yes'] },
  consistency: [
    { when: 'any_red_flag', result_not: ['good'] },
    { when: 'two_or_more_red_flags', result_in: ['poor', 'bad'] },
    { when: 'infringed', result_in: ['bad'] },
    { when: ['care_bad', 'environment_squalid'], result_in: ['bad'] },
  ],
}

test('without red flags every printed result is open', () => {
  expect(openResults(form, { environment: 'clean', care: 'fair' })).toEqual(['good', 'poor', 'bad'])
})

test('each red flag closes results as the form says (A-02)', () => {
  expect(openResults(form, { environment: 'squalid' })).toEqual(['poor', 'bad'])
  expect(openResults(form, { infringed: 'yes' })).toEqual(['bad'])
  expect(openResults(form, { care: 'bad', environment: 'squalid' })).toEqual(['bad'])
  expect(openResults(form, { care: 'bad' })).toEqual(['poor', 'bad'])
  expect(redFlags(form, { care: 'bad', environment: 'clean' })).toEqual(['care'])
})

test('a value that is not printed is refused with the printed ones', () => {
  expect(wrongValues(form, { result: 'fair', remark: '任何文字' })).toEqual([
    { field: 'result', title: '评估结果', allowed: ['good', 'poor', 'bad'] },
  ])
  expect(wrongValues(form, { money: 'maybe' })).toMatchObject([{ allowed: ['yes', 'no'] }])
})

test('a result that the red flags close is refused in words', () => {
  const [reason, more] = objectionsToForm(inForce(form), { infringed: 'yes', result: 'good' })
  expect(more).toBeUndefined()
  expect(reason).toMatchObject({
    code: 'result',
    message: '“是否侵占权益”为红线，评估结果只能为差。请改评估结果或核对各项',
  })
  expect(objectionsToForm(inForce(form), { infringed: 'yes', result: 'bad' })).toEqual([])
  expect(objectionsToForm(inForce(form), { infringed: 'yes' })).toEqual([])
})

test('one more red flag never opens a result', () => {
  const flag = fc.constantFrom(['environment', 'squalid'], ['care', 'bad'], ['infringed', 'yes'])
  fc.assert(
    fc.property(fc.array(flag), flag, (flags, more) => {
      const before = openResults(form, Object.fromEntries(flags))
      const after = openResults(form, Object.fromEntries([...flags, more]))
      expect(before).toEqual(expect.arrayContaining(after))
      expect(after).toContain('bad')
    }),
  )
})

test('money that others control is a clue unless the person consented', () => {
  expect(cluesIn(form, { money: 'no' }, false)).toEqual(['money'])
  expect(cluesIn(form, { money: 'no' }, true)).toEqual([])
  expect(cluesIn(form, { money: 'yes' }, false)).toEqual([])
})

test('a table with fewer columns shows the nearest value and keeps the one found (A-01)', () => {
  expect(reportedValue(care, 'bad', 3)).toEqual({ reported: 'poor', kept: 'bad' })
  expect(reportedValue(care, 'bad', 4)).toEqual({ reported: 'bad', kept: 'bad' })
  expect(reportedValue(care, 'fair', 3)).toEqual({ reported: 'fair', kept: 'fair' })
})

test('coverage is 100 only when nobody is left out (C-23)', () => {
  expect(coverageOf(325, 325)).toEqual({ percent: 100, percentText: '100.00', complete: true })
  expect(coverageOf(2699, 2700)).toEqual({ percent: 99, percentText: '99.96', complete: false })
  expect(coverageOf(0, 0).complete).toBe(true)
})

test('2,700 persons from 11 to 30 September are 135 a day (C-23)', () => {
  expect(paceOf(2700, plainDate('2023-09-11'), plainDate('2023-09-30'))).toEqual({ days: 20, perDay: 135 })
  expect(paceOf(21, plainDate('2023-09-11'), plainDate('2023-09-30')).perDay).toBe(2)
  expect(paceOf(5, plainDate('2023-09-30'), plainDate('2023-09-30'))).toEqual({ days: 1, perDay: 5 })
})

test('every day lies in its own calendar half-year (C-22, A-26)', () => {
  expect(halfYearOf(plainDate('2023-06-30'))).toEqual({ from: '2023-01-01', to: '2023-06-30' })
  expect(halfYearOf(plainDate('2023-07-01'))).toEqual({ from: '2023-07-01', to: '2023-12-31' })
  fc.assert(
    fc.property(fc.nat(20_000), (offset) => {
      const day = addDays(plainDate('2000-01-01'), offset)
      const { from, to } = halfYearOf(day)
      expect(from <= day && day <= to).toBe(true)
    }),
  )
})

const veto: VetoRule = {
  classes: ['false_data'],
  open_ended: true,
  effect: 'terminate_contract',
  needs: ['proof', 'hearing'],
}

test('a printed class is a veto, another only after legal review where the list is open (A-49)', () => {
  expect(vetoDecidable('false_data', veto)).toBe('yes')
  expect(vetoDecidable('other', veto)).toBe('with_legal_review')
  expect(vetoDecidable('other', { ...veto, open_ended: false })).toBe('no')
})

test('a veto needs proof and hearing, and legal review where it is not printed', () => {
  const ready = { cause: 'false_data', has: ['proof', 'hearing'], legallyReviewed: false }
  const codes = (each: typeof ready, rule = veto) => objectionsToVeto(each, inForce(rule)).map((reason) => reason.code)
  expect(codes(ready)).toEqual([])
  expect(codes({ ...ready, has: ['proof'] })).toEqual(['hearing'])
  expect(codes({ ...ready, cause: 'other' })).toEqual(['legal_review'])
  expect(codes({ ...ready, cause: 'other', legallyReviewed: true })).toEqual([])
  expect(codes({ ...ready, cause: 'other' }, { ...veto, open_ended: false })).toEqual(['veto_class'])
})

test('exactly two red flags are two or more', () => {
  const [, twoOrMore] = form.consistency ?? []
  const onlyTwo: EvaluationForm = { ...form, consistency: twoOrMore ? [twoOrMore] : [] }
  expect(openResults(onlyTwo, { care: 'bad' })).toContain('good')
  expect(openResults(onlyTwo, { care: 'bad', environment: 'squalid' })).not.toContain('good')
})

test('a result that is not printed is refused once, and yes and no are named in words', () => {
  const reasons = objectionsToForm(inForce(form), { result: 'fair', infringed: 'yes', money: 'maybe' })
  expect(reasons.map((reason) => reason.code)).toEqual(['money', 'result'])
  expect(reasons[0]?.message).toBe('“供养费是否由本人支配”填的值不在表上；应为是、否之一。请改选')
})
