/** 考评进度 as a file: what the filters leave, and only one's own township. */
import { expect, test } from 'vitest'
import { givenMonth, townshipOf } from '../../../test/given-month.ts'
import { testApp } from '../../../test/app.ts'
import { evaluations } from './contract.ts'

const app = await testApp({ now: '2023-09-04T10:00+08:00' })

test('the file of a month comes out for county and township, and for no provider', async () => {
  const given = await givenMonth(app.superuser)
  const clerk = app.as(app.actor('county-clerk'))
  const { name, ticket } = await clerk(evaluations, 'exportOverview', { month: '2023-08', status: 'none' })
  expect(name).toBe('2023年8月乡镇考评进度.xlsx')
  expect(ticket).toHaveLength(43)
  const township = app.as(app.actor('township-clerk', { kind: 'townships', ids: [townshipOf(given, 0).id] }))
  expect((await township(evaluations, 'exportOverview', { month: '2023-08' })).ticket).toHaveLength(43)
  const provider = app.as(app.actor('provider-admin', { kind: 'organisation', ids: [given.provider] }))
  await expect(provider(evaluations, 'exportOverview', { month: '2023-08' })).rejects.toThrow('权限')
})
