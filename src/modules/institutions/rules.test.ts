import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainDate } from '#kernel/calendar.ts'
import { inForce } from '#kernel/given.ts'
import {
  bedsShort,
  eachHomeReached,
  type HomeBeds,
  occupancyOf,
  occupancyTotal,
  townshipsWithoutHome,
} from './occupancy.ts'
import {
  type AdmissionGate,
  countResidents,
  designation,
  type Home,
  missingInMeal,
  objectionsToPayingResident,
  objectionsToReceiving,
} from './rules.ts'

const codes = (reasons: { code: string }[]) => reasons.map((reason) => reason.code)

/** Beds and residents of annex 2 in its printed order. */
const annex2: HomeBeds[] = [
  [130, 62],
  [60, 48],
  [40, 26],
  [40, 20],
  [24, 18],
  [40, 20],
  [70, 12],
  [40, 17],
  [50, 23],
  [48, 15],
  [48, 18],
  [53, 28],
  [50, 15],
  [40, 19],
].map(([beds = 0, residents = 0]) => ({ beds, residents }))

test('the target is rounded up: only the home of 24 beds tells it from half up (C-1)', () => {
  const targets = [130, 24, 48, 53].map((beds) => occupancyOf({ beds, residents: 0 }, 60).target)
  expect(targets).toEqual([78, 15, 29, 32])
})

test('the gap keeps its sign (C-2)', () => {
  const gaps = annex2.map((home) => occupancyOf(home, 60).gap)
  expect(gaps).toEqual([16, -12, -2, 4, -3, 4, 30, 7, 7, 14, 11, 4, 15, 5])
})

test('totals are sums of the rows, with the net gap and the positive gap apart (C-3, C-3b, A-06)', () => {
  expect(occupancyTotal(annex2, 60)).toEqual({
    homes: 14,
    beds: 733,
    residents: 341,
    freeBeds: 392,
    target: 441,
    gap: 100,
    positiveGap: 117,
    surplus: -17,
    homesReached: 3,
    homesBelow: 11,
  })
})

test('exactly the percentage is reached and one resident fewer is not (C-4, A-08)', () => {
  expect(occupancyOf({ beds: 40, residents: 24 }, 60)).toEqual({ target: 24, gap: 0, reached: true })
  expect(occupancyOf({ beds: 24, residents: 14 }, 60)).toEqual({ target: 15, gap: 1, reached: false })
})

test('a county above the percentage does not prove that each home is', () => {
  const homes = annex2.map((home, index) => (index === 0 ? { ...home, residents: 130 } : home))
  expect(eachHomeReached(homes, 10)).toBe(true)
  expect(occupancyTotal(homes, 50).residents * 100).toBeGreaterThan(733 * 50)
  expect(eachHomeReached(homes, 50)).toBe(false)
})

const home = fc.record({ beds: fc.integer({ min: 1, max: 2000 }), residents: fc.nat(2000) })

test('a home has reached its target exactly when nothing is left to fill, and totals add up', () => {
  fc.assert(
    fc.property(fc.array(home, { minLength: 1, maxLength: 30 }), fc.integer({ min: 0, max: 100 }), (homes, percent) => {
      for (const each of homes) {
        const { gap, reached } = occupancyOf(each, percent)
        expect(reached).toBe(gap <= 0)
      }
      const total = occupancyTotal(homes, percent)
      expect(total.positiveGap + total.surplus).toBe(total.gap)
      expect(total.target - total.residents).toBe(total.gap)
      expect(total.homesReached + total.homesBelow).toBe(total.homes)
    }),
  )
})

test('beds lack only where more persons than free beds are', () => {
  expect(bedsShort(28, 20)).toBe(8)
  expect(bedsShort(15, 15)).toBe(0)
  expect(bedsShort(3, 20)).toBe(0)
})

test('townships without a home are listed with their dispersed persons', () => {
  const rows = [
    { township: '甲镇', dispersed: 10, unable: 1, partlyAble: 2 },
    { township: '乙苏木', dispersed: 21, unable: 0, partlyAble: 3 },
  ]
  expect(townshipsWithoutHome(rows, new Set(['甲镇']))).toEqual({
    units: ['乙苏木'],
    dispersed: 21,
    unable: 0,
    partlyAble: 3,
  })
})

const today = plainDate('2025-03-01')
const good: Home = { legalPerson: true, filed: true, grade: 3, upgradeDoneBy: null }
const gate = inForce<AdmissionGate>({
  legal_person: 'required',
  filed_with_civil_affairs: 'required',
  grade_at_least: 3,
  else: 'dated_upgrade_plan',
})

test('a home that is registered, filed and graded may receive supported persons', () => {
  expect(objectionsToReceiving(good, gate, today)).toEqual([])
})

test('each missing condition is a reason of its own, with its clause', () => {
  const reasons = objectionsToReceiving(
    { legalPerson: false, filed: false, grade: null, upgradeDoneBy: null },
    gate,
    today,
  )
  expect(codes(reasons)).toEqual(['legal_person', 'filed_with_civil_affairs', 'grade'])
  for (const reason of reasons) expect(reason.citations).toEqual(gate.citations)
})

test('a gate asks only for what the region asks for', () => {
  expect(
    objectionsToReceiving({ ...good, grade: null }, inForce({ legal_person: 'required' as const }), today),
  ).toEqual([])
})

test('a dated upgrade plan stands in for the grade through its last day, and no longer (A-15)', () => {
  const upgrading = { ...good, grade: 2, upgradeDoneBy: today }
  expect(objectionsToReceiving(upgrading, gate, today)).toEqual([])
  expect(codes(objectionsToReceiving(upgrading, gate, plainDate('2025-03-02')))).toEqual(['grade'])
  expect(codes(objectionsToReceiving(upgrading, inForce({ grade_at_least: 3 }), today))).toEqual(['grade'])
})

test('a private home is designated only over a warning, and an upgrade plan limits the designation', () => {
  const publicOnly = inForce(['public'], 'in_principle')
  const privateHome = designation({ ...good, ownership: 'private' }, gate, publicOnly, today)
  expect(privateHome.reasons).toMatchObject([{ code: 'ownership', warning: true }])
  const upgrading = designation(
    { ...good, grade: 2, upgradeDoneBy: today, ownership: 'public' },
    gate,
    publicOnly,
    today,
  )
  expect(upgrading).toEqual({ reasons: [], until: today })
  expect(designation({ ...good, ownership: 'public' }, gate, publicOnly, today)).toEqual({ reasons: [], until: null })
})

test('paying residents come after the supported persons who wait', () => {
  const rule = inForce({ allowed: true, only_after: 'local_supported_persons_placed' as const })
  expect(objectionsToPayingResident(0, 1, rule)).toEqual([])
  expect(codes(objectionsToPayingResident(0, 0, rule))).toEqual(['no_free_bed'])
  expect(objectionsToPayingResident(2, 3, rule)).toMatchObject([
    { code: 'local_supported_persons_first', warning: true },
  ])
  expect(objectionsToPayingResident(2, 2, rule)[0]?.warning).toBeUndefined()
  expect(codes(objectionsToPayingResident(0, 5, inForce({ allowed: false })))).toEqual(['not_allowed'])
})

test('every category fills a bed, but only supported persons are counted as such (A-09)', () => {
  expect(countResidents({ supported_centralised: 40, dibao_unable_elderly: 5 })).toEqual({
    occupancy: 45,
    supported: 40,
  })
  expect(countResidents({ social_elderly: 3 })).toEqual({ occupancy: 3, supported: 0 })
})

test('a meal lacks what the rules name and its tags do not', () => {
  const rules = { breakfast: ['milk', 'egg'] }
  expect(missingInMeal('breakfast', ['milk', 'porridge'], rules)).toEqual(['egg'])
  expect(missingInMeal('lunch', [], rules)).toEqual([])
})

test('a home that has the grade needs no plan, and its designation has no end', () => {
  const graded = { ...good, upgradeDoneBy: plainDate('2026-01-01'), ownership: 'public' } as const
  expect(designation(graded, gate, undefined, today)).toEqual({ reasons: [], until: null })
  expect(designation({ ...graded, grade: 1 }, inForce({}), undefined, today).until).toBeNull()
})

test('a refusal says which grade a home has, or that it has none', () => {
  const [ungraded] = objectionsToReceiving({ ...good, grade: null }, gate, today)
  expect(ungraded?.message).toMatch(/^机构未评定等级；应达到3级/)
  const [second] = objectionsToReceiving({ ...good, grade: 2 }, gate, today)
  expect(second?.message).toMatch(/^机构为2级；/)
})

test('a plan whose day has gone by leaves a designation without an end to show', () => {
  const late = designation(
    { ...good, grade: 2, upgradeDoneBy: plainDate('2025-02-28'), ownership: 'public' },
    gate,
    undefined,
    today,
  )
  expect(late).toMatchObject({ reasons: [{ code: 'grade' }], until: null })
})
