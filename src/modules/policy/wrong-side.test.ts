/** A county's value on the wrong side of a higher floor or ceiling is refused with the higher clause: it would never take effect. */
import { expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { plainDate } from '#kernel/calendar.ts'
import { Refusal } from '#kernel/refusal.ts'
import { archives } from '#modules/archives/contract.ts'
import { keptUntil } from '#modules/archives/rules.ts'
import { givenArea } from '#modules/access/given.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { testApp } from '../../../test/app.ts'
import { policy } from './contract.ts'
import { givenDocument } from './given.ts'

const app = await testApp({ now: '2023-12-01T10:00+08:00' })
await learnPolicy(app.installation)
const clerk = app.as(app.actor('county-clerk', { accountId: 'clerk' }))
const leader = app.as(app.actor('county-leader', { accountId: 'leader' }))
const from = plainDate('2024-01-01')
await clerk(policy, 'registerDocument', {
  ...givenDocument,
  text: '一、档案\n档案保管期限按本通知执行。',
})
const years = (count: number) => ({
  key: 'archive.retention_years',
  value: { years: count, starts: 'end_of_service_agreement' },
  from,
  document: givenDocument.name,
  clause: '一、档案',
  quote: '档案保管期限按本通知执行',
})
const reasonOf = async (asked: Promise<unknown>) => {
  const error = await asked.then(
    () => expect.unreachable('was not refused'),
    (refused: unknown) => refused,
  )
  if (!(error instanceof Refusal)) throw error
  return error.reasons[0]
}

test('a term of keeping below the national floor is refused with its clause, one of a thousand years by its length', async () => {
  for (const count of [0, 3, 4]) {
    const reason = await reasonOf(clerk(policy, 'propose', years(count)))
    expect(reason?.message).toContain('低于上级规定的5年')
    expect(reason?.citations?.[0]).toMatchObject({ document: '民政部令第66号', clause: '第三十二条' })
  }
  expect((await reasonOf(clerk(policy, 'propose', years(9000))))?.message).toContain('不超过100')
  const { refusals } = await clerk(policy, 'impact', years(3))
  expect(refusals).toHaveLength(1)
})

test('the floor itself and a longer term are taken, and decide', async () => {
  const equal = await clerk(policy, 'propose', years(5))
  await leader(policy, 'reject', { id: equal.id, reason: '与国家规定相同' })
  const { id } = await clerk(policy, 'propose', years(100))
  await leader(policy, 'adopt', { id })
  const { row } = await clerk(policy, 'value', { key: 'archive.retention_years', day: '2024-02-01' })
  expect(row.citations[0]?.document).toBe(givenDocument.name)
  const townshipId = await givenArea(app.superuser, { level: 'township', name: '甲镇' })
  await givenPerson(app.superuser, { townshipId, endedOn: '2023-10-31', endReason: 'voluntary' })
  app.setNow('2024-02-01T10:00+08:00')
  expect((await clerk(archives, 'list', {})).rows[0]?.keepThrough).toBe('2123-10-31')
})

test('a value entered before there was a bound leads to no year that a date cannot hold', () => {
  const { keepThrough } = keptUntil(plainDate('2023-10-31'), { years: 9000, starts: 'end' })
  expect(keepThrough).toBe('2123-10-31')
})
