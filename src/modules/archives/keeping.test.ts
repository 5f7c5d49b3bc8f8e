/** What a home holds is handed on when it is closed, by two, and the term of each file runs on (A-35, BJ-12.4); reminders of keeping. */
import { expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { plainDate } from '#kernel/calendar.ts'
import { givenArea } from '#modules/access/given.ts'
import { duties } from '#modules/duties/contract.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { refused as refusal } from '../../../test/settling.ts'
import { testApp } from '../../../test/app.ts'
import { archives } from './contract.ts'

const app = await testApp({ now: '2024-03-04T10:00+08:00' })
await learnPolicy(app.installation)
const township = await givenArea(app.superuser, { level: 'township', name: '甲镇' })
const [clerk, leader] = [app.as(app.actor('county-clerk')), app.as(app.actor('county-leader'))]

async function givenHome(name: string, closedOn: string | null): Promise<string> {
  const id = app.newId()
  await app.superuser.query(
    `insert into access.organisation (county_code, id, kind, name, area_id, from_on) values ('371522', $1, 'home', $2, $3, '2000-01-01')`,
    [id, name, township],
  )
  await app.superuser.query(
    `insert into institutions.home (county_code, organisation_id, township_id, sort_order, status, ownership, changed_at)
     values ('371522', $1, $2, 1, 'open', 'public', now())`,
    [id, township],
  )
  if (closedOn) await app.superuser.query(`update access.organisation set to_on = $1 where id = $2`, [closedOn, id])
  return id
}

async function resident(homeId: string, endedOn: string | null): Promise<string> {
  const over = endedOn ? { endedOn, endReason: 'voluntary' } : {}
  const personId = await givenPerson(app.superuser, { townshipId: township, mode: 'centralised', ...over })
  await app.superuser.query(
    `insert into stays.stay (county_code, id, organisation_id, township_id, person_id, category, from_on, to_on, known_at, ended_known_at)
     values ('371522', $1, $2, $3, $4, 'supported_centralised', '2022-01-01', $5, now(), case when $5::date is null then null else now() end)`,
    [app.newId(), homeId, township, personId, endedOn],
  )
  return personId
}

const closed = await givenHome('停办敬老院', '2024-01-31')
const running = await givenHome('在办敬老院', null)

test('the files of a closed home are all handed on by two, and their terms run from the end of service as before', async () => {
  const over = await resident(closed, '2023-09-30')
  const still = await resident(closed, null)
  const before = (await clerk(archives, 'file', { personId: over })).keepThrough
  const { tasks } = await clerk(duties, 'mine', {})
  expect(tasks.find(({ title }) => title === '接收停办机构的档案')?.object).toBe('停办敬老院已停办，还有2件')
  const { rows } = await clerk(archives, 'homeFiles', {})
  expect(rows).toMatchObject([{ name: '停办敬老院', closedOn: '2024-01-31', files: 2, over: 1 }])
  const back = { organisationId: closed, toId: closed, giver: '孙示例' }
  expect(await refusal(clerk(archives, 'sendTransfer', back))).toContain('接收单位不是在运行')
  const { transferId, files } = await clerk(archives, 'sendTransfer', { organisationId: closed, giver: '孙示例' })
  expect(files).toBe(2)
  expect(await refusal(clerk(archives, 'sendTransfer', { organisationId: closed, giver: '孙示例' }))).toContain(
    '没有可以',
  )
  const receipt = { transferId, receiver: '李示例', receivedOn: plainDate('2024-03-04') }
  expect(await refusal(clerk(archives, 'receiveTransfer', receipt))).toContain('须由另一人办理')
  expect(
    await refusal(leader(archives, 'receiveTransfer', { ...receipt, receivedOn: plainDate('2024-03-03') })),
  ).toContain('早于移交')
  await leader(archives, 'receiveTransfer', receipt)
  expect(await refusal(leader(archives, 'receiveTransfer', receipt))).toContain('已签收')
  expect((await clerk(archives, 'homeFiles', {})).rows).toEqual([])
  expect((await clerk(archives, 'file', { personId: over })).keepThrough).toBe(before)
  expect(await clerk(archives, 'file', { personId: still })).toMatchObject({ keepThrough: null })
  expect((await clerk(archives, 'printTransfer', { transferId })).name).toContain('机档移〔2024〕1号')
})

test('a running home hands on only what is over, and a withdrawn transfer leaves the files where they were', async () => {
  await resident(running, '2024-02-29')
  await resident(running, null)
  const { transferId, files } = await clerk(archives, 'sendTransfer', { organisationId: running, giver: '周示例' })
  expect(files).toBe(1)
  await clerk(archives, 'withdrawTransfer', { transferId, words: '清单与实物不符' })
  expect((await clerk(archives, 'homeFiles', {})).rows).toMatchObject([{ name: '在办敬老院', files: 2, over: 1 }])
  const director = app.as(app.actor('home-director', { kind: 'organisation', ids: [closed], organisationId: closed }))
  expect((await director(archives, 'homeFiles', {})).rows).toEqual([])
})

test('papers that a file still lacks after the county’s days are brought to mind, to those who file them (BJ-12.3)', async () => {
  const { tasks } = await clerk(duties, 'mine', {})
  expect(tasks.find(({ title }) => title === '收集归档材料')?.object).toMatch(/^\d+人供养已满30日，档案还缺材料$/)
})

test('nobody is admitted as a supported resident without a file of his own (BJ-12.2)', async () => {
  const stay = app.superuser.query(
    `insert into stays.stay (county_code, id, organisation_id, township_id, resident_id, category, from_on, known_at)
     values ('371522', $1, $2, $3, $1, 'supported_centralised', '2024-03-01', now())`,
    [app.newId(), running, township],
  )
  await expect(stay).rejects.toThrow('stay_supported_has_file')
  const personId = await resident(running, null)
  expect((await clerk(archives, 'file', { personId })).fileNo).not.toBe('')
})

test('whoever is supported again has his file in use again: a new volume, closed anew with a term of its own', async () => {
  const ended = { townshipId: township, endedOn: '2024-02-29', endReason: 'voluntary' }
  const personId = await givenPerson(app.superuser, ended)
  const gone = { personId, reason: '旧档案在水灾中毁损' }
  await clerk(archives, 'propose', gone)
  await leader(archives, 'confirm', { personId })
  await app.superuser.query(
    `update persons.person set ended_on = null, end_reason = null, status = 'active' where id = $1`,
    [personId],
  )
  expect(await clerk(archives, 'file', { personId })).toMatchObject({ status: 'in_use', keepThrough: null, stops: {} })
  await clerk(archives, 'addDocument', { personId, class: 'other', item: 'other', box: '9' })
  app.setNow('2025-02-03T10:00+08:00')
  await app.superuser.query(
    `update persons.person set ended_on = '2025-01-31', end_reason = 'voluntary', status = 'ended' where id = $1`,
    [personId],
  )
  expect((await clerk(archives, 'file', { personId })).status).toBe('to_close')
  await clerk(archives, 'propose', gone)
  expect(await leader(archives, 'confirm', { personId })).toEqual({
    keepThrough: '2030-01-31',
    destroyFrom: '2030-02-01',
  })
  const { steps } = await clerk(archives, 'file', { personId })
  expect(steps.map(({ kind }) => kind)).toEqual(['propose', 'confirm', 'reopen', 'propose', 'confirm'])
  app.setNow('2024-03-04T10:00+08:00')
})
