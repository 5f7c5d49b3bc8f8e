/** Whose hands a deed needs, and what is compared before it counts: numbers with names, items with the rule, terms with their days. */
import { expect, test } from 'vitest'
import { givenArea } from '#modules/access/given.ts'
import { givenIdNumber, givenPerson } from '#modules/persons/given.ts'
import { testApp } from '../../../test/app.ts'
import { recognition } from './contract.ts'
import { givenApplication, givenSurvey } from './given.ts'

const app = await testApp({ now: '2023-08-01T10:00+08:00' })
const township = await givenArea(app.superuser, { level: 'township', name: '甲镇' })
const scope = { kind: 'townships' as const, ids: [township] }
const clerk = app.as(app.actor('township-clerk', scope))
const townLeader = app.as(app.actor('township-leader', scope))
const countyClerk = app.as(app.actor('county-clerk'))
const leader = app.as(app.actor('county-leader'))
let made = 900

async function applied(name: string, more: object = {}) {
  app.setNow('2023-08-01T10:00+08:00')
  made += 1
  const idNumber = givenIdNumber(made, '1956-03-12')
  const given = givenApplication({ name, idNumber, townshipId: township, receivedOn: '2023-08-01' })
  return (await clerk(recognition, 'apply', { ...given, ...more })).caseId
}

async function posted(name: string) {
  const caseId = await applied(name)
  app.setNow('2023-08-07T10:00+08:00')
  await clerk(recognition, 'survey', givenSurvey({ caseId, surveyedOn: '2023-08-07' }))
  await clerk(recognition, 'submit', { caseId, fits: true, note: '入户情况属实' })
  app.setNow('2023-08-10T10:00+08:00')
  await townLeader(recognition, 'opine', { caseId, fits: true, reason: '材料齐全，情况属实' })
  await clerk(recognition, 'post', { caseIds: [caseId], place: '村务公开栏', postedOn: '2023-08-10' })
  return caseId
}

test('the level is counted from items of the rule, each once, and a blank in a name makes no second surveyor', async () => {
  const caseId = await applied('张示例')
  app.setNow('2023-08-07T10:00+08:00')
  const survey = givenSurvey({ caseId, surveyedOn: '2023-08-07' })
  for (const cannot of [['zzz'], ['bathing', 'bathing']])
    await expect(clerk(recognition, 'survey', { ...survey, cannot })).rejects.toThrow('规定以外的项目')
  const twice = { ...survey, surveyors: ['王演示', '王 演示'] }
  await expect(clerk(recognition, 'survey', twice)).rejects.toThrow('不能是同一人')
  const own = { ...survey, surveyors: ['张 示例', '王演示'] }
  await expect(clerk(recognition, 'survey', own)).rejects.toThrow('申请人不能是自己的调查人')
})

test('a number of somebody supported before is not taken for another name', async () => {
  const idNumber = givenIdNumber(990, '1956-03-12')
  const former = { name: '冯假功', idNumber, secrets: app.installation.secrets, townshipId: township }
  await givenPerson(app.superuser, {
    ...former,
    supportedFrom: '2020-01-01',
    endedOn: '2022-12-31',
    knownAt: '2020-01-01T00:00:00Z',
  })
  await expect(applied('别名氏', { idNumber })).rejects.toThrow('原档案中的姓名是冯假功')
  await expect(applied('冯假功', { idNumber })).resolves.toBeTruthy()
})

test('a decision after the county’s last day counts as late, with the days it took', async () => {
  const caseId = await posted('王模拟')
  app.setNow('2023-08-18T10:00+08:00')
  await clerk(recognition, 'send', { caseIds: [caseId] })
  await app.number()
  app.setNow('2023-08-21T10:00+08:00')
  await countyClerk(recognition, 'draw', {})
  await countyClerk(recognition, 'checkResult', { caseId, agrees: true, facts: '入户核查与调查一致' })
  app.setNow('2023-09-20T10:00+08:00')
  const support = { mode: 'dispersed', level: 'able' } as const
  await countyClerk(recognition, 'propose', { caseId, fits: true, reason: '情况属实，予以认定', ...support })
  await leader(recognition, 'decide', { caseId, decision: 'confirmed', reason: '同意审核意见' })
  const { county } = await countyClerk(recognition, 'figures', {})
  expect(county).toMatchObject({ finished: 1, inTime: 0, averageDays: 23 })
})

test('an application of more than a year ago is asked about, not entered with its terms long over', async () => {
  const old = { receivedOn: '2022-01-03', paperReference: '1盒2页' }
  await expect(applied('周虚构', old)).rejects.toThrow('请核对是否录错')
})
