import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMilliseconds, instant } from '#kernel/calendar.ts'
import { inForce } from '#kernel/given.ts'
import {
  contactNotice,
  minutesBetween,
  mustReportTransfer,
  objectionsToBodyDisposal,
  objectionsToPsychiatricTransfer,
  reportUrgency,
} from './rules.ts'

const codes = (reasons: { code: string }[]) => reasons.map((reason) => reason.code)
const at = instant('2025-06-30T10:00:00+08:00')
const numbers = { contact_minutes: 30, remind_hours: 1, escalate_hours: 2, approval_after_emergency_hours: 24 }
const terms = inForce(numbers)
const after = (minutes: number) => addMilliseconds(at, minutes * 60_000)

test('the contact is told within the term, the last minute included', () => {
  expect(contactNotice(at, after(30), numbers).onTime).toBe(true)
  expect(contactNotice(at, after(31), numbers).onTime).toBe(false)
  expect(contactNotice(at, after(31), { ...numbers, contact_minutes: 60 }).onTime).toBe(true)
})

test('a report becomes urgent after the first term and goes up after the second (A-23)', () => {
  expect(reportUrgency(at, after(60), numbers)).toBe('in_time')
  expect(reportUrgency(at, after(61), numbers)).toBe('remind')
  expect(reportUrgency(at, after(120), numbers)).toBe('remind')
  expect(reportUrgency(at, after(121), numbers)).toBe('escalate')
})

test('a delay is counted in whole minutes from discovery (C-25)', () => {
  expect(minutesBetween(at, after(90))).toBe(90)
  expect(minutesBetween(after(90), at)).toBe(-90)
})

const rule = inForce({ approval_before_transfer: 'township', hospital: 'qualified' })
const planned = { at, approvedAt: null, emergency: false, emergencyReason: '' }
const urgent = { ...planned, emergency: true, emergencyReason: '持刀伤人，公安到场' }

test('without emergency the approval comes first', () => {
  expect(objectionsToPsychiatricTransfer({ ...planned, approvedAt: at }, rule, at, terms)).toEqual([])
  expect(codes(objectionsToPsychiatricTransfer(planned, rule, at, terms))).toEqual(['approval_missing'])
  expect(codes(objectionsToPsychiatricTransfer({ ...planned, approvedAt: after(1) }, rule, after(1), terms))).toEqual([
    'approval_missing',
  ])
})

test('an emergency goes first with a reason and is approved within a day, the last minute included (A-28)', () => {
  const day = 24 * 60
  expect(objectionsToPsychiatricTransfer(urgent, rule, after(day), terms)).toEqual([])
  expect(objectionsToPsychiatricTransfer({ ...urgent, approvedAt: after(day) }, rule, after(9000), terms)).toEqual([])
  expect(
    codes(objectionsToPsychiatricTransfer({ ...urgent, approvedAt: after(day + 1) }, rule, after(9000), terms)),
  ).toEqual(['approval_late'])
  expect(codes(objectionsToPsychiatricTransfer(urgent, rule, after(day + 1), terms))).toEqual(['approval_late'])
  expect(codes(objectionsToPsychiatricTransfer({ ...urgent, emergencyReason: ' ' }, rule, at, terms))).toEqual([
    'emergency_reason',
  ])
})

test('every emergency transfer is reported', () => {
  expect(mustReportTransfer(urgent)).toBe(true)
  expect(mustReportTransfer(planned)).toBe(false)
})

test('no body is disposed of without a certificate of hospital or police', () => {
  const disposal = inForce({ without: 'death_certificate' as const })
  const issuers = ['medical_institution', 'police']
  expect(codes(objectionsToBodyDisposal(null, disposal, issuers))).toEqual(['death_certificate_missing'])
  expect(codes(objectionsToBodyDisposal('home', disposal, issuers))).toEqual(['certificate_issuer'])
  expect(objectionsToBodyDisposal('police', disposal, issuers)).toEqual([])
})

test('a report that waits longer is never less urgent', () => {
  const order = ['in_time', 'remind', 'escalate']
  fc.assert(
    fc.property(fc.nat(1000), fc.nat(1000), (minutes, more) => {
      const before = order.indexOf(reportUrgency(at, after(minutes), numbers))
      expect(order.indexOf(reportUrgency(at, after(minutes + more), numbers))).toBeGreaterThanOrEqual(before)
    }),
  )
})
