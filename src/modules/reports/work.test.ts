/** What tables leave to do, for whom and until when: signed, sent, taken in or sent back. */
import { expect, test } from 'vitest'
import type { Role } from '#modules/access/roles.ts'
import { duties } from '#modules/duties/contract.ts'
import { testApp } from '../../../test/app.ts'

const app = await testApp({ now: '2023-10-12T10:00+08:00' })
const county = '150430'

async function tasksOf(role: Role, more: Parameters<typeof app.actor>[1] = {}) {
  const { tasks } = await app.as(app.actor(role, { county, accountId: crypto.randomUUID(), ...more }))(
    duties,
    'mine',
    {},
  )
  return tasks.filter(({ kind }) => kind.startsWith('reports.'))
}
const about = async (role: Role, words: string) =>
  (await tasksOf(role)).filter(({ to }) => to.includes(words)).map(({ title }) => title)

async function step(submission: string, name: 'sent' | 'received' | 'returned', at: string): Promise<void> {
  await app.superuser.query(
    `insert into reports.submission_step (county_code, id, submission_id, step, reason, account_id, done_by, at, entry_id)
     values ($1, gen_random_uuid(), $2, $3, '有误', 'a', '示例', $4, gen_random_uuid())`,
    [county, submission, name, at],
  )
}

test('tables of the month that is over and the one before wait to be signed by the data officer, with day and clause', async () => {
  const tasks = await tasksOf('data-officer')
  expect(tasks.map(({ to }) => to).toSorted((one, other) => (one < other ? -1 : 1))).toEqual([
    '/reports?month=2023-08&table=aohan-annex-1',
    '/reports?month=2023-08&table=aohan-annex-2',
    '/reports?month=2023-09&table=aohan-annex-1',
    '/reports?month=2023-09&table=aohan-annex-2',
  ])
  expect(new Set(tasks.map(({ title }) => title))).toEqual(new Set(['核对并签字报表']))
  const days = Object.fromEntries(tasks.map(({ to, dueOn }) => [/month=([\d-]+)/.exec(to)?.[1], dueOn]))
  expect(days['2023-08']).toBe('2023-09-05')
  expect(days['2023-09']).toMatch(/^2023-10-\d\d$/)
})

test('who neither signs nor takes in is asked nothing, and a township is not asked for the county', async () => {
  expect(await tasksOf('county-clerk')).toEqual([])
  expect(await tasksOf('county-leader')).toEqual([])
  expect(await tasksOf('data-officer', { kind: 'townships', ids: [crypto.randomUUID()] })).toEqual([])
})

test('a table goes from hand to hand: sign, send, take in; sent back it is put right; taken in nobody is asked', async () => {
  const [first] = await tasksOf('data-officer')
  const [, month = '', table = ''] = /month=([\d-]+)&table=(.+)$/.exec(first?.to ?? '') ?? []
  const place = `month=${month}&table=${table}`
  const submission = crypto.randomUUID()
  await app.superuser.query(
    `insert into reports.submission (county_code, id, table_name, month, edition, title, known_at, layout, totals, hash, account_id, signed_by, signed_at, entry_id)
     values ($1, $2, $3, $4, 1, '示例表', '2023-09-01', '{}', '{}', repeat('a', 64), 'a', '示例', '2023-09-02', gen_random_uuid())`,
    [county, submission, decodeURIComponent(table), month],
  )
  const both = async () => [await about('data-officer', place), await about('county-leader', place)]
  expect(await both()).toEqual([['报送已签字的报表'], []])
  await step(submission, 'sent', '2023-09-03')
  expect(await both()).toEqual([[], ['接收或退回报表']])
  await step(submission, 'returned', '2023-09-04')
  expect(await both()).toEqual([['更正退回的报表'], []])
  await step(submission, 'received', '2023-09-05')
  expect(await both()).toEqual([[], []])
})
