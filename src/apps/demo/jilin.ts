/**
 * 示例县甲, an invented county of Jilin (吉民办字〔2017〕33号): applicants of the old schemes before, on and after 10 October 2016,
 * an urban three-no, and the campaign that verifies everybody on the register anew (JL-5, JL-6).
 */
import type pg from 'pg'
import { addDays, ageOn, type PlainDate, plainDate } from '#kernel/calendar.ts'
import type { Sent } from '#kernel/contract.ts'
import { recognition } from '#modules/recognition/contract.ts'
import { verifications } from '#modules/verifications/contract.ts'
import { inventedPrefixOf, inventPeople, type InventedPerson, type Inventor } from '#platform/demo/people.ts'
import { areaIdOf, type DemoArea, jilinPlaces, villagesIn } from '#platform/demo/places.ts'
import { type Acting, actingIn, type Standing } from './acting.ts'
import { begunAt, type DemoDays, demoDays } from './demo-days.ts'
import { demo, type InventedEntry } from './register.ts'
import { enter } from './shenxian-base.ts'
import { surveyOf, usual } from './shenxian-cases.ts'

type Apply = Sent<(typeof recognition.operations)['apply']>

const { code: county, townships } = jilinPlaces
const basis = '演示数据（虚构）：原五保、三无登记册'
const paper = '示例县甲演示标准（虚构，不是真实标准）'

export async function makeJilin(standing: Standing, client: Pick<pg.ClientBase, 'query'>): Promise<void> {
  const days = demoDays(await begunAt(client, standing.installation.now()))
  const acting = actingIn(standing, county)
  const inventor = inventPeople('jilin')
  await enter(acting, days, { area: '220000', name: paper, title: '演示所用的低保标准（虚构）', values: standards })
  const knownAt = days.at(days.from, '09:00')
  const persons = registered(inventor, days)
  await acting.do({
    by: 'system',
    at: knownAt,
    contract: demo,
    name: 'adoptPersons',
    key: 'all',
    input: { knownAt, basis, persons },
  })
  for (const story of stories) await tell(acting, days, { story, person: oldPerson(inventor, days, story.township) })
  await verifyAnew(acting, days)
}

const standards = [
  {
    key: 'standard.dibao.rates',
    area: '220000',
    value: { urban: '760.00', rural: '560.00' },
    says: '城市760元、农村560元',
  },
]

interface Place {
  area: DemoArea
  village: DemoArea
}

function placeOf(township: number): Place {
  const area = townships[township]
  const village = area && villagesIn(jilinPlaces, area.id)[0]
  if (!area || !village) throw new Error(`示例县甲 has no unit ${township}`)
  return { area, village }
}

function oldPerson(inventor: Inventor, days: DemoDays, township: number): InventedPerson {
  const { area, village } = placeOf(township)
  const wish = { areaPrefix: inventedPrefixOf(county), on: days.today, township: area.name, village: village.name }
  let person = inventor.person(wish)
  while (ageOn(person.bornOn, days.today) < 64) person = inventor.person(wish)
  return person
}

/** On the register since the days of the old schemes, around the day that parts them; urban ones in the street. */
const since = ['2009-05-01', '2012-03-01', '2016-10-09', '2016-10-10', '2016-10-11', '2018-04-01'] as const

const registered = (inventor: Inventor, days: DemoDays): InventedEntry[] =>
  [0, 1, 2].flatMap((township) => {
    const { area, village } = placeOf(township)
    return since.map((from, index): InventedEntry => {
      const person = oldPerson(inventor, days, township)
      const number = township * since.length + index + 1
      return {
        id: areaIdOf(`person/${county}/${number}`),
        name: person.name,
        sex: person.sex,
        bornOn: person.bornOn,
        idNumber: person.idNumber,
        phone: person.phone,
        ethnicity: person.ethnicity,
        residence: person.address,
        householdClass: township === 0 ? 'urban' : 'rural',
        townshipId: area.id,
        villageId: village.id,
        organisationId: null,
        mode: 'dispersed',
        level: index % 3 === 0 ? 'partly_able' : 'able',
        supportedFrom: plainDate(from),
        fileNo: `${county}-${String(number).padStart(6, '0')}`,
        bank: person.bankName,
        account: person.accountNumber,
        carer: person.carer
          ? { name: person.carer.name, relation: person.carer.relation, phone: person.carer.phone }
          : null,
      }
    })
  })

interface Story {
  key: string
  township: number
  category: NonNullable<Apply['legacyCategory']>
  recognised?: string
  /** Days before today. */
  applied: number
  surveyed?: number
  opined?: number
  posted?: number
  confirmed?: number
  lacks?: string
}

const stories: readonly Story[] = [
  { key: 'direct', township: 1, category: 'rural_wubao', recognised: '2012-06-01', applied: 6 },
  { key: 'day-before', township: 2, category: 'rural_wubao', recognised: '2016-10-09', applied: 20, confirmed: 12 },
  { key: 'on-the-day', township: 1, category: 'rural_wubao', recognised: '2016-10-10', applied: 14, surveyed: 7 },
  { key: 'after', township: 1, category: 'rural_supported', recognised: '2017-03-01', applied: 4 },
  {
    key: 'urban',
    township: 0,
    category: 'urban_three_no',
    recognised: '2009-05-01',
    applied: 30,
    surveyed: 22,
    opined: 13,
    posted: 12,
  },
  { key: 'new', township: 1, category: 'new_application', applied: 2, lacks: 'authorisation' },
]

interface Told {
  story: Story
  person: InventedPerson
}

async function tell(acting: Acting, days: DemoDays, { story, person }: Told): Promise<void> {
  const day = (before: number) => addDays(days.today, -before)
  const at = (before: number, clock: string) => days.at(day(before), clock)
  const by = (role: 'clerk' | 'leader') => `township-${story.township + 1}-${role}`
  const own = { contract: recognition, key: story.key } as const
  const input = applicationOf(story, person, day(story.applied))
  const { caseId } = await acting.do({
    ...own,
    by: by('clerk'),
    at: at(story.applied, '09:20'),
    name: 'apply',
    input,
  })
  if (story.confirmed !== undefined) {
    const decided = {
      caseId,
      mode: 'dispersed' as const,
      level: 'able' as const,
      reason: '原农村五保供养证、审批表齐全',
    }
    await acting.do({
      ...own,
      by: 'county-leader',
      at: at(story.confirmed, '10:00'),
      name: 'confirmDirectly',
      input: decided,
    })
  }
  if (story.surveyed === undefined) return
  const survey = surveyOf(caseId, day(story.surveyed), input.facts)
  await acting.do({ ...own, by: by('clerk'), at: at(story.surveyed, '15:00'), name: 'survey', input: survey })
  const sentOn = { caseId, fits: true, note: '符合三项条件' }
  await acting.do({ ...own, by: by('clerk'), at: at(story.surveyed, '16:30'), name: 'submit', input: sentOn })
  if (story.opined === undefined || story.posted === undefined) return
  const opinion = { caseId, fits: true, reason: '原城市“三无”人员，重新调查属实' }
  await acting.do({ ...own, by: by('leader'), at: at(story.opined, '09:10'), name: 'opine', input: opinion })
  const poster = { caseIds: [caseId], place: '居务公开栏', postedOn: day(story.posted) }
  await acting.do({ ...own, by: by('clerk'), at: at(story.posted, '10:00'), name: 'post', input: poster })
}

function applicationOf(story: Story, person: InventedPerson, receivedOn: PlainDate): Apply {
  const { area, village } = placeOf(story.township)
  const codes = ['identity', 'declaration', 'commitment', 'authorisation']
  return {
    appliedBy: 'self',
    capacity: 'full',
    name: person.name,
    idNumber: person.idNumber,
    phone: person.phone,
    householdClass: story.township === 0 ? 'urban' : 'rural',
    townshipId: area.id,
    villageId: village.id,
    residence: person.address,
    receivedOn,
    facts: usual,
    materials: codes.map((code) => ({ code, state: code === story.lacks ? ('missing' as const) : ('have' as const) })),
    committed: true,
    legacyCategory: story.category,
    ...(story.recognised ? { legacyOn: plainDate(story.recognised) } : {}),
  }
}

/** 重新核查排查: everybody on the register, on the path of his old scheme and its day; the first village is keyed in. */
async function verifyAnew(acting: Acting, days: DemoDays): Promise<void> {
  const from = addDays(days.today, -12)
  const { roundId } = await acting.do({
    by: 'county-clerk',
    at: days.at(from, '09:00'),
    contract: verifications,
    name: 'makeRound',
    key: 'anew',
    input: {
      kind: 'campaign',
      title: '城乡特困人员重新核查排查',
      year: Number(from.slice(0, 4)),
      plan: '县民政局组织，各镇（乡、街道）逐户核查；2016年10月10日以前的农村五保直接确认，其余重新认定。',
      proof: '演示：核查排查工作方案，1盒2页',
      populationOn: from,
      legacy: true,
      fromOn: from,
      toOn: addDays(days.today, 40),
      milestones: [],
    },
  })
  const own = {
    contract: verifications,
    by: 'township-2-clerk',
    at: days.at(addDays(days.today, -3), '16:00'),
  } as const
  const { rows } = await acting.ask({ ...own, name: 'entries', input: { roundId } })
  const seenOn = addDays(days.today, -4)
  const found = { answer: 'none', how: 'home', seenSelf: true, seenOn, officer: '刘举例' } as const
  for (const { personId } of rows.slice(0, 4))
    await acting.do({ ...own, name: 'record', key: personId, input: { roundId, personId, ...found } })
}
