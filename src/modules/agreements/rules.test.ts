import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainDate } from '#kernel/calendar.ts'
import { inForce } from '#kernel/given.ts'
import {
  filingStanding,
  missingContents,
  objectionsToOrder,
  objectionsToParties,
  objectionsToPrice,
  partiesStanding,
  Party,
  type PriceRule,
} from './rules.ts'
import { type GuardianSigns, objectionsToSignature, whoSigns } from './signing.ts'

const codes = (reasons: { code: string }[]) => reasons.map((reason) => reason.code)
const four: Party[] = ['provider', 'township', 'village', 'person']

test('an agreement is concluded when each party of the region has signed', () => {
  expect(objectionsToParties(four, inForce(four))).toEqual([])
})

test('a signature of someone who is no party replaces nobody', () => {
  expect(partiesStanding(['provider', 'township', 'county', 'person'], four)).toEqual({
    missing: ['village'],
    notAParty: ['county'],
  })
  const [reason] = objectionsToParties(['provider', 'township', 'county', 'person'], inForce(four))
  expect(reason?.message).toBe(
    '村（居）未签字；协议应由照料服务机构、乡镇（街道）、村（居）、特困人员本人签订。请补签后再开始服务',
  )
})

test('what is missing and what has signed make up the parties, whoever signed', () => {
  const some = fc.subarray([...Party.options])
  fc.assert(
    fc.property(some, some, (signed, parties) => {
      const { missing, notAParty } = partiesStanding(signed, parties)
      const there = signed.filter((party) => !notAParty.includes(party))
      expect(new Set([...missing, ...there])).toEqual(new Set(parties))
    }),
  )
})

test('contents of several lists are asked for once each, in their order', () => {
  expect(missingContents(['term'], ['basis', 'term'], ['rights', 'basis'])).toEqual(['basis', 'rights'])
  expect(missingContents(['basis', 'term'], ['basis'], [])).toEqual([])
})

const priced = inForce<PriceRule>({ kinds: ['paid', 'free'], must_be_stated: true })

test('a price may be nought but not left open (JL-4.1)', () => {
  expect(objectionsToPrice('free', 0n, priced)).toEqual([])
  expect(objectionsToPrice('paid', 1n, priced)).toEqual([])
  expect(codes(objectionsToPrice(null, null, priced))).toEqual(['price_missing'])
  expect(codes(objectionsToPrice('paid', null, priced))).toEqual(['price_missing'])
  expect(codes(objectionsToPrice('free', 1n, priced))).toEqual(['price_of_free'])
  expect(codes(objectionsToPrice('paid', 0n, priced))).toEqual(['price_of_paid'])
  expect(codes(objectionsToPrice('paid', 1n, inForce({ kinds: ['free'], must_be_stated: true })))).toEqual([
    'price_kind',
  ])
  expect(objectionsToPrice(null, null, inForce({ kinds: ['paid'], must_be_stated: false }))).toEqual([])
})

test('the agreement follows the roster; the same day will do', () => {
  const after = inForce(true)
  const day = plainDate('2023-06-05')
  expect(objectionsToOrder(day, day, after)).toEqual([])
  expect(codes(objectionsToOrder(day, plainDate('2023-06-04'), after))).toEqual(['before_roster'])
  expect(codes(objectionsToOrder(null, day, after))).toEqual(['before_roster'])
  expect(objectionsToOrder(day, plainDate('2023-06-04'), undefined)).toEqual([])
  expect(objectionsToOrder(day, plainDate('2023-06-04'), inForce(false))).toEqual([])
})

const due = plainDate('2023-09-30')
const filing = { reviewed: plainDate('2023-09-20'), signed: plainDate('2023-09-22') }

test('filed on the last day is on time and the day after is one day late', () => {
  const on = plainDate('2023-12-01')
  expect(filingStanding({ ...filing, filed: due }, due, on)).toEqual({ inOrder: true, onTime: true, lateDays: 0 })
  expect(filingStanding({ ...filing, filed: plainDate('2023-10-01') }, due, on).lateDays).toBe(1)
})

test('an agreement not yet filed grows late day by day, and one without a due day never', () => {
  expect(filingStanding({ ...filing, filed: null }, due, plainDate('2023-10-05')).lateDays).toBe(5)
  expect(filingStanding({ ...filing, filed: null }, undefined, plainDate('2023-10-05')).onTime).toBe(true)
})

test('filed before it was signed, or signed before it was reviewed, is out of order', () => {
  const filed = plainDate('2023-09-21')
  expect(filingStanding({ ...filing, filed }, due, due).inOrder).toBe(false)
  expect(filingStanding({ ...filing, reviewed: plainDate('2023-09-23'), filed: due }, due, due).inOrder).toBe(false)
})

const guardians = inForce<GuardianSigns>({
  guardian_signs: ['no_capacity'],
  person_signs_guardian_consents: ['limited_capacity'],
})

test('the guardian signs for who has no capacity and consents for who has limited capacity (A-16)', () => {
  expect(whoSigns('none', guardians.value)).toEqual({ signs: 'guardian', consents: null })
  expect(whoSigns('limited', guardians.value)).toEqual({ signs: 'person', consents: 'guardian' })
  expect(whoSigns('full', guardians.value)).toEqual({ signs: 'person', consents: null })
})

const signature = { by: 'person', authorised: false, guardianConsents: false } as const

test('a signature is valid only from who must sign', () => {
  expect(objectionsToSignature('full', signature, guardians)).toEqual([])
  expect(codes(objectionsToSignature('none', signature, guardians))).toEqual(['guardian_must_sign'])
  expect(objectionsToSignature('none', { ...signature, by: 'guardian' }, guardians)).toEqual([])
  expect(codes(objectionsToSignature('full', { ...signature, by: 'relative' }, guardians))).toEqual([
    'person_must_sign',
  ])
  expect(objectionsToSignature('full', { ...signature, by: 'relative', authorised: true }, guardians)).toEqual([])
})

test('with limited capacity the person signs and the guardian consents; an authority to others is not enough', () => {
  expect(codes(objectionsToSignature('limited', signature, guardians))).toEqual(['guardian_must_consent'])
  expect(objectionsToSignature('limited', { ...signature, guardianConsents: true }, guardians)).toEqual([])
  const byRelative = { by: 'relative', authorised: true, guardianConsents: true } as const
  expect(codes(objectionsToSignature('limited', byRelative, guardians))).toEqual(['person_must_sign'])
})

test('reviewed, signed and filed on one day is in order', () => {
  expect(filingStanding({ reviewed: due, signed: due, filed: due }, due, due).inOrder).toBe(true)
})
