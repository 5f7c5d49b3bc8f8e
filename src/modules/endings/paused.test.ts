import { expect, test } from 'vitest'
import { givenAgreement } from '#modules/agreements/given.ts'
import { policy } from '#modules/policy/contract.ts'
import { givenDocument } from '#modules/policy/given.ts'
import { payments } from '#modules/payments/contract.ts'
import { persons } from '#modules/persons/contract.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { plainDate } from '#kernel/calendar.ts'
import { openEnding, refusal, verified } from '../../../test/ending.ts'
import { endings } from './contract.ts'
import type { Stop } from './contract.ts'

const { app, clerk, leader, township, place, who } = await openEnding('2023-12-10T10:00+08:00', { paused: '张示例' })
const { town: townshipId } = place
const name = '示例政发〔2023〕1号'
await clerk(policy, 'registerDocument', {
  ...givenDocument,
  name,
  number: name,
  issuedOn: '2023-01-01',
  effectiveFrom: '2023-01-01',
  text: '一、标准\n供养基本生活标准每人每月900.00元。',
})
const both = { centralised: '900.00', dispersed: '900.00' }
const { id } = await clerk(policy, 'propose', {
  key: 'standard.living.rates',
  value: { urban: both, rural: both },
  from: '2023-01-01',
  document: name,
  clause: '一、标准',
  quote: '每人每月900.00元',
})
await leader(policy, 'adopt', { id })
const early = await givenPerson(app.superuser, { townshipId, supportedFrom: '2024-01-01', name: '李样本' })
await app.superuser.query(`update persons.person set decided_on = '2023-12-05' where id = $1`, [early])

const textOf = (stops: readonly Stop[], what: Stop['what']) => stops.find((stop) => stop.what === what)?.text ?? ''
const money = (bar: readonly { title: string; spans: readonly { text: string }[] }[]) =>
  bar.find(({ title }) => title === '钱')?.spans.map(({ text }) => text)

let changeId = ''
test('a pause says which months of roster, service and money stop, and how much: before it is proposed, before it is decided, and after', async () => {
  const one = township('clerk-one')
  const wanted = { from: plainDate('2024-02-01'), until: plainDate('2024-04-01') }
  const asked = { personId: who.paused, kind: 'suspend' as const }
  const { stops } = await one(endings, 'preview', { ...asked, ...wanted })
  expect(textOf(stops, 'roster')).toBe('2024年2月至2024年4月不列入')
  expect(textOf(stops, 'service')).toContain('2024年2月至2024年4月暂停服务')
  expect(textOf(stops, 'living')).toContain('发至2024年1月；2024年2月至2024年4月不发，每月基本生活900.00 元')
  expect(textOf(stops, 'living')).toContain('3个月共')
  const part = await one(endings, 'preview', {
    ...asked,
    from: plainDate('2024-02-10'),
    until: plainDate('2024-02-20'),
  })
  expect(textOf(part.stops, 'living')).toContain('照常发放')
  changeId = (await one(endings, 'open', { ...asked, facts: '外出打工，联系不上', wanted })).changeId
  await one(endings, 'verify', { changeId, on: '2023-12-10', ...verified })
  const before = await clerk(endings, 'change', { changeId })
  await leader(endings, 'decide', { changeId, number: '示民停〔2023〕1号', words: '暂停至四月初' })
  const after = await clerk(endings, 'change', { changeId })
  expect(textOf(before.stops, 'living')).toBe(textOf(stops, 'living'))
  expect(textOf(after.stops, 'living')).toBe(textOf(stops, 'living'))
  expect(money(before.bar)).toEqual(['2024年1月应发', '2024年2月暂停不发', '2024年3月暂停不发'])
  expect(money(after.bar)).toEqual(money(before.bar))
})

test('whoever is ended while paused was paid until the pause, on the screen and on the letter', async () => {
  app.setNow('2024-02-18T10:00+08:00')
  await app.as(app.system())(persons, 'bringUpToDate', {})
  const { stops } = await clerk(endings, 'preview', { personId: who.paused, kind: 'end', reason: 'voluntary' })
  expect(textOf(stops, 'living')).toBe('基本生活、照料护理已发至2024年1月；2024年2月1日起暂停，暂停的月份不发')
  expect(textOf(stops, 'service')).toContain('最后一天2024年1月31日，其后已暂停')
})

test('a death between the recognition and the first day of support: it never begins, and nothing is paid or claimed', async () => {
  app.setNow('2023-12-12T10:00+08:00')
  const agreementId = await givenAgreement(app.superuser, {
    personId: early,
    townshipId,
    from: '2024-01-01',
    to: '2024-12-31',
  })
  const asked = { personId: early, diedOn: plainDate('2023-12-10') }
  const { stops, reasons } = await clerk(endings, 'previewDeath', asked)
  expect(reasons).toEqual([])
  expect(textOf(stops, 'living')).toContain('供养没有开始，没有发放')
  expect(textOf(stops, 'service')).toContain('没有服务')
  const report = {
    discoveredAt: '2023-12-10T01:00:00.000Z',
    reportedAt: '2023-12-10T02:00:00.000Z',
    placeKind: 'dwelling' as const,
    reporter: '王演示',
    reporterKind: 'village' as const,
  } as const
  expect(
    await refusal(clerk(endings, 'reportDeath', { ...asked, ...report, diedOn: '2023-12-01' } as never)),
  ).toContain('早于认定日期2023年12月5日')
  await clerk(endings, 'reportDeath', { ...asked, ...report } as never)
  expect(await clerk(persons, 'person', { personId: early })).toMatchObject({ status: 'ended', endedOn: '2023-12-10' })
  const { rows } = await app.superuser.query<{ status: string }>(
    `select coalesce((select status from persons.standing_on('371522', '2024-01-01', now() + interval '9 years') where person_id = $1), '') as status`,
    [early],
  )
  expect(rows[0]?.status).toBe('ended')
  const held = await app.superuser.query(`select 1 from agreements.agreement where id = $1 and status = 'terminated'`, [
    agreementId,
  ])
  expect(held.rowCount).toBe(1)
  expect((await clerk(payments, 'claims', {})).rows).toEqual([])
})

test('into a home: what is missing is said before anybody goes out to verify', async () => {
  const { missing } = await clerk(endings, 'preview', { personId: who.paused, kind: 'to_home' })
  expect(missing.map(({ code }) => code)).toEqual(['wish', 'home'])
})

test('the letter of the end says what was paid before the pause, and speaks politely', async () => {
  app.setNow('2024-02-18T10:00+08:00')
  const one = township('clerk-one')
  const on = plainDate('2024-02-18')
  const open = { personId: who.paused, kind: 'end' as const, reason: 'voluntary', facts: '本人书面申请退出' }
  const { changeId: ending } = await one(endings, 'open', open)
  await one(endings, 'verify', { changeId: ending, on, ...verified })
  await one(endings, 'publish', { changeId: ending, on, place: '村公示栏' })
  app.setNow('2024-02-27T10:00+08:00')
  await one(endings, 'publicityOver', { changeId: ending, on: plainDate('2024-02-27') })
  await leader(endings, 'decide', { changeId: ending, number: '示民终〔2024〕1号', words: '情况属实' })
  const { stops } = await clerk(endings, 'change', { changeId: ending })
  expect(textOf(stops, 'living')).toContain('已发至2024年1月')
  await clerk(endings, 'print', { changeId: ending, paper: 'notice' })
  const { rows } = await app.superuser.query<{ words: string }>(
    `select words::text as words from documents.issued where letter = 'endings.end'`,
  )
  expect(rows[0]?.words).toContain('自2024年3月起停发，基本生活费、照料护理费各发至2024年1月')
  expect(rows[0]?.words).toContain('终止前自2024年2月1日起已暂停供养，暂停的月份不发')
  expect(rows[0]?.words).not.toContain('你')
})
