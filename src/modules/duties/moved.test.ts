/** A day off that is added moves the last day for accepting what is on its way; what it was before stays beside it. */
import { expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { givenArea } from '#modules/access/given.ts'
import { endings } from '#modules/endings/contract.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { policy } from '#modules/policy/contract.ts'
import { testApp } from '../../../test/app.ts'
import { duties } from './contract.ts'

const app = await testApp({ now: '2026-09-01T10:00+08:00' })
await learnPolicy(app.installation)

test('the term the county set runs from the sending, and a day off on the way is one day more', async () => {
  const county = await givenArea(app.superuser, { level: 'county', name: '示例县' })
  const townshipId = await givenArea(app.superuser, { level: 'township', name: '示例镇', parentId: county })
  const clerk = app.as(app.actor('county-clerk'))
  const leader = app.as(app.actor('county-leader', { accountId: crypto.randomUUID() }))
  const paper = { name: '交接规定', number: '示例文〔2026〕8号', title: '交接规定（虚构）', issuers: ['示例单位'] }
  const text = '一、交接\n自送出起三个工作日内接收或者退回。'
  const dates = { status: 'in_force', issuedOn: '2026-08-01', effectiveFrom: '2026-08-01' } as const
  await clerk(policy, 'registerDocument', { ...paper, ...dates, text })
  const standard = { key: 'org.handover_term', value: { count: 3, unit: 'working_day' }, from: '2026-09-01' }
  const quoted = { document: paper.name, clause: '一、交接', quote: '自送出起三个工作日内接收或者退回' }
  const { id: proposalId } = await clerk(policy, 'propose', { ...standard, ...quoted })
  await leader(policy, 'adopt', { id: proposalId })
  const personId = await givenPerson(app.superuser, { townshipId, supportedFrom: '2021-08-01', name: '张示例' })
  const facts = '本人书面申请退出，已到户核实'
  const { changeId } = await clerk(endings, 'open', { personId, kind: 'end', reason: 'voluntary', facts })
  const matter = { subjectKind: 'change', subjectId: changeId, section: 'township', townshipId } as const
  const sent = await clerk(duties, 'handOver', { ...matter, note: '请核实入住意愿，材料在1盒2页' })
  expect(sent.dueOn).toBe('2026-09-04')
  const dayOff = { day: '2026-09-03', kind: 'off', name: '示例县放假', document: '示例政办〔2026〕1号' } as const
  const { id } = await clerk(policy, 'setHoliday', dayOff)
  await leader(policy, 'adopt', { id })
  const [row] = (await clerk(duties, 'handOvers', { side: 'sent' })).rows
  expect(row).toMatchObject({ dueOn: '2026-09-07', left: 3 })
  expect(row?.dueMoved).toBe('期限由2026年9月4日改为2026年9月7日：工作日历的2026年9月3日已改为“示例县放假”')
})
