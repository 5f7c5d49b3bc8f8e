/** Changes and endings of 莘县's demonstration at every step, none of them decided, and what followed one death. Invented. */
import { addDays, addMonths, ageOn, firstDay, instant, plainDate, type PlainDate } from '#kernel/calendar.ts'
import { type ChangeKind, endings } from '#modules/endings/contract.ts'
import { shenxianPlaces } from '#platform/demo/places.ts'
import type { Acting } from './acting.ts'
import type { DemoDays } from './demo-days.ts'
import { townshipAccount } from './shenxian-places.ts'
import type { Find } from './shenxian-stories.ts'

interface Story {
  who: { township: number; place: number }
  kind: ChangeKind
  reason: string
  facts: string
  /** Days before today on which each step was taken; what is left out was not. */
  opened: number
  verified?: number
  heard?: { ago: number; words: string }
  published?: number
  objected?: { ago: number; words: string }
  over?: number
}

const stories: readonly Story[] = [
  {
    who: { township: 5, place: 3 },
    kind: 'end',
    reason: 'voluntary',
    facts: '本人书面申请退出：亲属已回乡，接去一同生活。',
    opened: 18,
    verified: 17,
    heard: { ago: 16, words: '亲戚回来了，我跟他们过，供养给别人吧。' },
    published: 16,
    over: 3,
  },
  {
    who: { township: 6, place: 2 },
    kind: 'end',
    reason: 'obligor_able',
    facts: '弟弟已有固定工作和住房，具备履行义务的能力。',
    opened: 4,
    verified: 4,
    heard: { ago: 3, words: '弟弟是有工作了，可他还要还房贷，我不同意。' },
    published: 3,
  },
  {
    who: { township: 7, place: 4 },
    kind: 'end',
    reason: 'income_or_property_no_longer_meets',
    facts: '核对信息显示本人名下有定期存款，超过财产限额。',
    opened: 3,
    verified: 1,
  },
  {
    who: { township: 9, place: 1 },
    kind: 'end',
    reason: 'labour_regained',
    facts: '复评显示已恢复劳动能力，本人在县城务工。',
    opened: 12,
    verified: 11,
    heard: { ago: 10, words: '我现在能干点活了。' },
    published: 10,
    objected: { ago: 6, words: '他只是临时帮工，干不了重活，请再核实。' },
  },
  {
    who: { township: 13, place: 2 },
    kind: 'suspend',
    reason: '',
    facts: '外出未归，多次联系不上，家属正在寻找。',
    opened: 1,
  },
]

export async function makeEndings(acting: Acting, days: DemoDays, find: Find): Promise<void> {
  for (const story of stories) await tell(acting, days, { story, find })
  await sendOver(acting, days, find)
}

/** The first from there on who is no child: what the stories tell is told of grown-ups. */
function grown(find: Find, { township, place }: Story['who'], day: PlainDate): ReturnType<Find> {
  const found = find({ township, place })
  return ageOn(plainDate(found.bornOn), day) >= 40 ? found : grown(find, { township, place: place + 1 }, day)
}

async function tell(acting: Acting, days: DemoDays, { story, find }: { story: Story; find: Find }): Promise<void> {
  const { id: personId, townshipId, name } = grown(find, story.who, days.today)
  const by = townshipAccount(townshipId, 'clerk')
  const ago = (count: number): PlainDate => addDays(days.today, -count)
  const own = { contract: endings, key: personId, by } as const
  const { kind, reason, facts, verified, heard, published, objected, over } = story
  const wanted = kind === 'suspend' ? { from: days.today, until: addDays(days.today, 60) } : {}
  const { changeId } = await acting.do({
    ...own,
    at: days.at(kind === 'suspend' ? days.today : ago(story.opened), '09:00'),
    name: 'open',
    input: { personId, kind, reason, facts, wanted, proof: '演示：1盒2页' },
  })
  if (verified === undefined) return
  const words = '入户核实，邻居和村委会证实。'
  const seen = { changeId, on: ago(verified), by: '王演示、陈假设', so: true, words, proof: '核实表1盒3页' }
  await acting.do({ ...own, at: days.at(ago(verified), '10:00'), name: 'verify', input: seen })
  if (!heard) return
  const said = { place: '村委会', who: 'person' as const, name, words: heard.words, signedAs: 'thumb' as const }
  const hearing = { changeId, on: ago(heard.ago), ...said }
  await acting.do({ ...own, at: days.at(ago(heard.ago), '15:00'), name: 'hear', input: hearing })
  if (published === undefined) return
  const notice = { changeId, on: ago(published), place: '村务公开栏' }
  await acting.do({ ...own, at: days.at(ago(published), '16:00'), name: 'publish', input: notice })
  if (objected) {
    const objection = { changeId, on: ago(objected.ago), who: '', words: objected.words }
    await acting.do({ ...own, at: days.at(ago(objected.ago), '10:00'), name: 'object', input: objection })
  }
  if (over === undefined) return
  const end = { changeId, on: ago(over) }
  await acting.do({ ...own, at: days.at(ago(over), '09:00'), name: 'publicityOver', input: end })
}

/** From the first of next month another township answers for one person; it has still to accept. */
async function sendOver(acting: Acting, days: DemoDays, find: Find): Promise<void> {
  const { id: personId, townshipId } = find({ township: 12, place: 6 })
  const to = shenxianPlaces.townships[0]
  if (!to) return
  const wanted = { townshipId: to.id, from: firstDay(addMonths(days.present, 1)) }
  await acting.do({
    by: townshipAccount(townshipId, 'clerk'),
    at: days.at(days.today, '09:30'),
    contract: endings,
    name: 'open',
    key: personId,
    input: { personId, kind: 'transfer', facts: '随亲属迁到邻镇居住，本人要求就近照料。', wanted },
  })
}

export interface Death {
  personId: string
  township: string
  diedOn: PlainDate
}

/** Reported late by the village, confirmed by the county, with a certificate; the rest is still to be done. */
export async function tellDeath(acting: Acting, days: DemoDays, { personId, township, diedOn }: Death): Promise<void> {
  const own = { contract: endings, key: personId } as const
  const day = addDays(diedOn, 4)
  const moment = (on: PlainDate, clock: string) => instant(`${on}T${clock}:00+08:00`)
  const report = {
    personId,
    diedOn,
    discoveredAt: moment(addDays(diedOn, 3), '19:30'),
    reportedAt: moment(day, '08:40'),
    placeKind: 'dwelling' as const,
    place: '本村住所',
    reporter: '村协理员（演示）',
    reporterKind: 'village' as const,
    paperReference: '电话记录（演示）',
  }
  const { deathId } = await acting.do({
    ...own,
    by: township,
    at: days.at(day, '09:00'),
    name: 'reportDeath',
    input: report,
  })
  const confirmed = { deathId, on: day, words: '与派出所户籍核对，情况属实。' }
  await acting.do({ ...own, by: 'county-clerk', at: days.at(day, '14:00'), name: 'confirmDeath', input: confirmed })
  const asked = { kind: 'certificate_asked' as const, whom: '示例县人民医院' }
  const had = {
    kind: 'certificate' as const,
    issuer: 'medical_institution' as const,
    issuerName: '示例县人民医院',
    no: '演示死证0001',
  }
  for (const [index, step] of [asked, had].entries()) {
    const input = { deathId, on: addDays(day, index), step, proof: '复印件，1盒2页（演示）' }
    const at = days.at(addDays(day, index), '16:00')
    await acting.do({
      contract: endings,
      by: township,
      at,
      name: 'recordDeath',
      key: `${personId}-${step.kind}`,
      input,
    })
  }
}
