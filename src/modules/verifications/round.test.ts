import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Actor } from '#kernel/permission.ts'
import { givenArea } from '#modules/access/given.ts'
import { duties } from '#modules/duties/contract.ts'
import { endings } from '#modules/endings/contract.ts'
import { persons } from '#modules/persons/contract.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { redeemTicket } from '#platform/file-rows.ts'
import { testApp } from '../../../test/app.ts'
import { verifications } from './contract.ts'

const app = await testApp({ now: '2023-08-14T10:00+08:00' })
const east = await givenArea(app.superuser, { level: 'township', name: '甲镇', sortOrder: 1 })
const west = await givenArea(app.superuser, { level: 'township', name: '乙镇', sortOrder: 2 })
const first = await givenArea(app.superuser, { level: 'village', name: '子村', parentId: east, sortOrder: 1 })
const second = await givenArea(app.superuser, { level: 'village', name: '丑村', parentId: east, sortOrder: 2 })
const third = await givenArea(app.superuser, { level: 'village', name: '寅村', parentId: west, sortOrder: 1 })
const clerk = app.actor('county-clerk')
const townClerk = app.actor('township-clerk', { kind: 'townships', ids: [east] })
const aide = app.actor('village-aide', { kind: 'villages', ids: [first] })
const ask = (actor: Actor) => app.as(actor)
const [ann, bob, cat] = [
  await givenPerson(app.superuser, { townshipId: east, villageId: first, name: '张示例' }),
  await givenPerson(app.superuser, { townshipId: east, villageId: first, name: '李样本' }),
  await givenPerson(app.superuser, { townshipId: east, villageId: second, name: '王演示' }),
]
const far = await givenPerson(app.superuser, { townshipId: west, villageId: third, name: '赵测试' })
const dies = await givenPerson(app.superuser, { townshipId: west, villageId: third, name: '陈假设' })
await givenPerson(app.superuser, { townshipId: east, villageId: first, name: '刘举例', endedOn: '2023-06-30' })

const plan = {
  kind: 'yearly' as const,
  title: '2023年度核查',
  year: 2023,
  plan: '乡镇组织、村协助，逐户见到本人，核对收入财产、义务人和自理能力。',
  proof: '2023年核查方案，1盒1页',
  populationOn: '2023-08-14',
  fromOn: '2023-08-14',
  toOn: '2023-09-08',
  milestones: [{ on: '2023-08-31', text: '过半' }],
}
const found = { answer: 'none', how: 'home', seenSelf: true, seenOn: '2023-08-14', officer: '孙举例' } as const
const made = await ask(clerk)(verifications, 'makeRound', plan)
const { roundId } = made
const round = () => ask(clerk)(verifications, 'round', { roundId })
const addsUp = (c: { planned: number; seen: number; open: number; left: number }) =>
  expect(c.planned).toBe(c.seen + c.open + c.left)

async function bytesOf({ ticket }: { ticket: string }, actor = clerk): Promise<Buffer> {
  const file = await redeemTicket(app.installation, actor, createHash('sha256').update(ticket).digest())
  if (!file) throw new Error('the ticket opens nothing')
  return Buffer.from(file.bytes)
}

test('a plan is set with its population, and every change of it stands with its reason', async () => {
  expect(made).toMatchObject({ persons: 5, villages: 3, number: 'HC-2023-001' })
  const { row, villages, townships, weeks, version } = await round()
  expect(row).toMatchObject({ planned: 5, open: 5, dueOn: '2023-12-31' })
  expect(villages.map(({ village, weekOn }) => `${village} ${weekOn}`)).toEqual([
    '子村 2023-08-21',
    '丑村 2023-09-04',
    '寅村 2023-08-28',
  ])
  expect(townships.map(({ township }) => township)).toEqual(['甲镇', '乙镇'])
  expect(weeks).toHaveLength(4)
  await expect(ask(clerk)(verifications, 'makeRound', plan)).rejects.toThrow('已经制定过核查方案')
  const slip = (wrong: object) =>
    ask(clerk)(verifications, 'makeRound', { ...plan, kind: 'campaign', title: '重新核查', ...wrong })
  await expect(slip({ toOn: '2099-12-30' })).rejects.toThrow('结束日期2099年12月30日太远，最晚到2025年8月')
  await expect(slip({ populationOn: '1990-01-01' })).rejects.toThrow('人员应按2023年某一天在册的算')
  await expect(slip({ year: 2999 })).rejects.toThrow('只能制定今年或明年的核查方案')
  await expect(slip({ year: 2022 })).rejects.toThrow('只能制定今年或明年的核查方案')
  await expect(slip({ fromOn: '2023-08-14', toOn: '2023-08-13' })).rejects.toThrow('早于开始日期')
  const change = { roundId, version, toOn: '2023-09-15', reason: '农忙，推迟一周' } as const
  await ask(clerk)(verifications, 'changePlan', change)
  await expect(ask(clerk)(verifications, 'changePlan', change)).rejects.toThrow('刚被他人变更')
  await expect(ask(clerk)(verifications, 'changePlan', { ...change, version: 2, toOn: '2024-01-10' })).rejects.toThrow(
    '应于2023年12月31日前核查完',
  )
  const [sheet] = villages
  const line = { sheetId: sheet?.sheetId ?? '', officer: '孙举例' }
  await ask(townClerk)(verifications, 'assign', { roundId, lines: [line] })
  const moved = { ...line, weekOn: '2023-08-16' } as const
  await expect(ask(townClerk)(verifications, 'assign', { roundId, lines: [moved] })).rejects.toThrow('应写明原因')
  await ask(townClerk)(verifications, 'assign', { roundId, lines: [moved], reason: '村里先开会' })
  const { changes, villages: after } = await round()
  expect(after[0]).toMatchObject({ officer: '孙举例', weekOn: '2023-08-14' })
  expect(changes.map(({ what, after: now, reason }) => `${what} ${now} ${reason}`)).toEqual([
    'week 2023年8月14日起的一周 村里先开会',
    'days 2023年8月14日至2023年9月15日 农忙，推迟一周',
  ])
})

test('a page is found by its code in the order of the paper, and keyed back by the aide of the village only', async () => {
  const [line, other] = (await round()).villages
  const page = await ask(aide)(verifications, 'sheet', { code: line?.code ?? '' })
  expect(page.rows.map(({ no, person }) => `${no} ${person}`)).toEqual(['1 李样本', '2 张示例'])
  await expect(ask(aide)(verifications, 'sheet', { code: other?.code ?? '' })).rejects.toThrow('不在您的辖区')
  await expect(ask(aide)(verifications, 'sheet', { code: '001-0001-01-0' })).rejects.toThrow('校验码不对')
  const first = await ask(aide)(verifications, 'record', { roundId, personId: bob, ...found })
  expect(first.state).toBe('seen')
  await expect(ask(aide)(verifications, 'record', { roundId, personId: bob, ...found })).rejects.toThrow('已有核查结果')
  await expect(ask(aide)(verifications, 'record', { roundId, personId: cat, ...found })).rejects.toThrow('不在您的辖区')
  await expect(
    ask(aide)(verifications, 'correct', {
      roundId,
      personId: bob,
      resultId: first.resultId,
      reason: '录错了',
      ...found,
    }),
  ).rejects.toThrow('没有“更正核查结果”的权限')
  expect(page.next).toBeNull()
  expect((await ask(aide)(verifications, 'rounds', {})).rows[0]).toMatchObject({ planned: 2, seen: 1, open: 1 })
})

test('two at once: one result is kept, the other is told', async () => {
  const both = await Promise.allSettled([
    ask(townClerk)(verifications, 'record', { roundId, personId: ann, ...found }),
    ask(clerk)(verifications, 'record', { roundId, personId: ann, ...found }),
  ])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect((await ask(clerk)(verifications, 'ofPerson', { personId: ann })).rows[0]?.results).toHaveLength(1)
})

test('who was not met stays open; another visit counts; a correction keeps what was said before', async () => {
  const nobody = { ...found, answer: 'not_seen', seenSelf: false, words: '去了两次，门锁着' } as const
  const own = { roundId, personId: cat }
  expect((await ask(townClerk)(verifications, 'record', { ...own, ...nobody })).state).toBe('open')
  addsUp((await round()).row)
  const met = await ask(townClerk)(verifications, 'record', { ...own, ...found })
  const right = { ...found, answer: 'income', words: '土地流转费增加，每月约三百元' } as const
  const fixed = await ask(townClerk)(verifications, 'correct', {
    ...own,
    resultId: met.resultId,
    ...right,
    reason: '漏看了纸上的勾',
  })
  await expect(
    ask(clerk)(verifications, 'correct', { ...own, resultId: met.resultId, ...right, reason: '再改一次' }),
  ).rejects.toThrow('刚被他人更正')
  const { results } = (await ask(clerk)(verifications, 'ofPerson', { personId: cat })).rows[0] ?? { results: [] }
  expect(results.map(({ edition, answer }) => `${edition} ${answer}`)).toEqual(['3 income', '2 none', '1 not_seen'])
  const open = await ask(townClerk)(verifications, 'followUps', {})
  expect(open.rows).toMatchObject([{ person: '王演示', answer: 'income', done: null }])
  const taken = await ask(townClerk)(verifications, 'correct', {
    ...own,
    resultId: fixed.resultId,
    ...nobody,
    reason: '其实没有见到本人',
  })
  expect(taken.state).toBe('open')
  await ask(townClerk)(verifications, 'record', { ...own, ...right })
  addsUp((await round()).row)
  const view = await app.seen({ kind: 'county', counties: ['371522'], ids: [] }, (tables) =>
    tables
      .selectFrom('verifications.verificationView')
      .select(['result', 'year'])
      .where('personId', '=', cat)
      .execute(),
  )
  expect(view).toEqual([{ result: 'income', year: 2023 }])
})

test('an unusual result is work until it has led to something; a change opened for it ends that', async () => {
  const kinds = async (actor: Actor) => (await ask(actor)(duties, 'mine', {})).tasks.map(({ kind }) => kind)
  expect(await kinds(townClerk)).toContain('verifications.follow')
  await ask(townClerk)(endings, 'open', {
    personId: cat,
    kind: 'end',
    reason: 'income_or_property_no_longer_meets',
    facts: '年度核查发现土地流转费增加',
  })
  expect((await ask(townClerk)(verifications, 'followUps', {})).total).toBe(0)
  const [all] = (await ask(townClerk)(verifications, 'followUps', { open: false })).rows
  expect(all).toMatchObject({ done: '变更与终止' })
})

test('who dies or comes later is counted: the plan follows the register and still adds up', async () => {
  await ask(clerk)(endings, 'reportDeath', {
    personId: dies,
    diedOn: '2023-08-13',
    discoveredAt: '2023-08-14T01:00:00.000Z',
    reportedAt: '2023-08-14T01:30:00.000Z',
    placeKind: 'dwelling',
    place: '本村住所',
    reporter: '村协理员',
    reporterKind: 'village',
    paperReference: '电话记录',
  })
  expect((await round()).row).toMatchObject({ planned: 5, left: 1 })
  await expect(ask(clerk)(verifications, 'record', { roundId, personId: dies, ...found })).rejects.toThrow('终止供养')
  await givenPerson(app.superuser, { townshipId: west, villageId: null, name: '周虚构' })
  expect(await ask(clerk)(verifications, 'refresh', { roundId })).toEqual({ joined: 1, left: 0, moved: 0 })
  const { row, villages } = await round()
  expect(row).toMatchObject({ planned: 6, seen: 3, open: 2, left: 1 })
  addsUp(row)
  for (const village of villages) addsUp(village)
  expect(villages.at(-1)).toMatchObject({ village: '未登记村（居）', later: 1 })
  const people = await ask(clerk)(verifications, 'entries', { roundId, state: 'left' })
  expect(people.rows).toMatchObject([{ person: '陈假设', leftReason: '死亡' }])
})

test('lists and coverage come as PDF and as a spreadsheet; the days of a result are of this round', async () => {
  const paper = await ask(clerk)(verifications, 'print', { roundId, format: 'pdf' })
  expect([paper.persons, paper.pages]).toEqual([6, 4])
  expect((await bytesOf(paper)).subarray(0, 5).toString()).toBe('%PDF-')
  const sheet = await ask(townClerk)(verifications, 'print', { roundId, format: 'xlsx' })
  expect([sheet.persons, (await bytesOf(sheet, townClerk)).subarray(0, 2).toString()]).toEqual([3, 'PK'])
  const coverage = await ask(clerk)(verifications, 'exportCoverage', { roundId, format: 'xlsx' })
  expect((await bytesOf(coverage)).subarray(0, 2).toString()).toBe('PK')
  const record = (seenOn: string) => ask(clerk)(verifications, 'record', { roundId, personId: far, ...found, seenOn })
  await expect(record('2023-08-15')).rejects.toThrow('晚于今天')
  await expect(record('2023-08-13')).rejects.toThrow('早于本次核查开始')
})

test('a round closes only when nobody is left, and takes nothing after it', async () => {
  const { version } = await round()
  const close = { roundId, version, words: '全部核查完毕' }
  await expect(ask(clerk)(verifications, 'close', close)).rejects.toThrow('还有2人没有核查')
  const { rows } = await ask(clerk)(verifications, 'entries', { roundId, state: 'open' })
  for (const { personId } of rows) await ask(clerk)(verifications, 'record', { roundId, personId, ...found })
  await ask(clerk)(verifications, 'close', close)
  expect((await round()).row).toMatchObject({ status: 'closed', seen: 5, left: 1, open: 0 })
  await expect(ask(clerk)(verifications, 'record', { roundId, personId: far, ...found })).rejects.toThrow('已于')
  const { items: told } = await ask(clerk)(persons, 'timeline', { personId: cat })
  const mine = told.filter(({ text }) => text.startsWith('核查：'))
  expect(mine.map(({ text, struckThrough }) => `${struckThrough ? '×' : ''}${text.slice(3, 6)}`).toSorted()).toEqual(
    ['×无变化', '×收入、', '收入、', '未见到', '未见到'].toSorted(),
  )
})

test('a death found by a round is not settled as without effect: it is reported, or the result was wrong (F-01)', async () => {
  const dead = { answer: 'died', how: 'home', seenSelf: false, seenOn: '2023-08-14', officer: '孙举例' } as const
  const round2 = await ask(clerk)(verifications, 'makeRound', {
    ...plan,
    kind: 'campaign',
    title: '重新核查',
    townshipIds: [west],
  })
  const recorded = await ask(clerk)(verifications, 'record', {
    ...dead,
    roundId: round2.roundId,
    personId: far,
    words: '邻居说上月去世',
  })
  const settle = { resultId: recorded.resultId, outcome: 'no_effect' as const, words: '经核对不影响' }
  await expect(ask(clerk)(verifications, 'settle', settle)).rejects.toThrow('不能登记“不影响供养”。属实的，请报告死亡')
})
