import { expect, test } from 'vitest'
import { plainDate, plainMonth } from '#kernel/calendar.ts'
import { fenOfYuan, yuanOf } from '#kernel/money.ts'
import { policyFrom } from '#modules/policy/in-force.ts'
import { readPacks } from '#modules/policy/packs.ts'
import { monthPolicy } from './policy-facts.ts'
import { livingFloor, maySettle, objectionsToSettle, overpaid, type ReadyToSettle } from './rules.ts'

const policyOn = policyFrom(await readPacks('packs'))
const shenxian = policyOn('371522', plainDate('2023-08-31'))
const ready: ReadyToSettle = {
  month: plainMonth('2023-08'),
  today: plainDate('2023-09-04'),
  townships: [{ name: '甲镇', evaluation: 'received' }],
  roster: 'acknowledged',
  accepted: true,
  final: true,
  hearings: [],
  withoutAgreement: 0,
}

test('a month with everything in place may be settled', () => {
  expect(maySettle(ready, shenxian)).toEqual({ allowed: true, missing: [], reasons: [] })
})

test('a missing evaluation names its townships, the clause and both ways out', () => {
  const townships = [...ready.townships, { name: '乙镇', evaluation: 'missing' as const }]
  const [reason] = objectionsToSettle({ ...ready, townships }, shenxian)
  expect(reason?.message).toBe(
    '不能结算：1/2个乡镇已送考评，乙镇考评未送。可选择：等待；或按本县默认办法计算（负责人批准，写明理由）。',
  )
  expect(reason?.citations?.[0]?.document).toBe('莘政办发〔2023〕6号')
})

test('the county’s own way out, once approved, lets the month go on', () => {
  const townships = [{ name: '乙镇', evaluation: 'default_approved' as const }]
  expect(maySettle({ ...ready, townships }, shenxian).allowed).toBe(true)
})

test('acceptance is asked for only when the settlement is final', () => {
  expect(maySettle({ ...ready, accepted: false }, shenxian).missing).toEqual(['acceptance'])
  expect(maySettle({ ...ready, accepted: false, final: false }, shenxian).allowed).toBe(true)
})

test('a roster that is not locked, or not acknowledged, stops the month', () => {
  expect(maySettle({ ...ready, roster: 'draft' }, shenxian).missing).toEqual(['roster_locked'])
  expect(maySettle({ ...ready, roster: 'sent' }, shenxian).missing).toEqual(['roster_acknowledged'])
})

test('a running hearing and missing agreements warn without stopping the month', () => {
  const hearings = [{ finding: 'f-1', person: '张示例', until: plainDate('2023-09-05') }]
  const answer = maySettle({ ...ready, hearings, withoutAgreement: 3 }, shenxian)
  expect(answer.allowed).toBe(true)
  expect(answer.reasons.map((reason) => [reason.code, reason.warning])).toEqual([
    ['hearing_running', true],
    ['agreement', true],
  ])
  expect(answer.reasons[0]?.message).toContain('申辩期至2023年9月5日，今天还不能决定')
  const over = { ...ready, hearings, today: plainDate('2023-09-06') }
  expect(maySettle(over, shenxian).reasons).toEqual([])
})

test('a county whose packs ask for neither evaluation nor acceptance is not stopped by them', () => {
  const jilin = policyOn('220000', plainDate('2023-08-31'))
  const townships = [{ name: '甲镇', evaluation: 'missing' as const }]
  expect(maySettle({ ...ready, townships, accepted: false }, jilin).allowed).toBe(true)
})

test('the rules of a month come from the pack in force, with ours marked as ours, and none before the document', () => {
  const rules = monthPolicy(shenxian)
  expect(rules?.rates.value).toEqual({ able: 18900n, partly_able: 31300n, unable: 62600n })
  expect(rules?.rates.citations[0]?.clause).toBe('四、工作内容（三）')
  expect(rules?.excess.value).toBe('carry')
  expect(rules?.rounding.citations).toEqual([{ document: '', clause: '', position: 'A-48' }])
  expect(rules?.lateAgreement).toEqual({
    value: 'whole_month',
    citations: [{ document: '', clause: '', position: 'A-21' }],
  })
  expect(monthPolicy(policyOn('371522', plainDate('2023-04-30')))).toBeUndefined()
})

test('the floor is met exactly or missed by a fen, in integers, in the unit of the living standard', () => {
  const ratio = { value: { times: 13, of: 10 }, citations: [] }
  const standard = (yuan: string, per: 'month' | 'year' = 'month', kind: 'urban' | 'rural' = 'rural') => ({
    amount: fenOfYuan(yuan),
    per,
    kind,
  })
  expect(livingFloor(standard('308.00'), standard('400.40'), ratio).ok).toBe(true)
  expect(livingFloor(standard('655.00'), standard('851.49'), ratio)).toMatchObject({ ok: false, short: 1n })
  expect(yuanOf(livingFloor(standard('330.00'), standard('400.40'), ratio).short)).toBe('28.60')
  expect(livingFloor(standard('308.00'), standard('4804.80', 'year'), ratio).ok).toBe(true)
  expect(livingFloor(standard('308.00'), standard('4804.79', 'year'), ratio).ok).toBe(false)
  expect(livingFloor(standard('308.00', 'month', 'urban'), standard('900.00'), ratio).ok).toBe('not_comparable')
})

test('three months in an exclusive scheme are 1,200.00 drawn twice, and only months with both count', () => {
  const months = ['2023-05', '2023-06', '2023-07', '2023-08'].map(plainMonth)
  const dibao = new Map(months.map((month) => [month, fenOfYuan('400.00')]))
  const both = overpaid(dibao, new Set(months.slice(1)))
  expect([both.months.length, yuanOf(both.amount)]).toEqual([3, '1200.00'])
})
