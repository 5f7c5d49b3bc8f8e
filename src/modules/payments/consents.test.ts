/** Living money to somebody else's account: only with a consent on file that names him, covers the money and holds (F-07). */
import { beforeAll, expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { givenArea } from '#modules/access/given.ts'
import { persons } from '#modules/persons/contract.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { policy } from '#modules/policy/contract.ts'
import { givenDocument } from '#modules/policy/given.ts'
import { testApp } from '../../../test/app.ts'
import { refused } from '../../../test/settling.ts'
import { duties } from '#modules/duties/contract.ts'
import { payments } from './contract.ts'
import { givenPayee } from './given.ts'

const app = await testApp({ now: '2023-08-06T10:00+08:00' })
await learnPolicy(app.installation)
const clerk = app.as(app.actor('county-clerk'))
const leader = app.as(app.actor('county-leader'))
const finance = app.as(app.actor('finance'))
const { secrets } = app.installation
const who = { son: '', wrong: '', care: '', plain: '', late: '' }

async function drawnBy(
  name: string,
  account: string,
  consent: Record<string, unknown> | undefined,
  townshipId: string,
) {
  const personId = await givenPerson(app.superuser, { townshipId, supportedFrom: '2023-06-10', name })
  const consentId = consent
    ? (
        await clerk(persons, 'giveConsent', {
          personId,
          kind: 'payee',
          givenBy: 'person',
          receiver: '钱某某',
          fromOn: '2023-06-01',
          explained: '告诉他以后由侄子代取，随时可以改回来',
          paperReference: '知情同意书',
          ...consent,
        })
      ).id
    : null
  const payee = { personId, holder: '钱某某', account, holderIsPerson: false, consentId, secrets }
  await givenPayee(app.superuser, payee)
  return personId
}

beforeAll(async () => {
  const county = await givenArea(app.superuser, { level: 'county', name: '示例县', parentId: null })
  const town = await givenArea(app.superuser, { level: 'township', name: '示例镇', parentId: county })
  // The consents were given at the time, and entered then.
  app.setNow('2023-06-12T10:00+08:00')
  who.son = await drawnBy('张示例', '6217000000000011', {}, town)
  who.wrong = await drawnBy('李样本', '6217000000000012', { receiver: '孙某某' }, town)
  who.care = await drawnBy('王演示', '6217000000000013', { covers: 'care' }, town)
  who.late = await drawnBy('陈假设', '6217000000000014', { fromOn: '2023-09-01' }, town)
  who.plain = await givenPerson(app.superuser, { townshipId: town, supportedFrom: '2023-06-10', name: '赵测试' })
  await givenPayee(app.superuser, { personId: who.plain, holder: '赵测试', account: '6217000000000015', secrets })
  app.setNow('2023-08-06T10:00+08:00')
  const text = '一、标准\n分散供养每人每月650.00元，集中供养每人每月900.00元。'
  const document = { ...givenDocument, issuedOn: '2023-06-01', effectiveFrom: '2023-06-01', text }
  await clerk(policy, 'registerDocument', document)
  const both = { centralised: '900.00', dispersed: '650.00' }
  const { id } = await clerk(policy, 'propose', {
    key: 'standard.living.rates',
    value: { urban: both, rural: both },
    from: '2023-06-01',
    document: document.name,
    clause: '一、标准',
    quote: '每人每月650.00元',
  })
  await leader(policy, 'adopt', { id })
})

let batchId = ''
test('the list pays whom the consent names for the money it covers; each other reason is said', async () => {
  const made = await clerk(payments, 'makeList', { month: '2023-08' })
  batchId = made.batchId
  expect(made).toMatchObject({ persons: 2, totalFen: 130_000n, problems: 3 })
  const { rows } = await clerk(payments, 'problems', { batchId })
  const said = Object.fromEntries(rows.map(({ personId, message }) => [personId, message]))
  expect(said[who.wrong]).toContain('同意的领取人是孙某某，不是钱某某')
  expect(said[who.care]).toContain('同意只限照料护理费，不含基本生活费')
  expect(said[who.late]).toContain('同意自2023年9月1日起才有效')
  const { rows: items } = await clerk(payments, 'items', { batchId })
  expect(items.map(({ payeeKind }) => payeeKind).sort()).toEqual(['person', 'relative'])
})

test('a consent that no paper, file or word of explanation stands behind is not an informed one', async () => {
  await app.superuser.query(`update persons.consent set explained = '', paper_reference = '' where person_id = $1`, [
    who.son,
  ])
  expect(await refused(leader(payments, 'approve', { batchId }))).toContain('同意作出前未告知本人')
  await app.superuser.query(`update persons.consent set paper_reference = '知情同意书' where person_id = $1`, [who.son])
  await leader(payments, 'approve', { batchId })
})

test('withdrawn after the list was approved, it stops the file until the person is taken out', async () => {
  await finance(payments, 'approve', { batchId })
  const file = await clerk(persons, 'person', { personId: who.son })
  await clerk(persons, 'withdrawConsent', { id: file.consents[0]?.id ?? '', on: '2023-08-06' })
  expect(await refused(clerk(payments, 'exportFile', { batchId }))).toContain('同意已于2023年8月6日撤回')
  const { stops } = await clerk(payments, 'get', { batchId })
  expect(stops.map(({ code }) => code)).toEqual(['consent_lapsed'])
  const titles = async () => (await clerk(duties, 'mine', {})).tasks.map(({ title }) => title)
  expect(await titles()).toContain('移出不能发放的人员')
  await finance(payments, 'returnBatch', { batchId, reason: '同意已撤回，退回更正' })
  await clerk(payments, 'removePerson', { batchId, personId: who.son, reason: '同意已撤回' })
  expect(await titles()).not.toContain('移出不能发放的人员')
  await leader(payments, 'approve', { batchId })
})

test('an account of another than the consent names is not even proposed, and a consent names who receives', async () => {
  const payee = { personId: who.plain, bank: '示例银行', account: '6217000000000099', fromOn: '2023-09-01' }
  const consent = { personId: who.plain, kind: 'payee' as const, givenBy: 'person' as const, fromOn: '2023-08-01' }
  const paper = { paperReference: '知情同意书' }
  expect(await refused(clerk(persons, 'giveConsent', { ...consent, ...paper }))).toContain('请填写由谁领取')
  const { id: consentId } = await clerk(persons, 'giveConsent', { ...consent, ...paper, receiver: '周某某' })
  expect(await refused(clerk(persons, 'proposePayee', { ...payee, holder: '吴某某', consentId }))).toContain(
    '同意的领取人是“周某某”，账户名是“吴某某”',
  )
  await clerk(persons, 'proposePayee', { ...payee, holder: '周某某', consentId })
})
