/** Batches are found by part of their number, and each hand finds its own next step among what it has to do. */
import { beforeAll, expect, test } from 'vitest'
import { duties } from '#modules/duties/contract.ts'
import type { Role } from '#modules/access/roles.ts'
import { testApp } from '../../../test/app.ts'
import { byText } from '../../../test/settling.ts'
import { payments } from './contract.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const finance = app.as(app.actor('finance'))
const states = [
  'draft',
  'civil_approved',
  'finance_approved',
  'exported',
  'returned',
  'reconciled',
  'cancelled',
] as const

beforeAll(async () => {
  for (const [at, status] of states.entries())
    await app.superuser.query(
      `insert into payments.batch (county_code, id, number, month, purpose, status, item_count, total_fen, voucher_no, made_by, made_name, made_at)
       values ('371522', gen_random_uuid(), $1, $2, $3, $4, 3, 93900, 'PZ-1', 'test-371522-county-clerk', '经办', $5)`,
      [
        `FF-2023-${at % 2 ? '08' : '09'}_${at}`,
        `2023-0${at + 1}`,
        at % 2 ? 'care' : 'living',
        status,
        `2023-09-0${at + 1}T02:00Z`,
      ],
    )
}, 20_000)

const numbers = async (asked: object) =>
  (await finance(payments, 'list', asked)).rows.map(({ number }) => number).toSorted(byText)

test('a batch is found by any part of its number, and signs that mean something to the database mean nothing here', async () => {
  expect(await numbers({ words: '2023-08' })).toEqual(['FF-2023-08_1', 'FF-2023-08_3', 'FF-2023-08_5'])
  expect(await numbers({ words: ' 09_4 ' })).toEqual(['FF-2023-09_4'])
  expect(await numbers({ words: '%' })).toEqual([])
  expect(await numbers({ words: '08_' })).toHaveLength(3)
  expect(await numbers({ words: '0_' })).toEqual([])
  expect(await numbers({ words: 'FF-2023', purpose: 'care', status: 'exported' })).toEqual(['FF-2023-08_3'])
  expect(await finance(payments, 'list', { words: '没有' })).toMatchObject({ rows: [], total: 0 })
  await expect(finance(payments, 'list', { words: 'x'.repeat(41) })).rejects.toThrow('批次号最多40字')
})

test('another county finds none of them', async () => {
  const there = app.as(app.actor('finance', { county: '150430' }))
  expect(await there(payments, 'list', { words: 'FF' })).toMatchObject({ rows: [], total: 0 })
})

const tasksOf = async (role: Role, accountId?: string) =>
  (await app.as(app.actor(role, accountId ? { accountId } : {}))(duties, 'mine', {})).tasks
    .filter(({ to }) => to.startsWith('/payments/'))
    .map(({ title, object }) => [title, object.split(' ')[0]])
    .toSorted(byText)

test('finance is asked for its approval, the bank file, the bank’s answer and what came back; never for what others do', async () => {
  expect(await tasksOf('finance')).toEqual(
    [
      ['处理退回并对账', 'FF-2023-09_4'],
      ['审批发放批次', 'FF-2023-08_1'],
      ['导入银行回盘', 'FF-2023-08_3'],
      ['导出银行文件', 'FF-2023-09_2'],
    ].toSorted(byText),
  )
})

test('the leader approves drafts that another made; his own are not his to approve', async () => {
  expect(await tasksOf('county-leader')).toEqual([['审批发放批次', 'FF-2023-09_0']])
  expect(await tasksOf('county-leader', 'test-371522-county-clerk')).toEqual([])
})
