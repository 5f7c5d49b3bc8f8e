/** The people of 莘县's demonstration: twenty-five in each township, some with a story of their own. All invented. */
import { addMonths, firstDay, monthOf, type PlainDate, plainDate } from '#kernel/calendar.ts'
import { inventedPrefixOf, inventPeople, type Inventor } from '#platform/demo/people.ts'
import { areaIdOf, shenxianPlaces, villagesIn, type DemoArea } from '#platform/demo/places.ts'
import { randomOf, type Random } from '#platform/demo/random.ts'
import type { DemoDays } from './demo-days.ts'
import type { InventedEntry } from './register.ts'
import { providerOf, shenxian } from './shenxian-places.ts'

export const perTownship = 25
/** Joined for the open month and have no finished agreement: the walk begins with them. */
export const newcomersAt = [0, 1, 2, 3] as const

export interface ShenxianPeople {
  settled: readonly (readonly InventedEntry[])[]
  newcomers: readonly InventedEntry[]
  /** Supported until before the purchase began; his file is closed. */
  former: InventedEntry
  /** Supported until five years and more ago: the first may be destroyed, the second is on a list, the last is held. */
  longAgo: readonly InventedEntry[]
  /** Left the way the law asks; his file is proposed to be closed, his letter in it. */
  leaving: InventedEntry
  /** Left a year before the purchase; his file is on its way to the county's archive. */
  handed: InventedEntry
}

type Level = InventedEntry['level']
const levels: readonly (readonly [Level, number])[] = [
  ['able', 85],
  ['partly_able', 10],
  ['unable', 5],
]

interface Making {
  inventor: Inventor
  random: Random
  days: DemoDays
  next: number
}

export function inventShenxian(days: DemoDays): ShenxianPeople {
  const making = { inventor: inventPeople('shenxian'), random: randomOf('shenxian/where'), days, next: 1 }
  const settled = shenxianPlaces.townships.map((township) =>
    Array.from({ length: perTownship }, () => personOf(making, township, supportedSince(making))),
  )
  const newcomers = newcomersAt.map((index) => {
    const township = shenxianPlaces.townships[index]
    if (!township) throw new Error('the demonstration counts on eight townships of its first provider')
    return {
      ...personOf(making, township, firstDay(days.open)),
      decidedOn: days.on(days.closed[1], 20),
      level: 'able' as const,
      capacity: 'full' as const,
    }
  })
  const [first] = shenxianPlaces.townships
  if (!first) throw new Error('the demonstration has no township')
  const since = firstDay(addMonths(monthOf(days.from), -30))
  const former = {
    ...personOf(making, first, since),
    level: 'able' as const,
    organisationId: null,
    capacity: 'full' as const,
  }
  const longAgo = [1, 2, 3].map(() => ({
    ...personOf(making, first, plainDate('2015-01-01')),
    level: 'able' as const,
    organisationId: null,
    capacity: 'full' as const,
  }))
  const plain = { level: 'able' as const, organisationId: null, capacity: 'full' as const }
  const leaving = { ...personOf(making, first, since), ...plain }
  const handed = { ...personOf(making, first, since), ...plain }
  return { settled, newcomers, former, longAgo, leaving, handed }
}

/** Support begins with a month, years before the contract. */
function supportedSince({ random, days }: Making): PlainDate {
  return firstDay(addMonths(monthOf(days.from), -random.int(2, 84)))
}

/** Around the county's seat; the points lie nowhere in particular. */
const centre = { longitude: 115.67, latitude: 36.23 }

function personOf(making: Making, township: DemoArea, supportedFrom: PlainDate): InventedEntry {
  const { inventor, random, next } = making
  making.next += 1
  const village = random.pick(villagesIn(shenxianPlaces, township.id))
  const wish = {
    areaPrefix: inventedPrefixOf(shenxian),
    on: making.days.today,
    township: township.name,
    village: village.name,
  }
  const person = inventor.person(wish)
  const level = random.weighted(levels)
  return {
    id: personId(next),
    name: person.name,
    sex: person.sex,
    bornOn: person.bornOn,
    idNumber: person.idNumber,
    phone: person.phone,
    ethnicity: person.ethnicity,
    residence: person.address,
    householdClass: township.name.includes('街道') ? 'urban' : 'rural',
    townshipId: township.id,
    villageId: village.id,
    organisationId: providerOf(township.id).organisationId,
    mode: 'dispersed',
    level,
    supportedFrom,
    fileNo: `${shenxian}-${String(next).padStart(6, '0')}`,
    bank: person.bankName,
    account: person.accountNumber,
    carer: person.carer
      ? { name: person.carer.name, relation: person.carer.relation, phone: person.carer.phone }
      : null,
    ...capacityOf(making, wish, level),
    ...(next % 20 === 7 ? { position: pointOf(random) } : {}),
  }
}

export const personId = (number: number): string => areaIdOf(`person/${shenxian}/${number}`)

/** Who cannot look after himself has had his capacity looked at; a few of them have none and a guardian signs. */
function capacityOf({ inventor, random }: Making, wish: Parameters<Inventor['adult']>[0], level: Level) {
  if (level === 'able') return {}
  const drawn = random.next()
  if (level === 'partly_able' && drawn > 0.12) return {}
  const capacity: 'none' | 'limited' | 'full' = drawn < 0.12 ? 'limited' : drawn < 0.4 ? 'none' : 'full'
  const capacityBasis = capacity === 'full' ? '演示：入户了解，能辨认自己行为' : '演示：鉴定意见'
  if (capacity === 'full') return { capacity, capacityBasis }
  const { name, phone } = inventor.adult(wish)
  return {
    capacity,
    capacityBasis,
    guardian: { name, phone, relation: random.pick(['侄子', '侄女', '兄弟', '村委会指定']) },
  }
}

const pointOf = (random: Random) => ({
  longitude: centre.longitude + random.int(-1500, 1500) / 10_000,
  latitude: centre.latitude + random.int(-1200, 1200) / 10_000,
})

/** The n-th person of a township, from 0: stories name people by it. */
export const personAt = (township: number, place: number): string => personId(township * perTownship + place + 1)
