/** What is changed after it was entered: a provider's name, a carer's employment and kin, and whether a contract could begin. */
import { expect, test } from 'vitest'
import { checkCharacter } from '#kernel/identity-number.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { testApp } from '../../../test/app.ts'
import { givenArea } from '../access/given.ts'
import { access } from '../access/contract.ts'
import { providers } from './contract.ts'
import { givenCreditCode } from './given.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const township = await givenArea(app.superuser, { level: 'township', name: '甲镇' })
const clerk = app.as(app.actor('county-clerk'))
const leader = app.as(app.actor('county-leader'))
const ofProvider = (organisationId: string) =>
  app.as(app.actor('provider-admin', { kind: 'organisation', ids: [organisationId], organisationId }))
const creditCode = givenCreditCode()
const fields = { name: '试验机构', kind: 'company' as const, from: '2023-01-01' }
const { organisationId } = await clerk(providers, 'register', { ...fields, creditCode })
const numbered = (first17: string) => first17 + checkCharacter(first17)
const carer = { organisationId, name: '赵测试', idNumber: numbered('37152219850303012'), from: '2023-06-01' }
const listed = async (carerId: string) =>
  (await clerk(providers, 'carers', { organisationId })).rows.find((row) => row.id === carerId)

test('a provider that is renamed bears the new name everywhere; who changes an old state is told', async () => {
  const { version } = await clerk(providers, 'get', { organisationId })
  const renamed = { organisationId, version, creditCode, kind: 'company' as const, name: '试验养老服务机构' }
  await clerk(providers, 'describe', renamed)
  expect(await clerk(providers, 'get', { organisationId })).toMatchObject({ name: '试验养老服务机构' })
  const offices = await clerk(access, 'organisations', {})
  expect(offices.find(({ id }) => id === organisationId)?.name).toBe('试验养老服务机构')
  await expect(clerk(providers, 'describe', { ...renamed, name: '另一个名称' })).rejects.toThrow('刷新')
  const there = app.as(app.actor('county-clerk', { county: '150430' }))
  await expect(there(providers, 'describe', { ...renamed, version: version + 1 })).rejects.toThrow('没有找到')
})

test('a carer’s registration is changed once per state, by his own contractor, and another employer is refused', async () => {
  const { carerId } = await ofProvider(organisationId)(providers, 'addCarer', carer)
  const change = { carerId, version: 1, name: '赵测试', phone: '10000000002' }
  await ofProvider(organisationId)(providers, 'changeCarer', change)
  await expect(ofProvider(organisationId)(providers, 'changeCarer', change)).rejects.toThrow('刚被别人改过')
  const passedOn = { ...change, version: 2, employer: '另一家公司' }
  await expect(ofProvider(organisationId)(providers, 'changeCarer', passedOn)).rejects.toThrow('属转包')
  const stranger = crypto.randomUUID()
  await expect(ofProvider(stranger)(providers, 'changeCarer', { ...change, version: 2 })).rejects.toThrow('没有找到')
  expect(await listed(carerId)).toMatchObject({ version: 2 })
})

test('whose kin a carer cares for is said, said otherwise, and taken back', async () => {
  const personId = await givenPerson(app.superuser, { townshipId: township })
  const { carerId } = await ofProvider(organisationId)(providers, 'addCarer', {
    ...carer,
    idNumber: numbered('37152219850303022'),
  })
  const relate = (relation: string, person = personId) =>
    clerk(providers, 'relateCarer', { carerId, personId: person, relation })
  const relations = async () => (await listed(carerId))?.relations.map(({ relation }) => relation)
  await relate('侄女')
  expect(await relations()).toEqual(['侄女'])
  await relate('侄媳')
  expect(await relations()).toEqual(['侄媳'])
  await relate('')
  expect(await relations()).toEqual([])
  await expect(relate('侄女', crypto.randomUUID())).rejects.toThrow('所引用的记录不存在')
})

test('whether a contract can begin is told before anybody tries, with what it lacks, and changes nothing', async () => {
  const drafted = {
    organisationId,
    number: '示采〔2023〕7号',
    from: '2023-06-01',
    to: '2024-05-31',
    sumFen: 100_000_000,
    contents: { content: '照料护理' },
    townships: [{ townshipId: township, from: '2023-06-01', to: '2024-05-31' }],
    clauses: [],
  }
  const { contractId } = await clerk(providers, 'draftContract', drafted)
  const { reasons } = await clerk(providers, 'checkContract', { contractId })
  expect(reasons.length).toBeGreaterThan(0)
  const { version } = await clerk(providers, 'contract', { contractId })
  const said = await leader(providers, 'activateContract', { contractId, version }).catch((error) => error.reasons)
  // The maker is told besides that another must do it.
  expect(said).toEqual(reasons.filter(({ code }) => code !== 'same_person'))
  expect(await clerk(providers, 'contract', { contractId })).toMatchObject({ status: 'draft', version })
})
