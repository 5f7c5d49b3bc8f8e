/** What somebody might try across the levels and after the day: through the door. */
import { expect, test } from 'vitest'
import { givenArea } from '#modules/access/given.ts'
import { givenIdNumber } from '#modules/persons/given.ts'
import { testApp } from '../../../test/app.ts'
import { recognition } from './contract.ts'
import { givenApplication, givenFacts, givenSurvey } from './given.ts'

const app = await testApp({ now: '2023-08-01T10:00+08:00' })
const township = await givenArea(app.superuser, { level: 'township', name: '甲镇' })
const scope = { kind: 'townships' as const, ids: [township] }
const clerk = app.as(app.actor('township-clerk', scope))
const townLeader = app.as(app.actor('township-leader', scope))
const countyClerk = app.as(app.actor('county-clerk'))
const leader = app.as(app.actor('county-leader'))
const refusal = (promise: Promise<unknown>) => promise.then(() => 'done', String)

let made = 300
async function posted(more: Partial<ReturnType<typeof givenApplication>> = {}) {
  app.setNow('2023-08-01T10:00+08:00')
  made += 1
  const idNumber = givenIdNumber(made, '1956-03-12')
  const given = givenApplication({ name: '陈举例', idNumber, townshipId: township, receivedOn: '2023-08-01' })
  const { caseId } = await clerk(recognition, 'apply', { ...given, ...more })
  app.setNow('2023-08-07T10:00+08:00')
  await clerk(recognition, 'survey', givenSurvey({ caseId, surveyedOn: '2023-08-07' }))
  await clerk(recognition, 'submit', { caseId, fits: true, note: '入户情况属实' })
  await townLeader(recognition, 'opine', { caseId, fits: true, reason: '材料齐全，情况属实' })
  await clerk(recognition, 'post', { caseIds: [caseId], place: '村务公开栏', postedOn: '2023-08-07' })
  return caseId
}
async function inCounty() {
  const caseId = await posted()
  app.setNow('2023-08-15T10:00+08:00')
  await clerk(recognition, 'send', { caseIds: [caseId] })
  return caseId
}

test('each level stops its own clock only, and a stopped case belongs to the draw like any other', async () => {
  const caseId = await inCounty()
  const pause = { caseId, reason: 'awaiting_check' }
  expect(await refusal(clerk(recognition, 'pause', pause))).toContain('计时由县里暂停和恢复')
  await countyClerk(recognition, 'pause', pause)
  expect(await refusal(clerk(recognition, 'resume', { caseId }))).toContain('计时由县里暂停和恢复')
  await app.number()
  app.setNow('2023-08-16T10:00+08:00')
  expect(await countyClerk(recognition, 'draw', {})).toMatchObject({ number: 'SH-2023-08-1', population: 1, sample: 1 })
  await countyClerk(recognition, 'resume', { caseId })
  await countyClerk(recognition, 'checkResult', { caseId, agrees: true, facts: '入户核查一致' })
  const propose = { caseId, fits: true, reason: '', mode: 'dispersed', level: 'unable' } as const
  expect(await refusal(countyClerk(recognition, 'propose', propose))).toContain('等级不同，应写明理由')
  await countyClerk(recognition, 'propose', { ...propose, level: 'able', reason: '情况属实' })
  const again = { caseId, agrees: false, facts: '改为不一致' }
  expect(await refusal(countyClerk(recognition, 'checkResult', again))).toContain('不能再登记核查结果')
  const decide = { caseId, decision: 'confirmed', mode: 'centralised' } as const
  expect(await refusal(leader(recognition, 'decide', decide))).toContain('与县级经办提出的不同')
})

test('an objection handed in on the last day counts although it is entered the day after', async () => {
  const caseId = await posted()
  app.setNow('2023-08-15T09:00+08:00')
  const objection = { caseId, receivedOn: '2023-08-15', words: '在县城另有住房' }
  expect(await refusal(townLeader(recognition, 'object', objection))).toContain('请按举报投诉登记')
  expect((await townLeader(recognition, 'object', { ...objection, receivedOn: '2023-08-14' })).step).toBe('survey')
})

test('a paper that only the applicant can give is not set aside, and a name is a name', async () => {
  app.setNow('2023-08-01T10:00+08:00')
  const given = givenApplication({
    name: '陈举例',
    idNumber: givenIdNumber(399, '1956-03-12'),
    townshipId: township,
    receivedOn: '2023-08-01',
  })
  const commitment = { code: 'commitment', state: 'not_needed' as const }
  expect(await refusal(clerk(recognition, 'apply', { ...given, materials: [commitment] }))).toContain(
    '“承诺书”须由申请人提交',
  )
  const other = { code: 'zzz', state: 'have' as const }
  expect(await refusal(clerk(recognition, 'apply', { ...given, materials: [other] }))).toContain('规定以外的材料')
  expect(await refusal(clerk(recognition, 'apply', { ...given, name: '😀陈' }))).toContain('姓名应为')
})

test('the clerk who sends on against the rules says why, and an empty form is nobody’s proof', async () => {
  const caseId = await posted({ facts: { ...givenFacts, obligors: [] } })
  const { reasoning } = await clerk(recognition, 'case', { caseId })
  expect(reasoning.conditions.find(({ key }) => key === 'obligors')?.verdict).toBe('met')
  app.setNow('2023-08-01T10:00+08:00')
  const idNumber = givenIdNumber(398, '1956-03-12')
  const empty = givenApplication({ name: '陈举例', idNumber, townshipId: township, receivedOn: '2023-08-01' })
  const made2 = await clerk(recognition, 'apply', { ...empty, facts: {} })
  const seen = await clerk(recognition, 'case', { caseId: made2.caseId })
  expect(seen.reasoning.conditions.map(({ key, verdict }) => [key, verdict])).toEqual([
    ['labour', 'met'],
    ['income', 'missing'],
    ['obligors', 'missing'],
    ['overlap', 'missing'],
  ])
  await clerk(recognition, 'survey', givenSurvey({ caseId: made2.caseId, surveyedOn: '2023-08-01' }))
  expect(await refusal(clerk(recognition, 'submit', { caseId: made2.caseId, fits: false }))).toContain('应写明理由')
})
