/** A holiday table that changes under a running notice, and under the check of an objection. */
import { expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { givenArea } from '#modules/access/given.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { policy } from '#modules/policy/contract.ts'
import { testApp } from '../../../test/app.ts'
import { endings } from './contract.ts'

const app = await testApp({ now: '2026-09-01T10:00+08:00' })
await learnPolicy(app.installation)
const town = await givenArea(app.superuser, { level: 'township', name: '示例镇', parentId: null })
const one = app.as(app.actor('township-clerk', { kind: 'townships', ids: [town] }))
const clerk = app.as(app.actor('county-clerk'))
const leader = app.as(app.actor('county-leader'))
const refusal = (promise: Promise<unknown>) => promise.then(() => 'done', String)
const page = (changeId: string) => clerk(endings, 'change', { changeId })

const dayOff = async (day: string, name: string) => {
  const asked = { day, kind: 'off', name, document: '示例政办〔2026〕1号' } as const
  const { id } = await clerk(policy, 'setHoliday', asked)
  await leader(policy, 'adopt', { id })
}

async function published(name: string, on: string): Promise<string> {
  const personId = await givenPerson(app.superuser, { townshipId: town, supportedFrom: '2021-08-01', name })
  const facts = '本人书面申请退出，已到户核实'
  const { changeId } = await one(endings, 'open', { personId, kind: 'end', reason: 'voluntary', facts })
  await one(endings, 'verify', { changeId, on, by: '王演示、陈假设', so: true, words: '情况属实' })
  const said = { place: '××村委会', who: 'person', name, words: '不要供养了', signedAs: 'thumb' } as const
  await one(endings, 'hear', { changeId, on, ...said })
  await one(endings, 'publish', { changeId, on, place: '村公示栏' })
  return changeId
}

test('the last day of a notice becomes a holiday: the notice hangs longer, the page says why, and nothing is closed before', async () => {
  const changeId = await published('张示例', '2026-09-01')
  expect((await page(changeId)).publicUntil).toBe('2026-09-08')
  app.setNow('2026-09-03T10:00+08:00')
  await dayOff('2026-09-08', '全县防汛停工')
  const after = await page(changeId)
  expect([after.publicUntil, after.row.due]).toEqual(['2026-09-09', '2026-09-09'])
  expect(after.acts.at(-1)).toMatchObject({ kind: 'recomputed', text: '期限重算', on: '2026-09-03' })
  expect(after.acts.at(-1)?.words).toContain(
    '公示期满日由2026年9月8日改为2026年9月9日：工作日历的2026年9月8日已改为“全县防汛停工”',
  )
  app.setNow('2026-09-09T10:00+08:00')
  expect(await refusal(one(endings, 'publicityOver', { changeId, on: '2026-09-09' }))).toContain(
    '公示到2026年9月9日24时止',
  )
  // The move of the term is no deed of an office: what was done before it may still be keyed in.
  const late = { changeId, on: '2026-09-02', who: '邻居', words: '他没有说过要退出' }
  expect(await one(endings, 'object', late)).toMatchObject({ step: 'objection' })
})

test('the fifteen working days of an objection move with the table, once, and the night finds nothing more to do', async () => {
  const changeId = await published('李样本', '2026-09-09')
  const { due } = await one(endings, 'object', { changeId, on: '2026-09-09', who: '', words: '儿子已经接走了他' })
  await dayOff('2026-09-15', '防汛演练')
  const after = await page(changeId)
  const step = after.steps.find(({ state }) => state === 'now')
  expect(step?.deadline?.due).toBe(after.row.due)
  expect(after.row.due && after.row.due > due).toBe(true)
  expect(after.acts.at(-1)?.words).toContain('异议核查期限由')
  expect(await app.as(app.system())(endings, 'recompute', {})).toMatchObject({ changed: 0 })
})
