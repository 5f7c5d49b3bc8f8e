import { describe, expect, test } from 'vitest'
import { plainDate, plainMonth } from '#kernel/calendar.ts'
import type { PolicyInForce } from '#kernel/policy.ts'
import { Facts, type Obligor } from './facts.ts'
import { type Applicant, reasoningOf } from './reasoning.ts'

const values: Record<string, unknown> = {
  'eligibility.no_labour': {
    old_age_at_least: 60,
    young_age_below: 16,
    disability: [{ kinds: ['intellectual', 'mental'], grades: [1, 2, 3] }],
  },
  'eligibility.no_income': { income_below: 'dibao', property_within: 'local_limit' },
  'eligibility.income_not_counted': ['basic_pension', 'old_age_allowance'],
  'eligibility.no_capable_obligor': {
    any_of: [
      'obligor_supported',
      'obligor_dibao_age_at_least_60',
      'obligor_age_at_least_70_low_income_low_property',
      'obligor_severely_disabled_low_income_low_property',
      'obligor_intellectual_or_mental_grade_3_low_income_low_property',
      'obligor_no_capacity_or_missing_or_imprisoned_low_property',
    ],
  },
  'eligibility.exclusions': [
    { benefit: 'dibao', wins: 'support' },
    { benefit: 'orphan_allowance', wins: 'orphan_allowance' },
  ],
  'eligibility.minor.support_age_below': { years: 18 },
  'recognition.obligor_check_consent': { non_cohabiting_obligor: 'with_consent', only_when: 'necessary' },
  'standard.dibao.rates': { urban: '900.00', rural: '720.00' },
}
function policyWith(more: Record<string, unknown> = {}): PolicyInForce {
  const all: Record<string, unknown> = { ...values, ...more }
  const find = <T>(key: string) =>
    all[key] === undefined ? undefined : { value: all[key] as T, force: 'must' as const, citations: [] }
  const value = <T>(key: string) => find<T>(key) ?? { value: undefined as T, force: 'must' as const, citations: [] }
  return { area: '371522', on: plainDate('2023-08-31'), find, value }
}

const old: Applicant = { bornOn: plainDate('1956-03-12'), householdClass: 'rural' as const }
const known = { incomeKnown: true, property: 'within', noObligors: true, benefitsKnown: true }
const verdicts = (facts: unknown, who = old, policy = policyWith()) => {
  const { conditions, proposal } = reasoningOf(who, Facts.parse(facts), policy)
  return { ...Object.fromEntries(conditions.map(({ key, verdict }) => [key, verdict])), proposal }
}

describe('the three conditions', () => {
  test('what nobody asked is missing, not met: obligors and other benefits', () => {
    expect(verdicts({ incomeKnown: true, property: 'within' })).toMatchObject({
      obligors: 'missing',
      overlap: 'missing',
      proposal: 'open',
    })
    const listed = [{ kind: 'dibao', title: '最低生活保障', source: '低保经办', month: plainMonth('2023-08') }]
    expect(verdicts(known, { ...old, listed })).toMatchObject({ overlap: 'judge', proposal: 'open' })
    expect(verdicts({ ...known, benefits: ['dibao'] }, { ...old, listed })).toMatchObject({ overlap: 'met' })
  })

  test('old, poor, alone: fits; the basic pension is not counted, everything else is', () => {
    const incomes = [
      { source: 'transfer', monthlyFen: 71_999 },
      { source: 'basic_pension', monthlyFen: 50_000 },
    ]
    expect(verdicts({ ...known, incomes })).toMatchObject({ income: 'met', proposal: 'fits' })
    const more = [{ source: 'transfer', monthlyFen: 72_000 }]
    expect(verdicts({ ...known, incomes: more })).toMatchObject({ income: 'not_met', proposal: 'not_fits' })
  })

  test('at 59 without disability one can work; with an intellectual disability of grade three one cannot; at 17 one is supported', () => {
    const at59 = { ...old, bornOn: plainDate('1963-09-01') }
    expect(verdicts(known, at59)).toMatchObject({ labour: 'not_met', proposal: 'not_fits' })
    expect(verdicts({ ...known, disability: { kind: 'intellectual', grade: 3 } }, at59).proposal).toBe('fits')
    expect(verdicts(known, { ...old, bornOn: plainDate('2006-01-01') }).proposal).toBe('fits')
  })

  test('without a local standard a person judges; what is not known is missing', () => {
    const without = policyWith({ 'standard.dibao.rates': undefined })
    expect(verdicts(known, old, without)).toMatchObject({ income: 'judge', proposal: 'open' })
    expect(verdicts({}, old)).toMatchObject({ income: 'missing', proposal: 'open' })
    expect(verdicts({ ...known, property: 'beyond' })).toMatchObject({ income: 'not_met' })
  })

  test('dibao gives way to support, an orphan allowance does not, an unlisted benefit is judged', () => {
    expect(verdicts({ ...known, benefits: ['dibao'] })).toMatchObject({ overlap: 'met' })
    expect(verdicts({ ...known, benefits: ['orphan_allowance'] })).toMatchObject({ overlap: 'not_met' })
    expect(verdicts({ ...known, benefits: ['disability_care_allowance'] })).toMatchObject({ overlap: 'judge' })
  })
})

describe('each obligor singly', () => {
  const who = { name: '李样本', relation: '长子', age: 45 }
  const verdict = (more: Partial<Record<keyof Obligor, unknown>>) =>
    verdicts({ ...known, obligors: [{ ...who, ...more }] })
  const low = { income: 'within', property: 'within' }

  test.each([
    ['supported himself', { standings: ['supported'] }, 'met'],
    ['dead', { standings: ['dead'] }, 'met'],
    ['on dibao at 60', { age: 60, standings: ['dibao'] }, 'met'],
    ['on dibao at 59', { age: 59, standings: ['dibao'] }, 'not_met'],
    ['70 with low income and property', { age: 70, ...low }, 'met'],
    ['70 with income not known', { age: 70, property: 'within' }, 'missing'],
    ['severely disabled and poor', { disability: { kind: 'physical', grade: 2 }, ...low }, 'met'],
    ['mental grade three and poor', { disability: { kind: 'mental', grade: 3 }, ...low }, 'met'],
    ['physical grade three and poor', { disability: { kind: 'physical', grade: 3 }, ...low }, 'not_met'],
    ['in prison, property within', { standings: ['imprisoned'], property: 'within' }, 'met'],
    ['in prison, property beyond', { standings: ['imprisoned'], property: 'beyond' }, 'not_met'],
    ['45 and able', low, 'not_met'],
    ['a child of 10, of whom the clause says nothing', { age: 10, ...low }, 'judge'],
    ['a child on support', { age: 10, standings: ['supported'] }, 'met'],
    [
      'mental grade three besides a light physical one',
      { disability: { kind: 'physical', grade: 4 }, otherDisabilities: [{ kind: 'mental', grade: 3 }], ...low },
      'met',
    ],
    ['18 and able', { age: 18, ...low }, 'not_met'],
    ['refuses the check', { age: 71, consent: 'refused' }, 'judge'],
  ])('%s: %s', (_, more, expected) => {
    expect(verdict(more)).toMatchObject({ obligors: expected })
  })

  test('whom only his income or property keeps out is told so', () => {
    const line = (more: object) =>
      reasoningOf(old, Facts.parse({ ...known, noObligors: false, obligors: [{ ...who, ...more }] }), policyWith())
        .conditions.find(({ key }) => key === 'obligors')
        ?.lines.join()
    expect(line({ standings: ['imprisoned'], property: 'beyond' })).toContain('属于所列情形，但财产超过规定，不符合')
    expect(line({ age: 72, income: 'beyond', property: 'beyond' })).toContain('但收入、财产超过规定')
    expect(line({ age: 45, income: 'beyond', property: 'within' })).toContain('不属于规定的情形')
  })

  test('one who is able is enough', () => {
    const obligors = [
      { ...who, standings: ['dead'] },
      { ...who, ...low },
    ]
    expect(verdicts({ ...known, obligors }).proposal).toBe('not_fits')
  })
})

describe('property and an obligor’s income are compared where the place has set limits', () => {
  const limits = policyWith({
    'eligibility.property_limit': { deposits: '20000.00', vehicles: 0 },
    'eligibility.obligor_income_limit': '45000.00',
  })
  const owning = (more: object) => ({ ...known, depositsFen: 2_000_000, houses: 2, vehicles: 0, ...more })
  const income = (more: object) => {
    const { conditions } = reasoningOf(old, Facts.parse(owning(more)), limits)
    const found = conditions.find(({ key }) => key === 'income')
    return [found?.verdict, found?.lines.join('；')]
  }

  test('the limit itself is within it, one fen more is beyond; what has no limit is not asked', () => {
    expect(income({})).toEqual(['met', expect.stringContaining('存款等金融资产20,000.00元，限额20,000.00元，没有超过')])
    expect(income({ depositsFen: 2_000_001 })[0]).toBe('not_met')
    expect(income({ vehicles: 1 })).toEqual(['not_met', expect.stringContaining('机动车1辆，限额0辆，超过')])
    expect(income({ vehicles: null })).toEqual(['missing', expect.stringContaining('机动车：还没有填')])
    expect(income({})[1]).not.toContain('房产')
  })

  test('a surveyor who says otherwise than the amounts is asked; without limits his judgement stands', () => {
    expect(income({ property: 'beyond' })).toEqual(['judge', expect.stringContaining('数额没有超过限额')])
    expect(verdicts(owning({ depositsFen: 9_000_000 }))).toMatchObject({ income: 'met' })
    expect(verdicts(owning({ property: 'beyond' }))).toMatchObject({ income: 'not_met' })
  })

  test('an obligor of 70 is judged by his amount, not by the tick', () => {
    const obligor = (yearlyIncomeFen: number) => ({
      name: '张虚构',
      relation: '长兄',
      age: 72,
      income: 'beyond',
      property: 'within',
      yearlyIncomeFen,
    })
    const found = (fen: number) => {
      const { conditions } = reasoningOf(old, Facts.parse({ ...owning({}), obligors: [obligor(fen)] }), limits)
      return conditions.find(({ key }) => key === 'obligors')
    }
    expect(found(4_499_999)).toMatchObject({
      verdict: 'met',
      lines: [expect.stringContaining('年收入44,999.99元，低于上年度当地人均可支配收入45,000.00元')],
    })
    expect(found(4_500_000)?.verdict).toBe('not_met')
  })
})
