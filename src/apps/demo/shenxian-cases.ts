/** Applications under way in 莘县's demonstration: each step of recognition has somebody standing in it. Invented. */
import type pg from 'pg'
import { addDays, ageOn, monthOf, type PlainDate } from '#kernel/calendar.ts'
import type { Sent } from '#kernel/contract.ts'
import { recognition } from '#modules/recognition/contract.ts'
import { inventedPrefixOf, inventPeople, type InventedPerson, type Inventor } from '#platform/demo/people.ts'
import { shenxianPlaces, villagesIn } from '#platform/demo/places.ts'
import { type Acting, inLanes, type Standing } from './acting.ts'
import type { DemoDays } from './demo-days.ts'
import { openShenxian } from './shenxian.ts'
import { shenxian, townshipAccount } from './shenxian-places.ts'

type Operations = typeof recognition.operations
type Apply = Sent<Operations['apply']>

/** How far it has come, counted back from today. */
interface Story {
  key: string
  township: number
  /** Days before today on which it was applied for. */
  applied: number
  surveyed?: number
  opined?: number
  posted?: number
  objected?: number
  sent?: number
  decided?: number
  lacks?: string
  nearRelative?: string
  /** Handed in by the village's aide; the township has not received it yet. */
  handed?: boolean
}

const stories: readonly Story[] = [
  { key: 'supplement', township: 0, applied: 1, lacks: 'authorisation' },
  { key: 'handed', township: 0, applied: 1, handed: true, lacks: 'commitment' },
  { key: 'new', township: 0, applied: 3, nearRelative: '村委会委员的堂伯' },
  { key: 'late', township: 1, applied: 38 },
  { key: 'opinion', township: 0, applied: 12, surveyed: 6 },
  { key: 'to-post', township: 0, applied: 18, surveyed: 9, opined: 2 },
  { key: 'posted', township: 0, applied: 22, surveyed: 14, opined: 6, posted: 5 },
  { key: 'notice-over', township: 0, applied: 34, surveyed: 26, opined: 15, posted: 14 },
  { key: 'objected', township: 1, applied: 26, surveyed: 17, opined: 10, posted: 9, objected: 5 },
  { key: 'county-1', township: 0, applied: 40, surveyed: 33, opined: 25, posted: 24, sent: 10 },
  {
    key: 'county-2',
    township: 1,
    applied: 41,
    surveyed: 34,
    opined: 25,
    posted: 24,
    sent: 10,
    nearRelative: '镇民政办经办人员的叔父',
  },
  { key: 'refused', township: 2, applied: 52, surveyed: 45, opined: 36, posted: 35, sent: 21, decided: 1 },
]

export async function makeShenxianCases(standing: Standing, client: pg.Client): Promise<void> {
  const { acting, days } = await openShenxian(standing, client)
  const inventor = inventPeople('莘县/认定')
  const told = stories.map((story) => ({ story, person: oldPerson(inventor, story, days) }))
  // The refused one is drawn alone, before the others come to the county.
  const [last, ...others] = told.toReversed()
  if (last) await tell(acting, days, last)
  await inLanes(others, (each) => tell(acting, days, each))
  const meetingOn = addDays(days.today, 10)
  const meeting = { month: monthOf(meetingOn), meetingOn, papersBy: addDays(days.today, 7) }
  const own = { by: 'county-clerk', contract: recognition, key: 'meeting', at: days.at(days.today, '08:30') } as const
  await acting.do({ ...own, name: 'setMeeting', input: meeting })
}

const placeOf = ({ township }: Story) => {
  const area = shenxianPlaces.townships[township]
  const village = area && villagesIn(shenxianPlaces, area.id)[0]
  if (!area || !village) throw new Error(`no village in township ${township}`)
  return { area, village }
}

function oldPerson(inventor: Inventor, story: Story, days: DemoDays): InventedPerson {
  const { area, village } = placeOf(story)
  const wish = { areaPrefix: inventedPrefixOf(shenxian), on: days.today, township: area.name, village: village.name }
  let person = inventor.person(wish)
  while (ageOn(person.bornOn, days.today) < 62) person = inventor.person(wish)
  return person
}

interface Told {
  story: Story
  person: InventedPerson
}

async function tell(acting: Acting, days: DemoDays, { story, person }: Told): Promise<void> {
  const { area } = placeOf(story)
  const day = (before: number) => addDays(days.today, -before)
  const by = (role: 'clerk' | 'leader') => townshipAccount(area.id, role)
  const at = (before: number, clock: string) => days.at(day(before), clock)
  const own = { contract: recognition, key: story.key } as const
  const input = applicationOf(story, person, day(story.applied))
  const hand = story.handed ? 'village-1-aide' : by('clerk')
  const { caseId } = await acting.do({ ...own, by: hand, at: at(story.applied, '09:20'), name: 'apply', input })
  if (story.surveyed === undefined) return
  const survey = surveyOf(caseId, day(story.surveyed), input.facts)
  await acting.do({ ...own, by: by('clerk'), at: at(story.surveyed, '15:00'), name: 'survey', input: survey })
  const sentOn = { caseId, fits: true, note: '符合三项条件' }
  await acting.do({ ...own, by: by('clerk'), at: at(story.surveyed, '16:30'), name: 'submit', input: sentOn })
  if (story.opined === undefined) return
  const opinion = { caseId, fits: true, reason: '材料齐全，入户情况属实' }
  await acting.do({ ...own, by: by('leader'), at: at(story.opined, '09:10'), name: 'opine', input: opinion })
  if (story.posted === undefined) return
  const poster = { caseIds: [caseId], place: '村务公开栏', postedOn: day(story.posted) }
  await acting.do({ ...own, by: by('clerk'), at: at(story.posted, '10:00'), name: 'post', input: poster })
  if (story.objected !== undefined) {
    const objection = { caseId, receivedOn: day(story.objected), words: '听说他在城里有房出租，请核实' }
    await acting.do({ ...own, by: by('leader'), at: at(story.objected, '11:00'), name: 'object', input: objection })
  }
  if (story.sent === undefined) return
  await acting.do({ ...own, by: by('clerk'), at: at(story.sent, '09:00'), name: 'send', input: { caseIds: [caseId] } })
  if (story.decided !== undefined) await refuse(acting, days, { caseId, sent: day(story.sent), on: day(story.decided) })
}

interface Refusing {
  caseId: string
  sent: PlainDate
  on: PlainDate
}

async function refuse(acting: Acting, days: DemoDays, { caseId, sent, on }: Refusing): Promise<void> {
  const checkedOn = addDays(sent, 6)
  const own = { by: 'county-clerk', contract: recognition, key: 'refused' } as const
  await acting.do({ ...own, at: days.at(addDays(sent, 2), '09:00'), name: 'draw', input: {} })
  const found = { ...usual, property: 'beyond' as const, propertyNote: '自住平房三间，另有商铺一间出租' }
  const seen = { caseId, agrees: false, facts: '入户核查：名下另有商铺一间出租，调查时未说明', found }
  await acting.do({ ...own, at: days.at(checkedOn, '15:00'), name: 'checkResult', input: seen })
  const proposal = { caseId, fits: false, reason: '财产超过规定，与乡镇调查不一致' }
  await acting.do({ ...own, at: days.at(checkedOn, '16:00'), name: 'propose', input: proposal })
  const decision = { caseId, decision: 'refused' as const, reason: '名下有商铺出租，财产超过当地规定' }
  await acting.do({ ...own, by: 'county-leader', at: days.at(on, '10:00'), name: 'decide', input: decision })
}

function applicationOf(story: Story, person: InventedPerson, receivedOn: PlainDate): Apply {
  const { area, village } = placeOf(story)
  const byVillage = story.key === 'late' || story.handed === true
  const codes = ['identity', 'declaration', 'commitment', 'authorisation', 'disability_certificate_if_disabled']
  return {
    appliedBy: byVillage ? 'village' : 'self',
    capacity: 'full',
    helper: byVillage ? '陈假设' : '',
    relation: byVillage ? '村协理员' : '',
    name: person.name,
    idNumber: person.idNumber,
    phone: person.phone,
    householdClass: area.name.endsWith('街道') ? 'urban' : 'rural',
    townshipId: area.id,
    villageId: village.id,
    residence: person.address,
    receivedOn,
    facts: factsOf(story),
    materials: codes.map((code) => ({ code, state: code === story.lacks ? ('missing' as const) : ('have' as const) })),
    committed: true,
    nearRelative: story.nearRelative ?? '',
  }
}

export const usual: Apply['facts'] = {
  incomes: [
    { source: 'transfer', monthlyFen: 10_300 },
    { source: 'basic_pension', monthlyFen: 18_300 },
  ],
  incomeKnown: true,
  property: 'within',
  propertyNote: '自住平房三间，存款五千元以内',
  noObligors: true,
  benefitsKnown: true,
}

const factsOf = (story: Story): Apply['facts'] => ({
  disability: story.key === 'opinion' ? { kind: 'physical', grade: 2 } : null,
  ...usual,
  obligors:
    story.key === 'county-1'
      ? [
          {
            name: '李样本',
            relation: '长子',
            age: 45,
            disability: { kind: 'intellectual', grade: 2 },
            income: 'within',
            property: 'within',
          },
          { name: '李虚构', relation: '次女', age: 41, standings: ['imprisoned'], property: 'within' },
        ]
      : [],
})

export const surveyOf = (caseId: string, surveyedOn: PlainDate, facts: Apply['facts']): Sent<Operations['survey']> => ({
  caseId,
  surveyedOn,
  surveyors: ['王演示', '赵举例'],
  seen: true,
  seenHow: '核对身份证原件',
  neighbours: '邻居钱样本：独居多年，逢年过节由村里照应',
  living: { housing: 'fair', body: 'fair', meals: 'good' },
  cannot: ['bathing'],
  wish: 'dispersed',
  dispersedSuits: true,
  facts,
  words: '房屋可以安全居住',
})
