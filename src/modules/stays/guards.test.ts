import { expect, test } from 'vitest'
import { plainDate } from '#kernel/calendar.ts'
import { policyFrom } from '#modules/policy/in-force.ts'
import { readPacks } from '#modules/policy/packs.ts'
import { type Admission, objectionsToAdmission, objectionsToLeaving, stillStanding } from './guards.ts'

const policyOf = policyFrom(await readPacks('packs'))
const day = plainDate('2023-10-10')
const aohan = policyOf('150430', day)
const admission: Admission = {
  category: 'supported_centralised',
  from: day,
  today: day,
  wish: 'yes',
  bornOn: plainDate('1950-01-01'),
  person: { active: true, wrongWish: null, supportedFrom: plainDate('2020-01-01') },
  home: { open: true, beds: 40, mostResidents: 39, legalPerson: true, filed: true, grade: 3, upgradeDoneBy: null },
  localWaiting: 0,
}
const codes = (changes: Partial<Admission>, policy = aohan) =>
  objectionsToAdmission({ ...admission, ...changes }, policy).map(({ code }) => code)

test('who wishes it in writing moves into a free bed, on the day of the wish at the earliest', () => {
  expect(codes({})).toEqual([])
  const none = { active: true, wrongWish: '没有登记', supportedFrom: null }
  expect(codes({ person: none })).toEqual(['consent'])
  expect(codes({ wish: 'no' })).toEqual(['wish'])
})

test('the last bed is given, one more is not', () => {
  expect(codes({ home: { ...admission.home, mostResidents: 40 } })).toEqual(['no_free_bed'])
})

test('a person out of support is no centralised resident, a closed home and a future day take nobody', () => {
  expect(codes({ person: { active: false, wrongWish: null, supportedFrom: null } })).toEqual(['not_active'])
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
  const stay = { from: plainDate('2023-10-01'), today: day, ended: false }
  expect(objectionsToLeaving({ ...stay, to: plainDate('2023-10-01') })).toEqual([])
  expect(objectionsToLeaving({ ...stay, to: plainDate('2023-09-30') })).toMatchObject([{ code: 'to' }])
  expect(objectionsToLeaving({ ...stay, to: plainDate('2023-10-11') })).toMatchObject([{ code: 'to' }])
  expect(objectionsToLeaving({ ...stay, to: day, ended: true })).toMatchObject([{ code: 'ended' }])
})
