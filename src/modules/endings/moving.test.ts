import { beforeAll, expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { givenReviewed } from '#modules/assessments/given.ts'
import { givenArea } from '#modules/access/given.ts'
import { duties } from '#modules/duties/contract.ts'
import { persons } from '#modules/persons/contract.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { stays } from '#modules/stays/contract.ts'
import { testApp } from '../../../test/app.ts'
import { givenHome, refusal } from '../../../test/ending.ts'
import { endings } from './contract.ts'

const app = await testApp({ now: '2026-09-10T10:00+08:00' })
await learnPolicy(app.installation)
const place = { east: '', west: '', village: '', home: crypto.randomUUID() as string }
const who = { moves: '', late: '', away: '', paused: '', toHome: '', minor: '', less: '' }
const clerk = app.as(app.actor('county-clerk'))
const leader = app.as(app.actor('county-leader'))
const townIn = (id: string, accountId: string) =>
  app.as(app.actor('township-clerk', { kind: 'townships', ids: [id], accountId }))
const east = (accountId = 'east') => townIn(place.east, accountId)
const west = () => townIn(place.west, 'west')
const on = '2026-09-10'
const verified = { on, by: '王演示、陈假设', so: true, words: '情况属实' }
const standing = (personId: string, day: string) =>
  app.superuser
    .query<{ township_id: string; village_id: string | null; status: string; mode: string; level: string }>(
      `select township_id, village_id, status, mode, level from persons.standing_on('371522', $1, now() + interval '10 years') where person_id = $2`,
      [day, personId],
    )
    .then(({ rows }) => rows[0])

beforeAll(async () => {
  const county = await givenArea(app.superuser, { level: 'county', name: '示例县', parentId: null })
  place.east = await givenArea(app.superuser, { level: 'township', name: '东示例镇', parentId: county })
  place.west = await givenArea(app.superuser, { level: 'township', name: '西示例镇', parentId: county })
  place.village = await givenArea(app.superuser, { level: 'village', name: '子村', parentId: place.west })
  const base = { townshipId: place.east, supportedFrom: '2021-08-01' }
  who.moves = await givenPerson(app.superuser, { ...base, name: '张示例' })
  who.late = await givenPerson(app.superuser, { ...base, name: '李样本' })
  who.away = await givenPerson(app.superuser, { ...base, name: '王假设' })
  who.paused = await givenPerson(app.superuser, { ...base, name: '赵测试' })
  who.toHome = await givenPerson(app.superuser, { ...base, name: '陈虚构' })
  who.less = await givenPerson(app.superuser, { ...base, name: '孙样本', level: 'unable' })
  who.minor = await givenPerson(app.superuser, { ...base, name: '周示例', bornOn: '2008-10-05' })
  await givenHome(app, place.home, place.east)
})

test('between townships: one answers to the last of the month, the other from the first; no day without, none with two', async () => {
  const open = { personId: who.moves, kind: 'transfer' as const, facts: '随女儿迁到西示例镇' }
  const half = { townshipId: place.west, from: '2026-09-20' }
  expect(await refusal(east()(endings, 'open', { ...open, wanted: half }))).toContain('1日')
  const wanted = { townshipId: place.west, from: '2026-10-01' }
  const { changeId } = await east()(endings, 'open', { ...open, wanted })
  expect(await refusal(east()(endings, 'accept', { changeId, on }))).toContain('没有找到')
  expect(JSON.stringify(await west()(duties, 'mine', {}))).toContain('接收迁入人员')
  expect((await west()(endings, 'change', { changeId })).row.toMe).toBe(true)
  // The township that receives knows the village; without one nobody there would answer for him.
  expect((await west()(endings, 'change', { changeId })).villages).toEqual({
    choices: [{ id: place.village, name: '子村' }],
    chosen: null,
  })
  expect(await refusal(west()(endings, 'accept', { changeId, on }))).toContain('没有选择迁入的村')
  const elsewhere = west()(endings, 'accept', { changeId, on, villageId: place.east })
  expect(await refusal(elsewhere)).toContain('不属于迁入的乡镇')
  await west()(endings, 'accept', { changeId, on, villageId: place.village })
  expect((await standing(who.moves, '2026-10-01'))?.village_id).toBe(place.village)
  const days = await Promise.all(['2026-09-30', '2026-10-01'].map((day) => standing(who.moves, day)))
  expect(days.map((day) => day?.township_id)).toEqual([place.east, place.west])
  // Accepted and not begun: nobody else takes him on as well.
  const second = { ...open, wanted: { townshipId: place.west, from: '2026-11-01' } }
  expect(await refusal(east()(endings, 'open', second))).toContain('不能再移交给另一家')
  const { bar, row } = await clerk(endings, 'change', { changeId })
  expect(row).toMatchObject({ step: 'done', from: '2026-10-01' })
  expect(bar.find(({ title }) => title === '责任')?.spans.filter(({ gap }) => gap)).toEqual([])
})

test('a hand-over that nobody took in time is not signed backwards: it goes back and is sent anew', async () => {
  const wanted = { townshipId: place.west, from: '2026-10-01' }
  const open = { personId: who.late, kind: 'transfer' as const, facts: '迁到西示例镇居住', wanted }
  const { changeId } = await east()(endings, 'open', open)
  app.setNow('2026-10-03T09:00+08:00')
  expect(await refusal(west()(endings, 'accept', { changeId, on: '2026-10-03' }))).toContain('不能倒签')
  await west()(endings, 'return', { changeId, on: '2026-10-03', words: '已过起始日，请重新移交' })
  expect((await standing(who.late, '2026-10-03'))?.township_id).toBe(place.east)
  const again = { ...open, wanted: { ...wanted, from: '2026-11-01' } }
  expect((await east()(endings, 'open', again)).number).toMatch(/^BG-2026-/)
  app.setNow('2026-09-10T10:00+08:00')
})

test('into another county: only with its acceptance, and support here lasts to the day before', async () => {
  const wanted = { receiver: '虚构县民政局', from: '2026-10-01' }
  const open = { personId: who.away, kind: 'moved_away' as const, facts: '户籍迁往虚构县', wanted }
  const { changeId } = await east()(endings, 'open', open)
  await east()(endings, 'verify', { changeId, ...verified })
  const decide = { changeId, number: '示民迁〔2026〕1号', words: '由迁入地接续' }
  expect(await refusal(leader(endings, 'decide', decide))).toContain('还没有接收')
  await clerk(endings, 'accept', { changeId, on, proof: '虚民函〔2026〕3号' })
  expect(await leader(endings, 'decide', decide)).toMatchObject({ from: '2026-10-01' })
  expect(await clerk(persons, 'person', { personId: who.away })).toMatchObject({
    endedOn: '2026-09-30',
    endReason: 'moved_away',
  })
})

test('a pause has two persons and an end; when it runs out it stands on the desk, and support goes on from the day decided', async () => {
  const open = { personId: who.paused, kind: 'suspend' as const, facts: '外出未归，联系不上' }
  const backwards = { from: '2026-09-12', until: '2026-09-11' }
  expect(await refusal(east()(endings, 'open', { ...open, wanted: backwards }))).toContain('早于起始日')
  const wanted = { from: '2026-09-12', until: '2026-09-30' }
  const { changeId } = await east()(endings, 'open', { ...open, wanted })
  await east()(endings, 'verify', { changeId, ...verified })
  await leader(endings, 'decide', { changeId, number: '示民停〔2026〕1号', words: '暂停至月底' })
  expect((await standing(who.paused, '2026-09-11'))?.status).toBe('active')
  expect((await standing(who.paused, '2026-09-12'))?.status).toBe('suspended')
  app.setNow('2026-09-12T01:00+08:00')
  await app.as(app.system())(persons, 'bringUpToDate', {})
  app.setNow('2026-10-04T09:00+08:00')
  expect(JSON.stringify(await east()(duties, 'mine', {}))).toContain('暂停到期')
  const again = { personId: who.paused, kind: 'resume' as const, facts: '本人已经返回' }
  const { changeId: back } = await east()(endings, 'open', again)
  await east()(endings, 'verify', { changeId: back, ...verified, on: '2026-10-04' })
  await leader(endings, 'decide', { changeId: back, number: '示民复〔2026〕1号', words: '恢复供养' })
  expect((await standing(who.paused, '2026-10-04'))?.status).toBe('active')
  app.setNow('2026-09-10T10:00+08:00')
})

test('into a home only with the wish on file; the day he moves in closes the change', async () => {
  const open = { personId: who.toHome, kind: 'to_home' as const, facts: '本人要求入住敬老院' }
  const { changeId } = await east()(endings, 'open', open)
  expect(await refusal(east()(endings, 'verify', { changeId, ...verified }))).toContain(
    '转集中供养须有本人或监护人同意',
  )
  const wish = { personId: who.toHome, kind: 'placement' as const, givenBy: 'person' as const, fromOn: '2026-09-01' }
  // Given by a guardian while he could not speak for himself; he can again.
  await app.superuser.query(
    `insert into persons.consent (county_code, id, person_id, kind, given_by, from_on) values ('371522', gen_random_uuid(), $1, 'placement', 'guardian', '2026-08-01')`,
    [who.toHome],
  )
  expect(await refusal(east()(endings, 'verify', { changeId, ...verified }))).toContain('应由本人表示')
  const expired = { ...wish, fromOn: '2026-08-15', toOn: '2026-09-09', paperReference: '意愿书，1盒3页' }
  await clerk(persons, 'giveConsent', expired)
  expect(await refusal(east()(endings, 'verify', { changeId, ...verified }))).toContain(
    '有效期到2026年9月9日，已经届满',
  )
  await clerk(persons, 'giveConsent', { ...wish, paperReference: '意愿书，1盒4页' })
  await east()(endings, 'verify', { changeId, ...verified })
  expect(await refusal(clerk(endings, 'accept', { changeId, on }))).toContain('机构页面办理')
  // The home stands in another township as well as in none: the county is told, whoever has no home is not.
  expect(JSON.stringify((await clerk(duties, 'mine', {})).tasks)).toContain('已核实，请选机构办理入住')
  expect(JSON.stringify((await west()(duties, 'mine', {})).tasks)).not.toContain('请选机构办理入住')
  const admit = { homeId: place.home, personId: who.toHome, category: 'supported_centralised' as const, from: on }
  await clerk(stays, 'admit', { ...admit, wish: 'yes', reason: '本人要求', override: '测试机构暂无等级' })
  const moved = await clerk(endings, 'change', { changeId })
  expect(moved).toMatchObject({ row: { step: 'done', from: on }, decisionNo: '' })
  expect(moved.stops.find(({ what }) => what === 'living')?.text).toContain('2026年10月起按集中供养标准')
  const rowOf = (title: string) => moved.bar.find((row) => row.title === title)?.spans.filter(({ gap }) => !gap)
  expect(rowOf('责任')?.at(-1)).toMatchObject({ from: on, text: expect.stringMatching(/^示例敬老院（/) })
  expect(rowOf('服务')?.at(-1)).toMatchObject({ from: on, text: '示例敬老院' })
  expect((await standing(who.toHome, on))?.mode).toBe('centralised')
})

test('a level is lowered only after hearing', async () => {
  const open = { personId: who.less, kind: 'reduce' as const, facts: '复评结论为部分丧失' }
  expect(await refusal(east()(endings, 'open', { ...open, wanted: { level: 'unable' } }))).toContain('应低于')
  const lower = { ...open, wanted: { level: 'partly_able' as const } }
  expect(await refusal(east()(endings, 'open', lower))).toContain('没有经过初审或审定的能力评估')
  const assessed = { personId: who.less, townshipId: place.east }
  await givenReviewed(app.superuser, { ...assessed, level: 'partly_able', assessedOn: '2026-09-08', no: 901 })
  expect(await refusal(east()(endings, 'open', { ...open, wanted: { level: 'able' } }))).toContain('PG-2026-0901')
  const change = { kind: 'level' as const, value: 'partly_able' as const }
  const direct = { personId: who.less, change, decision: { number: '示民〔2026〕8号', decidedOn: on } }
  expect(await refusal(clerk(persons, 'changeStanding', direct))).toContain('没有“persons.changeStanding”这项操作')
  const { changeId } = await east()(endings, 'open', lower)
  const { wanted } = await east()(endings, 'change', { changeId })
  expect(wanted).toContainEqual({ label: '依据的评估', text: 'PG-2026-0901' })
  await east()(endings, 'verify', { changeId, ...verified })
  const decide = { changeId, number: '示民调〔2026〕1号', words: '按复评结论' }
  expect(await refusal(leader(endings, 'decide', decide))).toContain('还没有听取本人意见')
  const said = {
    place: '子村',
    who: 'person' as const,
    name: '孙样本',
    words: '我能自己吃饭了',
    signedAs: 'thumb' as const,
  }
  await east()(endings, 'hear', { changeId, on, ...said })
  expect(await leader(endings, 'decide', decide)).toMatchObject({ from: '2026-10-01' })
  expect((await standing(who.less, '2026-10-01'))?.level).toBe('partly_able')
})

test('who turns eighteen soon stands on the desk until it is looked at: at school support goes on', async () => {
  expect(JSON.stringify(await east()(duties, 'mine', {}))).toContain('未成年人满18周岁')
  const open = { personId: who.minor, kind: 'minor' as const, reason: 'turned_18', facts: '在县中等职业学校就读' }
  const { changeId } = await east()(endings, 'open', open)
  await east()(endings, 'verify', { changeId, ...verified, words: '学籍证明，读到2028年6月' })
  await leader(endings, 'decide', { changeId, number: '示民续〔2026〕1号', words: '在读，继续供养' })
  expect(JSON.stringify(await east()(duties, 'mine', {}))).not.toContain('未成年人满18周岁')
  expect((await clerk(persons, 'person', { personId: who.minor })).status).toBe('active')
})
