import { expect, test } from 'vitest'
import { plainDate } from '#kernel/calendar.ts'
import type { Task } from './contract.ts'
import { folded, inLegalOrder, leftUntil, sums } from './rules.ts'

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
  told: '',
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

test('three lines alike are one that names them and opens to them; two stay two', () => {
  const certificate = (object: string, dueOn: string) => task('更新健康证', dueOn, { object, kind: 'certificate' })
  const [group, ...others] = folded([
    certificate('张示例', '2023-09-05'),
    task('锁定名册', '2023-09-05', { kind: 'lock' }),
    certificate('李样本', '2023-09-06'),
    certificate('王演示', '2023-09-07'),
    certificate('赵测试', '2023-09-08'),
  ])
  expect(group?.task).toMatchObject({ object: '张示例、李样本、王演示等4项', dueOn: '2023-09-05', count: 4 })
  expect(group?.tasks.map(({ object }) => object)).toEqual(['张示例', '李样本', '王演示', '赵测试'])
  expect(others.map(({ task: { title } }) => title)).toEqual(['锁定名册'])
  expect(folded([certificate('张示例', '2023-09-05'), certificate('李样本', '2023-09-06')])).toHaveLength(2)
})

test('two alike of different days keep their own place; objects with a comma in them are told apart', () => {
  const assess = (dueOn: string) => task('完成评估', dueOn, { kind: 'assess' })
  const order = folded([assess('2023-09-05'), task('锁定名册', '2023-09-06', { kind: 'lock' }), assess('2023-09-20')])
  expect(order.map(({ task: { dueOn } }) => dueOn)).toEqual(['2023-09-05', '2023-09-06', '2023-09-20'])
  const minor = (name: string) => task('满16周岁', '2023-09-05', { object: `${name}，10月2日` })
  const [group] = folded(['张示例', '李样本', '王演示'].map(minor))
  expect(group?.task.object).toBe('张示例，10月2日；李样本，10月2日；王演示，10月2日3项')
})

test('no folding loses a line or counts one twice', () => {
  const tasks = Array.from({ length: 20 }, (_, index) =>
    task(`事项${index % 4}`, '2023-09-05', { object: String(index), count: index }),
  )
  const seen = folded(tasks).flatMap(({ task: one, tasks: same }) => (same.length > 0 ? same : [one]))
  expect(seen.map(({ object }) => object).toSorted()).toEqual(tasks.map(({ object }) => object).toSorted())
})
