/** 吉林: who was in the old schemes, by the day of that recognition (JL-5c, JL-5d). */
import { expect, test } from 'vitest'
import { givenArea } from '#modules/access/given.ts'
import { persons } from '#modules/persons/contract.ts'
import { givenIdNumber } from '#modules/persons/given.ts'
import { testApp } from '../../../test/app.ts'
import { recognition } from './contract.ts'
import { givenApplication } from './given.ts'

const county = '990201'
const app = await testApp({ now: '2023-08-01T10:00+08:00' })
const township = await givenArea(app.superuser, { level: 'township', name: '甲镇', county })
const clerk = app.actor('township-clerk', { county, kind: 'townships', ids: [township] })
const leader = app.actor('county-leader', { county })
const ask = app.as
let made = 700

async function applied(legacyCategory: 'rural_wubao' | 'urban_three_no' | 'new_application', legacyOn: string) {
  made += 1
  const idNumber = givenIdNumber(made, '1950-03-12')
  const given = givenApplication({ name: '何虚构', idNumber, townshipId: township, receivedOn: '2023-08-01' })
  const answer = await ask(clerk)(recognition, 'apply', { ...given, legacyCategory, legacyOn })
  return answer.caseId
}
const confirm = (caseId: string) =>
  ask(leader)(recognition, 'confirmDirectly', {
    caseId,
    mode: 'dispersed',
    level: 'able',
    reason: '原农村五保对象，证件齐全',
  })

test('the form asks for the old scheme where the province has a crossing rule, and only there', async () => {
  expect((await ask(clerk)(recognition, 'intakeForm', {})).legacy).toBe(true)
  const elsewhere = app.actor('township-clerk', { kind: 'townships', ids: [township] })
  expect((await ask(elsewhere)(recognition, 'intakeForm', {})).legacy).toBe(false)
})

test('a five-guarantee recognition of before 10 October 2016 is confirmed directly, of that day itself is not', async () => {
  const before = await applied('rural_wubao', '2016-10-09')
  expect((await ask(clerk)(recognition, 'case', { caseId: before })).legacy).toMatchObject({ path: 'direct' })
  const done = await confirm(before)
  expect(done.supportFrom).toBe('2023-09-01')
  const file = await ask(leader)(persons, 'person', { personId: done.personId })
  expect(file).toMatchObject({ name: '何虚构', origin: 'recognition' })
  const onTheDay = await applied('rural_wubao', '2016-10-10')
  expect((await ask(clerk)(recognition, 'case', { caseId: onTheDay })).legacy).toMatchObject({
    path: 'full_recognition',
  })
  await expect(confirm(onTheDay)).rejects.toThrow('不符合直接确认的条件')
})

test('the urban three-no are recognised anew whatever the day, and nobody confirms what he took in himself', async () => {
  const urban = await applied('urban_three_no', '2010-01-01')
  await expect(confirm(urban)).rejects.toThrow('不符合直接确认的条件')
  const own = await applied('rural_wubao', '2012-01-01')
  const sameHand = app.actor('county-leader', { county, accountId: clerk.accountId })
  const again = { caseId: own, mode: 'dispersed', level: 'able', reason: '原农村五保对象' } as const
  await expect(ask(sameHand)(recognition, 'confirmDirectly', again)).rejects.toThrow('您受理了本案')
})
