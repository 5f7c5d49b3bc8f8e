/** Assessments of the present month in 莘县 and 敖汉旗: one at every step of the way, a village planned. Invented. */
import type pg from 'pg'
import { addDays, firstDay, type PlainDate } from '#kernel/calendar.ts'
import { assessments } from '#modules/assessments/contract.ts'
import { persons } from '#modules/persons/contract.ts'
import { aohanPlaces } from '#platform/demo/places.ts'
import { type Acting, actingIn, type Standing } from './acting.ts'
import { begunAt, type DemoDays, demoDays } from './demo-days.ts'
import type { InventedEntry } from './register.ts'
import { openShenxian } from './shenxian.ts'
import { townshipAccount } from './shenxian-places.ts'

type Person = Pick<InventedEntry, 'id' | 'townshipId' | 'villageId' | 'level'>
type Reach = 'requested' | 'assessed' | 'reviewed' | 'decided' | 'disputed'

interface Accounts {
  clerk: string
  leader: string
}

const reached: readonly Reach[] = ['requested', 'assessed', 'reviewed', 'decided', 'disputed']
const items = ['bathing', 'toilet', 'walking_indoors', 'dressing', 'getting_in_and_out_of_bed', 'eating']
/** One level graver than now; somebody who is gravely dependent has got better. */
const failing = { able: 2, partly_able: 5, unable: 3 } as const
const found = { able: 'partly_able', partly_able: 'unable', unable: 'partly_able' } as const
const words = '上月摔倒后卧床，不能自己洗澡，如厕要人扶'

const assessors = [
  { name: '郝示例', unit: 'township' as const, unitName: '乡镇民政办公室' },
  { name: '段样本', unit: 'village' as const, unitName: '村民委员会' },
]

export async function makeAssessments(standing: Standing, client: pg.Client): Promise<void> {
  const { acting, days, find } = await openShenxian(standing, client)
  for (const [place, reach] of reached.entries()) {
    const person = find({ township: 5, place: place + 1 })
    const { townshipId } = person
    const accounts = { clerk: townshipAccount(townshipId, 'clerk'), leader: townshipAccount(townshipId, 'leader') }
    await reachTo(acting, days, { person, accounts, reach })
  }
  await planVillage(acting, days, find({ township: 6, place: 0 }))
  await makeAohanAssessments(standing, demoDays(await begunAt(client, standing.installation.now())))
}

/** Two persons of the first unit: one asked for by the home of its place, one decided. */
async function makeAohanAssessments(standing: Standing, days: DemoDays): Promise<void> {
  const acting = actingIn(standing, aohanPlaces.code)
  const [township] = aohanPlaces.townships
  if (!township) return
  const input = { townshipIds: [township.id], pageSize: 10 }
  const at = days.at(addDays(days.today, -8), '08:30')
  const { rows } = await acting.ask({ by: 'county-clerk', at, contract: persons, name: 'list', input })
  const accounts = { clerk: 'township-1-clerk', leader: 'township-1-leader' }
  for (const [index, reach] of (['requested', 'decided'] as const).entries()) {
    const row = rows[index]
    if (!row?.level) continue
    const person = { id: row.id, townshipId: township.id, villageId: row.villageId ?? '', level: row.level }
    await reachTo(acting, days, { person, accounts, reach })
  }
}

interface Going {
  person: Person
  accounts: Accounts
  reach: Reach
}

/** The day of each step: asked for a week ago; what is decided, is decided in the present month and counts from the next. */
function daysOf({ today, present }: DemoDays) {
  const later = (days: number): PlainDate => {
    const day = addDays(today, days)
    return day < firstDay(present) ? firstDay(present) : day
  }
  return {
    asked: addDays(today, -7),
    assessed: addDays(today, -5),
    reviewed: addDays(today, -4),
    decided: later(-3),
    told: later(-2),
  }
}

async function reachTo(acting: Acting, days: DemoDays, { person, accounts, reach }: Going): Promise<void> {
  const on = daysOf(days)
  const own = { contract: assessments, key: person.id } as const
  const goes = (to: Reach) => reached.indexOf(reach) >= reached.indexOf(to)
  const wanted = { personId: person.id, why: 'change', form: 'six_items', askedBy: 'carer', words } as const
  const { assessmentId } = await acting.do({
    ...own,
    by: accounts.clerk,
    at: days.at(on.asked, '09:10'),
    name: 'request',
    input: { ...wanted, requestedOn: on.asked },
  })
  if (!goes('assessed')) return
  const failed = items.slice(0, failing[person.level])
  const met = Object.fromEntries(items.map((item) => [item, !failed.includes(item)]))
  const result = { assessedOn: on.assessed, met, assessors, signedBy: 'thumb' as const }
  const step = { ...own, by: accounts.clerk } as const
  const entered = { assessmentId, version: 1, ...result }
  await acting.do({ ...step, at: days.at(on.assessed, '16:00'), name: 'submit', input: entered })
  if (!goes('reviewed')) return
  const level = found[person.level]
  const opinion = { assessmentId, version: 2, level, words: '评估程序完整，结果与入户情况一致' }
  await acting.do({ ...own, by: accounts.leader, at: days.at(on.reviewed, '10:00'), name: 'review', input: opinion })
  if (!goes('decided')) return
  const decision = { assessmentId, version: 3, level, decidedOn: on.decided }
  await acting.do({ ...own, by: 'county-leader', at: days.at(on.decided, '15:00'), name: 'decide', input: decision })
  const told = { assessmentId, version: 4, toldOn: on.told, words: '当面读给本人听，本人按手印' }
  await acting.do({ ...step, at: days.at(on.told, '09:00'), name: 'tell', input: told })
  if (!goes('disputed')) return
  const objection = { assessmentId, version: 5, askedBy: 'guardian' as const, words: '家属认为本人仍能自己如厕' }
  await acting.do({ ...step, at: days.at(on.told, '15:00'), name: 'dispute', input: objection })
}

async function planVillage(acting: Acting, days: DemoDays, { villageId, townshipId }: Person): Promise<void> {
  // In the last days of December as well it lies in this year: without a reason no plan goes over.
  const soon = addDays(days.today, 3)
  const plannedOn = soon.slice(0, 4) === days.today.slice(0, 4) ? soon : days.today
  const plan = { villageId, plannedOn, form: 'gbt_42195' as const }
  const by = townshipAccount(townshipId, 'clerk')
  const at = days.at(days.today, '08:00')
  await acting.do({ by, at, contract: assessments, name: 'plan', key: villageId, input: plan })
}
