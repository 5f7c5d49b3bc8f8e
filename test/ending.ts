/** Steps towards the end of support, taken through the door by the roles that take them. */
import { instant, plainDate } from '#kernel/calendar.ts'
import { learnPolicy } from '#apps/policy-source.ts'
import { givenArea } from '#modules/access/given.ts'
import { endings } from '#modules/endings/contract.ts'
import { institutions } from '#modules/institutions/contract.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { type TestApp, testApp } from './app.ts'

export const refusal = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'done',
    (error: Error) => error.message,
  )

export const verified = { by: '王演示、陈假设', so: true, words: '情况属实', proof: '核实表1盒2页' }
export const heard = {
  place: '××村委会',
  who: 'person' as const,
  words: '我儿子接我去住，不要供养了',
  signedAs: 'thumb' as const,
}

/** A county with two townships, and persons of the first by name, supported since 2021. */
export async function openEnding<Name extends string>(now: string, names: Record<Name, string>) {
  const app = await testApp({ now })
  await learnPolicy(app.installation)
  const county = await givenArea(app.superuser, { level: 'county', name: '示例县', parentId: null })
  const town = await givenArea(app.superuser, { level: 'township', name: '示例镇', parentId: county })
  const other = await givenArea(app.superuser, { level: 'township', name: '虚构镇', parentId: county })
  const who = { ...names }
  for (const each in names)
    who[each] = await givenPerson(app.superuser, { townshipId: town, supportedFrom: '2021-08-01', name: names[each] })
  return { app, place: { county, town, other }, who, ...endingOn(app, town) }
}

export function endingOn(app: TestApp, town: string) {
  const township = (accountId: string) =>
    app.as(app.actor('township-clerk', { kind: 'townships', ids: [town], accountId }))
  const leader = app.as(app.actor('county-leader'))
  const clerk = app.as(app.actor('county-clerk'))
  /** Opened on the first of September 2026 by the township, decided by the county on a later day. */
  async function ended(personId: string, name: string, decidedOn: string): Promise<string> {
    const one = township('clerk-one')
    const on = plainDate('2026-09-01')
    app.setNow('2026-09-01T10:00+08:00')
    const open = { personId, kind: 'end' as const, reason: 'voluntary', facts: '本人书面申请退出，已到户核实' }
    const { changeId } = await one(endings, 'open', open)
    await one(endings, 'verify', { changeId, on, ...verified })
    await one(endings, 'hear', { changeId, on, ...heard, name })
    await one(endings, 'publish', { changeId, on, place: '村公示栏' })
    app.setNow(`${decidedOn}T09:00+08:00`)
    await one(endings, 'publicityOver', { changeId, on: plainDate(decidedOn) })
    await leader(endings, 'decide', { changeId, number: `示民终〔2026〕${name}号`, words: '情况属实' })
    return changeId
  }
  return { township, leader, clerk, ended }
}

/** A home with twenty beds in a township, registered since the beginning of 2026. */
export async function givenHome(app: TestApp, homeId: string, townshipId: string): Promise<void> {
  await app.superuser.query(
    `insert into access.organisation (county_code, id, kind, name, area_id, from_on) values ('371522', $1, 'home', '示例敬老院', $2, '2020-01-01')`,
    [homeId, townshipId],
  )
  const home = {
    organisationId: homeId,
    townshipId,
    sortOrder: 1,
    ownership: 'public' as const,
    legalPerson: true,
    filed: true,
    grade: null,
    licenceUntil: '2029-12-31',
    address: '示例镇',
    beds: 20,
    nursingBeds: 5,
    staff: 4,
    careStaff: 3,
    director: '孙样本',
    officePhone: '0000-0000001',
    directorMobile: '10000000001',
  }
  const knownAt = instant('2026-01-01T01:00:00Z')
  await app.as(app.system())(institutions, 'adopt', { from: '2026-01-01', knownAt, proof: '测试', homes: [home] })
}
