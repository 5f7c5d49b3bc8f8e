/** What happens to some people of 莘县's demonstration, and what is found wrong in its months. Invented. */
import { addDays, addMonths, firstDay, type PlainDate, type PlainMonth } from '#kernel/calendar.ts'
import { findings } from '#modules/findings/contract.ts'
import { persons } from '#modules/persons/contract.ts'
import { providers } from '#modules/providers/contract.ts'
import { shenxianPlaces, villagesIn } from '#platform/demo/places.ts'
import type { Acting } from './acting.ts'
import type { DemoDays } from './demo-days.ts'
import type { InventedEntry } from './register.ts'
import { tellDeath } from './shenxian-endings.ts'
import { type DemoProvider, demoProviders, townshipAccount } from './shenxian-places.ts'

const clerk = 'county-clerk'
const leader = 'county-leader'

/** Who stays away or dies within the open month, by township and place in it. */
const inHospital = [
  { township: 8, place: 2 },
  { township: 1, place: 3 },
  { township: 17, place: 4 },
]
export const dies = { township: 10, place: 5 }
const levelChanges = [
  { township: 3, place: 6 },
  { township: 18, place: 7 },
]
const moves = { township: 2, place: 8, to: 11 }
/** Was in hospital, and a visit is recorded all the same. */
const visitedAllTheSame = inHospital[2]

export type Find = (where: { township: number; place: number }) => InventedEntry

const hospitalDays = (days: DemoDays) => ({ from: days.on(days.open, 6), to: days.on(days.open, 18) })
const deathDay = (days: DemoDays) => days.on(days.open, 14)

/** Days on which nobody comes to a person in the open month. */
export function withoutVisits(days: DemoDays, find: Find): (personId: string, day: PlainDate) => boolean {
  const { from, to } = hospitalDays(days)
  const away = new Set(inHospital.filter((each) => each !== visitedAllTheSame).map((each) => find(each).id))
  const dead = find(dies).id
  return (personId, day) =>
    (away.has(personId) && day >= from && day <= to) || (personId === dead && day > addDays(deathDay(days), 2))
}

/** Decided in the second closed month, in force with the open one. */
export async function changeLevels(acting: Acting, days: DemoDays, find: Find): Promise<void> {
  const decidedOn = days.on(days.closed[1], 18)
  for (const [index, where] of levelChanges.entries()) {
    const { id: personId, level } = find(where)
    const value = level === 'able' ? ('partly_able' as const) : ('unable' as const)
    const decision = { number: `演示评估〔${decidedOn.slice(0, 4)}〕${index + 1}号`, decidedOn, basis: '复评结论' }
    const input = { personId, change: { kind: 'level' as const, value }, decision }
    const at = days.at(decidedOn, '14:00')
    await acting.do({ by: 'system', at, contract: persons, name: 'changeStanding', key: personId, input })
  }
}

export async function sendToHospital(acting: Acting, days: DemoDays, find: Find): Promise<void> {
  const { from, to } = hospitalDays(days)
  for (const where of inHospital) {
    const { id: personId, townshipId } = find(where)
    const by = townshipAccount(townshipId, 'clerk')
    const input = { personId, kind: 'hospital' as const, fromOn: from, toOn: to, place: '示例县人民医院' }
    await acting.do({ by, at: days.at(from, '17:00'), contract: persons, name: 'addAbsence', key: personId, input })
  }
}

export async function reportDeath(acting: Acting, days: DemoDays, find: Find): Promise<void> {
  const { id: personId, townshipId } = find(dies)
  const diedOn = deathDay(days)
  await tellDeath(acting, days, { personId, township: townshipAccount(townshipId, 'clerk'), diedOn })
}

/** To another township, and so to another provider, from the present month. */
export async function moveOne(acting: Acting, days: DemoDays, find: Find): Promise<void> {
  const { id: personId } = find(moves)
  const township = shenxianPlaces.townships[moves.to]
  const provider = demoProviders.find(({ townships }) => townships.some(({ id }) => id === township?.id))
  if (!township || !provider) return
  const decidedOn = days.on(days.open, 20)
  const decision = { number: `演示转移〔${decidedOn.slice(0, 4)}〕1号`, decidedOn, basis: '随亲属迁居' }
  const from = firstDay(days.present)
  const at = days.at(decidedOn, '15:00')
  const villageId = villagesIn(shenxianPlaces, township.id)[0]?.id ?? null
  const own = { by: 'system', at, contract: persons, name: 'changeStanding' } as const
  const change = { kind: 'township' as const, value: township.id, villageId }
  await acting.do({ ...own, key: `${personId}-township`, input: { personId, change, decision, from } })
  const served = { kind: 'organisation' as const, value: provider.organisationId }
  await acting.do({ ...own, key: `${personId}-provider`, input: { personId, change: served, decision, from } })
}

interface Found {
  month: PlainMonth
  provider: DemoProvider
  person: InventedEntry
}

async function contractOf(acting: Acting, days: DemoDays, { organisationId }: DemoProvider): Promise<string> {
  const at = days.at(days.from, '09:00')
  const { contracts } = await acting.ask({ by: clerk, at, contract: providers, name: 'get', input: { organisationId } })
  const [found] = contracts
  if (!found) throw new Error('the demonstration has no contract of its provider')
  return found.id
}

/** Found by the township, verified, the provider told what it may cost. */
async function findAndNotify(
  acting: Acting,
  days: DemoDays,
  found: Found & { notifyOn: PlainDate },
): Promise<Notified> {
  const { month, provider, person, notifyOn } = found
  const next = addMonths(month, 1)
  const { organisationId } = provider
  const key = `${month}-${provider.no}`
  const own = { contract: findings, key } as const
  const by = townshipAccount(person.townshipId, 'clerk')
  const facts = '入户走访，本人说当月中旬起没有人来过；邻居证实。'
  const clue = {
    month,
    organisationId,
    townshipId: person.townshipId,
    personId: person.id,
    kind: 'not_served' as const,
    severity: 'ordinary' as const,
    facts,
    source: 'evaluation' as const,
  }
  const recorded = days.at(days.on(next, 2), '11:00')
  const { findingId } = await acting.do({ ...own, by, at: recorded, name: 'record', input: clue })
  const verified = days.at(days.on(next, 3), '09:00')
  const verdict = { findingId, words: '电话回访本人和村委会，情况属实', severity: 'ordinary' as const }
  await acting.do({ ...own, by: clerk, at: verified, name: 'verify', input: verdict })
  const contractId = await contractOf(acting, days, provider)
  const at = days.at(notifyOn, '09:30')
  const asked = { findingId, contractId, clauseNo: '8.1' }
  const proposal = await acting.ask({ contract: findings, by: clerk, at, name: 'propose', input: asked })
  const fen = Number(proposal.fen)
  const notice = { ...asked, proposedFen: fen, basis: proposal.basis }
  await acting.do({ ...own, by: clerk, at, name: 'notify', input: notice })
  return { findingId, contractId, fen }
}

interface Notified {
  findingId: string
  contractId: string
  fen: number
}

/** Heard and upheld: the fee of that person's month is deducted. */
export async function deductOnce(acting: Acting, days: DemoDays, found: Found): Promise<void> {
  const { month, provider } = found
  const next = addMonths(month, 1)
  const key = `${month}-${provider.no}`
  const { findingId, contractId, fen } = await findAndNotify(acting, days, { ...found, notifyOn: days.on(next, 3) })
  const own = { contract: findings, key } as const
  const said = { findingId, words: '承接人员当月生病，未及时安排替补，认可扣减。' }
  await acting.do({ ...own, by: provider.account, at: days.at(days.on(next, 5), '10:00'), name: 'state', input: said })
  const decision = {
    findingId,
    result: 'upheld' as const,
    amountFen: fen,
    contractId,
    clauseNo: '8.1',
    reason: '事实清楚，机构认可，按合同8.1条扣减当月照料费',
  }
  await acting.do({ ...own, by: leader, at: days.at(days.on(next, 8), '09:00'), name: 'decide', input: decision })
}

/** Told yesterday or the day before: the provider may still answer. */
export async function hearingRuns(acting: Acting, days: DemoDays, found: Found): Promise<void> {
  const earliest = days.on(addMonths(found.month, 1), 3)
  const wanted = addDays(days.today, -1)
  await findAndNotify(acting, days, { ...found, notifyOn: wanted > earliest ? wanted : earliest })
}
