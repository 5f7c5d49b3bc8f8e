import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type PlainDate, plainDate } from '#kernel/calendar.ts'
import { objectionsOf } from './data-officer.ts'
import { actingOn, functionsIn, standsOn } from './functions.ts'

const citation = { document: '吉民办字〔2017〕33号', clause: '一、理顺工作体制' }
const policyOf = (values: Record<string, unknown>) => ({
  find: <T>(key: string) =>
    key in values ? { value: values[key] as T, force: 'must' as const, citations: [citation] } : undefined,
})

test('every function of the documents falls to its units once: county, township, or both', () => {
  const rules = functionsIn(
    policyOf({
      'org.functions': [
        { function: 'civil_affairs', level: 'city', names: ['市民政局'] },
        { function: 'civil_affairs', level: 'county', names: ['民政局', '社发局'] },
      ],
      'org.owner_section': { section: 'social_assistance', owns: ['recognition', 'management'], else: 'x' },
      'org.roles': { buys: 'county', uses: 'township', evaluates: 'provider' },
      'reports.data_officer': { named: true, per: 'unit' },
    }),
  )
  expect(rules.map(({ function: name, level, department }) => `${name} ${level} ${department}`)).toEqual([
    'recognition county 社会救助科（股）',
    'management county 社会救助科（股）',
    'civil_affairs county 民政局、社发局',
    'buys county ',
    'uses township ',
    'data_officer county ',
    'data_officer township ',
  ])
  expect(functionsIn(policyOf({ 'reports.data_officer': { named: false } }))).toEqual([])
})

const day = fc.integer({ min: 0, max: 800 }).map((days) => addDays(plainDate('2023-01-01'), days))
const leave = (fromOn: PlainDate, toOn: PlainDate) => ({
  fromOn,
  toOn,
  accountId: 'a',
  deputyId: 'b',
  deputyName: '李样本',
})

test('the deputy acts on every day of the leave and on no other', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 60 }), day, (from, length, today) => {
      const to = addDays(from, length)
      const acting = actingOn({ accountId: 'a', name: '王演示' }, [leave(from, to)], today)
      expect(acting.accountId === 'b').toBe(from <= today && today <= to)
      expect(actingOn({ accountId: 'c', name: '陈假设' }, [leave(from, to)], today).accountId).toBe('c')
    }),
  )
  expect(standsOn({ fromOn: plainDate('2023-09-01'), toOn: null }, plainDate('2099-01-01'))).toBe(true)
})

const rule = { value: { named: true }, force: 'must' as const, citations: [citation] }
const officer = { accountId: 'a', name: '王演示', fromOn: plainDate('2023-09-01') }
const sending = { rule, unit: '本县', officer, acting: officer, accountId: 'a' }

test('where a document asks for a data officer only he sends, and while he is away only his deputy', () => {
  expect(objectionsOf(sending)).toEqual([])
  expect(objectionsOf({ ...sending, accountId: 'z' })[0]).toMatchObject({ code: 'data_officer', citations: [citation] })
  const away = { ...sending, acting: { accountId: 'b', name: '李样本' } }
  expect(objectionsOf({ ...away, accountId: 'b' })).toEqual([])
  expect(objectionsOf(away)[0]?.message).toContain('现由李样本代理；报表只能由李样本签字、报送')
  expect(objectionsOf({ ...sending, officer: undefined, acting: undefined })[0]?.code).toBe('data_officer_missing')
})

test('what is only in principle asked for stops nobody', () => {
  expect(objectionsOf({ ...sending, rule: { ...rule, force: 'in_principle' }, accountId: 'z' })).toEqual([])
})
