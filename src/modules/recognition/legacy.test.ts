/** 吉林: who was in the old schemes, by the day of that recognition (JL-5c, JL-5d). */
import { expect, test } from 'vitest'
import { givenArea } from '#modules/access/given.ts'
import { duties } from '#modules/duties/contract.ts'
import { persons } from '#modules/persons/contract.ts'
import { givenIdNumber } from '#modules/persons/given.ts'
import { testApp } from '../../../test/app.ts'
import { wordsIn } from '../../../test/words-in.ts'
import { recognition } from './contract.ts'
import { givenApplication, givenFacts } from './given.ts'

const county = '990201'
const app = await testApp({ now: '2023-08-01T10:00+08:00' })
const township = await givenArea(app.superuser, { level: 'township', name: '甲镇', county })
const clerk = app.actor('township-clerk', { county, kind: 'townships', ids: [township] })
const leader = app.actor('county-leader', { county })
const ask = app.as
let made = 700

async function applied(
  legacyCategory: 'rural_wubao' | 'urban_three_no' | 'new_application',
  legacyOn: string,
  nearRelative = '',
  more: Partial<ReturnType<typeof givenApplication>> = {},
) {
  made += 1
  const idNumber = givenIdNumber(made, '1950-03-12')
  const given = givenApplication({ name: '何虚构', idNumber, townshipId: township, receivedOn: '2023-08-01' })
  const paperReference = '原五保供养证，1盒3页'
  const answer = await ask(clerk)(recognition, 'apply', {
    ...given,
    legacyCategory,
    legacyOn,
    nearRelative,
    paperReference,
    ...more,
  })
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
  expect((await ask(clerk)(recognition, 'intakeForm', {})).legacy).toMatchObject({
    cutoff: '2016-10-10',
    cutoff_day_counts_as: 'after',
    citations: [{ document: '吉民办字〔2017〕33号' }],
  })
  const elsewhere = app.actor('township-clerk', { kind: 'townships', ids: [township] })
  expect((await ask(elsewhere)(recognition, 'intakeForm', {})).legacy).toBeNull()
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
  for (const on of ['2016-10-09', '2016-10-10', '2016-10-11'])
    expect(
      (await ask(clerk)(recognition, 'case', { caseId: await applied('urban_three_no', on) })).legacy,
    ).toMatchObject({
      path: 'full_recognition',
    })
  const own = await applied('rural_wubao', '2012-01-01')
  const sameHand = app.actor('county-leader', { county, accountId: clerk.accountId })
  const again = { caseId: own, mode: 'dispersed', level: 'able', reason: '原农村五保对象' } as const
  await expect(ask(sameHand)(recognition, 'confirmDirectly', again)).rejects.toThrow('您受理了本案')
})

test('the path is said in words with its day, waits among the leader’s work, and the letter tells nothing that nobody looked into', async () => {
  const caseId = await applied('rural_wubao', '2012-06-01')
  const file = await ask(clerk)(recognition, 'case', { caseId })
  expect(file.legacy.text).toBe(
    '原为农村五保对象，2012年6月1日认定，早于2016年10月10日，可以直接确认为特困人员，由县级救助负责人直接确认。',
  )
  const { tasks } = await ask(leader)(duties, 'mine', {})
  expect(tasks.filter(({ title }) => title.startsWith('直接确认'))).toHaveLength(2)
  await confirm(caseId)
  expect((await ask(leader)(recognition, 'case', { caseId })).declaredOnly).toBe(true)
  const { ticket } = await ask(leader)(recognition, 'print', { caseId, paper: 'confirmation', format: 'word' })
  const words = await wordsIn(app, leader, ticket)
  expect(words).toContain('早于2016年10月10日')
  expect(words).toContain('吉民办字〔2017〕33号')
  expect(words).not.toContain('义务人无履行能力')
})

test('a near relative of those who decide is never confirmed directly', async () => {
  const caseId = await applied('rural_wubao', '2012-06-01', '镇民政办经办人员的叔父')
  const { legacy } = await ask(clerk)(recognition, 'case', { caseId })
  expect(legacy).toMatchObject({ path: 'full_recognition', text: expect.stringContaining('属近亲属备案') })
  await expect(confirm(caseId)).rejects.toThrow('不符合直接确认的条件')
})

test('whoever is too young by today’s condition is confirmed directly only with what the old recognition rested on', async () => {
  const idNumber = givenIdNumber(780, '1990-03-12')
  const caseId = await applied('rural_wubao', '2012-06-01', '', { idNumber })
  await expect(confirm(caseId)).rejects.toThrow('33岁，无残疾')
  const whyFits = '原审批时为重度残疾，证件遗失正在补办'
  const asked = { caseId, mode: 'dispersed', level: 'able', reason: '原农村五保对象，证件齐全', whyFits } as const
  await ask(leader)(recognition, 'confirmDirectly', asked)
  const { deeds } = await ask(leader)(recognition, 'case', { caseId })
  expect(deeds.find(({ kind }) => kind === 'decided')?.note).toContain(whyFits)
})

test('an old recognition rests on its paper; what contradicts it is looked at first, and a level above the lowest on a paper too', async () => {
  const wubao = (more: Partial<ReturnType<typeof givenApplication>>, on = '2012-06-01') =>
    applied('rural_wubao', on, '', more)
  await expect(wubao({ paperReference: '' })).rejects.toThrow('应上传原审批表或供养证的照片')
  await expect(wubao({}, '1930-01-01')).rejects.toThrow('早于出生日期')
  await expect(confirm(await wubao({ householdClass: 'urban' }))).rejects.toThrow('现登记为城市户籍')
  await expect(confirm(await wubao({ facts: { ...givenFacts, property: 'beyond' } }))).rejects.toThrow('财产超过规定')
  const caseId = await wubao({})
  const unable = { caseId, mode: 'dispersed', level: 'unable', reason: '原农村五保对象，证件齐全' } as const
  await expect(ask(leader)(recognition, 'confirmDirectly', unable)).rejects.toThrow('应写明依据')
  const basis = { levelPaper: '县医院诊断证明，1盒5页' }
  await expect(ask(leader)(recognition, 'confirmDirectly', { ...unable, ...basis })).resolves.toBeTruthy()
})
