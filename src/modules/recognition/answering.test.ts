/** 异议答复 to both sides, relatives registered apart, and the papers of one person that are of no other. */
import { expect, test } from 'vitest'
import { givenArea } from '#modules/access/given.ts'
import { duties } from '#modules/duties/contract.ts'
import { givenIdNumber } from '#modules/persons/given.ts'
import { receiveFile } from '#platform/file-rows.ts'
import { sha256 } from '#platform/files.ts'
import { testApp } from '../../../test/app.ts'
import { wordsIn } from '../../../test/words-in.ts'
import { recognition } from './contract.ts'
import { givenApplication, givenSurvey } from './given.ts'

const app = await testApp({ now: '2023-08-01T10:00+08:00' })
const township = await givenArea(app.superuser, { level: 'township', name: '甲镇' })
const scope = { kind: 'townships' as const, ids: [township] }
const clerkActor = app.actor('township-clerk', scope)
const clerk = app.as(clerkActor)
const otherClerk = app.as(app.actor('township-clerk', { ...scope, accountId: 'second-township-clerk' }))
const leaderActor = app.actor('township-leader', scope)
const townLeader = app.as(leaderActor)
const countyClerk = app.as(app.actor('county-clerk'))
let made = 800

const applied = (name: string, more: object = {}) => {
  made += 1
  const idNumber = givenIdNumber(made, '1956-03-12')
  const given = givenApplication({ name, idNumber, townshipId: township, receivedOn: '2023-08-01' })
  return clerk(recognition, 'apply', { ...given, ...more })
}

async function objected(objector: string) {
  app.setNow('2023-08-01T10:00+08:00')
  const { caseId } = await applied('郑测试')
  app.setNow('2023-08-07T10:00+08:00')
  await clerk(recognition, 'survey', givenSurvey({ caseId, surveyedOn: '2023-08-07' }))
  await clerk(recognition, 'submit', { caseId, fits: true, note: '入户情况属实' })
  app.setNow('2023-08-10T10:00+08:00')
  await townLeader(recognition, 'opine', { caseId, fits: true, reason: '材料齐全，情况属实' })
  await clerk(recognition, 'post', { caseIds: [caseId], place: '村务公开栏', postedOn: '2023-08-10' })
  app.setNow('2023-08-14T10:00+08:00')
  const words = '他在县城有一套房子'
  await townLeader(recognition, 'object', { caseId, receivedOn: '2023-08-14', objector, words })
  return caseId
}

async function lookedInto(caseId: string) {
  app.setNow('2023-08-16T10:00+08:00')
  const again = { ...givenSurvey({ caseId, surveyedOn: '2023-08-16' }), surveyors: ['钱举例', '冯演示'] }
  await otherClerk(recognition, 'survey', again)
  await otherClerk(recognition, 'submit', { caseId, fits: true, note: '入户情况属实' })
  await townLeader(recognition, 'opine', { caseId, fits: true, reason: '房屋为其兄所有，查证属实' })
}

test('an objection is answered after the new opinion, once, to the objector and to the applicant, who does not learn the name', async () => {
  const caseId = await objected('赵虚构')
  const { objectionsTaken } = await townLeader(recognition, 'case', { caseId })
  const [objection] = objectionsTaken
  expect(objection).toMatchObject({ objector: '赵虚构', anonymous: false, dueOn: '2023-09-04', mayBeAnswered: false })
  const answer = {
    caseId,
    deedId: objection?.deedId ?? '',
    result: 'not_upheld',
    words: '县城房屋为其兄所有，不动产登记已核对',
    answeredOn: '2023-08-16',
  } as const
  await expect(townLeader(recognition, 'answerObjection', answer)).rejects.toThrow('异议还在重新调查')
  await lookedInto(caseId)
  const { tasks } = await clerk(duties, 'mine', {})
  expect(tasks.find(({ title }) => title === '答复异议人，告知申请人')?.dueOn).toBe('2023-09-04')
  const print = { caseId, deedId: answer.deedId, format: 'word' } as const
  await expect(townLeader(recognition, 'printObjection', { ...print, to: 'applicant' })).rejects.toThrow(
    '还没有登记答复',
  )
  await townLeader(recognition, 'answerObjection', answer)
  await expect(clerk(recognition, 'answerObjection', answer)).rejects.toThrow('不能重复登记')
  for (const to of ['objector', 'applicant'] as const) {
    const { ticket } = await townLeader(recognition, 'printObjection', { ...print, to })
    const words = await wordsIn(app, leaderActor, ticket)
    expect(words).toContain('异议不成立')
    expect(words).toContain('县城房屋为其兄所有')
    expect(words).not.toContain('赵虚构')
  }
  const seen = await clerk(recognition, 'case', { caseId })
  expect(seen.objectionsTaken).toMatchObject([{ objector: '', answer: { result: 'not_upheld' } }])
  expect((await clerk(duties, 'mine', {})).tasks.map(({ title }) => title)).not.toContain('答复异议人，告知申请人')
})

test('nobody can be written to who left no name', async () => {
  const caseId = await objected('')
  await lookedInto(caseId)
  const { objectionsTaken } = await townLeader(recognition, 'case', { caseId })
  const deedId = objectionsTaken[0]?.deedId ?? ''
  const said = { caseId, deedId, result: 'partly', words: '有出租，收入已计入', answeredOn: '2023-08-16' } as const
  expect((await clerk(recognition, 'answerObjection', said)).warnings).toEqual(['异议没有留姓名，请书面告知申请人。'])
  await expect(clerk(recognition, 'printObjection', { caseId, deedId, to: 'objector' })).rejects.toThrow('没有留姓名')
})

test('an objection found true stands against the opinion that went on: the county says why, or turns back', async () => {
  const caseId = await objected('')
  await lookedInto(caseId)
  const { objectionsTaken } = await townLeader(recognition, 'case', { caseId })
  const deedId = objectionsTaken[0]?.deedId ?? ''
  const said = { caseId, deedId, result: 'upheld', words: '县城房屋确为本人所有', answeredOn: '2023-08-16' } as const
  const { warnings } = await clerk(recognition, 'answerObjection', said)
  expect(warnings.join()).toContain('异议成立，而初审意见为符合条件')
  await clerk(recognition, 'post', { caseIds: [caseId], place: '村务公开栏', postedOn: '2023-08-16' })
  app.setNow('2023-08-24T10:00+08:00')
  await clerk(recognition, 'send', { caseIds: [caseId] })
  await app.number()
  app.setNow('2023-08-25T10:00+08:00')
  await countyClerk(recognition, 'draw', {})
  await countyClerk(recognition, 'checkResult', { caseId, agrees: true, facts: '入户核查与调查一致' })
  const support = { caseId, fits: true, mode: 'dispersed', level: 'able' } as const
  await expect(countyClerk(recognition, 'propose', support)).rejects.toThrow('公示期内的异议成立')
  await expect(
    countyClerk(recognition, 'propose', { ...support, reason: '房屋已倒塌，不计入财产' }),
  ).resolves.toBeTruthy()
})

test('near relatives stand in a register of their own, with who visited them when, and on paper', async () => {
  app.setNow('2023-08-01T10:00+08:00')
  await applied('冯模拟', { nearRelative: '镇民政办经办人员之叔' })
  const found = await countyClerk(recognition, 'relatives', {})
  expect(found).toMatchObject({
    total: 1,
    counts: { all: 1, open: 1, visited: 0, confirmed: 0 },
    rows: [{ relativeOf: '镇民政办经办人员之叔', declaredOn: '2023-08-01', check: null }],
    citations: [{ position: 'A-23' }],
  })
  expect((await countyClerk(recognition, 'relatives', { visited: 'yes' })).total).toBe(0)
  expect((await countyClerk(recognition, 'exportRelatives', { format: 'xlsx' })).name).toBe('近亲属备案表.xlsx')
  await expect(clerk(recognition, 'exportRelatives', {})).rejects.toThrow('没有')
})

test('a paper taken into one case is refused in the application of another person', async () => {
  const bytes = Buffer.from('%PDF-1.4 示例')
  const file = { name: '身份证.pdf', mediaType: 'application/pdf', bytes, sha256: sha256(bytes) }
  const { fileId } = await receiveFile(app.installation, clerkActor, '371522', file)
  await applied('吴模拟', { fileIds: [fileId] })
  await expect(applied('周虚构', { fileIds: [fileId] })).rejects.toThrow('“身份证.pdf”已用于另一件事项')
})
