/** What a corrected end owes: the months that went by are paid with the next list, each as a line of its own. */
import { beforeAll, expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { plainDate } from '#kernel/calendar.ts'
import { givenArea } from '#modules/access/given.ts'
import { payments } from '#modules/payments/contract.ts'
import { givenPayee } from '#modules/payments/given.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { policy } from '#modules/policy/contract.ts'
import { givenDocument } from '#modules/policy/given.ts'
import { testApp } from '../../../test/app.ts'
import { endings } from './contract.ts'

const app = await testApp({ now: '2023-07-20T10:00+08:00' })
await learnPolicy(app.installation)
const clerk = app.as(app.actor('county-clerk'))
const leader = app.as(app.actor('county-leader'))
const { secrets } = app.installation
const who = { ended: '', stays: '' }
let town = ''

beforeAll(async () => {
  town = await givenArea(app.superuser, { level: 'township', name: '示例镇' })
  const base = { townshipId: town, supportedFrom: '2021-07-10' }
  who.ended = await givenPerson(app.superuser, { ...base, name: '张示例' })
  who.stays = await givenPerson(app.superuser, { ...base, name: '李样本' })
  await givenPayee(app.superuser, { personId: who.ended, holder: '张示例', account: '6217000000000001', secrets })
  await givenPayee(app.superuser, { personId: who.stays, holder: '李样本', account: '6217000000000002', secrets })
  const name = '示例政发〔2023〕1号'
  const text = '一、标准\n分散供养基本生活标准每人每月650.00元，集中供养每人每月900.00元。'
  const dates = { issuedOn: '2023-07-01', effectiveFrom: '2023-07-01' }
  await clerk(policy, 'registerDocument', { ...givenDocument, name, number: name, ...dates, text })
  const both = { centralised: '900.00', dispersed: '650.00' }
  const { id } = await clerk(policy, 'propose', {
    key: 'standard.living.rates',
    value: { urban: both, rural: both },
    from: '2023-07-01',
    document: name,
    clause: '一、标准',
    quote: '每人每月650.00元',
  })
  await leader(policy, 'adopt', { id })
})

test('months without support come with the next list, and each only once', async () => {
  const one = app.as(app.actor('township-clerk', { kind: 'townships', ids: [town], accountId: 'one' }))
  const open = { personId: who.ended, kind: 'end' as const, reason: 'voluntary', facts: '本人书面申请退出' }
  const { changeId } = await one(endings, 'open', open)
  const on = plainDate('2023-07-20')
  await one(endings, 'verify', { changeId, on, by: '王演示、陈假设', so: true, words: '情况属实' })
  await one(endings, 'publish', { changeId, on, place: '村公示栏' })
  app.setNow('2023-07-30T09:00+08:00')
  await one(endings, 'publicityOver', { changeId, on: plainDate('2023-07-30') })
  await leader(endings, 'decide', { changeId, number: '示民终〔2023〕1号', words: '情况属实' })
  app.setNow('2023-08-06T09:00+08:00')
  const august = await clerk(payments, 'makeList', { month: '2023-08' })
  expect(august).toMatchObject({ persons: 1, totalFen: 65_000n })
  app.setNow('2023-09-05T09:00+08:00')
  const paper = {
    by: 'own' as const,
    on: plainDate('2023-09-04'),
    paper: '示民内〔2023〕7号',
    words: '申请不是本人所签',
  }
  await clerk(endings, 'proposeCorrection', { changeId, ...paper })
  await leader(endings, 'correct', { changeId, agree: true, number: '示民纠〔2023〕1号', words: '事实不清，应予纠正' })
  const september = await clerk(payments, 'makeList', { month: '2023-09' })
  expect(september).toMatchObject({ persons: 2, totalFen: 195_000n })
  const { rows } = await app.superuser.query<{ month: string; reason: string }>(
    `select month, reason from payments.share where person_id = $1 and batch_id = $2 order by month`,
    [who.ended, september.batchId],
  )
  expect(rows).toEqual([
    { month: '2023-08', reason: '2023年8月补发' },
    { month: '2023-09', reason: '' },
  ])
  app.setNow('2023-10-06T09:00+08:00')
  expect(await clerk(payments, 'makeList', { month: '2023-10' })).toMatchObject({ persons: 2, totalFen: 130_000n })
})
