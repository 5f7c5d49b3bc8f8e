/** What happens in the village and after a confirmation, through the door. */
import { hash } from 'node:crypto'
import { expect, test } from 'vitest'
import { givenArea } from '#modules/access/given.ts'
import { duties } from '#modules/duties/contract.ts'
import { givenIdNumber } from '#modules/persons/given.ts'
import { receiveFile } from '#platform/file-rows.ts'
import { testApp } from '../../../test/app.ts'
import { recognition } from './contract.ts'
import { givenApplication, givenFacts, givenSurvey } from './given.ts'

const app = await testApp({ now: '2023-08-01T10:00+08:00' })
const township = await givenArea(app.superuser, { level: 'township', name: '甲镇' })
const village = await givenArea(app.superuser, { level: 'village', name: '东村', parentId: township })
const other = await givenArea(app.superuser, { level: 'village', name: '西村', parentId: township })
const scope = { kind: 'townships' as const, ids: [township] }
const clerk = app.actor('township-clerk', scope)
const townLeader = app.actor('township-leader', scope)
const countyClerk = app.actor('county-clerk')
const leader = app.actor('county-leader')
const aide = app.actor('village-aide', { kind: 'villages', ids: [village] })
const otherAide = app.actor('village-aide', { kind: 'villages', ids: [other] })
const ask = app.as
const refusal = (promise: Promise<unknown>) => promise.then(() => 'done', String)
type Actor = typeof clerk

const photo = async (by: Actor) => {
  const bytes = Uint8Array.from([
    0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xff, 0xd9,
  ])
  const file = { name: '公示.jpg', mediaType: 'image/jpeg', bytes, sha256: hash('sha256', bytes, 'hex') }
  return (await receiveFile(app.installation, by, '371522', file)).fileId
}

let made = 700
const names = [...'甲乙丙丁戊己庚辛']
const numberOf = () => givenIdNumber((made += 1), '1956-03-12')
const application = (more: Partial<ReturnType<typeof givenApplication>> = {}) => {
  const idNumber = numberOf()
  const name = `周示例${names[made % names.length] ?? ''}`
  return {
    ...givenApplication({ name, idNumber, townshipId: township, receivedOn: '2023-08-01' }),
    villageId: village,
    ...more,
  }
}

async function toPublicity(more: Partial<ReturnType<typeof givenApplication>> = {}, survey = {}) {
  app.setNow('2023-08-01T10:00+08:00')
  const { caseId } = await ask(clerk)(recognition, 'apply', application(more))
  app.setNow('2023-08-07T10:00+08:00')
  await ask(clerk)(recognition, 'survey', { ...givenSurvey({ caseId, surveyedOn: '2023-08-07' }), ...survey })
  await ask(clerk)(recognition, 'submit', { caseId, fits: true, note: '入户情况属实' })
  await ask(townLeader)(recognition, 'opine', { caseId, fits: true, reason: '材料齐全，情况属实' })
  return caseId
}

async function confirmed(more: Partial<ReturnType<typeof givenApplication>> = {}, survey = {}) {
  const caseId = await toPublicity(more, survey)
  await ask(clerk)(recognition, 'post', { caseIds: [caseId], place: '村务公开栏', postedOn: '2023-08-07' })
  app.setNow('2023-08-15T10:00+08:00')
  await ask(clerk)(recognition, 'send', { caseIds: [caseId] })
  await app.number()
  app.setNow('2023-08-16T10:00+08:00')
  await ask(countyClerk)(recognition, 'draw', {})
  const seen = await ask(leader)(recognition, 'case', { caseId })
  if (seen.sampled) await ask(countyClerk)(recognition, 'checkResult', { caseId, agrees: true, facts: '入户核查一致' })
  const support = { mode: 'dispersed', level: 'able' } as const
  await ask(countyClerk)(recognition, 'propose', { caseId, fits: true, reason: '情况属实', ...support })
  const other = app.actor('county-leader', { accountId: 'test-leader-2' })
  const done = await ask(other)(recognition, 'decide', { caseId, decision: 'confirmed', reason: '情况属实，同意' })
  return { caseId, done }
}
const titlesOf = async (actor: Actor) => (await ask(actor)(duties, 'mine', {})).tasks.map(({ title }) => title)

test('a village hands in for its own people; no term runs until the township has received it', async () => {
  app.setNow('2023-08-01T10:00+08:00')
  const given = application({ appliedBy: 'village', helper: '东村协理员' })
  expect(await refusal(ask(otherAide)(recognition, 'apply', given))).toContain('只能为本村（居）的居民代交申请')
  const { caseId, step, warnings } = await ask(aide)(recognition, 'apply', given)
  expect([step, warnings.join()]).toEqual(['acceptance', expect.stringContaining('由乡镇核对后受理')])
  expect((await ask(clerk)(recognition, 'case', { caseId })).clock).toBeNull()
  expect(await refusal(ask(aide)(recognition, 'case', { caseId }))).toContain('没有')
  expect(await titlesOf(clerk)).toContain('受理村（居）交来的申请')
  app.setNow('2023-08-03T10:00+08:00')
  await ask(clerk)(recognition, 'supplement', { caseId, receivedOn: '2023-08-03', materials: [] })
  expect((await ask(clerk)(recognition, 'case', { caseId })).clock).toMatchObject({ startedOn: '2023-08-03' })
  const { asks } = await ask(aide)(recognition, 'helping', {})
  expect(asks.map(({ kind }) => kind)).toContain('survey')
  expect((await ask(otherAide)(recognition, 'helping', {})).asks).toEqual([])
  await ask(aide)(recognition, 'aid', { caseId, what: 'survey', on: '2023-08-03', words: '已陪同两名调查人到家' })
  expect(
    await refusal(ask(otherAide)(recognition, 'aid', { caseId, what: 'survey', on: '2023-08-03', words: '到过场了' })),
  ).toContain('不在您的辖区')
  expect((await ask(clerk)(recognition, 'case', { caseId })).deeds[0]?.text).toBe('村（居）协助：陪同入户调查')
})

test('an aide learns of somebody from another village no more than that the township knows him', async () => {
  app.setNow('2023-08-01T10:00+08:00')
  const idNumber = numberOf()
  const { caseId } = await confirmed({ name: '吴样本', idNumber, villageId: other })
  const { hits } = await ask(aide)(recognition, 'checkIdentity', { idNumber })
  expect(hits.map(({ message }) => message).join()).not.toContain('吴样本')
  expect(hits[0]?.message).toContain('请由户籍所在地乡镇（街道）核对')
  expect((await ask(otherAide)(recognition, 'checkIdentity', { idNumber })).hits[0]?.message).toContain('吴样本')
  expect(caseId).toBeTruthy()
})

test('each village hangs its sheet with a photo and takes it down only when the days are over', async () => {
  const caseId = await toPublicity()
  const { publicityId } = await ask(clerk)(recognition, 'post', {
    caseIds: [caseId],
    place: '村务公开栏',
    postedOn: '2023-08-07',
  })
  expect(await titlesOf(aide)).toContain('请您协助：张贴公示榜并拍照')
  expect((await ask(aide)(recognition, 'printPoster', { publicityId })).name).toContain('公示榜')
  const hang = async (by: Actor, stage: 'up' | 'down', on: string, villageId = village) =>
    ask(by)(recognition, 'hang', {
      publicityId,
      villageId,
      stage,
      on: on as '2023-08-07',
      photoId: await photo(by),
      note: '',
    })
  expect(await refusal(hang(otherAide, 'up', '2023-08-07', other))).toContain('没有找到这张公示榜')
  expect(await refusal(hang(aide, 'down', '2023-08-07'))).toContain('还没有登记张贴照片')
  await hang(aide, 'up', '2023-08-07')
  expect(await refusal(hang(clerk, 'up', '2023-08-07'))).toContain('不能重复登记')
  expect(await refusal(hang(aide, 'down', '2023-08-07'))).toContain('不能提前收回')
  app.setNow('2023-08-15T09:00+08:00')
  expect(await refusal(hang(aide, 'down', '2023-08-14'))).toContain('不能提前收回')
  expect(await titlesOf(clerk)).toContain('收回公示榜并拍照')
  await hang(aide, 'down', '2023-08-15')
  const { posters } = await ask(clerk)(recognition, 'posters', { open: false })
  expect(posters.find(({ id }) => id === publicityId)?.villages).toMatchObject([
    { village: '东村', up: { on: '2023-08-07' }, down: { on: '2023-08-15' } },
  ])
  const up = posters.find(({ id }) => id === publicityId)?.villages[0]?.up
  expect((await ask(clerk)(recognition, 'openPhoto', { publicityId, photoId: up?.photoId ?? '' })).name).toBe(
    '公示.jpg',
  )
})

test('a confirmation opens the assessment, the publication in the village and, where support takes its place, the end of the other benefit', async () => {
  const jilin = 'dibao' as const
  const { caseId, done } = await confirmed(
    { facts: { ...givenFacts, benefits: [jilin] } },
    { facts: { ...givenFacts, benefits: [jilin] }, dispersedSuits: false },
  )
  expect(done.warnings.join()).toContain('已生成能力评估事项')
  expect(await titlesOf(clerk)).toContain('公布确认结果')
  expect(await titlesOf(aide)).toContain('请您协助：张贴确认公布')
  const publish = { caseIds: [caseId], place: '村务公开栏', postedOn: '2023-08-16' }
  expect((await ask(clerk)(recognition, 'printPublished', { caseIds: [caseId] })).name).toContain('确认公布榜')
  expect(await refusal(ask(aide)(recognition, 'publish', { ...publish, postedOn: '2023-08-15' }))).toContain('早于')
  await ask(aide)(recognition, 'publish', publish)
  expect(await refusal(ask(clerk)(recognition, 'publish', publish))).toContain('不能重复登记')
  expect((await ask(clerk)(recognition, 'case', { caseId })).publishedOn).toBe('2023-08-16')
})

test('whatever stands in the case as a term is told with its days used, its pauses and when it ended', async () => {
  const caseId = await toPublicity()
  const { terms } = await ask(clerk)(recognition, 'case', { caseId })
  expect(terms).toMatchObject([
    {
      title: '调查和初审',
      from: '2023-08-01',
      to: '2023-08-07',
      used: 4,
      term: 15,
      due: '2023-08-22',
      late: false,
      pauses: [],
    },
  ])
})

test('the county sets its day of review; the list says what is ready, and the sheet for the meeting prints', async () => {
  app.setNow('2023-08-16T10:00+08:00')
  const set = (more: object) =>
    ask(countyClerk)(recognition, 'setMeeting', {
      month: '2023-08',
      meetingOn: '2023-08-25',
      papersBy: '2023-08-23',
      ...more,
    })
  expect(await refusal(set({ meetingOn: '2023-09-01' }))).toContain('所选月份内')
  expect(await refusal(set({ papersBy: '2023-08-26' }))).toContain('不能晚于评审会日期')
  expect(await refusal(set({ meetingOn: '2023-08-10', papersBy: '2023-08-09' }))).toContain('只能安排今天以后')
  await set({})
  await set({ meetingOn: '2023-08-28' })
  const seen = await ask(clerk)(recognition, 'meetings', {})
  expect(seen.next).toMatchObject({ meetingOn: '2023-08-28', papersBy: '2023-08-23' })
  expect(await refusal(ask(countyClerk)(recognition, 'printMeeting', {}))).toContain('没有可打印的名单')
  const caseId = await toPublicity()
  await ask(clerk)(recognition, 'post', { caseIds: [caseId], place: '村务公开栏', postedOn: '2023-08-07' })
  app.setNow('2023-08-16T10:00+08:00')
  expect((await ask(clerk)(recognition, 'meetings', {})).soon).toBeGreaterThan(0)
  await ask(clerk)(recognition, 'send', { caseIds: [caseId] })
  expect((await ask(leader)(recognition, 'meetings', {})).ready).toBe(1)
  expect((await ask(leader)(recognition, 'printMeeting', {})).name).toContain('评审会名单')
})

test('lateness and time used stand by unit, the county apart', async () => {
  app.setNow('2023-08-31T10:00+08:00')
  const { rows, county, year } = await ask(leader)(recognition, 'figures', {})
  expect(year).toBe(2023)
  expect(rows.find(({ townshipId }) => townshipId === township)).toMatchObject({
    inTime: expect.any(Number),
    averageDays: 4,
  })
  expect(county.finished).toBeGreaterThan(0)
  expect(county.averageDays).toBe(1)
})

test('a number of fifteen digits is answered with its longer form, a province that does not exist with a doubt', async () => {
  const short = '371522560312001'
  expect((await ask(clerk)(recognition, 'checkIdentity', { idNumber: short })).hits[0]?.message).toMatch(
    /应为37152219560312001[\dX]/,
  )
  const { hits } = await ask(clerk)(recognition, 'checkIdentity', { idNumber: givenIdNumber(991, '1950-01-02') })
  expect(hits).toEqual([expect.objectContaining({ code: 'area', stops: false })])
})
