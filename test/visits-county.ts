/** A county with a provider, its carers and thirty persons on its roster, for the tests of visits. */
import { beforeAll } from 'vitest'
import { plainMonth } from '#kernel/calendar.ts'
import { Refusal } from '#kernel/refusal.ts'
import { givenArea } from '#modules/access/given.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { visits } from '#modules/visits/contract.ts'
import {
  givenAgreement,
  givenCarer,
  givenMonth,
  givenProvider,
  givenRoster,
  givenVisit,
  type SentVisit,
} from './given-visits.ts'
import { testApp } from './app.ts'

export const month = plainMonth('2023-08')
export const nobodysId = '00000000-0000-7000-8000-000000000000'
export const nameOf = (index: number): string => `示例${String.fromCodePoint(0x4e00 + index)}`

export async function visitsCounty() {
  const app = await testApp({ now: '2023-08-31T18:00+08:00' })
  const at = { township: '', provider: '', other: '', carer: '', colleague: '', third: '' }
  const people: string[] = []

  beforeAll(async () => {
    const client = app.superuser
    const county = await givenArea(client, { level: 'county', name: '莘县' })
    at.township = await givenArea(client, { level: 'township', name: '甲镇', parentId: county })
    at.provider = await givenProvider(client)
    at.other = await givenProvider(client, { name: '乙机构（测试）' })
    at.carer = await givenCarer(client, { organisationId: at.provider })
    at.colleague = await givenCarer(client, { organisationId: at.provider, name: '钱举例' })
    at.third = await givenCarer(client, { organisationId: at.provider, name: '孙虚构' })
    await givenMonth(client, month)
    for (let index = 0; index < 30; index += 1) people.push(await person(index))
    const lines = people.map((personId) => ({ personId, townshipId: at.township }))
    await givenRoster(client, { month, organisationId: at.provider, lines })
  })

  async function person(index: number, agreed = '2023-01-01') {
    const id = await givenPerson(app.superuser, {
      townshipId: at.township,
      organisationId: at.provider,
      name: nameOf(index),
      longitude: 115.67 + index / 50,
      latitude: 36.23,
    })
    await givenAgreement(app.superuser, {
      personId: id,
      townshipId: at.township,
      organisationId: at.provider,
      from: agreed,
    })
    return id
  }

  const provider = () =>
    app.actor('provider-admin', { kind: 'organisation', ids: [at.provider], organisationId: at.provider })
  const stranger = () =>
    app.actor('provider-admin', {
      kind: 'organisation',
      ids: [at.other],
      organisationId: at.other,
      accountId: 'stranger',
    })
  const clerk = () => app.actor('county-clerk')
  const township = () => app.actor('township-clerk', { kind: 'townships', ids: [at.township] })
  const p = (index: number): string => people[index] ?? nobodysId

  const take = async (sent: SentVisit[], actor = provider()) =>
    (await app.as(actor)(visits, 'take', { visits: sent })).visits
  const visitAt = (index: number, when: string, more: Partial<SentVisit> & { minutes?: number } = {}) =>
    givenVisit({ personId: p(index), carerId: at.carer, at: when, ...more })
  const first = async (visit: SentVisit) => (await take([visit]))[0]
  const words = (taken: { reasons: { message: string }[] } | undefined) => taken?.reasons.map(({ message }) => message)
  const verdictNow = async (id: string) => (await app.as(clerk())(visits, 'visit', { visitId: id })).verdict
  const refusal = (asked: Promise<unknown>) =>
    asked.then(
      () => undefined,
      (error: unknown) => (error instanceof Refusal ? error : Promise.reject(error)),
    )

  return {
    app,
    at,
    people,
    person,
    provider,
    stranger,
    clerk,
    township,
    p,
    take,
    visitAt,
    first,
    words,
    verdictNow,
    refusal,
  }
}
