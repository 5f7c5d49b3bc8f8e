import { beforeAll, expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { type PlainDate, plainDate } from '#kernel/calendar.ts'
import { givenArea } from '#modules/access/given.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { testApp } from '../../../test/app.ts'
import { endings } from './contract.ts'
import { givenPaid } from './given.ts'

const app = await testApp({ now: '2026-09-01T10:00+08:00' })
await learnPolicy(app.installation)
const place = { town: '', other: '', village: '' }
const who = { old: '', moves: '', leaves: '' }
const clerk = app.as(app.actor('county-clerk'))
const inTown = (town: string, accountId: string) =>
  app.as(app.actor('township-clerk', { kind: 'townships', ids: [town], accountId }))
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: Error) => error.message,
  )
const facts = '投靠侄子，两地都已问清'

beforeAll(async () => {
  const county = await givenArea(app.superuser, { level: 'county', name: '示例县', parentId: null })
  place.town = await givenArea(app.superuser, { level: 'township', name: '示例镇', parentId: county })
  place.other = await givenArea(app.superuser, { level: 'township', name: '虚构镇', parentId: county })
  place.village = await givenArea(app.superuser, { level: 'village', name: '河东村', parentId: place.town })
  const base = { townshipId: place.town, supportedFrom: '2021-08-01', bornOn: '1956-03-12' }
  who.old = await givenPerson(app.superuser, { ...base, name: '张示例' })
  who.moves = await givenPerson(app.superuser, { ...base, name: '李样本' })
  who.leaves = await givenPerson(app.superuser, { ...base, name: '王假设' })
})

test('what nobody could carry out later is refused when it is proposed', async () => {
  const one = inTown(place.town, 'one')
  const open = (personId: string, more: object) =>
    refusal(one(endings, 'open', { personId, facts, kind: 'transfer', ...more } as never))
  const from = '2026-10-01'
  expect(await open(who.moves, { wanted: { townshipId: crypto.randomUUID(), from } })).toContain('没有单位可以接收')
  const wrong = { townshipId: place.other, villageId: place.village, from }
  expect(await open(who.moves, { wanted: wrong })).toContain('不属于所选的乡镇')
  const away = { kind: 'moved_away', wanted: { receiver: '外县民政局', from: '2020-01-01' } }
  expect(await open(who.moves, away)).toContain('先后颠倒')
  const long = { kind: 'moved_away', wanted: { receiver: '外县民政局', from: '2022-01-01' } }
  expect(await open(who.moves, long)).toContain('在一年以前，其后各月已经发放')
  const far = { kind: 'moved_away', wanted: { receiver: '外县民政局', from: '2062-10-01' } }
  expect(await open(who.moves, far)).toContain('在一年以后，应在2027年9月1日以前')
  expect(await open(who.moves, { wanted: { townshipId: place.other, from: '2099-01-01' } })).toContain('在一年以后')
  const pause = { kind: 'suspend', wanted: { from: '2026-09-12', until: '2099-12-31' } }
  expect(await open(who.moves, pause)).toContain('一次暂停最晚到2027年9月12日')
  expect(await open(who.old, { kind: 'minor', reason: 'turned_18' })).toContain('开始供养时已经成年')
  expect(await open(who.old, { kind: 'minor', reason: 'whatever' })).toContain('没有选择情形')
})

test('a move that is dated back shows the months already paid that are to come back', async () => {
  await givenPaid(app.superuser, {
    personId: who.moves,
    townshipId: place.town,
    months: ['2026-07', '2026-08'],
    fen: 75_000,
  })
  const asked = { personId: who.moves, kind: 'moved_away' as const }
  const paid = async (more: { from?: PlainDate }) =>
    (await clerk(endings, 'preview', { ...asked, ...more })).stops.find(({ what }) => what === 'paid')?.text
  expect(await paid({ from: plainDate('2026-07-01') })).toBe(
    '2026年7月、2026年8月已发放1,500.00 元，成为多发，逐月列明追回',
  )
  expect(await paid({ from: plainDate('2026-08-01') })).toContain('2026年8月已发放750.00 元')
  expect(await paid({})).toBeUndefined()
})

test('a death before support is refused, and the preview says so', async () => {
  const at = { discoveredAt: '2026-09-01T00:00:00.000Z', reportedAt: '2026-09-01T01:00:00.000Z' } as never
  const report = {
    personId: who.old,
    diedOn: '2012-08-31',
    placeKind: 'dwelling',
    reporter: '王演示',
    reporterKind: 'village',
  }
  expect(await refusal(clerk(endings, 'reportDeath', { ...report, ...(at as object) } as never))).toContain(
    '早于供养起始日',
  )
  const { reasons } = await clerk(endings, 'previewDeath', { personId: who.old, diedOn: '2012-08-31' })
  expect(reasons.map(({ code }) => code)).toEqual(['before_support'])
})

test('a transfer stands in the list of the township that is to receive; the county takes it on only with its reason', async () => {
  const wanted = { townshipId: place.other, from: '2026-10-01' }
  const open = { personId: who.moves, kind: 'transfer' as const, facts, wanted }
  const { changeId } = await inTown(place.town, 'one')(endings, 'open', open)
  const { rows, total } = await inTown(place.other, 'two')(endings, 'changes', { open: true })
  expect(rows).toMatchObject([{ id: changeId, toMe: true, name: '李样本' }])
  expect(total).toBe(1)
  const accept = { changeId, on: '2026-09-01', proof: '接收单' }
  expect(await refusal(clerk(endings, 'accept', { ...accept, words: '' }))).toContain('写明原因')
  await clerk(endings, 'accept', { ...accept, words: '虚构镇书面确认接收，代录' })
})

test('a court declares somebody dead, not hearsay; another county takes on in writing', async () => {
  const one = inTown(place.town, 'one')
  const said = { personId: who.old, kind: 'end' as const, reason: 'declared_dead', facts: '听说已经宣告死亡' }
  expect(await refusal(one(endings, 'open', said))).toContain('应有人民法院的判决')
  const wanted = { receiver: '虚构县民政局', from: '2026-08-01' }
  const { changeId } = await one(endings, 'open', { ...said, kind: 'moved_away', reason: '', wanted })
  await one(endings, 'verify', { changeId, on: '2026-09-01', by: '王演示、陈假设', so: true, words: '情况属实' })
  const accept = { changeId, on: '2026-09-01' }
  expect(await refusal(clerk(endings, 'accept', accept))).toContain('须有接收函或回执')
  expect(await refusal(clerk(endings, 'accept', { ...accept, proof: '虚民函〔2026〕3号' }))).toContain('在本月以前')
  const told = { ...accept, proof: '虚民函〔2026〕3号', words: '接收函载明自8月1日起接续' }
  expect((await clerk(endings, 'accept', told)).step).toBe('decide')
})

test('an objection told within the notice and keyed in after it is not lost; a stranger is not heard', async () => {
  const one = inTown(place.town, 'one')
  const open = { personId: who.leaves, kind: 'end' as const, reason: 'voluntary', facts: '本人书面申请退出' }
  const { changeId } = await one(endings, 'open', open)
  const verified = { by: '王演示、陈假设', so: true, words: '本人有稳定收入，自愿退出', proof: '核实表1盒2页' }
  await one(endings, 'verify', { changeId, on: '2026-09-01', ...verified })
  const heard = { changeId, on: '2026-09-01', place: '村委会', words: '不要供养了', signedAs: 'thumb' as const }
  const strange = { ...heard, who: 'person' as const, name: '别人' }
  expect(await refusal(one(endings, 'hear', strange))).toContain('姓名应为王假设')
  const guardian = { ...heard, who: 'guardian' as const, name: '别人' }
  expect(await refusal(one(endings, 'hear', guardian))).toContain('不是登记的监护人')
  await one(endings, 'hear', { ...strange, name: '王假设' })
  await one(endings, 'publish', { changeId, on: '2026-09-01', place: '村公示栏' })
  app.setNow('2026-09-09T09:00+08:00')
  await one(endings, 'publicityOver', { changeId, on: '2026-09-09' })
  const objection = { changeId, words: '他没有收入' }
  expect(await refusal(one(endings, 'object', { ...objection, on: '2026-09-09' }))).toContain('不是公示期内的异议')
  await one(endings, 'object', { ...objection, on: '2026-09-07' })
  const { row } = await one(endings, 'change', { changeId })
  expect(row.step).toBe('objection')
  const answer = { changeId, on: '2026-09-09', upheld: false, words: '经查有稳定收入' }
  await clerk(endings, 'answer', answer)
  expect((await one(endings, 'change', { changeId })).row.step).toBe('publish')
})
