/** 更正申请 and 投诉 pass between sections and units with acceptance and a clock. */
import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#kernel/permission.ts'
import { duties } from '#modules/duties/contract.ts'
import { persons } from '#modules/persons/contract.ts'
import { testApp } from '../../../test/app.ts'
import { type GivenDesk, givenDesk } from './given.ts'
import { portal } from './contract.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
let desk: GivenDesk
let town: Actor
let county: Actor
let leader: Actor
beforeAll(async () => {
  desk = await givenDesk(app.superuser)
  town = app.actor('township-clerk', { kind: 'townships', ids: [desk.township], organisationId: desk.office })
  county = app.actor('county-clerk', { organisationId: desk.bureau })
  leader = app.actor('county-leader', { organisationId: desk.bureau })
})

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: Error) => error.message,
  )
const own = () =>
  app.as(
    app.actor('supported-person', {
      kind: 'persons',
      ids: [desk.person],
      accountId: crypto.randomUUID(),
    }),
  )
const correction = { topic: 'identity', entry: '出生日期', wrong: '写成1956年', wanted: '应是1950年1月1日' } as const

async function corrected(value: string) {
  const change = { field: 'residence', value, reason: '本人申请，已核对', paperReference: '1盒2页' } as const
  await app.as(county)(persons, 'correct', { personId: desk.person, ...change })
}

test('what the township may not correct it hands over; the county takes it within its term, and the day of the answer stays', async () => {
  app.setNow('2023-09-06T11:00+08:00')
  const { number } = await own()(portal, 'askCorrection', correction)
  const row = async () => (await app.as(town)(portal, 'requests', { text: number })).rows[0]
  const requestId = (await row())?.id ?? ''
  const matter = { subjectKind: 'request', subjectId: requestId }
  const send = (who: Actor) =>
    app.as(who)(duties, 'handOver', { ...matter, section: 'social_assistance', note: '出生日期由县里更正' })
  await app.as(town)(portal, 'assign', { requestId })
  app.setNow('2023-09-08T10:00+08:00')
  const other = { ...town, accountId: crypto.randomUUID(), name: '李同事' }
  expect(await refusal(send(other))).toContain(`应由承办人移交`)
  const { id, dueOn } = await send(town)
  expect(dueOn).toBe('2023-09-13')
  expect(await row()).toMatchObject({ status: 'taken', handlerName: town.name, dueOn: '2023-09-27' })
  await app.as(county)(duties, 'giveBack', { id, reason: '户口簿复印件没有附' })
  const again = await send(town)
  await app.as(county)(duties, 'accept', { id: again.id })
  expect(await row()).toMatchObject({ status: 'taken', handlerName: county.name, dueOn: '2023-09-27' })
  expect(await refusal(app.as(town)(portal, 'assign', { requestId }))).toContain('已移交县里办理')
  const answer = { requestId, outcome: 'done' as const, words: '已按户口簿更正' }
  expect(await refusal(app.as(town)(portal, 'answer', answer))).toContain('应由承办人答复')
  expect(await refusal(app.as(county)(portal, 'answer', answer))).toContain('档案里没有更正过')
  await corrected('子村西头')
  await app.as(county)(portal, 'answer', answer)
  const { steps } = await app.as(town)(portal, 'request', { requestId })
  expect(steps.map(({ text }) => text)).toEqual(['收到', '交办', '移交', '答复'])
  app.setNow('2023-09-06T10:00+08:00')
})

test('a complaint passes between sections of the county by its number alone; its own unit and townships never learn of it', async () => {
  const { number } = await own()(portal, 'complain', { words: '护理员骂人', accusedUnitId: desk.office })
  const requestId = (await app.as(leader)(portal, 'requests', { text: number })).rows[0]?.id ?? ''
  const matter = { subjectKind: 'request', subjectId: requestId }
  const to = { section: 'institution_management' as const, note: '请供养机构管理科办理' }
  expect(await refusal(app.as(leader)(duties, 'handOver', { ...matter, ...to }))).toContain('还没有交办')
  await app.as(leader)(portal, 'assign', { requestId })
  const shown = await app.as(leader)(duties, 'subject', matter)
  expect(shown).toMatchObject({ title: number, targets: [{ section: 'institution_management' }] })
  const down = { ...matter, ...to, section: 'township' as const, townshipId: desk.township }
  expect(await refusal(app.as(leader)(duties, 'handOver', down))).toContain('投诉由县级办理')
  const { id } = await app.as(leader)(duties, 'handOver', { ...matter, ...to })
  for (const who of [town, { ...leader, organisationId: desk.office }]) {
    const seen = who === town ? JSON.stringify(await app.as(who)(duties, 'handOvers', {})) : ''
    expect(seen).not.toContain(number)
    expect(await refusal(app.as(who)(duties, 'subject', matter))).toContain('没有找到这件事')
  }
  const homes = app.actor('county-elderly', { organisationId: desk.bureau })
  await app.as(homes)(duties, 'accept', { id })
  expect(await app.as(homes)(portal, 'request', { requestId })).toMatchObject({ mine: true, words: '护理员骂人' })
})
