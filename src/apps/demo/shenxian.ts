/**
 * 莘县 as a county that works with the product: two closed months, the one before today with every stage occupied by some
 * provider, the present one begun. Everything but the register and the signatures goes through the door as the accounts
 * themselves would do it, on the days on which they would.
 */
import type pg from 'pg'
import { addDays, type PlainMonth } from '#kernel/calendar.ts'
import { numberAll } from '#platform/record/sequencing.ts'
import { type Acting, actingIn, inLanes, type Standing } from './acting.ts'
import type { Application } from '../assemble.ts'
import { begunAt, type DemoDays, demoDays } from './demo-days.ts'
import { demo } from './register.ts'
import { makeAgreements, makeOpenAgreements } from './shenxian-agreements.ts'
import { type Carers, makeProviders, makeStandards } from './shenxian-base.ts'
import {
  accept,
  type Approved,
  closeMonth,
  draftRosters,
  evaluate,
  type Judged,
  sendRoster,
  settle,
} from './shenxian-month.ts'
import { makeOwnView } from './shenxian-portal.ts'
import { matchDibao } from './shenxian-overlaps.ts'
import { allotMoney, payCare, payLiving } from './shenxian-pay.ts'
import { makeDuties } from './shenxian-duties.ts'
import { makeEndings } from './shenxian-endings.ts'
import { writeSamples } from './sample-files.ts'
import { makeRegisterWaits } from './shenxian-register.ts'
import { inventShenxian, type ShenxianPeople } from './shenxian-people.ts'
import { type DemoProvider, demoProviders, shenxian } from './shenxian-places.ts'
import { beginFileOfDead, closeFormer, closeLongAgo, endFormer, endLongAgo, fileOfPresent } from './shenxian-archive.ts'
import { endHanded, handOver, letGo, proposeLeaving } from './shenxian-closing.ts'
import {
  changeLevels,
  deductOnce,
  dies,
  type Find,
  hearingRuns,
  moveOne,
  reportDeath,
  sendToHospital,
  withoutVisits,
} from './shenxian-stories.ts'
import { decideDoubtful, takeVisits } from './shenxian-visits.ts'

const basis = '演示数据（虚构）：以前已按纸质档案认定'

export interface Shenxian {
  acting: Acting
  days: DemoDays
  people: ShenxianPeople
  find: Find
  /** On a new database nothing is known of its tables yet, and autovacuum comes only after a minute. */
  lookAt(...schemas: string[]): Promise<void>
}

export async function openShenxian(standing: Standing, client: Pick<pg.ClientBase, 'query'>): Promise<Shenxian> {
  const days = demoDays(await begunAt(client, standing.installation.now()))
  const people = inventShenxian(days)
  const find: Find = ({ township, place }) => {
    const found = people.settled[township]?.[place]
    if (!found) throw new Error(`the demonstration has nobody at ${township}/${place}`)
    return found
  }
  return { acting: actingIn(standing, shenxian), days, people, find, lookAt: analysing(client) }
}

/** One client takes one statement at a time. */
function analysing(client: Pick<pg.ClientBase, 'query'>): Shenxian['lookAt'] {
  let before: Promise<void> = Promise.resolve()
  return (...schemas) => {
    before = before.then(() => analyse(client, schemas))
    return before
  }
}

async function analyse(client: Pick<pg.ClientBase, 'query'>, schemas: readonly string[]): Promise<void> {
  const found = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = any($1)`,
    [schemas],
  )
  if (found.rows.length > 0) await client.query(`analyze ${found.rows.map(({ name }) => name).join(', ')}`)
}

export async function makeShenxianBase(standing: Standing, client: pg.Client): Promise<void> {
  const { acting, days, people } = await openShenxian(standing, client)
  await makeStandards(acting, days)
  await makeProviders(acting, days)
  const knownAt = days.at(addDays(days.from, -14), '09:00')
  const own = { by: 'system', at: knownAt, contract: demo, name: 'adoptPersons' } as const
  const { former, longAgo, leaving, handed } = people
  const persons = [...people.settled.flat(), former, ...longAgo, leaving, handed]
  await acting.do({ ...own, key: 'settled', input: { knownAt, basis, persons } })
  await endFormer(acting, days, former)
  await endLongAgo(acting, days, longAgo)
  await endHanded(acting, days, handed)
  await letGo(acting, days, leaving)
  await makeAgreements(acting, days, people)
  await allotMoney(acting, days)
  // A draw needs a head of the record to take its seed from.
  await numberAll(standing.pool)
}

export async function makeShenxianClosed(standing: Standing, client: pg.Client): Promise<void> {
  const county = await openShenxian(standing, client)
  const { acting, days, people, find } = county
  const carers = await makeProviders(acting, days)
  const [first, second] = days.closed
  await payLiving(acting, days, { month: first, to: 'reconciled' })
  await serveMonth(county, carers, { month: first, persons: people.settled.flat() })
  const person = find({ township: 4, place: 1 })
  await finishMonth(county, first, (provider) => (provider.no === 1 ? { person } : {}))
  await payLiving(acting, days, { month: second, to: 'reconciled' })
  await serveMonth(county, carers, { month: second, persons: people.settled.flat() })
  await changeLevels(acting, days, find)
  await finishMonth(county, second, () => ({}))
}

type Entry = ShenxianPeople['newcomers'][number]

interface Serving {
  month: PlainMonth
  persons: readonly Entry[]
  without?: ReturnType<typeof withoutVisits>
}

/** Roster out, visits in, doubts decided. */
async function serveMonth({ acting, days, lookAt }: Shenxian, carers: Carers, serving: Serving): Promise<void> {
  const { month, persons } = serving
  await lookAt('persons', 'agreements', 'rosters', 'access', 'providers')
  const made = await draftRosters(acting, days, month)
  await inLanes(demoProviders, async (provider) => {
    const rosterId = made.get(provider.organisationId)
    if (!rosterId) throw new Error(`no roster of provider ${provider.no} in ${month}`)
    const own = persons.filter(({ organisationId }) => organisationId === provider.organisationId)
    const personIds = own.map(({ id }) => id)
    await sendRoster(acting, days, { month, provider, rosterId, personIds, to: 'acknowledged' })
    const served = { ...serving, provider, carers, persons: own, afterFirst: () => lookAt('visits', 'rosters') }
    const { doubtful } = await takeVisits(acting, days, served)
    if (month !== days.open || provider.no !== 3) await decideDoubtful(acting, days, served, doubtful)
  })
}

type Wrong = { person?: Entry }

/** Judged, accepted, settled, closed. */
async function finishMonth(
  { acting, days, lookAt }: Shenxian,
  month: PlainMonth,
  wrong: (provider: DemoProvider) => Wrong,
): Promise<void> {
  await lookAt('visits', 'rosters', 'evaluations', 'record')
  for (const provider of demoProviders) {
    const { person } = wrong(provider)
    await evaluate(acting, days, { month, provider, reached: () => 'sent' })
    if (person) await deductOnce(acting, days, { month, provider, person })
    await accept(acting, days, { month, provider })
    await settle(acting, days, { month, provider, to: 'finance_approved' })
  }
  await payCare(acting, days, month)
  await closeMonth(acting, days, month)
}

/** The month before today: the first provider is being judged, the second waits for finance, the third for the clerk. */
export async function makeShenxianOpen(standing: Standing, client: pg.Client): Promise<void> {
  const county = await openShenxian(standing, client)
  const { acting, days, people, find } = county
  const carers = await makeProviders(acting, days)
  const month = days.open
  const knownAt = days.at(days.on(days.closed[1], 22), '09:00')
  const own = { by: 'system', at: knownAt, contract: demo, name: 'adoptPersons' } as const
  await acting.do({ ...own, key: 'newcomers', input: { knownAt, basis, persons: [...people.newcomers] } })
  await payLiving(acting, days, { month, to: 'civil' })
  await sendToHospital(acting, days, find)
  const persons = [...people.settled.flat(), ...people.newcomers]
  await serveMonth(county, carers, { month, persons, without: withoutVisits(days, find) })
  await makeOpenAgreements(acting, days, people)
  await reportDeath(acting, days, find)
  await moveOne(acting, days, find)
  for (const provider of demoProviders) {
    const reached = (place: number) => judgedIn(provider, place)
    await evaluate(acting, days, { month, provider, reached })
  }
  const [, second, third] = demoProviders
  if (!second || !third) return
  await accept(acting, days, { month, provider: second })
  const to: Approved = 'civil_approved'
  await settle(acting, days, { month, provider: second, to })
  await hearingRuns(acting, days, { month, provider: third, person: find({ township: 20, place: 2 }) })
}

/** Five of the first provider's townships have sent, one is filling in, one has drawn, one is late; the third's have begun. */
function judgedIn({ no }: DemoProvider, place: number): Judged {
  if (no === 2) return 'sent'
  if (no === 3) return place === 0 ? 'drawn' : 'none'
  return place < 5 ? 'sent' : place === 5 ? 'filling' : place === 6 ? 'drawn' : 'none'
}

/** The present month: a draft for the first and third provider, out to the second. */
export async function makeShenxianPresent(
  standing: Standing & Pick<Application, 'config'>,
  client: pg.Client,
): Promise<void> {
  const { acting, days, people, find } = await openShenxian(standing, client)
  await closeFormer(acting, days, people.former)
  await closeLongAgo(acting, days, people.longAgo)
  await handOver(acting, days, people.handed)
  await proposeLeaving(acting, days, people.leaving)
  await fileOfPresent(acting, days, people.settled.flat())
  await beginFileOfDead(acting, days, find(dies))
  const carers = await makeProviders(acting, days)
  await makeEndings(acting, days, find)
  await makeOwnView(acting, client, { days, find })
  await makeDuties(acting, days)
  await makeRegisterWaits(acting, days, find)
  await writeSamples({ dataDir: standing.config.dataDir, days, find, carers })
  await matchDibao(acting, { days, find })
  const made = await draftRosters(acting, days, days.present)
  const [, second] = demoProviders
  const rosterId = second && made.get(second.organisationId)
  if (!second || !rosterId) return
  const personIds = [...people.settled.flat(), ...people.newcomers].map(({ id }) => id)
  await sendRoster(acting, days, { month: days.present, provider: second, rosterId, personIds, to: 'sent' })
}
