/** Visits of a month in 莘县's demonstration: two carers in each township, each person eight times or more, some in doubt. */
import {
  addDays,
  addMilliseconds,
  daysInMonth,
  firstDay,
  instant,
  type PlainDate,
  type PlainMonth,
} from '#kernel/calendar.ts'
import type { Sent } from '#kernel/contract.ts'
import { visits } from '#modules/visits/contract.ts'
import { areaIdOf } from '#platform/demo/places.ts'
import { type Random, randomOf } from '#platform/demo/random.ts'
import type { Acting } from './acting.ts'
import type { DemoDays } from './demo-days.ts'
import type { InventedEntry } from './register.ts'
import type { Carers } from './shenxian-base.ts'
import type { DemoProvider } from './shenxian-places.ts'

type Visit = Sent<(typeof visits)['operations']['take']>['visits'][number]

export interface ServedMonth {
  provider: DemoProvider
  month: PlainMonth
  persons: readonly InventedEntry[]
  carers: Carers
  /** On these days nobody comes: in hospital, dead. */
  without?: (personId: string, day: PlainDate) => boolean
  /** Called once after the first of the month have come in, so that the database knows what lies in its tables. */
  afterFirst?: () => Promise<void>
}

const times: Record<InventedEntry['level'], number> = { able: 8, partly_able: 9, unable: 11 }
const clocks = ['08:10', '09:20', '10:40', '14:20', '15:30', '16:40'] as const
const services = ['daily_cleaning', 'daily_care', 'personal_hygiene_help', 'mobility_help'] as const
const contents: Record<InventedEntry['level'], string[]> = {
  able: ['home_clean', 'personal_clean', 'regular_meals'],
  partly_able: ['home_clean', 'personal_clean', 'eating', 'medicine', 'washing'],
  unable: ['home_clean', 'eating', 'drinking', 'medicine', 'dressing', 'washing', 'toilet'],
}

export interface Taken {
  doubtful: string[]
  count: number
}

/** Sent in by the provider every third day, as its own program would do it. */
export async function takeVisits(acting: Acting, days: DemoDays, served: ServedMonth): Promise<Taken> {
  const { provider, month } = served
  const all = visitsOf(served)
  const taken: Taken = { doubtful: [], count: 0 }
  const last = daysInMonth(month)
  for (let day = 3; day - 2 <= last; day += 3) {
    const until = days.on(month, Math.min(day, last))
    const from = addDays(firstDay(month), day - 3)
    const window = all.filter((each) => each.day >= from && each.day <= until)
    if (window.length === 0) continue
    const input = { visits: window.map(({ visit }) => visit) }
    const at = days.at(until, '21:00')
    const key = `${month}-${provider.no}-${day}`
    const answer = await acting.do({ by: provider.account, at, contract: visits, name: 'take', key, input })
    taken.doubtful.push(...answer.visits.flatMap(({ id, verdict }) => (verdict === 'doubtful' ? [id] : [])))
    taken.count += answer.visits.length
    if (day <= 6) await served.afterFirst?.()
  }
  return taken
}

interface Planned {
  day: PlainDate
  visit: Visit
}

function visitsOf(served: ServedMonth): Planned[] {
  const { provider, month, carers } = served
  const own = carers.get(provider.no) ?? []
  return own.flatMap((carer, index) => {
    const township = provider.townships[index % provider.townships.length]
    const half = Math.floor(index / provider.townships.length)
    const persons = served.persons.filter((each, place) => each.townshipId === township?.id && place % 2 === half)
    const random = randomOf(`shenxian/visits/${month}/${carer.id}`)
    return roundsOf({ ...served, carer, persons, random })
  })
}

interface Rounds extends ServedMonth {
  carer: { id: string; name: string }
  random: Random
}

/** A carer's month: everybody once, then everybody again, so many a day as the days ask for. */
function roundsOf(rounds: Rounds): Planned[] {
  const { persons, month, random, without } = rounds
  const most = Math.max(0, ...persons.map(({ level }) => times[level]))
  const order = Array.from({ length: most }, (_, round) =>
    random.shuffled(persons.filter(({ level }) => times[level] > round)).map((person) => ({ person, round })),
  ).flat()
  const perDay = Math.max(1, Math.ceil(order.length / daysInMonth(month)))
  return order.flatMap(({ person, round }, index) => {
    const day = addDays(firstDay(month), Math.floor(index / perDay))
    if (without?.(person.id, day)) return []
    const clock = clocks[index % perDay] ?? '17:30'
    return [{ day, visit: visitOf(rounds, { person, round, day, clock }) }]
  })
}

interface Slot {
  person: InventedEntry
  round: number
  day: PlainDate
  clock: string
}

function visitOf({ carer, random, month }: Rounds, { person, round, day, clock }: Slot): Visit {
  const startedAt = addMilliseconds(instant(`${day}T${clock}:00+08:00`), random.int(0, 9) * 60_000)
  // Never the same length twice running: that alone would be a doubt.
  const plain = 32 + ((round * 7 + random.int(0, 4)) % 24)
  const fault = random.next()
  const minutes = fault < 0.015 ? 9 : plain
  const unproved = fault >= 0.015 && fault < 0.035
  const byGuardian = person.guardian && person.capacity === 'none' ? person.guardian.name : ''
  return {
    id: areaIdOf(`visit/${month}/${person.id}/${round}`),
    personId: person.id,
    carerId: carer.id,
    startedAt,
    endedAt: addMilliseconds(startedAt, minutes * 60_000),
    services: [services[round % services.length] ?? 'daily_care', 'daily_care'].filter(
      (each, at, all) => all.indexOf(each) === at,
    ),
    contents: contents[person.level].slice(0, 2 + (round % 5)),
    confirmation: unproved ? 'none' : round % 3 === 0 ? 'signature' : 'code',
    confirmedBy: unproved ? '' : byGuardian,
    cardScanned: !unproved,
    position: person.position ? positionOf(person.position, fault) : null,
    device: `演示手机${carer.id.slice(0, 4)}`,
  }
}

/** Now and then the phone stood two kilometres from the dwelling. */
function positionOf(dwelling: NonNullable<InventedEntry['position']>, fault: number) {
  const away = fault > 0.94 ? 0.02 : 0.0005
  return { longitude: dwelling.longitude + away, latitude: dwelling.latitude, datum: 'WGS-84' as const, accuracy: 12 }
}

/** The clerk looks into what is in doubt: most prove right, every fifth does not. */
export async function decideDoubtful(
  acting: Acting,
  days: DemoDays,
  { provider, month }: ServedMonth,
  doubtful: string[],
) {
  const at = days.at(addDays(firstDay(month), daysInMonth(month)), '10:30')
  const bad = doubtful.filter((_, index) => index % 5 === 0)
  const good = doubtful.filter((_, index) => index % 5 !== 0)
  const own = { by: 'county-clerk', at, contract: visits, name: 'decide' } as const
  const key = `${month}-${provider.no}`
  if (good.length > 0) {
    const input = { visitIds: good, verdict: 'valid' as const, reason: '电话回访本人，服务属实' }
    await acting.do({ ...own, key: `${key}-valid`, input })
  }
  if (bad.length > 0) {
    const input = { visitIds: bad, verdict: 'not_counted' as const, reason: '电话回访，本人说当天没有来' }
    await acting.do({ ...own, key: `${key}-not`, input })
  }
}
