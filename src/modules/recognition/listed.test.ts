/** 敖汉旗: another department's list speaks of an applicant; confirmation ends that benefit without a month lost or doubled. */
import { hash } from 'node:crypto'
import { expect, test } from 'vitest'
import { givenArea } from '#modules/access/given.ts'
import { assessments } from '#modules/assessments/contract.ts'
import { duties } from '#modules/duties/contract.ts'
import { overlaps } from '#modules/overlaps/contract.ts'
import { givenList } from '#modules/overlaps/given.ts'
import { givenIdNumber, givenPerson } from '#modules/persons/given.ts'
import { receiveFile } from '#platform/file-rows.ts'
import { testApp } from '../../../test/app.ts'
import { recognition } from './contract.ts'
import { givenApplication, givenFacts, givenSurvey } from './given.ts'

const county = '150430'
const app = await testApp({ now: '2023-11-06T10:00+08:00' })
const townshipId = await givenArea(app.superuser, { county, level: 'township', name: '示例镇' })
const { secrets } = app.installation
await givenPerson(app.superuser, {
  county,
  townshipId,
  secrets,
  name: '吴示样',
  idNumber: givenIdNumber(1, '1950-02-03'),
})
const scope = { county, kind: 'townships' as const, ids: [townshipId] }
const clerk = app.as(app.actor('township-clerk', scope))
const townLeader = app.as(app.actor('township-leader', scope))
const countyActor = app.actor('county-clerk', { county })
const countyClerk = app.as(countyActor)
const leader = app.as(app.actor('county-leader', { county }))
const system = app.as(app.system(county))
const idNumber = givenIdNumber(72, '1956-03-12')

async function published(kind: string, month: '2023-09' | '2023-10', numbers: readonly string[]): Promise<string> {
  const bytes = givenList(numbers.map((number, at) => ({ 姓名: `何举例${'甲乙丙'[at] ?? ''}`, 身份证号: number })))
  const file = { name: `${month}.csv`, mediaType: 'text/csv', bytes, sha256: hash('sha256', bytes, 'hex') }
  const { fileId } = await receiveFile(app.installation, countyActor, county, file)
  const { listId } = await countyClerk(overlaps, 'start', { fileId, kind, source: '旗低保经办', month })
  await system(overlaps, 'read', { listId, edition: 1, from: 0 })
  return listId
}
const hitsOf = async (number: string) =>
  (await clerk(recognition, 'checkIdentity', { idNumber: number })).hits.map(({ code }) => code)
const given = () => ({ ...givenApplication({ name: '何举例', idNumber, townshipId, receivedOn: '2023-11-06' }) })
const refusal = (promise: Promise<unknown>) => promise.then(() => 'done', String)

test('a number in the latest list of an exclusive benefit is said at intake and stands in the reasoning until it is weighed', async () => {
  const old = `${idNumber.slice(0, 6)}${idNumber.slice(8, 17)}`
  const first = await published('dibao', '2023-09', [idNumber])
  expect(await hitsOf(idNumber)).toContain('listed_dibao')
  await published('dibao', '2023-10', [givenIdNumber(900, '1960-01-01')])
  expect(await hitsOf(idNumber)).not.toContain('listed_dibao')
  expect(first).toBeTruthy()
  const again = await published('dibao', '2023-10', [givenIdNumber(901, '1960-01-01'), old])
  expect(await hitsOf(idNumber)).toContain('listed_dibao')
  // What may lawfully be drawn beside support leaves no trace of strangers.
  await published('old_age_allowance', '2023-10', [idNumber])
  const { rows } = await app.superuser.query('select distinct kind from overlap.number_set')
  expect(rows).toEqual([{ kind: 'dibao' }])
  await countyClerk(overlaps, 'undo', { listId: again, reason: '名单月份选错，撤销' })
  expect(await hitsOf(idNumber)).not.toContain('listed_dibao')
  await published('dibao', '2023-10', [idNumber])
})

test('whoever draws the minimum allowance is recognised, and the allowance ends with the month of the confirmation', async () => {
  const { caseId } = await clerk(recognition, 'apply', given())
  const seen = await clerk(recognition, 'case', { caseId })
  expect(seen.listed).toMatchObject([{ kind: 'dibao', month: '2023-10' }])
  expect(seen.reasoning.proposal).toBe('open')
  expect(seen.reasoning.conditions.at(-1)?.lines.join()).toContain('申请和调查没有登记，请核实')
  const facts = { ...givenFacts, benefits: ['dibao' as const] }
  await clerk(recognition, 'survey', {
    ...givenSurvey({ caseId, surveyedOn: '2023-11-06' }),
    facts,
    dispersedSuits: false,
  })
  expect((await clerk(recognition, 'case', { caseId })).reasoning.conditions.at(-1)?.verdict).toBe('met')
  await clerk(recognition, 'submit', { caseId, fits: true, note: '入户情况属实' })
  await townLeader(recognition, 'opine', { caseId, fits: true, reason: '收入低于旗定标准' })
  await clerk(recognition, 'post', { caseIds: [caseId], place: '嘎查公开栏', postedOn: '2023-11-06' })
  app.setNow('2023-11-14T10:00+08:00')
  await clerk(recognition, 'send', { caseIds: [caseId] })
  await app.number()
  app.setNow('2023-11-15T10:00+08:00')
  await countyClerk(recognition, 'draw', {})
  await countyClerk(recognition, 'checkResult', { caseId, agrees: true, facts: '入户核查一致' })
  const proposed = { caseId, fits: true, reason: '收入低于旗定标准', mode: 'dispersed', level: 'able' } as const
  // A list of deaths that came in while the case lay at the county stops it until he was seen alive.
  await published('death', '2023-10', [idNumber])
  expect((await leader(recognition, 'case', { caseId })).listed.map(({ kind }) => kind)).toContain('death')
  await expect(countyClerk(recognition, 'propose', proposed)).rejects.toThrow('须由县级经办核实本人健在')
  await countyClerk(recognition, 'propose', { ...proposed, alive: '11月15日入户见到本人' })
  const done = await leader(recognition, 'decide', { caseId, decision: 'confirmed', reason: '同意确认' })
  expect(done.warnings.join()).toContain('最低生活保障付到2023年11月，供养自2023年12月起')
  const file = await countyClerk(recognition, 'case', { caseId })
  expect(file.linkages).toMatchObject([{ oldThrough: '2023-11', newFrom: '2023-12', carriedOn: null }])
  const tasks = (await countyClerk(duties, 'mine', {})).tasks
  expect(tasks.map(({ title }) => title)).toContain('办理制度衔接：最低生活保障付到2023年11月')
  const linkageId = file.linkages[0]?.id ?? ''
  const carried = { linkageId, carriedOn: '2023-11-15', words: '已通知低保经办停发', paper: '' }
  expect(await refusal(countyClerk(recognition, 'carryLinkage', { ...carried, carriedOn: '2023-11-01' }))).toContain(
    '办结日期应在',
  )
  await countyClerk(recognition, 'carryLinkage', carried)
  expect(await refusal(countyClerk(recognition, 'carryLinkage', carried))).toContain('不能重复登记')
  expect((await countyClerk(recognition, 'case', { caseId })).deeds[0]?.text).toBe(
    '制度衔接办结：最低生活保障付到2023年11月',
  )
  const asked = await countyClerk(assessments, 'list', { personId: done.personId })
  expect(asked.rows).toMatchObject([{ why: 'recognition', status: 'requested' }])
})

test('whoever is unfit for support at home stands in the list of the day until he lives in a home (AH-2.1.3b)', async () => {
  const waiting = async () =>
    (await leader(duties, 'mine', {})).tasks.filter(({ kind }) => kind === 'recognition.unsuitable')
  expect((await waiting()).map(({ title }) => title)).toEqual([
    expect.stringContaining('不适合分散供养，尚未入住敬老院'),
  ])
  const home = crypto.randomUUID()
  await app.superuser.query(
    `update persons.person set mode = 'centralised', organisation_id = $1 where name = '何举例'`,
    [home],
  )
  expect(await waiting()).toEqual([])
})
