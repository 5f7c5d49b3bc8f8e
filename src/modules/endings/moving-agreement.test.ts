/** A move takes the agreement along: the old one to its last day, a draft for the new parties from the next, and no day unseen. */
import { beforeAll, expect, test } from 'vitest'
import { addDays, instant, type PlainDate, plainDate } from '#kernel/calendar.ts'
import { givenArea } from '#modules/access/given.ts'
import { agreements } from '#modules/agreements/contract.ts'
import { duties } from '#modules/duties/contract.ts'
import { institutions } from '#modules/institutions/contract.ts'
import { persons } from '#modules/persons/contract.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { givenContract, givenProvider } from '#modules/providers/given.ts'
import {
  app,
  ask,
  clerk,
  openTown,
  person,
  signedByAll,
  terms,
  toSign,
  townClerk,
  township,
  village,
} from '../../../test/given-agreements.ts'
import { stays } from '#modules/stays/contract.ts'
import { verified } from '../../../test/ending.ts'
import { endings } from './contract.ts'

await openTown()
const place = { west: '', hamlet: '', bare: '', provider: '' }
const westClerk = (id: string) =>
  app.as(app.actor('township-clerk', { kind: 'townships', ids: [id], accountId: `clerk-${id.slice(0, 8)}` }))

beforeAll(async () => {
  place.west = await givenArea(app.superuser, { level: 'township', name: '乙镇' })
  place.hamlet = await givenArea(app.superuser, { level: 'village', name: '丑村', parentId: place.west })
  place.bare = await givenArea(app.superuser, { level: 'township', name: '丙镇' })
  place.provider = await givenProvider(app.superuser, { name: '乙养老服务有限公司' })
  await givenContract(app.superuser, { organisationId: place.provider, townshipIds: [place.west], number: 'HT-西' })
})

async function covered(name: string): Promise<string> {
  const personId = await person({ name })
  await signedByAll(await toSign(personId), name)
  return personId
}

async function moved(personId: string, townshipId: string, villageId: string | null): Promise<void> {
  const open = { personId, kind: 'transfer' as const, facts: '随女儿迁到乙镇居住' }
  const wanted = { townshipId, villageId, from: plainDate('2023-10-01') }
  const { changeId } = await ask(townClerk)(endings, 'open', { ...open, wanted })
  await westClerk(townshipId)(endings, 'accept', { changeId, on: plainDate('2023-09-06') })
}

const listOf = async (personId: string) =>
  (await ask(clerk)(agreements, 'list', { personId })).rows.toSorted((one, other) =>
    one.number < other.number ? -1 : 1,
  )
const daysFrom = (first: PlainDate, count: number) => Array.from({ length: count }, (_, at) => addDays(first, at))

test('between townships: the old agreement to the last day, a draft for the new township and its provider from the next', async () => {
  const personId = await covered('张示例')
  await moved(personId, place.west, place.hamlet)
  const [old, next] = await listOf(personId)
  expect(old).toMatchObject({
    status: 'terminated',
    effectiveTo: '2023-09-30',
    townshipId: township,
    villageId: village,
  })
  expect(next).toMatchObject({ status: 'draft', from: '2023-10-01', to: terms.to, townshipId: place.west })
  expect(next).toMatchObject({ villageId: place.hamlet, organisation: '乙养老服务有限公司' })
})

test('on no day do two townships answer or none; days without an agreement are work until the new one is signed', async () => {
  const personId = await covered('李样本')
  await moved(personId, place.west, place.hamlet)
  for (const day of daysFrom(plainDate('2023-09-10'), 60)) {
    const { rows } = await app.superuser.query<{ township_id: string }>(
      `select township_id from persons.standing_on('371522', $1, now() + interval '10 years') where person_id = $2`,
      [day, personId],
    )
    expect(rows).toEqual([{ township_id: day < '2023-10-01' ? township : place.west }])
    const { rows: held } = await app.superuser.query(
      `select 1 from agreements.agreement_view where person_id = $1 and effective_from <= $2 and effective_to >= $2`,
      [personId, day],
    )
    expect(held).toHaveLength(day < '2023-10-01' ? 1 : 0)
  }
  const west = westClerk(place.west)
  expect(JSON.stringify(await west(duties, 'mine', {}))).toContain('李样本：原协议到2023年9月30日，次日起没有协议')
  app.setNow('2023-10-04T09:00+08:00')
  expect(JSON.stringify(await west(duties, 'mine', {}))).toContain('李样本：没有新协议的天数4')
  const mine = JSON.stringify(await ask(townClerk)(duties, 'mine', {}))
  expect(mine).not.toContain('李样本：没有新协议的天数')
  app.setNow('2023-09-06T10:00+08:00')
})

test('where no provider is under contract nothing is drafted, the move stands, and the gap is said', async () => {
  const personId = await covered('王假设')
  await moved(personId, place.bare, null)
  expect((await listOf(personId)).map(({ status }) => status)).toEqual(['terminated'])
  app.setNow('2023-10-02T09:00+08:00')
  await app.as(app.system())(persons, 'bringUpToDate', {})
  expect(JSON.stringify(await westClerk(place.bare)(duties, 'mine', {}))).toContain(
    '王假设：没有新协议的天数2（还没有拟定新协议）',
  )
  app.setNow('2023-09-06T10:00+08:00')
})

test('out of a home and home again: a draft for the carers at home from the day after, the gap counted from there', async () => {
  const home = crypto.randomUUID()
  await app.superuser.query(
    `insert into access.organisation (county_code, id, kind, name, area_id, from_on) values ('371522', $1, 'home', '示例敬老院', $2, '2020-01-01')`,
    [home, township],
  )
  const kept = {
    organisationId: home,
    townshipId: township,
    sortOrder: 1,
    ownership: 'public' as const,
    legalPerson: true,
    filed: true,
    grade: null,
    licenceUntil: '2029-12-31',
    address: '甲镇',
    beds: 20,
    nursingBeds: 5,
    staff: 4,
    careStaff: 3,
    director: '孙样本',
    officePhone: '0000-0000001',
    directorMobile: '10000000001',
  }
  const adopted = { from: '2021-01-01', knownAt: instant('2021-01-01T01:00:00Z'), proof: '测试', homes: [kept] }
  await app.as(app.system())(institutions, 'adopt', adopted)
  const personId = await person({
    name: '钱演示',
    mode: 'centralised',
    organisationId: home,
    supportedFrom: '2021-08-01',
  })
  const stayId = crypto.randomUUID()
  await app.superuser.query(
    `insert into stays.stay (county_code, id, organisation_id, township_id, person_id, category, from_on, known_at)
     values ('371522', $1, $2, $3, $4, 'supported_centralised', '2021-08-01', '2021-08-01')`,
    [stayId, home, township, personId],
  )
  const back = { personId, kind: 'to_dispersed' as const, facts: '本人要求回家' }
  const { changeId } = await ask(clerk)(endings, 'open', back)
  await ask(clerk)(endings, 'verify', { changeId, on: plainDate('2023-09-06'), ...verified })
  const leaving = { stayId, to: plainDate('2023-09-05'), destination: 'dispersed' as const, reason: '本人要求回家' }
  expect(await ask(clerk)(stays, 'leave', leaving)).toEqual({ dispersedFrom: '2023-09-06' })
  expect(await listOf(personId)).toMatchObject([
    { status: 'draft', kind: 'dispersed', from: '2023-09-06', to: '2024-09-05' },
  ])
  app.setNow('2023-09-08T09:00+08:00')
  expect(JSON.stringify(await ask(townClerk)(duties, 'mine', {}))).toContain('钱演示：没有新协议的天数3')
  app.setNow('2023-09-06T10:00+08:00')
})

test('whoever never had an agreement is not given one by a move', async () => {
  const personId = await givenPerson(app.superuser, { townshipId: township, villageId: village, name: '赵测试' })
  await moved(personId, place.west, place.hamlet)
  expect(await listOf(personId)).toEqual([])
})
