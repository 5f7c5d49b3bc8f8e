/** A guardian who serves the person, or draws his money, is entered only with words that say how it was checked (F-42). */
import { expect, test } from 'vitest'
import { givenArea } from '#modules/access/given.ts'
import { persons } from '#modules/persons/contract.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { testApp } from '../../../test/app.ts'
import { givenCarer, givenProvider } from './given.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const clerk = app.as(app.actor('county-clerk'))
const township = await givenArea(app.superuser, { level: 'township', name: '甲镇' })
const townActor = app.actor('township-clerk', { kind: 'townships', ids: [township] })
const town = app.as(townActor)

test('a carer of a provider is refused as guardian, with the clause, until it is said how it was checked', async () => {
  const organisationId = await givenProvider(app.superuser, { name: '甲机构' })
  await givenCarer(app.superuser, { organisationId, name: '赵测试' })
  const personId = await givenPerson(app.superuser, { townshipId: township, capacity: 'none' })
  const guardian = {
    personId,
    name: '赵测试',
    relation: '表弟',
    scope: ['signing' as const],
    basis: '村委会指定文书',
    fromOn: '2023-09-01',
  }
  const refused: unknown = await town(persons, 'addGuardian', guardian).catch((error: unknown) => error)
  expect(refused).toMatchObject({
    reasons: [{ code: 'tie_carer', citations: [{ document: '民法典', clause: '第一百六十八条' }] }],
  })
  expect(String(refused)).toContain('服务人员，与监护人有利益冲突')
  const { warnings } = await town(persons, 'addGuardian', { ...guardian, conflictWords: '经查身份证不是同一人' })
  expect(warnings.join()).toContain('核对：经查身份证不是同一人')
  const [entered] = (await clerk(persons, 'person', { personId })).guardians
  expect(entered?.conflict).toContain('赵测试')
  const free = { ...guardian, name: '钱示例', relation: '侄子', scope: ['medical' as const] }
  expect((await town(persons, 'addGuardian', free)).warnings.join()).not.toContain('利益冲突')
})

test('a blank in the name, brackets behind that of the provider and the name of him who enters it hide no tie', async () => {
  await givenProvider(app.superuser, { name: '丙照料服务中心（示例）' })
  const personId = await givenPerson(app.superuser, { townshipId: township, capacity: 'none', bornOn: '1950-03-01' })
  const guardian = {
    personId,
    relation: '侄子',
    scope: ['medical' as const],
    basis: '村委会指定文书',
    fromOn: '2023-09-01',
  }
  const codes = (name: string, more: object = {}) =>
    town(persons, 'addGuardian', { ...guardian, name, ...more }).then(
      () => [],
      (error: { reasons?: { code: string }[] }) => error.reasons?.map(({ code }) => code),
    )
  expect(await codes('赵 测试')).toEqual(['tie_carer'])
  expect(await codes('丙照料服务中心')).toEqual(['tie_provider'])
  const { name } = await clerk(persons, 'person', { personId })
  expect(await codes(Array.from(name).join(' '))).toEqual(['tie_self'])
  expect(await codes(name, { relation: '本人', conflictWords: '确是同名的另一人' })).toEqual(['name'])
  expect(await codes(townActor.name)).toEqual(['tie_clerk'])
  expect(await codes('钱示例', { fromOn: '1900-01-01' })).toEqual(['fromOn'])
  const { warnings } = await town(persons, 'addGuardian', {
    ...guardian,
    name,
    conflictWords: '确是同名的另一人，已看身份证',
  })
  expect(warnings.join()).toContain('姓名与本人相同')
})
