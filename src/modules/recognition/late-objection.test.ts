/** An objection of the notice's own days that is keyed in only later, and what is looked at before a decision. */
import { expect, test } from 'vitest'
import { givenArea } from '#modules/access/given.ts'
import { givenIdNumber } from '#modules/persons/given.ts'
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
const refusal = (promise: Promise<unknown>) => promise.then(() => 'done', String)

let made = 900
const application = (name: string, bornOn = '1956-03-12') => {
  const idNumber = givenIdNumber((made += 1), bornOn)
  return givenApplication({ name, idNumber, townshipId: township, receivedOn: '2023-08-01' })
}

async function atCounty(name: string) {
  app.setNow('2023-08-01T10:00+08:00')
  const { caseId } = await clerk(recognition, 'apply', application(name))
  app.setNow('2023-08-07T10:00+08:00')
  await clerk(recognition, 'survey', givenSurvey({ caseId, surveyedOn: '2023-08-07' }))
  await clerk(recognition, 'submit', { caseId, fits: true, note: '入户情况属实' })
  await townLeader(recognition, 'opine', { caseId, fits: true, reason: '材料齐全，情况属实' })
  await clerk(recognition, 'post', { caseIds: [caseId], place: '村务公开栏', postedOn: '2023-08-07' })
  app.setNow('2023-08-15T10:00+08:00')
  await clerk(recognition, 'send', { caseIds: [caseId] })
  return caseId
}

const objection = { receivedOn: '2023-08-14', objector: '', words: '他在县城有一套房子' }
const again = { mark: 'objected', step: 'survey', round: 2, clock: { startedOn: '2023-08-14', due: '2023-09-04' } }

test('received within the notice and keyed in when the county has the case, it brings the case back with its own term', async () => {
  const caseId = await atCounty('郑测试')
  app.setNow('2023-08-17T10:00+08:00')
  const late = { ...objection, caseId, receivedOn: '2023-08-15' }
  expect(await refusal(townLeader(recognition, 'object', late))).toContain('公示已于2023年8月14日24时期满')
  const { warnings } = await townLeader(recognition, 'object', { ...objection, caseId })
  expect(warnings.join()).toContain('案件已从县里自动退回')
  expect(await clerk(recognition, 'case', { caseId })).toMatchObject(again)
  const early = givenSurvey({ caseId, surveyedOn: '2023-08-10' })
  const survey = clerk(recognition, 'survey', { ...early, surveyors: ['钱举例', '冯 演示'] })
  expect(await refusal(survey)).toContain('调查日期早于收到异议的2023年8月14日')
  const same = clerk(recognition, 'survey', { ...early, surveyedOn: '2023-08-17', surveyors: ['王 演示', '冯演示'] })
  expect(await refusal(same)).toContain('重新调查应由其他人进行')
})

test('after the county’s return as well: the survey made since counts no more, and others make the next', async () => {
  const caseId = await atCounty('孙举例')
  app.setNow('2023-08-17T10:00+08:00')
  await countyClerk(recognition, 'returnCase', { caseId, to: 'survey', reason: '有人到县里反映房产' })
  const early = givenSurvey({ caseId, surveyedOn: '2023-08-16' })
  expect(await refusal(clerk(recognition, 'survey', early))).toContain('调查日期早于退回的2023年8月17日')
  await clerk(recognition, 'survey', { ...early, surveyedOn: '2023-08-17' })
  await townLeader(recognition, 'object', { ...objection, caseId })
  expect(await clerk(recognition, 'case', { caseId })).toMatchObject(again)
  expect(await refusal(clerk(recognition, 'submit', { caseId, fits: true, note: '情况属实' }))).toContain(
    '本轮还没有登记入户调查',
  )
})

test('a child applies through a guardian or a helper, named with the relation', async () => {
  app.setNow('2023-08-01T10:00+08:00')
  const child = application('小示例', '2015-03-12')
  expect(await refusal(clerk(recognition, 'apply', child))).toContain('未满18周岁')
  const by = { ...child, appliedBy: 'guardian' as const, helper: '周虚构' }
  expect(await refusal(clerk(recognition, 'apply', by))).toContain('与申请人的关系')
  const own = { ...by, helper: '小 示例', relation: '本人' }
  expect(await refusal(clerk(recognition, 'apply', own))).toContain('代办人不能是申请人自己')
  expect(await refusal(clerk(recognition, 'apply', { ...by, relation: '外祖母' }))).toBe('done')
})

test('papers are not waived by a letter, and whoever decides without them says why', async () => {
  app.setNow('2023-08-01T10:00+08:00')
  const bare = { ...application('李样本'), materials: [], committed: false }
  expect(await refusal(clerk(recognition, 'apply', { ...bare, insisted: 'x' }))).toContain('至少4个字')
  const { caseId } = await clerk(recognition, 'apply', { ...bare, insisted: '卧床，先受理后补' })
  app.setNow('2023-08-07T10:00+08:00')
  await clerk(recognition, 'survey', givenSurvey({ caseId, surveyedOn: '2023-08-07' }))
  await clerk(recognition, 'submit', { caseId, fits: true, note: '入户情况属实' })
  await townLeader(recognition, 'opine', { caseId, fits: true, reason: '材料齐全，情况属实' })
  await clerk(recognition, 'post', { caseIds: [caseId], place: '村务公开栏', postedOn: '2023-08-07' })
  app.setNow('2023-08-15T10:00+08:00')
  await clerk(recognition, 'send', { caseIds: [caseId] })
  await app.number()
  app.setNow('2023-08-16T10:00+08:00')
  await countyClerk(recognition, 'draw', {})
  await countyClerk(recognition, 'checkResult', { caseId, agrees: true, facts: '入户核查与调查一致' })
  const proposed = { caseId, fits: true, reason: '情况属实', mode: 'dispersed', level: 'able' } as const
  expect(await refusal(countyClerk(recognition, 'propose', proposed))).toContain('材料尚缺')
  const why = { papersReason: '身份已与公安核对' }
  await countyClerk(recognition, 'propose', { ...proposed, ...why })
  const file = await leader(recognition, 'case', { caseId })
  expect(file.departures.map(({ text, reason }) => `${text}|${reason}`)).toContainEqual(
    expect.stringMatching(/材料尚缺：.*承诺书.*身份已与公安核对/),
  )
})
