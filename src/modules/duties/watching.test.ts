import { beforeAll, expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { givenArea } from '#modules/access/given.ts'
import { endings } from '#modules/endings/contract.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { testApp } from '../../../test/app.ts'
import { duties } from './contract.ts'

const app = await testApp({ now: '2026-09-01T10:00+08:00' })
await learnPolicy(app.installation)
const place = { town: '', other: '' }
const scope = (id: string) => ({ kind: 'townships' as const, ids: [id] })
const townClerk = () => app.as(app.actor('township-clerk', scope(place.town)))
const townLeader = (id = place.town) => app.as(app.actor('township-leader', scope(id)))
const leader = app.as(app.actor('county-leader'))
const note = '请核实入住意愿，材料在1盒2页'
const waiting = (tasks: { kind: string }[]) => tasks.filter(({ kind }) => kind === 'duties.accept')

beforeAll(async () => {
  const county = await givenArea(app.superuser, { level: 'county', name: '示例县' })
  place.town = await givenArea(app.superuser, { level: 'township', name: '示例镇', parentId: county })
  place.other = await givenArea(app.superuser, { level: 'township', name: '虚构镇', parentId: county })
  const person = { townshipId: place.town, supportedFrom: '2021-08-01', name: '张示例' }
  const personId = await givenPerson(app.superuser, person)
  const clerk = app.as(app.actor('county-clerk'))
  const facts = '本人书面申请退出，已到户核实'
  const { changeId } = await clerk(endings, 'open', { personId, kind: 'end', reason: 'voluntary', facts })
  const matter = { subjectKind: 'change', subjectId: changeId }
  const homes = app.as(app.actor('county-elderly'))
  const { id } = await homes(duties, 'handOver', { ...matter, section: 'township', townshipId: place.town, note })
  // Five working days, as a county would have set them in org.handover_term.
  await app.superuser.query(`update duties.handover set due_on = '2026-09-08' where id = $1`, [id])
})

test('far from its last day a matter is known to who has it alone', async () => {
  expect(waiting((await townClerk()(duties, 'mine', {})).tasks)).toMatchObject([{ told: '', left: 5 }])
  expect(waiting((await leader(duties, 'watched', {})).tasks)).toEqual([])
})

test('close to the last day the unit reads that its leader knows; the county is not told yet', async () => {
  app.setNow('2026-09-04T10:00+08:00')
  expect(waiting((await townClerk()(duties, 'mine', {})).tasks)).toMatchObject([{ told: '已提醒乡镇负责人', left: 2 }])
  expect(waiting((await leader(duties, 'watched', {})).tasks)).toEqual([])
})

test('over its last day the county’s leader sees it with the township and whom it waits for; another township does not', async () => {
  app.setNow('2026-09-11T10:00+08:00')
  const told = '已逾期3个工作日，已报乡镇负责人、县级救助负责人'
  expect(waiting((await townClerk()(duties, 'mine', {})).tasks)).toMatchObject([{ told, left: -3 }])
  const { tasks, before } = await leader(duties, 'watched', {})
  expect(before).toBe(3)
  expect(tasks.filter(({ object }) => object.includes('张示例') && object.includes('变更与终止'))).toMatchObject([
    { left: -3, township: '示例镇' },
  ])
  expect((await townLeader(place.other)(duties, 'watched', {})).tasks).toEqual([])
})
