import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, plainDate } from '#kernel/calendar.ts'
import { inForce } from '#kernel/given.ts'
import {
  ableDerived,
  inPrintedOrder,
  lateness,
  missingStandards,
  objectionsToRow,
  objectionsToSubmitting,
  type RowCheck,
  totalRow,
} from './rules.ts'

const due = plainDate('2018-01-10')
const sent = { due, submitted: plainDate('2018-01-09'), returned: null, resubmitted: null }

test('a table is late by the days after its due day (C-26)', () => {
  expect(lateness(sent, due).lateDays).toBe(0)
  expect(lateness({ ...sent, submitted: due }, due).lateDays).toBe(0)
  expect(lateness({ ...sent, submitted: plainDate('2018-01-12') }, due).lateDays).toBe(2)
})

test('a table sent back keeps its first due day and counts until it comes again', () => {
  const returned = { ...sent, returned: plainDate('2018-01-11') }
  const again = lateness({ ...returned, resubmitted: plainDate('2018-01-15') }, plainDate('2018-02-01'))
  expect(again).toEqual({ lateDays: 5, firstDue: due, firstSubmitted: '2018-01-09' })
  expect(lateness(returned, plainDate('2018-01-13')).lateDays).toBe(3)
})

test('a table never sent grows late day by day', () => {
  fc.assert(
    fc.property(fc.nat(400), (days) => {
      expect(lateness({ ...sent, submitted: null }, addDays(due, days)).lateDays).toBe(days)
    }),
  )
})

test('a table that differs from finance is not submitted where the region reconciles first', () => {
  const rule = inForce({ before: 'submission' })
  expect(objectionsToSubmitting(0, rule)).toEqual([])
  expect(objectionsToSubmitting(3, rule)).toMatchObject([{ code: 'differs_from_finance', count: 3 }])
  expect(objectionsToSubmitting(3, undefined)).toEqual([])
})

test('a single amount does not show the two standards apart', () => {
  expect(missingStandards(['single_amount'], ['living', 'care'])).toEqual(['living', 'care'])
  expect(missingStandards(['care', 'living'], ['living', 'care'])).toEqual([])
})

const tableWith = (check: RowCheck) =>
  inForce({
    rows: { order: 'printed' },
    columns: [
      { field: 'dispersed', title: '分散供养人数', type: 'count' },
      { field: 'unable', title: '全失能', type: 'count' },
      { field: 'partly_able', title: '半失能', type: 'count' },
    ],
    checks: [check],
  })

test('parts may make up the whole but not exceed it', () => {
  const table = tableWith({ rule: 'sum_at_most', parts: ['unable', 'partly_able'], whole: 'dispersed' })
  expect(objectionsToRow({ dispersed: 11, unable: 6, partly_able: 5 }, table)).toEqual([])
  expect(objectionsToRow({ dispersed: 10, unable: 6, partly_able: 5 }, table)).toMatchObject([
    { message: '“全失能”加“半失能”为11，“分散供养人数”为10；前者应不大于后者。请核对' },
  ])
})

test('each kind of check finds its fault and lets a right row through', () => {
  const equal = tableWith({ rule: 'sum_equals', parts: ['unable', 'partly_able'], whole: 'dispersed' })
  expect(objectionsToRow({ dispersed: 3, unable: 1, partly_able: 2 }, equal)).toEqual([])
  expect(objectionsToRow({ dispersed: 4, unable: 1, partly_able: 2 }, equal)).toHaveLength(1)
  const most = tableWith({ rule: 'at_most', left: 'unable', right: 'dispersed' })
  expect(objectionsToRow({ dispersed: 4, unable: 4 }, most)).toEqual([])
  expect(objectionsToRow({ dispersed: 4, unable: 5 }, most)).toHaveLength(1)
  const carry = tableWith({ rule: 'carry_forward', opening: 'before', plus: 'joined', minus: 'left', closing: 'now' })
  expect(objectionsToRow({ before: 10, joined: 2, left: 3, now: 9 }, carry)).toEqual([])
  expect(objectionsToRow({ before: 10, joined: 2, left: 3, now: 10 }, carry)).toHaveLength(1)
})

test('a total is the sum of its rows, in any order, and what is not printed is derived from it', () => {
  const rows = [
    { dispersed: 325, unable: 1, partly_able: 14 },
    { dispersed: 161, unable: 11, partly_able: 17 },
  ]
  const columns = ['dispersed', 'unable', 'partly_able']
  expect(totalRow(rows, columns)).toEqual({ dispersed: 486, unable: 12, partly_able: 31 })
  expect(totalRow(rows.toReversed(), columns)).toEqual(totalRow(rows, columns))
  expect(ableDerived({ dispersed: 2700, unable: 24, partly_able: 184 })).toBe(2492)
})

test('rows stand in the printed order and unprinted ones come last', () => {
  expect(inPrintedOrder(['丙', '新', '甲', '乙'], ['乙', '甲', '丙'])).toEqual(['乙', '甲', '丙', '新'])
})
