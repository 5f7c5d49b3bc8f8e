import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { inForce } from '#kernel/given.ts'
import {
  careFeeUse,
  managementFee,
  MoneySource,
  objectionsToExpense,
  paidFromSupportMoney,
  type SpendingRules,
} from './rules.ts'

const codes = (reasons: { code: string }[]) => reasons.map((reason) => reason.code)
const white: SpendingRules = { careFeeAllows: inForce(['care_supplies']), supportDenies: undefined }
const black: SpendingRules = { careFeeAllows: undefined, supportDenies: inForce(['office_costs']) }
const both: SpendingRules = {
  careFeeAllows: inForce(['care_supplies', 'office_costs']),
  supportDenies: black.supportDenies,
}

test('the white list binds the care fee only (A-32)', () => {
  expect(objectionsToExpense({ source: 'care_fee', category: 'care_supplies' }, white)).toEqual([])
  expect(codes(objectionsToExpense({ source: 'care_fee', category: 'food' }, white))).toEqual(['not_on_white_list'])
  expect(objectionsToExpense({ source: 'living', category: 'food' }, white)).toEqual([])
})

test('the black list binds all support money, living and care alike (A-32)', () => {
  for (const source of ['support', 'living', 'care_fee'] as const) {
    expect(codes(objectionsToExpense({ source, category: 'office_costs' }, black))).toEqual(['on_black_list'])
  }
  expect(objectionsToExpense({ source: 'support', category: 'food' }, black)).toEqual([])
})

test('running and service management money are other money (A-33)', () => {
  for (const source of ['running', 'service_management'] as const) {
    expect(objectionsToExpense({ source, category: 'office_costs' }, both)).toEqual([])
    expect(paidFromSupportMoney(source)).toBe(false)
  }
})

test('where both lists apply the stricter decides', () => {
  expect(codes(objectionsToExpense({ source: 'care_fee', category: 'office_costs' }, both))).toEqual(['on_black_list'])
})

test('a further list never allows what was refused', () => {
  const categories = ['care_supplies', 'office_costs', 'food']
  fc.assert(
    fc.property(fc.constantFrom(...MoneySource.options), fc.constantFrom(...categories), (source, category) => {
      for (const rules of [white, black]) {
        const merged = { careFeeAllows: white.careFeeAllows, supportDenies: black.supportDenies }
        const alone = objectionsToExpense({ source, category }, rules).length
        expect(objectionsToExpense({ source, category }, merged).length).toBeGreaterThanOrEqual(alone)
      }
    }),
  )
})

test('care fee is spent within what was received and on the list alone (C-30)', () => {
  const expenses = [
    { category: 'care_supplies', fen: 600n },
    { category: 'food', fen: 50n },
  ]
  expect(careFeeUse(1000n, expenses, white)).toEqual({
    received: 1000n,
    spent: 650n,
    left: 350n,
    misspent: 50n,
    ok: false,
  })
  expect(careFeeUse(600n, expenses.slice(0, 1), white).ok).toBe(true)
  expect(careFeeUse(599n, expenses.slice(0, 1), white).ok).toBe(false)
})

test('seven months of 6,000 a year are 3,500.00, rounded once (C-17)', () => {
  expect(managementFee(600_000n, 7, 12)).toBe(350_000n)
  expect(managementFee(100n, 1, 12)).toBe(8n)
  expect(managementFee(600_000n, 12, 12)).toBe(600_000n)
})
