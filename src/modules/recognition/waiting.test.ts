/** A clock at every step: before acceptance and before the poster the county's own term runs, or the days are shown; and who may apply by himself. */
import { expect, test } from 'vitest'
import { givenArea } from '#modules/access/given.ts'
import { duties } from '#modules/duties/contract.ts'
import { givenIdNumber } from '#modules/persons/given.ts'
import { persons } from '#modules/persons/contract.ts'
import { policy } from '#modules/policy/contract.ts'
import { testApp } from '../../../test/app.ts'
import { recognition } from './contract.ts'
import { givenApplication, givenSurvey } from './given.ts'

const app = await testApp({ now: '2023-08-01T10:00+08:00' })
const township = await givenArea(app.superuser, { level: 'township', name: '甲镇' })
const village = await givenArea(app.superuser, { level: 'village', name: '子村', parentId: township })
const scope = { kind: 'townships' as const, ids: [township] }
const clerk = app.as(app.actor('township-clerk', scope))
const townLeader = app.as(app.actor('township-leader', scope))
const countyClerk = app.as(app.actor('county-clerk'))
const leader = app.as(app.actor('county-leader', { accountId: crypto.randomUUID() }))
const aide = app.as(app.actor('village-aide', { kind: 'villages', ids: [village] }))

let made = 600
function application(name: string, more: object = {}) {
  made += 1
  const idNumber = givenIdNumber(made, '1956-03-12')
  const given = givenApplication({ name, idNumber, townshipId: township, receivedOn: '2023-08-01' })
  return { ...given, villageId: village, ...more }
}
const seen = (caseId: string) => clerk(recognition, 'case', { caseId })
const tasks = async (ask: typeof clerk) => (await ask(duties, 'mine', {})).tasks

async function handedIn(name: string) {
  app.setNow('2023-08-01T10:00+08:00')
  return (await aide(recognition, 'apply', application(name))).caseId
}
async function opined(name: string) {
  app.setNow('2023-08-01T10:00+08:00')
  const { caseId } = await clerk(recognition, 'apply', application(name))
  app.setNow('2023-08-07T10:00+08:00')
  await clerk(recognition, 'survey', givenSurvey({ caseId, surveyedOn: '2023-08-07' }))
  await clerk(recognition, 'submit', { caseId, fits: true, note: '入户情况属实' })
  await townLeader(recognition, 'opine', { caseId, fits: true, reason: '材料齐全，情况属实' })
  return caseId
}

test('without a term of the county the days a case has lain are shown, in my-work too, and the leader hears of it', async () => {
  const handed = await handedIn('张示例')
  const unposted = await opined('李样本')
  app.setNow('2023-08-08T10:00+08:00')
  expect(await seen(handed)).toMatchObject({ step: 'acceptance', clock: null, lain: 5 })
  expect(await seen(unposted)).toMatchObject({ step: 'publicity', unposted: true, clock: null, lain: 1 })
  const titles = (await tasks(clerk)).map(({ title }) => title)
  expect(titles).toContain('受理村（居）交来的申请（收到后已5个工作日）')
  expect(titles).toContain('安排公示（初审后已1个工作日）')
  expect((await tasks(townLeader)).map(({ title }) => title)).toContain('督办：收到申请未受理')
  await clerk(recognition, 'supplement', {
    caseId: handed,
    receivedOn: '2023-08-08',
    materials: [{ code: 'identity', state: 'missing' }],
  })
  app.setNow('2023-08-10T10:00+08:00')
  expect(await seen(handed)).toMatchObject({ mark: 'supplement', lain: 2 })
  expect((await tasks(clerk)).map(({ title }) => title)).toContain('等待申请人补交材料（告知后已2个工作日）')
})

test('a term that the county sets runs before acceptance and before the poster, and is counted when it is over', async () => {
  app.setNow('2023-08-01T10:00+08:00')
  const paper = {
    name: '认定时限规定',
    number: '示例文〔2023〕8号',
    title: '认定时限规定（虚构）',
    issuers: ['示例单位'],
  }
  const quote = '收到申请三个工作日内受理，初审后二个工作日内张贴'
  const dates = { status: 'in_force', issuedOn: '2023-07-01', effectiveFrom: '2023-07-01' } as const
  await countyClerk(policy, 'registerDocument', { ...paper, ...dates, text: `一、时限\n${quote}。` })
  const own = { document: paper.name, clause: '一、时限', quote, from: '2023-07-01' }
  for (const [key, count] of [
    ['recognition.acceptance_term', 3],
    ['recognition.posting_term', 2],
  ] as const) {
    const { id } = await countyClerk(policy, 'propose', { ...own, key, value: { count, unit: 'working_day' } })
    await leader(policy, 'adopt', { id })
  }
  const handed = await handedIn('王演示')
  app.setNow('2023-08-02T10:00+08:00')
  const { clock } = await seen(handed)
  expect(clock).toMatchObject({ due: '2023-08-04', left: 2, term: 3, startedOn: '2023-08-01' })
  expect(clock?.citations[0]?.clause).toBe('一、时限')
  app.setNow('2023-08-08T10:00+08:00')
  expect((await clerk(recognition, 'list', { mark: 'late' })).rows.map(({ id }) => id)).toContain(handed)
  expect((await tasks(townLeader)).map(({ title }) => title)).toContain('督办逾期：受理')
  await clerk(recognition, 'supplement', { caseId: handed, receivedOn: '2023-08-08', materials: [] })
  expect((await seen(handed)).terms[0]).toMatchObject({ title: '受理或一次性告知', used: 5, term: 3, late: true })
  const unposted = await opined('赵虚构')
  expect((await seen(unposted)).clock).toMatchObject({ due: '2023-08-09', term: 2 })
  await clerk(recognition, 'post', { caseIds: [unposted], place: '村务公开栏', postedOn: '2023-08-07' })
  expect((await seen(unposted)).clock).toMatchObject({ due: '2023-08-14', noticeDays: 7 })
})

test('an adult is asked for his capacity: who lacks it applies through somebody named, and the file says it with its basis', async () => {
  app.setNow('2023-08-01T10:00+08:00')
  const apply = (more: object) => clerk(recognition, 'apply', application('孙模拟', more))
  await expect(apply({ capacity: null })).rejects.toThrow('还没有询问民事行为能力')
  await expect(apply({ capacity: 'none' })).rejects.toThrow(/应写明依据.*不能由本人单独申请/)
  const basis = { capacity: 'none' as const, capacityBasis: '示例法院（2023）特1号判决' }
  await expect(apply({ ...basis, appliedBy: 'guardian', helper: '孙假设' })).rejects.toThrow('与申请人的关系')
  await expect(apply({ phone: 'abc不是电话' })).rejects.toThrow('电话')
  const idNumber = givenIdNumber(690, '2018-03-12')
  const child = { idNumber, capacity: null, appliedBy: 'guardian', helper: '孙假设', relation: '祖父' }
  await expect(clerk(recognition, 'apply', application('孙样本', child))).resolves.toBeTruthy()
  const { caseId } = await apply({ ...basis, appliedBy: 'guardian', helper: '孙假设', relation: '长兄' })
  expect(await seen(caseId)).toMatchObject(basis)
  app.setNow('2023-08-07T10:00+08:00')
  await clerk(recognition, 'survey', givenSurvey({ caseId, surveyedOn: '2023-08-07' }))
  await clerk(recognition, 'submit', { caseId, fits: true, note: '入户情况属实' })
  await townLeader(recognition, 'opine', { caseId, fits: true, reason: '材料齐全，情况属实' })
  await clerk(recognition, 'post', { caseIds: [caseId], place: '村务公开栏', postedOn: '2023-08-07' })
  app.setNow('2023-08-15T10:00+08:00')
  const sent = await clerk(recognition, 'send', { caseIds: [caseId] })
  expect(sent.warnings.join()).toContain('孙模拟：所在村（居）没有登记公示榜张贴照片')
  await app.number()
  app.setNow('2023-08-16T10:00+08:00')
  await countyClerk(recognition, 'draw', {})
  await countyClerk(recognition, 'checkResult', { caseId, agrees: true, facts: '入户核查与调查一致' })
  const support = { mode: 'dispersed', level: 'able' } as const
  await countyClerk(recognition, 'propose', { caseId, fits: true, reason: '情况属实，予以认定', ...support })
  const decide = { caseId, decision: 'confirmed', reason: '同意审核意见' } as const
  const { personId, warnings } = await leader(recognition, 'decide', decide)
  expect(warnings.join()).toContain('请在一人一档登记监护人（申请时的代办人：孙假设，长兄）')
  expect(await countyClerk(persons, 'person', { personId: personId ?? '' })).toMatchObject({
    capacity: 'none',
    capacityBasis: '示例法院（2023）特1号判决',
    capacitySince: '2023-08-01',
  })
})
