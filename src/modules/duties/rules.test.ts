import { expect, test } from 'vitest'
import { plainDate } from '#kernel/calendar.ts'
import type { Task } from './contract.ts'
import { inLegalOrder, leftUntil, sums } from './rules.ts'

const task = (title: string, dueOn: string | null, rest: Partial<Task> = {}): Task => ({
  title,
  object: '',
  to: '/',
  dueOn: dueOn === null ? null : plainDate(dueOn),
  left: 1,
  estimated: false,
  kind: 'x',
  weight: 'paper',
  township: null,
  waitsFor: null,
  citations: [],
  count: 1,
  ...rest,
})
const calendar = {
  years: new Set([2023]),
  off: new Set([plainDate('2023-09-29'), plainDate('2023-10-02')]),
  worked: new Set([plainDate('2023-10-07')]),
}

test('the longest overdue stands first, what has no term last, and on one day money before care before papers', () => {
  const order = inLegalOrder([
    task('没有期限', null),
    task('文书', '2023-09-05'),
    task('钱', '2023-09-05', { weight: 'money' }),
    task('照料', '2023-09-05', { weight: 'care' }),
    task('逾期', '2023-08-30'),
  ])
  expect(order.map(({ title }) => title)).toEqual(['逾期', '钱', '照料', '文书', '没有期限'])
})

test('days left are working days: holidays are not counted and a worked Saturday is', () => {
  const left = (due: string) => leftUntil(calendar, plainDate('2023-09-28'), plainDate(due)).left
  expect(left('2023-09-28')).toBe(0)
  expect(left('2023-10-03')).toBe(1)
  expect(left('2023-10-08')).toBe(5)
  expect(left('2023-09-27')).toBe(-1)
})

test('a year without a published notice is said to be an estimate', () => {
  expect(leftUntil(calendar, plainDate('2023-12-29'), plainDate('2024-01-03')).estimated).toBe(true)
})

test('what is overdue, due today, due soon and due this month is counted apart', () => {
  const tasks = [task('a', '2023-08-30'), task('b', '2023-09-05'), task('c', '2023-09-07'), task('d', null)]
  expect(sums(tasks, plainDate('2023-09-05'))).toEqual({ overdue: 1, today: 1, soon: 1, thisMonth: 2 })
})
