import { givenLimits } from '../../../test/standard-limits.ts'
import { expect, test } from 'vitest'
import { plainDate } from '#kernel/calendar.ts'
import { policyFrom } from '#modules/policy/in-force.ts'
import { readPacks } from '#modules/policy/packs.ts'
import {
  type Admission,
  objectionsToAdmission,
  objectionsToLeaving,
  objectionsToWithdrawal,
  stillStanding,
} from './guards.ts'

const policyOf = policyFrom(await readPacks('packs'))
const day = plainDate('2023-10-10')
const aohan = policyOf('150430', day)
const admission: Admission = {
  category: 'supported_centralised',
  from: day,
  today: day,
  limits: givenLimits,
  wish: 'yes',
  bornOn: plainDate('1950-01-01'),
  person: { active: true, wrongWish: null, supportedFrom: plainDate('2020-01-01'), diedOn: null, changesMode: true },
  home: { open: true, beds: 40, mostResidents: 39, legalPerson: true, filed: true, grade: 3, upgradeDoneBy: null },
  localWaiting: 0,
}
const out = { active: true, wrongWish: null, supportedFrom: null, diedOn: null, changesMode: true }
const codes = (changes: Partial<Admission>, policy = aohan) =>
  objectionsToAdmission({ ...admission, ...changes }, policy).map(({ code }) => code)

test('who wishes it in writing moves into a free bed, on the day of the wish at the earliest', () => {
  expect(codes({})).toEqual([])
  const none = { active: true, wrongWish: '没有登记', supportedFrom: null, diedOn: null, changesMode: true }
  expect(codes({ person: none })).toEqual(['consent'])
  expect(codes({ wish: 'no' })).toEqual(['wish'])
})

test('the last bed is given, one more is not', () => {
  expect(codes({ home: { ...admission.home, mostResidents: 40 } })).toEqual(['no_free_bed'])
})

test('a person out of support is no centralised resident, a closed home and a future day take nobody', () => {
  expect(codes({ person: { ...out, active: false } })).toEqual(['not_active'])
  expect(codes({ home: { ...admission.home, open: false } })).toEqual(['closed'])
  expect(codes({ from: plainDate('2023-10-11') })).toContain('from')
})

test('a minor goes to a child welfare institution where the rule is in force, until the day before the birthday', () => {
  const draft = policyOf('110000', day, { simulate: ['北京市征求意见稿（无文号）'] })
  const home = { ...admission.home, grade: 5 }
  expect(codes({ bornOn: plainDate('2005-10-11'), home }, draft)).toContain('minor_in_home')
  expect(codes({ bornOn: plainDate('2005-10-10'), home }, draft)).not.toContain('minor_in_home')
  expect(codes({ bornOn: plainDate('2012-10-11'), home }, policyOf('110000', day))).not.toContain('minor_in_home')
})

test('only categories of the place are registered: 敖汉 has no 低保失能 (A-09)', () => {
  expect(codes({ category: 'dibao_unable', person: null })).toEqual(['category'])
})

test('paying residents come after supported persons who wait, with one bed more than they need (A-39)', () => {
  const paying = { category: 'social_elderly' as const, person: null, home: { ...admission.home, mostResidents: 38 } }
  expect(codes(paying)).toEqual([])
  expect(codes({ ...paying, localWaiting: 2 })).toEqual(['local_supported_persons_first'])
  const warned = objectionsToAdmission({ ...admission, ...paying, localWaiting: 1 }, aohan)
  expect(stillStanding(warned, '两名已另行安排')).toEqual([])
  expect(stillStanding(warned, undefined)).toHaveLength(1)
})

test('nobody leaves before he came, twice, or in the future', () => {
  const stay = { from: plainDate('2023-10-01'), today: day, limits: givenLimits, ended: false, changesMode: true }
  expect(objectionsToLeaving({ ...stay, to: plainDate('2023-10-01') })).toEqual([])
  expect(objectionsToLeaving({ ...stay, to: plainDate('2023-09-30') })).toMatchObject([{ code: 'to' }])
  expect(objectionsToLeaving({ ...stay, to: plainDate('2023-10-11') })).toMatchObject([{ code: 'to' }])
  expect(objectionsToLeaving({ ...stay, to: day, ended: true })).toMatchObject([{ code: 'ended' }])
})

test('one hand changes no month before the last: neither by moving in, nor out, nor by taking an entry back', () => {
  expect(codes({ from: plainDate('2023-08-31') })).toEqual(['from'])
  expect(codes({ from: plainDate('2023-09-01') })).toEqual([])
  expect(codes({ from: plainDate('2023-08-31'), person: { ...out, changesMode: false } })).toEqual([])
  const stay = { from: plainDate('2022-01-01'), today: day, limits: givenLimits, ended: false, changesMode: true }
  expect(objectionsToLeaving({ ...stay, to: plainDate('2023-08-31') })).toMatchObject([{ code: 'to' }])
  expect(objectionsToLeaving({ ...stay, to: plainDate('2023-09-01') })).toEqual([])
  const withdrawn = { from: plainDate('2023-09-01'), to: null, today: day, limits: givenLimits }
  expect(objectionsToWithdrawal(withdrawn)).toEqual([])
  expect(objectionsToWithdrawal({ ...withdrawn, from: plainDate('2023-08-31') })).toMatchObject([{ code: 'from' }])
  expect(objectionsToWithdrawal({ ...withdrawn, to: day })).toMatchObject([{ code: 'ended' }])
})

test('the dead move in nowhere, whoever is supported comes in as supported, and not before his support', () => {
  expect(codes({ category: 'other', person: { ...out, active: false, diedOn: plainDate('2023-09-30') } })).toEqual([
    'person',
  ])
  expect(codes({ category: 'other', person: out })).toContain('category')
  expect(codes({ person: { ...out, supportedFrom: plainDate('2023-10-11') } })).toEqual(['from'])
})
