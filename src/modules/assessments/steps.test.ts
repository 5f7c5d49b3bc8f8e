import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { inForce } from '#kernel/given.ts'
import { levelClues, type UnitCounts } from './clues.ts'
import { conclude, objectionsToDeparture, type SixItems } from './conclude.ts'
import { type Assessor, objectionsToAssessors, type Surroundings } from './independence.ts'
import { effectiveMonth, mustBeHeard } from './rules.ts'
import { SelfCareLevel } from '#kernel/self-care.ts'
import { after, type Hands, objectionsToDeed } from './steps.ts'
import { plainDate } from '#kernel/calendar.ts'

const deeds = ['submit', 'review', 'hear', 'return', 'decide', 'tell', 'dispute', 'settle', 'withdraw'] as const
const actors = ['甲', '乙', '丙', '丁'].map((name) => ({ accountId: name, name }))
const assessors = [
  { name: '甲', accountId: '甲' },
  { name: '戊', accountId: null },
]
const fresh: Hands = {
  status: 'requested',
  assessedBy: null,
  reviewedBy: null,
  assessors: [],
  second: false,
  settled: false,
}

/** What a step leaves behind, as the service writes it. */
function taken(hands: Hands, deed: (typeof deeds)[number], by: string): Hands {
  const status = after(hands.status, deed) ?? hands.status
  if (deed === 'submit') return { ...hands, status, assessedBy: by, assessors }
  if (deed === 'review') return { ...hands, status, reviewedBy: by }
  if (deed === 'return') return { ...hands, status, assessedBy: null, reviewedBy: null, assessors: [] }
  if (deed === 'settle') return { ...hands, status, settled: true }
  return { ...hands, status }
}

test('no path leads to a decision past two assessors, a review and three different hands; a dispute comes once', () => {
  const way = fc.array(fc.tuple(fc.constantFrom(...deeds), fc.constantFrom(...actors)), { maxLength: 40 })
  fc.assert(
    fc.property(way, (path) => {
      let hands = fresh
      let disputes = 0
      const decisions: (Hands & { by: string })[] = []
      for (const [deed, actor] of path) {
        if (objectionsToDeed(hands, deed, actor).length > 0) continue
        if (deed === 'decide') decisions.push({ ...hands, by: actor.name })
        if (deed === 'dispute') disputes += 1
        hands = taken(hands, deed, actor.accountId)
      }
      expect(disputes).toBeLessThanOrEqual(1)
      for (const { assessors: two, assessedBy, reviewedBy, by } of decisions) {
        expect(two).toHaveLength(2)
        expect(new Set([assessedBy, reviewedBy, by]).size).toBe(3)
        expect(two.map(({ name }) => name)).not.toContain(by)
      }
    }),
    { numRuns: 500 },
  )
})

test('an assessor neither reviews nor decides, by account or by name', () => {
  const reviewed: Hands = { ...fresh, status: 'reviewed', assessedBy: '乙', reviewedBy: '丙', assessors }
  const words = (actor: { accountId: string; name: string }) =>
    objectionsToDeed(reviewed, 'decide', actor).map(({ message }) => message)
  expect(words({ accountId: '甲', name: '甲' })).toEqual(['您是评估人，不能审定。请由其他人审定。'])
  expect(words({ accountId: 'other', name: '戊' })).toEqual(['您是评估人，不能审定。请由其他人审定。'])
  expect(words({ accountId: '丙', name: '丙' })).toEqual(['初审意见由您提出，不能由您审定。请由另一人审定。'])
  expect(words({ accountId: '丁', name: '丁' })).toEqual([])
  expect(
    objectionsToDeed({ ...reviewed, status: 'assessed' }, 'review', { accountId: '乙', name: '乙' }),
  ).toMatchObject([{ code: 'entered_by_self' }])
})

test('what was assessed a second time is final', () => {
  const decided: Hands = { ...fresh, status: 'decided' }
  expect(objectionsToDeed(decided, 'dispute', { accountId: '丁', name: '丁' })).toEqual([])
  for (const done of [{ second: true }, { settled: true }])
    expect(objectionsToDeed({ ...decided, ...done }, 'dispute', { accountId: '丁', name: '丁' })).toMatchObject([
      { code: 'final' },
    ])
})

const six: SixItems = {
  items: ['吃饭', '穿衣', '上下床', '如厕', '行走', '洗澡'].map((title) => ({ field: title, title })),
  bands: {
    able: { not_met_from: 0, not_met_to: 0 },
    partly_able: { not_met_from: 1, not_met_to: 3 },
    unable: { not_met_from: 4, not_met_to: 6 },
  },
  lawWords: { able: '具备生活自理能力', partly_able: '部分丧失生活自理能力', unable: '完全丧失生活自理能力' },
  ownWords: { able: '自理', partly_able: '半失能', unable: '失能' },
}

test('the level is worked out with its reasoning, and not before every item is filled in', () => {
  const met = { 吃饭: true, 穿衣: true, 上下床: true, 如厕: false, 行走: true, 洗澡: false }
  expect(conclude(six, met)).toMatchObject({
    notMet: 2,
    level: 'partly_able',
    lines: ['不能达到2项：如厕、洗澡。', '有1至3项不能达到的，为部分丧失生活自理能力。', '本县称半失能。'],
  })
  expect(conclude(six, { 吃饭: true })).toMatchObject({
    level: undefined,
    unanswered: ['穿衣', '上下床', '如厕', '行走', '洗澡'],
  })
})

test('a departure from the rule needs its reason', () => {
  const bands = inForce(six.bands)
  expect(objectionsToDeparture('able', 'able', '', bands)).toEqual([])
  expect(objectionsToDeparture('able', 'unable', ' 无 ', bands)).toMatchObject([{ code: 'departure' }])
  expect(objectionsToDeparture('able', 'unable', '评估后次日中风', bands)).toEqual([])
})

const rules = {
  assessor: inForce({ by: 'county', helped_by: ['township', 'village'], may_entrust: 'third_party' }),
  independentOf: inForce(['provider', 'carer']),
}
const around: Surroundings = {
  person: '张示例',
  paidUnits: ['甲机构', '××敬老院'],
  employed: [{ name: '赵测试', unit: '甲机构' }],
  family: [
    { name: '张样本', relation: '侄子' },
    { name: '孙举例', relation: '弟弟' },
  ],
  guardians: ['孙举例'],
  before: ['王演示'],
}
const second: Assessor = { name: '陈假设', unit: 'village', unitName: '子村委会' }
const found = (first: Assessor) => objectionsToAssessors([first, second], around, rules)

test('who is paid by the level does not assess it, under whatever heading the unit is named', () => {
  const message = '评估人赵测试受雇于甲机构，不能评估其服务对象'
  const asProvider = found({ name: '赵测试', unit: 'provider', unitName: '甲机构' })
  expect(asProvider[0]?.message).toContain(message)
  expect(asProvider[0]?.warning).toBeUndefined()
  expect(found({ name: '刘举例', unit: 'third_party', unitName: '甲机构' })).toMatchObject([
    { code: 'assessor_not_independent' },
  ])
  expect(found({ name: '刘举例', unit: 'home', unitName: '××敬老院' })).toHaveLength(1)
})

test('a name alone warns, family included; the first assessors do not come again; two are two', () => {
  expect(found({ name: '赵测试', unit: 'township', unitName: '甲镇' })).toMatchObject([
    { code: 'assessor_employed', warning: true },
  ])
  expect(found({ name: '张样本', unit: 'village', unitName: '子村委会' })).toMatchObject([
    { code: 'assessor_family', warning: true },
  ])
  expect(found({ name: '王演示', unit: 'county', unitName: '县民政局' })).toMatchObject([{ code: 'assessor_again' }])
  expect(found(second)).toMatchObject([{ code: 'assessors' }])
  expect(found({ ...second, name: '陈　假设' })).toMatchObject([{ code: 'assessors' }])
  const own = { unit: 'township' as const, unitName: '甲镇人民政府' }
  expect(found({ ...own, name: '张 示例' })).toMatchObject([{ code: 'assessor_self' }])
  expect(found({ ...own, name: '孙举例' })).toMatchObject([{ code: 'assessor_guardian' }])
  expect(found({ ...own, name: '孙举例' })[0]?.warning).toBeUndefined()
  expect(found({ name: '刘举例', unit: 'county', unitName: '县民政局' })).toEqual([])
})

test('a decided level counts from the month after; a rule of another kind is not guessed at', () => {
  const rule = (on: string) => inForce({ on, event: 'decision' })
  expect(effectiveMonth(plainDate('2023-08-31'), rule('first_day_of_month_after'))).toBe('2023-09')
  expect(effectiveMonth(plainDate('2023-12-01'), rule('first_day_of_month_after'))).toBe('2024-01')
  expect(effectiveMonth(plainDate('2023-12-01'), rule('day_of_decision'))).toBeUndefined()
})

const limits = { fewest_persons: 30, deviations: 3, look_back_days: 365, illness_days: 183, stay_days: 14 }
const unit = (name: string, able: number, partly_able: number, unable: number): UnitCounts => ({
  id: name,
  name,
  able,
  partly_able,
  unable,
})

test('a share far from the neighbours is a clue, both ways; a small unit says nothing', () => {
  const usual = ['甲镇', '乙镇', '丙镇'].map((name) => unit(name, 180, 14, 6))
  const units = [...usual, unit('丁镇', 60, 20, 20), unit('戊镇', 260, 0, 0), unit('己镇', 0, 5, 5)]
  expect(levelClues(units, limits).map(({ unitId, kind }) => [unitId, kind])).toEqual([
    ['丁镇', 'high'],
    ['戊镇', 'low'],
  ])
  expect(levelClues(units, limits)[1]?.text).toContain('占0.00%')
  expect(levelClues([unit('甲镇', 100, 0, 0), unit('乙镇', 100, 0, 0)], limits)).toEqual([])
})

test('whoever loses by a level is heard, nobody else has to be; before the statute of 2026 nobody has to be', () => {
  const levels = fc.constantFrom(...SelfCareLevel.options)
  fc.assert(
    fc.property(levels, levels, fc.boolean(), (before, level, heard) => {
      const dearer = { able: 189, partly_able: 313, unable: 626 }
      expect(mustBeHeard({ before, level, heard }, ['reduce', 'terminate'])).toBe(dearer[level] < dearer[before])
      expect(mustBeHeard({ before, level, heard }, ['terminate'])).toBe(false)
      expect(mustBeHeard({ before: null, level, heard }, ['reduce'])).toBe(false)
    }),
  )
})
