import { expect, test } from 'vitest'
import { plainDate, plainMonth } from '#kernel/calendar.ts'
import { fenOfYuan, yuanOf } from '#kernel/money.ts'
import { policyFrom } from '#modules/policy/in-force.ts'
import { readPacks } from '#modules/policy/packs.ts'
import {
  arrearsOf,
  type Consent,
  dueOf,
  objectionsToPayee,
  paidOnTime,
  type PayeeQuestion,
  poolBalance,
  toRecover,
} from './rules.ts'

const policyOn = policyFrom(await readPacks('packs'))
const shenxian = policyOn('371522', plainDate('2023-08-31'))
const aohan = policyOn('150430', plainDate('2023-10-01'))
const question: PayeeQuestion = {
  payment: 'care',
  payee: 'provider_account',
  mode: undefined,
  agreementPayee: undefined,
  consent: undefined,
}
const consent: Consent = { by: 'person', informed: true, from: undefined, to: undefined, withdrawn: undefined }
const codes = (asked: Partial<PayeeQuestion>, policy = shenxian) =>
  objectionsToPayee({ ...question, ...asked }, policy).map((reason) => reason.code)

test('in Shenxian care money never goes to the person, living money does', () => {
  const [reason] = objectionsToPayee({ ...question, payee: 'person' }, shenxian)
  expect(reason?.message).toContain(
    '收款人是被照料人本人，照料护理费不得发放到该账户（莘政办发〔2023〕6号 五、工作要求（三））',
  )
  expect(codes({ payment: 'living', payee: 'person' })).toEqual([])
})

test('care money goes to a payee on the list, and to the one the agreement chose', () => {
  expect(codes({})).toEqual([])
  expect(codes({ payee: 'carer_account' })).toEqual([])
  expect(codes({ payee: 'carer_account', agreementPayee: 'provider_account' })).toEqual([
    'not_the_payee_of_the_agreement',
  ])
  expect(codes({ payee: 'village_account' })).toEqual(['payee_not_allowed', 'consent_missing'])
})

test('where nobody may draw money for another, a valid informed consent of the person or guardian is needed', () => {
  const relative = { payment: 'living' as const, payee: 'relative' }
  const with_ = (more: Partial<Consent>) => codes({ ...relative, consent: { ...consent, ...more } }, aohan)
  expect(codes(relative, aohan)).toEqual(['consent_missing'])
  expect(with_({})).toEqual([])
  expect(with_({ by: 'guardian' })).toEqual([])
  expect(with_({ by: 'village' })).toEqual(['consent_missing'])
  expect(with_({ informed: false })).toEqual(['consent_missing'])
  expect(with_({ withdrawn: plainDate('2023-10-01') })).toEqual(['consent_missing'])
  expect(with_({ withdrawn: plainDate('2023-10-02') })).toEqual([])
  expect(with_({ from: plainDate('2023-10-02') })).toEqual(['consent_missing'])
  expect(with_({ to: plainDate('2023-09-30') })).toEqual(['consent_missing'])
})

test('a resident’s money goes through the home where the pack says so, without a consent of its own', () => {
  const home = { payment: 'living' as const, payee: 'home' }
  expect(codes({ ...home, mode: 'centralised' }, aohan)).toEqual([])
  expect(codes({ ...home, mode: 'dispersed' }, aohan)).toEqual(['consent_missing'])
})

test('living and care are due apart, and arrears are what of both was not paid', () => {
  const due = dueOf(Array.from({ length: 3 }, () => ({ living: fenOfYuan('800.00'), care: fenOfYuan('100.00') })))
  expect([yuanOf(due.living), yuanOf(due.care), yuanOf(due.total)]).toEqual(['2400.00', '300.00', '2700.00'])
  expect(yuanOf(arrearsOf(due, fenOfYuan('2500.00')))).toBe('200.00')
  expect(paidOnTime(plainDate('2023-09-10'), plainDate('2023-09-10'))).toBe(true)
  expect(paidOnTime(plainDate('2023-09-11'), plainDate('2023-09-10'))).toBe(false)
  expect(paidOnTime(undefined, plainDate('2023-09-10'))).toBe(false)
})

test('what the bank sent back is in the pool again, what went back to the treasury is not', () => {
  const pool = { accrued: fenOfYuan('4081.00'), paid: fenOfYuan('3768.00'), returned: 0n, bounced: 0n }
  expect(yuanOf(poolBalance(pool))).toBe('313.00')
  expect(yuanOf(poolBalance({ ...pool, returned: fenOfYuan('313.00') }))).toBe('0.00')
  expect(yuanOf(poolBalance({ ...pool, bounced: fenOfYuan('3768.00') }))).toBe('4081.00')
})

test('only months without one verified service are to be recovered', () => {
  const fee = fenOfYuan('100.00')
  const months = ['2023-10', '2023-11', '2023-12'].map((month, index) => ({
    month: plainMonth(month),
    fee,
    verifiedServices: index === 1 ? 4 : 0,
  }))
  expect(toRecover(months)).toEqual({ months: ['2023-10', '2023-12'], amount: fenOfYuan('200.00') })
})
