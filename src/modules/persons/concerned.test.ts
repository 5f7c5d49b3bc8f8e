/** Before a standard is changed one sees for how many persons, and for how much a month. */
import { expect, test } from 'vitest'
import { givenArea } from '#modules/access/given.ts'
import { policy } from '#modules/policy/contract.ts'
import { givenDocument, givenStandard } from '#modules/policy/given.ts'
import { testApp } from '../../../test/app.ts'
import { givenPerson } from './given.ts'

const app = await testApp({ now: '2023-12-01T10:00+08:00' })
const townshipId = await givenArea(app.superuser, { level: 'township', name: '示例镇' })
const since = { townshipId, supportedFrom: '2023-01-01', knownAt: '2023-01-01T00:00:00Z' }
for (const level of ['able', 'able', 'partly_able'] as const) await givenPerson(app.superuser, { ...since, level })
await givenPerson(app.superuser, { ...since, county: '150430', level: 'unable' })
const ask = app.as(app.actor('county-clerk'))

test('the impact of new rates counts the persons of each level and their month before and after', async () => {
  await ask(policy, 'registerDocument', givenDocument)
  const impact = await ask(policy, 'impact', givenStandard)
  expect(impact.groups).toEqual([
    { group: 'able', label: '自理', count: 2, before: 18900n, after: 20000n },
    { group: 'partly_able', label: '半失能', count: 1, before: 31300n, after: 32800n },
  ])
  expect(impact).toMatchObject({ persons: 3, monthlyBefore: 69100n, monthlyAfter: 72800n })
  const { usedBy } = await ask(policy, 'value', { key: givenStandard.key, day: '2023-12-01' })
  expect(usedBy).toEqual([{ title: '在册人员', count: 3 }])
})
