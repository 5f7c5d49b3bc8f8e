/** One number, two counties: supported in one at a time, month after month without gap or double. */
import { expect, test } from 'vitest'
import { givenArea } from '#modules/access/given.ts'
import { persons } from '#modules/persons/contract.ts'
import { givenIdNumber, givenPerson } from '#modules/persons/given.ts'
import { filedBy, givenRegister } from '#modules/persons/given-register.ts'
import { signedInAs } from '../../../test/database.ts'
import { testApp } from '../../../test/app.ts'
import { recognition } from './contract.ts'
import { givenApplication, givenSurvey } from './given.ts'
import pg from 'pg'

const app = await testApp({ now: '2023-08-01T10:00+08:00' })
const former = '150430'
const township = await givenArea(app.superuser, { level: 'township', name: '甲镇' })
const away = await givenArea(app.superuser, { level: 'township', name: '乙镇', county: former })
const third = await givenArea(app.superuser, { level: 'township', name: '丙镇', county: '220183' })
const { newPerson } = await givenRegister(app.superuser)
const scope = { kind: 'townships' as const, ids: [township] }
const clerk = app.as(app.actor('township-clerk', scope))
const townLeader = app.as(app.actor('township-leader', scope))
const countyClerk = app.as(app.actor('county-clerk'))
const leader = app.as(app.actor('county-leader'))
const takeIn = filedBy(countyClerk, leader)
const there = app.as(app.actor('county-clerk', { county: former }))
const clerkThere = app.as(app.actor('township-clerk', { county: former, kind: 'townships', ids: [away] }))
const refusal = (promise: Promise<unknown>) => promise.then(() => 'done', String)

const supportedThere = (idNumber: string, more: { endedOn?: string; diedOn?: string; endReason?: string } = {}) =>
  givenPerson(app.superuser, {
    county: former,
    name: '张示例',
    townshipId: away,
    supportedFrom: '2021-06-01',
    idNumber,
    secrets: app.installation.secrets,
    ...more,
  })

async function confirmedHere(idNumber: string) {
  app.setNow('2023-08-01T10:00+08:00')
  const given = givenApplication({ name: '张示例', idNumber, townshipId: township, receivedOn: '2023-08-01' })
  const { caseId } = await clerk(recognition, 'apply', given)
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
  await countyClerk(recognition, 'checkResult', { caseId, agrees: true, facts: '入户核查一致' })
  const support = { mode: 'dispersed', level: 'able' } as const
  await countyClerk(recognition, 'propose', { caseId, fits: true, reason: '情况属实', ...support })
  return leader(recognition, 'decide', { caseId, decision: 'confirmed', reason: '同意审核意见' })
}

/** Invented numbers begin with no province's digits, which is said each time. */
const hitsIn = async (asking: typeof clerk, idNumber: string) =>
  (await asking(recognition, 'checkIdentity', { idNumber })).hits.filter(({ code }) => code !== 'area')
const hitsOf = (idNumber: string) => hitsIn(clerk, idNumber)

test('who moved away is recognised in the new county from the month after, and his old file stays readable there', async () => {
  const idNumber = givenIdNumber(901)
  const old = await supportedThere(idNumber, { endedOn: '2023-09-30', endReason: 'moved_away' })
  expect(await hitsOf(idNumber)).toEqual([
    { code: 'ended_elsewhere', message: expect.stringContaining('供养至2023年9月'), stops: false },
  ])
  const { personId, supportFrom } = await confirmedHere(idNumber)
  expect(supportFrom).toBe('2023-10-01')
  expect(personId).not.toBe(old)
  expect((await there(persons, 'person', { personId: old })).name).toBe('张示例')
  // His number is the new county's now: the old file is not opened again while he is supported there.
  await expect(reopened(old)).rejects.toMatchObject({ code: '23505', constraint: 'person_identity_pkey' })
  const again = newPerson({ name: '张示例', idNumber, townshipId: away, villageId: null })
  expect(await refusal(there(persons, 'proposeFiling', again))).toContain('由其他县供养')
  await expect(started(personId ?? '', '2023-09-01')).rejects.toMatchObject({ code: '23505' })
})

/** As the application would, inside the walls of that county. */
async function written(county: string, statement: string, values: string[]) {
  const client = new pg.Client(signedInAs(app.database, 'login'))
  await client.connect()
  try {
    await client.query('begin')
    await client.query('set local role gongyang_app')
    await client.query(`set local gongyang.scope = '${county}|county|'`)
    return (await client.query(statement, values)).rowCount
  } finally {
    await client.end()
  }
}
const reopened = (personId: string) =>
  written(
    former,
    `update persons.person set status = 'active', ended_on = null, end_reason = null where county_code = $1 and id = $2`,
    [former, personId],
  )
const started = (personId: string, from: string) =>
  written('371522', `update persons.person set supported_from = $3 where county_code = $1 and id = $2`, [
    '371522',
    personId,
    from,
  ])

test('an end that nobody has taken over may be undone where it was made', async () => {
  const old = await supportedThere(givenIdNumber(902), { endedOn: '2023-05-31' })
  expect(await reopened(old)).toBe(1)
})

test('whoever is supported elsewhere, or dead there, is refused, and no more is told', async () => {
  const [supported, dead] = [givenIdNumber(903), givenIdNumber(904)]
  await supportedThere(supported)
  await supportedThere(dead, { diedOn: '2023-05-12' })
  app.setNow('2023-08-01T10:00+08:00')
  for (const idNumber of [supported, dead]) {
    expect(await hitsOf(idNumber)).toMatchObject([{ code: 'elsewhere', stops: true }])
    const given = givenApplication({ name: '张示例', idNumber, townshipId: township, receivedOn: '2023-08-01' })
    expect(await refusal(clerk(recognition, 'apply', given))).toContain('目前由其他县供养')
    const filed = takeIn(newPerson({ name: '张示例', idNumber }))
    expect(await refusal(filed)).toContain('目前由其他县供养')
  }
})

test('two counties that take him on at once: one of them does, and a start before the month after is refused', async () => {
  const idNumber = givenIdNumber(905)
  await supportedThere(idNumber, { endedOn: '2023-05-31' })
  app.setNow('2023-09-06T10:00+08:00')
  const early = newPerson({ name: '张示例', idNumber, supportedFrom: '2023-05-01' })
  expect(await refusal(takeIn(early))).toContain('由其他县供养至2023年5月')
  const inThird = (role: 'county-clerk' | 'county-leader') => app.as(app.actor(role, { county: '220183' }))
  const takeOther = filedBy(inThird('county-clerk'), inThird('county-leader'))
  const given = newPerson({ name: '张示例', idNumber, supportedFrom: '2023-06-01' })
  const done = await Promise.allSettled([takeIn(given), takeOther({ ...given, townshipId: third, villageId: null })])
  expect(done.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
})

test('back in the county of before he has his former file, after the end elsewhere', async () => {
  const idNumber = givenIdNumber(906)
  const old = await supportedThere(idNumber, { endedOn: '2022-05-31' })
  app.setNow('2023-09-06T10:00+08:00')
  const { personId } = await takeIn(newPerson({ name: '张示例', idNumber, supportedFrom: '2022-06-01' }))
  const hits = () => hitsIn(clerkThere, idNumber)
  expect(await hits()).toMatchObject([{ code: 'elsewhere' }])
  await app.superuser.query(
    `update persons.person set status = 'ended', ended_on = '2023-07-31', end_reason = 'moved_away' where id = $1`,
    [personId],
  )
  expect(await hits()).toMatchObject([{ code: 'former' }])
  await expect(reopened(old)).rejects.toMatchObject({ constraint: 'person_identity_pkey' })
  const back = `update persons.person set status = 'active', ended_on = null, end_reason = null, supported_from = '2023-08-01'
    where county_code = $1 and id = $2`
  expect(await written(former, back, [former, old])).toBe(1)
})

test('the same number applied for in two counties is told at intake, and no more than that', async () => {
  app.setNow('2023-08-01T10:00+08:00')
  const idNumber = givenIdNumber(907)
  const given = givenApplication({ name: '张示例', idNumber, townshipId: township, receivedOn: '2023-08-01' })
  await clerk(recognition, 'apply', given)
  expect(await hitsIn(clerkThere, idNumber)).toEqual([
    { code: 'open_elsewhere', message: expect.stringContaining('另有县正在办理'), stops: false },
  ])
})
