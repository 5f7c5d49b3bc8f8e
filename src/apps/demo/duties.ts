/** 职责分工, 交接 and 本地配套政策 of the demonstration's other counties. Everybody and everything in it is invented. */
import type pg from 'pg'
import { addDays } from '#kernel/calendar.ts'
import { duties } from '#modules/duties/contract.ts'
import { persons } from '#modules/persons/contract.ts'
import { portal } from '#modules/portal/contract.ts'
import { recognition } from '#modules/recognition/contract.ts'
import { aohanPlaces, type DemoCounty, jilinPlaces, samplePlaces } from '#platform/demo/places.ts'
import { type Acting, actingIn, type Standing } from './acting.ts'
import { begunAt, type DemoDays, demoDays } from './demo-days.ts'

/** How long ago what nobody has accepted yet was sent. */
const lateBy = 8

export async function makeOtherDuties(standing: Standing, client: Pick<pg.ClientBase, 'query'>): Promise<void> {
  const days = demoDays(await begunAt(client, standing.installation.now()))
  for (const place of [aohanPlaces, samplePlaces, jilinPlaces]) {
    const acting = actingIn(standing, place.code)
    await nameEverybody(acting, days)
    await handCorrections(acting, days, place)
  }
  const jilin = actingIn(standing, jilinPlaces.code)
  await handCase(jilin, days)
  await registerPolicies(jilin, days)
}

const usualPair = ['县级救助经办', '县级救助负责人'] as const
const ofTownship = ['乡镇经办', '乡镇负责人'] as const
/** By function: the role that answers for it, and the one that stands in; another unit's has no colleague with an account. */
const ofCounty: Readonly<Record<string, readonly [string, string?]>> = {
  civil_affairs: ['县级救助负责人', '县级救助经办'],
  finance: ['财政审核'],
  audit: ['审计纪检'],
  medical_insurance: ['医保经办'],
  data_officer: ['数据管理员', '县级救助经办'],
}

/** Whoever works there, with a colleague as deputy; the last township has named nobody yet. */
async function nameEverybody(acting: Acting, days: DemoDays): Promise<void> {
  const from = addDays(days.today, -60)
  const own = { by: 'county-leader', at: days.at(from, '09:00'), contract: duties } as const
  const { rows } = await acting.ask({ ...own, name: 'responsibles', input: { pageSize: 200 } })
  const last = rows.findLast(({ townshipId }) => townshipId !== null)?.townshipId
  for (const { function: name, townshipId, unit, ruledDepartment, mayName, key } of rows) {
    if (!mayName || (townshipId !== null && townshipId === last)) continue
    const people = await acting.ask({ ...own, name: 'people', input: { townshipId } })
    const [first, second] = townshipId === null ? (ofCounty[name] ?? usualPair) : ofTownship
    const person = people.find(({ roleTitle }) => roleTitle === first)
    const deputy = people.find(({ roleTitle }) => roleTitle === second)
    if (!person) continue
    const department = ruledDepartment || (townshipId === null ? '县民政局' : `${unit}民政办`)
    const named = { function: name, townshipId, accountId: person.id, department, from }
    const input = deputy ? { ...named, deputyId: deputy.id } : named
    await acting.do({ ...own, name: 'name', key, input })
  }
}

const notes = [
  { key: 'late', before: lateBy, wanted: '应写村西头新院子', note: '住址由县里更正，户口簿复印件在2盒4页。' },
  { key: 'today', before: 0, wanted: '电话应是女儿的', note: '联系电话要改，本人已当面确认，请县里更正。' },
] as const

/** Two corrections that the township may not make itself: one waits since today, one is over its term. */
async function handCorrections(acting: Acting, days: DemoDays, { townships }: DemoCounty): Promise<void> {
  const [township] = townships
  const by = 'township-1-clerk'
  const look = { by, at: days.at(days.today, '08:50'), contract: persons, name: 'list' } as const
  const { rows } = await acting.ask({ ...look, input: { townshipIds: township ? [township.id] : [], pageSize: 5 } })
  for (const [index, { key, before, wanted, note }] of notes.entries()) {
    const personId = rows[index]?.id
    if (!personId) return
    const at = days.at(addDays(days.today, -before), '09:40')
    const own = { by, at, contract: portal, key } as const
    const opening = { personId, present: 'person' as const, identifiedHow: 'id_card' as const, place: '便民服务大厅' }
    const { helpId } = await acting.do({ ...own, name: 'openHelp', input: opening })
    const said = { topic: 'address' as const, entry: '住址、电话', wrong: '档案里写的是旧的', wanted }
    const confirmed = { confirmedHow: 'thumb' as const, confirmedWords: '念过一遍，本人说对' }
    const { number } = await acting.do({ ...own, name: 'enterCorrection', input: { helpId, ...said, ...confirmed } })
    const found = await acting.ask({ ...own, name: 'requests', input: { text: number } })
    const subjectId = found.rows[0]?.id
    if (!subjectId) return
    const matter = { subjectKind: 'request', subjectId, section: 'social_assistance' as const, note }
    await acting.do({ by, at, contract: duties, name: 'handOver', key: `correction.${key}`, input: matter })
  }
}

/** A case that needs the county's look before it goes on; no term is set for it, so both sides see the days. */
async function handCase(acting: Acting, days: DemoDays): Promise<void> {
  const by = 'township-2-clerk'
  const at = days.at(addDays(days.today, -1), '10:20')
  const { rows } = await acting.ask({ by, at, contract: recognition, name: 'list', input: { pageSize: 20 } })
  const open = rows.toSorted((one, other) => one.number.localeCompare(other.number))[0]
  if (!open) return
  const note = '原五保证发证日期与审批表不一致，请县里核对档案。'
  const matter = { subjectKind: 'case', subjectId: open.id, section: 'social_assistance' as const, note }
  await acting.do({ by, at, contract: duties, name: 'handOver', key: 'case', input: matter })
}

/** Of the five topics two documents cover four; one is filed, one is not, and the day is long past (JL-2). */
async function registerPolicies(acting: Acting, days: DemoDays): Promise<void> {
  const papers = [
    {
      key: 'filed',
      number: '示民发（演示）1号',
      title: '特困人员认定和审批办法（演示，虚构，不是真实文件）',
      issued: -90,
      topics: ['recognition', 'approval_procedure'],
      filed: -80,
    },
    {
      key: 'unfiled',
      number: '示民发（演示）2号',
      title: '特困人员供养内容和标准（演示，虚构，不是真实文件）',
      issued: -20,
      topics: ['contents', 'standards'],
      filed: null,
    },
  ]
  for (const { key, number, title, issued, topics, filed } of papers) {
    const own = { by: 'county-clerk', contract: duties, key } as const
    const input = { number, title, topics, issuedOn: addDays(days.today, issued) }
    const at = days.at(addDays(days.today, issued + 2), '10:00')
    const { id } = await acting.do({ ...own, at, name: 'registerLocalPolicy', input })
    if (filed === null) continue
    const on = addDays(days.today, filed)
    const receipt = { id, on, receipt: '省厅备案回执（演示）第1号' }
    await acting.do({ ...own, at: days.at(on, '15:00'), name: 'fileLocalPolicy', input: receipt })
  }
}
