import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { inForce } from '#kernel/given.ts'
import {
  balanceAfter,
  ledgerBalance,
  type ManagerRule,
  objectionsToCollecting,
  objectionsToPayingOut,
  type PersonalEntry,
  type PocketMoneyRule,
  propertyManager,
} from './rules.ts'

const codes = (reasons: { code: string }[]) => reasons.map((reason) => reason.code)
const managers: ManagerRule = { when: ['limited_capacity', 'no_capacity'], manager: 'guardian' }
const pocket = inForce<PocketMoneyRule>({
  collected_by_others: 'without_consent',
  kept_by_others: 'without_consent',
  consent_by: ['person', 'guardian'],
})

test('whoever lacks full capacity has the guardian manage the property, limited capacity included (A-16)', () => {
  expect(propertyManager('full', managers)).toBe('person')
  expect(propertyManager('limited', managers)).toBe('guardian')
  expect(propertyManager('none', managers)).toBe('guardian')
})

test('nobody collects pocket money without consent of person or guardian, valid on that day', () => {
  expect(objectionsToCollecting('person', null, pocket)).toEqual([])
  expect(codes(objectionsToCollecting('carer', null, pocket))).toEqual(['consent_missing'])
  expect(objectionsToCollecting('carer', { by: 'guardian', validOnDay: true }, pocket)).toEqual([])
  expect(codes(objectionsToCollecting('carer', { by: 'guardian', validOnDay: false }, pocket))).toEqual([
    'consent_not_valid',
  ])
  expect(codes(objectionsToCollecting('carer', { by: 'director', validOnDay: true }, pocket))).toEqual([
    'consent_by_other',
  ])
})

test('a balance can be emptied, but not overdrawn by a fen (C-14)', () => {
  expect(objectionsToPayingOut(5000n, 5000n)).toEqual([])
  expect(codes(objectionsToPayingOut(5000n, 5001n))).toEqual(['balance_negative'])
  expect(codes(objectionsToPayingOut(5000n, 0n))).toEqual(['amount'])
})

test('the persons add up to the bank account to the fen', () => {
  expect(ledgerBalance([12_050n, 0n, 7950n], 20_000n)).toEqual({ ok: true, difference: 0n })
  expect(ledgerBalance([12_050n, 0n, 7950n], 19_999n)).toEqual({ ok: false, difference: 1n })
  expect(ledgerBalance([100n, -50n], 50n).ok).toBe(false)
})

const entry = fc.record({ kind: fc.constantFrom('in', 'out'), fen: fc.bigInt({ min: 1n, max: 1_000_000n }) })

test('entries that were let through one by one never leave a balance below nought, and the book balances', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 50 }), (entries) => {
      const kept: PersonalEntry[] = []
      let bank = 0n
      for (const { kind, fen } of entries) {
        if (kind === 'out' && objectionsToPayingOut(balanceAfter(kept), fen).length > 0) continue
        kept.push(kind === 'in' ? { kind: 'in', fen } : { kind: 'out', fen })
        bank += kind === 'in' ? fen : -fen
        expect(balanceAfter(kept)).toBeGreaterThanOrEqual(0n)
      }
      expect(ledgerBalance([balanceAfter(kept)], bank)).toEqual({ ok: true, difference: 0n })
    }),
  )
})
