/** 敖汉旗 as its annexes 1 and 2 of August 2023 print it, made of invented persons, homes and directors. */
import type pg from 'pg'
import { addDays, ageOn, instant, type PlainDate, plainDate } from '#kernel/calendar.ts'
import type { Contract, Sent } from '#kernel/contract.ts'
import { institutions } from '#modules/institutions/contract.ts'
import { stays } from '#modules/stays/contract.ts'
import { aohanHomeCounts, aohanTownshipCounts } from '#platform/demo/aohan.ts'
import { inventedPrefixOf, inventPeople, type Inventor } from '#platform/demo/people.ts'
import { aohanPlaces, areaIdOf, type DemoArea, villagesIn } from '#platform/demo/places.ts'
import { type Random, randomOf } from '#platform/demo/random.ts'
import { perform } from '#platform/perform.ts'
import { systemActor } from '#platform/worker.ts'
import type { Application } from '../assemble.ts'
import { organisationIdOf } from './base.ts'
import { demo, type InventedEntry } from './register.ts'

const county = aohanPlaces.code
/** The state stands since before the annexes' day and goes on to the present month. */
const knownAt = instant('2023-08-01T01:00:00Z')
const standsSince = plainDate('2023-07-01')
const basis = '演示数据：敖政办发〔2023〕59号附件1、附件2的人数'

export interface Making {
  inventor: Inventor
  random: Random
  numbered: { next: number }
}

/** Each step has a request id of its own: what is there already is not made twice. */
export async function makeAohan(application: Pick<Application, 'installation'>, _client?: pg.Client): Promise<void> {
  const { homes, townships } = inventAohan()
  await ask(application, institutions, 'adopt', homes.register)
  for (const persons of townships) await ask(application, demo, 'adoptPersons', { knownAt, basis, persons })
  for (const persons of homes.residents) await ask(application, demo, 'adoptPersons', { knownAt, basis, persons })
  const moved = homes.residents.flat().map(({ id, organisationId, supportedFrom }) => ({
    homeId: organisationId ?? '',
    personId: id,
    category: 'supported_centralised' as const,
    from: supportedFrom,
  }))
  await ask(application, stays, 'adopt', { knownAt, stays: moved })
}

async function ask<C extends Contract, N extends keyof C['operations'] & string>(
  { installation }: Pick<Application, 'installation'>,
  contract: C,
  name: N,
  input: Sent<C['operations'][N]>,
): Promise<void> {
  const actor = systemActor(installation, county)
  const requestId = `demo:${county}:${contract.module}.${name}:${keyOf(input)}`
  await perform(installation, { operation: `${contract.module}.${name}`, input, actor, requestId, client: 'demo' })
}

/** The first person of a batch names it, the same at each start. */
function keyOf(input: unknown): string {
  const persons = (input as { persons?: InventedEntry[] }).persons
  return persons?.[0]?.id ?? 'all'
}

export function inventAohan() {
  const making: Making = { inventor: inventPeople('aohan'), random: randomOf('aohan/where'), numbered: { next: 1 } }
  const townships = aohanTownshipCounts().map(({ township, townshipId, unable, partlyAble, able }) => {
    const levels = making.random.shuffled([
      ...Array.from({ length: unable }, () => 'unable' as const),
      ...Array.from({ length: partlyAble }, () => 'partly_able' as const),
      ...Array.from({ length: able }, () => 'able' as const),
    ])
    return levels.map((level) => personOf(making, { township, townshipId, level, homeId: null }))
  })
  return { townships, homes: inventHomes(making) }
}

type Level = InventedEntry['level']

/** Levels of residents, which no document prints: more of them need help than of those at home. */
const residentLevels: readonly (readonly [Level, number])[] = [
  ['able', 5],
  ['partly_able', 3],
  ['unable', 2],
]

function inventHomes(making: Making) {
  const counts = aohanHomeCounts()
  const { inventor, random } = making
  const register = {
    from: standsSince,
    knownAt,
    proof: basis,
    homes: counts.map(({ order, township, townshipId, beds, staff }) => {
      const wish = wishOf(township, '')
      return {
        organisationId: organisationIdOf(county, `home-${order}`),
        townshipId,
        sortOrder: order,
        ownership: 'public' as const,
        legalPerson: true,
        filed: true,
        grade: null,
        licenceUntil: plainDate('2027-12-31'),
        address: `${township}（演示地址）`,
        beds,
        nursingBeds: Math.floor(beds / 4),
        staff,
        careStaff: Math.max(1, Math.floor((staff * 2) / 3)),
        director: inventor.adult(wish).name,
        officePhone: `0000-00${String(10_000 + order).slice(1)}`,
        directorMobile: inventor.phone(),
      }
    }),
  }
  const residents = counts.map(({ order, township, townshipId, residents: many }) =>
    Array.from({ length: many }, () => {
      const homeId = organisationIdOf(county, `home-${order}`)
      return personOf(making, { township, townshipId, level: random.weighted(residentLevels), homeId })
    }),
  )
  return { register, residents }
}

const wishOf = (township: string, village: string) => ({
  areaPrefix: inventedPrefixOf(county),
  on: plainDate('2023-08-31'),
  township,
  village,
  mongolian: township.includes('苏木') ? 0.6 : 0.08,
})

interface Where {
  township: string
  townshipId: string
  level: Level
  homeId: string | null
}

function personOf(making: Making, { township, townshipId, level, homeId }: Where): InventedEntry {
  const village: DemoArea = making.random.pick(villagesIn(aohanPlaces, townshipId))
  const wish = wishOf(township, village.name)
  let person = making.inventor.person(wish)
  // Homes of the county are homes for the old; a minor would not be placed there.
  while (homeId !== null && ageOn(person.bornOn, wish.on) < 55) person = making.inventor.person(wish)
  const number = making.numbered.next
  making.numbered.next += 1
  const earliest = plainDate('2016-11-01')
  const drawn = addDays(earliest, making.random.int(0, 79) * 30)
  const supportedFrom = firstOf(drawn < standsSince ? drawn : standsSince)
  return {
    id: areaIdOf(`person/${county}/${number}`),
    name: person.name,
    sex: person.sex,
    bornOn: person.bornOn,
    idNumber: person.idNumber,
    phone: person.phone,
    ethnicity: person.ethnicity,
    residence: person.address,
    householdClass: township.includes('街道') ? 'urban' : 'rural',
    townshipId,
    villageId: village.id,
    organisationId: homeId,
    mode: homeId === null ? 'dispersed' : 'centralised',
    level,
    supportedFrom,
    fileNo: `${county}-${String(number).padStart(6, '0')}`,
    bank: person.bankName,
    account: person.accountNumber,
    carer: person.carer
      ? { name: person.carer.name, relation: person.carer.relation, phone: person.carer.phone }
      : null,
  }
}

/** Support begins with a month. */
const firstOf = (day: PlainDate): PlainDate => plainDate(`${day.slice(0, 7)}-01`)
