/** Who may look, till when, and what of it: by cases and, for the lock, for any run of tries. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMilliseconds, instant, plainDate } from '#kernel/calendar.ts'
import {
  afterWrongTry,
  noTries,
  objectionsToEntry,
  objectionsToHandler,
  objectionsToPresent,
  objectionsToSlip,
  objectionsToTry,
  objectionsToWithdrawing,
  partsFor,
} from './rules.ts'
import { codeLetters, portalSettings, spacedCode, tidyCode, tidyNumber } from './words.ts'

const today = plainDate('2023-09-06')
const person = { name: '张示例', bornOn: plainDate('1950-01-01'), diedOn: null }
const dead = { ...person, diedOn: plainDate('2023-09-05') }
const guardian = {
  name: '张监护',
  scope: ['property', 'signing'],
  fromOn: plainDate('2022-01-01'),
  toOn: null,
  conflict: '',
}
const codes = (reasons: readonly { code: string }[]) => reasons.map(({ code }) => code)

test('a guardianship opens from its first to its last day, both included', () => {
  const on = (from: string, to: string | null) =>
    codes(
      objectionsToSlip(
        person,
        { holder: 'guardian', guardian: { ...guardian, fromOn: plainDate(from), toOn: to ? plainDate(to) : null } },
        { today, limit: undefined },
      ),
    )
  expect(on('2023-09-06', null)).toEqual([])
  expect(on('2023-09-07', null)).toEqual(['not_yet'])
  expect(on('2022-01-01', '2023-09-06')).toEqual([])
  expect(on('2022-01-01', '2023-09-05')).toEqual(['guardianship_ended'])
})

test('the age below which a guardian takes the slip is the pack’s, and its birthday counts', () => {
  const limit = { age: 14, citations: [{ document: '个人信息保护法', clause: '第三十一条' }] }
  const born = (bornOn: string) =>
    codes(objectionsToSlip({ ...person, bornOn: plainDate(bornOn) }, { holder: 'person' }, { today, limit }))
  expect(born('2009-09-07')).toEqual(['under_age'])
  expect(born('2009-09-06')).toEqual([])
  expect(
    codes(objectionsToSlip({ ...person, bornOn: today }, { holder: 'person' }, { today, limit: undefined })),
  ).toEqual([])
})

test('a slip opens till its last day, not once it was ended, and nothing after a death', () => {
  const slip = { holder: 'person' as const, validUntil: today, endedAt: null }
  const known = { person, guardian: undefined, today }
  expect(objectionsToEntry(slip, known)).toEqual([])
  expect(codes(objectionsToEntry({ ...slip, validUntil: plainDate('2023-09-05') }, known))).toEqual(['expired'])
  expect(codes(objectionsToEntry({ ...slip, endedAt: instant('2023-09-06T08:00+08:00') }, known))).toEqual(['ended'])
  expect(codes(objectionsToEntry(slip, { ...known, person: dead }))).toEqual(['dead'])
})

test('next of kin come for the dead only, person and guardian for the living', () => {
  const about = (who: typeof person | typeof dead, present: 'person' | 'guardian' | 'relative') =>
    codes(objectionsToPresent(who, present, { guardian, today }))
  expect([about(person, 'person'), about(person, 'guardian'), about(dead, 'relative')]).toEqual([[], [], []])
  expect([about(person, 'relative'), about(dead, 'person')]).toEqual([['alive'], ['dead']])
})

test('a guardian sees money only with property in his charge, and does not act while interests conflict', () => {
  expect(partsFor('guardian', ['property'])).toContain('payments')
  expect(partsFor('guardian', ['medical'])).not.toContain('payments')
  expect(partsFor('guardian', ['medical'])).not.toContain('custody')
  expect(partsFor('person')).toContain('payments')
  expect(objectionsToWithdrawing(undefined)).toEqual([])
  expect(objectionsToWithdrawing(guardian)).toEqual([])
  expect(codes(objectionsToWithdrawing({ ...guardian, conflict: '还是另外1人的监护人' }))).toEqual(['conflict'])
  expect(codes(objectionsToWithdrawing({ ...guardian, scope: ['property'] }))).toEqual(['not_in_scope'])
})

test('the accused unit handles nothing that is said of it', () => {
  expect(codes(objectionsToHandler('unit', 'unit'))).toEqual(['accused_unit'])
  expect([objectionsToHandler('unit', 'other'), objectionsToHandler(null, null)]).toEqual([[], []])
})

test('whatever the run of wrong tries, a lock comes with the fifth and ends after its minutes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), (runs) => {
      let tries = { ...noTries }
      const now = instant('2023-09-06T10:00+08:00')
      for (let turn = 1; turn <= runs; turn += 1) {
        tries = afterWrongTry(tries, now)
        const locked = turn % portalSettings.failuresBeforeLock === 0
        expect(objectionsToTry(tries, now).length > 0).toBe(locked)
        const later = addMilliseconds(now, portalSettings.lockMinutes * 60_000)
        expect(objectionsToTry(tries, later)).toEqual([])
      }
    }),
  )
})

test('a code has no letter that is taken for another, and reads the same however it was typed', () => {
  for (const doubtful of '0OQ1IL2Z5S8BUVG') expect(codeLetters).not.toContain(doubtful)
  const code = fc.string({ unit: fc.constantFrom(...codeLetters), minLength: 10, maxLength: 10 })
  fc.assert(
    fc.property(code, fc.boolean(), (text, small) => {
      const typed = ` ${spacedCode(text).replace('-', ' — ')}　`
      expect(tidyCode(small ? typed.toLowerCase() : typed)).toBe(text)
    }),
  )
  expect(tidyNumber(' ３７１５２２-ａ1 ')).toBe('371522-A1')
})
