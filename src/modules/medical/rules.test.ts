import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fenOfYuan } from '#kernel/money.ts'
import { billShares, companyShares, premiumShares } from './rules.ts'

const bill = {
  total: fenOfYuan('10000'),
  inScope: fenOfYuan('8800'),
  basicInsurance: fenOfYuan('6000'),
  seriousIllness: fenOfYuan('800'),
}
const full = { percent: 100, deductible: null, capLeft: null }

test('all of the in-scope burden is assisted and only what lies out of scope is paid (C-15)', () => {
  expect(billShares(bill, full)).toEqual({
    inScopePersonal: 200_000n,
    assistance: 200_000n,
    personPays: 120_000n,
  })
})

test('a deductible and a cap, where one applies, fall to the person', () => {
  expect(billShares(bill, { ...full, deductible: 50_000n }).assistance).toBe(150_000n)
  expect(billShares(bill, { ...full, capLeft: 80_000n })).toMatchObject({ assistance: 80_000n, personPays: 240_000n })
  expect(billShares(bill, { ...full, capLeft: -1n }).assistance).toBe(0n)
  expect(billShares(bill, { ...full, percent: 70 }).assistance).toBe(140_000n)
})

const fen = fc.bigInt({ min: 0n, max: 10_000_000n })

test('insurance, assistance and person always make up the whole bill, and nobody pays less than nothing', () => {
  const anyBill = fc.tuple(fen, fen, fen, fen).map(([outOfScope, basic, serious, rest]) => ({
    total: outOfScope + basic + serious + rest,
    inScope: basic + serious + rest,
    basicInsurance: basic,
    seriousIllness: serious,
  }))
  const limit = fc.option(fen, { nil: null })
  const terms = fc.record({ percent: fc.integer({ min: 0, max: 100 }), deductible: limit, capLeft: limit })
  fc.assert(
    fc.property(anyBill, terms, (each, term) => {
      const shares = billShares(each, term)
      expect(each.basicInsurance + each.seriousIllness + shares.assistance + shares.personPays).toBe(each.total)
      expect(shares.assistance).toBeGreaterThanOrEqual(0n)
      expect(shares.assistance).toBeLessThanOrEqual(shares.inScopePersonal)
    }),
  )
})

test('the premium is paid in full where the share is 100', () => {
  expect(premiumShares(38_000n, 100)).toEqual({ subsidy: 38_000n, personPays: 0n })
  expect(premiumShares(38_001n, 50)).toEqual({ subsidy: 19_001n, personPays: 19_000n })
})

test('six days at 180 with 626 of care fee left cost the township 454 (C-16)', () => {
  expect(companyShares(6, 18_000n, 62_600n)).toEqual({ cost: 108_000n, fromCareFee: 62_600n, topUp: 45_400n })
  expect(companyShares(1, 18_000n, 62_600n)).toEqual({ cost: 18_000n, fromCareFee: 18_000n, topUp: 0n })
  expect(companyShares(1, 18_000n, -5n).fromCareFee).toBe(0n)
})
