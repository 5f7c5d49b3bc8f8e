import fc from 'fast-check'
import { expect, test } from 'vitest'
import { belongsTo, objectionsToSending, sameUnit, senderOf, type Unit } from './units.ts'

const town = '11111111-1111-4111-8111-111111111111'
const other = '22222222-2222-4222-8222-222222222222'
const assistance: Unit = { section: 'social_assistance', townshipId: null }
const homes: Unit = { section: 'institution_management', townshipId: null }
const inTown: Unit = { section: 'township', townshipId: town }
const who = (role: string, ids: readonly string[] = []) => ({
  role,
  scope: { kind: ids.length > 0 ? ('townships' as const) : ('county' as const), counties: ['371522'], ids },
})
const sending = {
  from: assistance,
  to: homes,
  subject: { townshipId: town, open: true },
  readable: true,
  owner: undefined,
  ownerName: '',
  waits: false,
  rule: undefined,
}
const codes = (rest: Partial<typeof sending> | { owner: Unit; ownerName: string }) =>
  objectionsToSending({ ...sending, ...rest }).map(({ code }) => code)

test('a matter goes between sections and between county and its own township', () => {
  expect(codes({})).toEqual([])
  expect(codes({ to: inTown })).toEqual([])
  expect(codes({ from: inTown, to: assistance })).toEqual([])
  expect(codes({ to: { section: 'township', townshipId: other } })).toEqual(['other_township'])
  expect(codes({ from: inTown, to: { section: 'township', townshipId: other } })).toContain('township_to_township')
  expect(codes({ to: assistance })).toEqual(['same_section'])
})

test('nobody is handed what he may not open', () => {
  expect(codes({ readable: false })).toEqual(['may_not_open'])
  expect(codes({ readable: false, to: assistance })).toEqual(['same_section'])
})

test('only who has it passes it on, one hand-over at a time, and nothing that is finished', () => {
  expect(codes({ owner: homes, ownerName: '供养机构管理科（股）' })).toEqual(['not_owner'])
  expect(codes({ waits: true })).toEqual(['waits'])
  expect(codes({ subject: { townshipId: town, open: false } })).toEqual(['finished'])
})

test('every role belongs to at most one unit, and a township account to its own townships only', () => {
  const roles = [
    'county-clerk',
    'county-leader',
    'county-elderly',
    'township-clerk',
    'township-leader',
    'finance',
    'carer',
  ]
  const units = [assistance, homes, inTown, { section: 'township', townshipId: other } satisfies Unit]
  fc.assert(
    fc.property(fc.constantFrom(...roles), fc.constantFrom([town], [other]), (role, ids) => {
      const own = units.filter((unit) => belongsTo(who(role, ids), unit))
      expect(own.length).toBeLessThanOrEqual(1)
      const sender = senderOf(who(role, ids), town)
      expect(own.some((unit) => sender !== undefined && sameUnit(unit, sender))).toBe(sender !== undefined)
    }),
  )
})

test('whoever sends is never the one who receives', () => {
  const unit = fc.constantFrom(assistance, homes, inTown, { section: 'township', townshipId: other } satisfies Unit)
  fc.assert(
    fc.property(unit, unit, (from, to) => {
      expect(codes({ from, to }).length > 0 || from.section !== to.section).toBe(true)
    }),
  )
})
