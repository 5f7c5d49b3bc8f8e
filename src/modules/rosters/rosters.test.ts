import { beforeAll, describe, expect, test } from 'vitest'
import { plainMonth } from '#kernel/calendar.ts'
import { redeemTicket } from '#platform/file-rows.ts'
import { createHash } from 'node:crypto'
import { testApp } from '../../../test/app.ts'
import { byText, refused } from '../../../test/settling.ts'
import { rosters } from './contract.ts'
import { givenLearnt, type GivenPlaces, givenPlaces, givenServed } from './given.ts'

const app = await testApp({ now: '2023-07-03T10:00+08:00' })
const other = await testApp({ now: '2023-07-03T10:00+08:00' })
const another = await testApp({ now: '2023-07-03T10:00+08:00' })
const july = plainMonth('2023-07')
const august = plainMonth('2023-08')
let at: GivenPlaces
const who: Record<string, string> = {}
const clerk = () => app.as(app.actor('county-clerk'))
const leader = () => app.as(app.actor('county-leader'))
const providerOf = (provider: string) =>
  app.as(app.actor('provider-admin', { kind: 'organisation', ids: [provider], organisationId: provider }))
const list = (month = august) => clerk()(rosters, 'list', { month })
const rosterAt = async (provider: string, month = august) => {
  const found = (await list(month)).find(({ organisationId }) => organisationId === provider)
  if (!found) throw new Error('no roster')
  return found
}
async function fileOf(rosterId: string, format: 'csv' | 'xlsx') {
  const { ticket, name } = await clerk()(rosters, 'export', { rosterId, format })
  const key = createHash('sha256').update(ticket).digest()
  const file = await redeemTicket(app.installation, app.actor('county-clerk'), key)
  return { name, text: new TextDecoder().decode(file?.bytes) }
}
const linesOf = async (rosterId: string) => {
  const { rows } = await clerk()(rosters, 'lines', { rosterId })
  return new Map(rows.map((row) => [row.name, row]))
}
const everyone = async (rosterId: string) => {
  const { rows } = await clerk()(rosters, 'lines', { rosterId })
  return rows.filter(({ change }) => change !== 'none').map(({ personId }) => personId)
}
async function lockAll(month: typeof july): Promise<void> {
  const { rosters: made } = await clerk()(rosters, 'generate', { month })
  for (const rosterId of made) {
    await clerk()(rosters, 'confirmChanges', { rosterId, personIds: await everyone(rosterId) })
    await clerk()(rosters, 'lock', { rosterId })
  }
}

beforeAll(async () => {
  const client = app.superuser
  at = await givenPlaces(client)
  for (const name of ['张留任', '李升级', '王去世', '赵入院', '陈搬迁'])
    who[name] = await givenServed(client, at.east, { name })
  who['刘西镇'] = await givenServed(client, at.west, { name: '刘西镇', level: 'unable' })
  who['杨北镇'] = await givenServed(client, at.north, { name: '杨北镇' })
  who['孙集中'] = await givenServed(client, at.east, { name: '孙集中', mode: 'centralised' })
  await lockAll(july)
  app.setNow('2023-08-02T10:00+08:00')
  who['周新增'] = await givenServed(client, at.east, {
    name: '周新增',
    supportedFrom: '2023-08-01',
    knownAt: '2023-07-20T00:00:00Z',
  })
  const known = { knownAt: '2023-07-25T00:00:00Z', fromOn: '2023-08-01' }
  const learn = (name: string, kind: string, value: string, basis: string) =>
    givenLearnt(client, { ...known, personId: who[name] ?? '', kind, value, basis })
  await learn('李升级', 'level', 'unable', '莘评字〔2023〕8号')
  await learn('王去世', 'status', 'ended', '莘终字〔2023〕3号')
  await learn('赵入院', 'mode', 'centralised', '入院协议')
  await learn('陈搬迁', 'township', at.west.township, '变更责任乡镇')
})

describe('a draft', () => {
  beforeAll(async () => {
    await clerk()(rosters, 'generate', { month: august })
  })

  test('says who is new, gone, changed and moved since last month, and by which decision', async () => {
    const east = await rosterAt(at.east.provider)
    expect(east).toMatchObject({
      status: 'draft',
      personCount: 3,
      previousCount: 5,
      joined: 1,
      left: 3,
      levelChanged: 1,
      toConfirm: 5,
    })
    const lines = await linesOf(east.id)
    const told = (name: string) => {
      const { change = '', reason = '', included = false } = lines.get(name) ?? {}
      return [change, included, reason]
    }
    expect(told('张留任')).toEqual(['none', true, ''])
    expect(told('周新增')).toEqual(['joined', true, '自2023年8月1日起'])
    expect(told('李升级')).toEqual(['level', true, '莘评字〔2023〕8号，自2023年8月1日起'])
    expect(lines.get('李升级')).toMatchObject({ level: 'unable', previousLevel: 'partly_able' })
    expect(told('王去世')).toEqual(['left', false, '莘终字〔2023〕3号，自2023年8月1日起'])
    expect(told('陈搬迁')).toEqual(['left', false, expect.any(String)])
    const west = await linesOf((await rosterAt(at.west.provider)).id)
    expect(west.get('陈搬迁')).toMatchObject({
      change: 'moved',
      included: true,
      reason: '变更责任乡镇，自2023年8月1日起',
    })
  })

  test('leaves out whoever lives in a home, and names whoever no contract covers', async () => {
    const lines = [...(await linesOf((await rosterAt(at.east.provider)).id)).keys()]
    expect(lines).not.toContain('孙集中')
    const unplaced = await clerk()(rosters, 'unplaced', { month: august })
    expect(unplaced).toEqual([
      { personId: who['杨北镇'], name: '杨北镇', township: '北镇', reason: '北镇本月没有生效的购买服务合同' },
    ])
  })

  test('is not locked before each change was confirmed', async () => {
    const { id: rosterId } = await rosterAt(at.east.provider)
    expect(await refused(clerk()(rosters, 'lock', { rosterId }))).toBe('还有5项变化没有确认。请逐条确认后再锁定')
    const [first, ...others] = await everyone(rosterId)
    expect(await clerk()(rosters, 'confirmChanges', { rosterId, personIds: [first ?? ''] })).toEqual({ confirmed: 1 })
    expect(await refused(clerk()(rosters, 'lock', { rosterId }))).toContain('还有4项')
    expect(await clerk()(rosters, 'confirmChanges', { rosterId, personIds: others })).toEqual({ confirmed: 4 })
  })

  test('is not locked over what has become known since it was made', async () => {
    const { id: rosterId } = await rosterAt(at.east.provider)
    const death = { personId: who['张留任'] ?? '', kind: 'status', value: 'ended', fromOn: '2023-07-30' }
    await givenLearnt(app.superuser, { ...death, knownAt: '2023-08-02T01:30:00Z' })
    const message = await refused(clerk()(rosters, 'lock', { rosterId }))
    expect(message).toContain('1人不能列入：张留任2023-07-30起终止供养')
    expect(message).toContain('请重新生成名册')
    await clerk()(rosters, 'generate', { month: august })
    expect(await rosterAt(at.east.provider)).toMatchObject({ personCount: 2, left: 4, toConfirm: 6 })
  })

  test('says in words that it is a draft, and has no code', async () => {
    const { id: rosterId } = await rosterAt(at.east.provider)
    const csv = await fileOf(rosterId, 'csv')
    expect(csv.name).toBe('2023年8月分散供养特困人员服务名册（草稿）.csv')
    expect(csv.text).toContain('草稿，未锁定，不作为派单依据')
    expect(csv.text).not.toContain('校验码')
  })

  test('is neither sent nor acknowledged, and its provider does not see it', async () => {
    const { id: rosterId } = await rosterAt(at.east.provider)
    expect(await refused(clerk()(rosters, 'send', { rosterId }))).toBe('名册草稿，不能发送。现在可以：锁定')
    expect(await providerOf(at.east.provider)(rosters, 'list', { month: august })).toEqual([])
    expect(await refused(providerOf(at.east.provider)(rosters, 'lines', { rosterId }))).toContain('没有找到这份名册')
  })
})

describe('a locked roster', () => {
  let rosterId: string
  beforeAll(async () => {
    rosterId = (await rosterAt(at.east.provider)).id
    await clerk()(rosters, 'confirmChanges', { rosterId, personIds: await everyone(rosterId) })
  })

  test('is locked once: of two clicks at once one locks, the other is told that it is locked', async () => {
    const outcomes = await Promise.allSettled([1, 2].map(() => clerk()(rosters, 'lock', { rosterId })))
    const rejected = outcomes
      .filter((each) => each.status === 'rejected')
      .map(({ reason }) => (reason as Error).message)
    expect(rejected).toEqual(['名册已锁定，不能锁定。现在可以：发送'])
    const stored = await app.superuser.query('select from rosters.roster_line where roster_id = $1', [rosterId])
    expect(stored.rowCount).toBe(2)
  })

  test('has the hash of its lines in their order, as it stands on the sheet', async () => {
    const { rows } = await clerk()(rosters, 'lines', { rosterId })
    const lines = rows
      .filter(({ included }) => included)
      .toSorted((one, other) => (one.lineNo ?? 0) - (other.lineNo ?? 0))
    expect(lines.map(({ lineNo }) => lineNo)).toEqual([1, 2])
    const text = lines.map(({ lineNo, personId, level }) => JSON.stringify([lineNo, personId, level])).join('\n')
    const { hash } = await rosterAt(at.east.provider)
    expect(hash).toBe(createHash('sm3').update(text).digest('hex'))
    const { text: csv } = await fileOf(rosterId, 'csv')
    expect(csv).toContain('周新增')
    expect(csv).not.toContain('王去世')
    expect(csv).not.toContain('草稿')
  })

  test('does not change any more, whatever is done', async () => {
    const before = await rosterAt(at.east.provider)
    await clerk()(rosters, 'generate', { month: august })
    expect(await rosterAt(at.east.provider)).toEqual(before)
    expect(await refused(clerk()(rosters, 'confirmChanges', { rosterId, personIds: [who['李升级'] ?? ''] }))).toContain(
      '名册已锁定',
    )
  })

  test('with all of the month locked, making drafts again is refused', async () => {
    const west = await rosterAt(at.west.provider)
    await clerk()(rosters, 'confirmChanges', { rosterId: west.id, personIds: await everyone(west.id) })
    await clerk()(rosters, 'lock', { rosterId: west.id })
    expect(await refused(clerk()(rosters, 'generate', { month: august }))).toContain('本月名册都已锁定，不能重新生成')
  })

  test('is sent, then acknowledged by its own provider only, each once', async () => {
    expect(await refused(providerOf(at.east.provider)(rosters, 'acknowledge', { rosterId }))).toBe(
      '名册已锁定，不能签收。现在可以：发送',
    )
    await leader()(rosters, 'send', { rosterId })
    expect((await providerOf(at.east.provider)(rosters, 'list', { month: august })).map(({ id }) => id)).toEqual([
      rosterId,
    ])
    expect(await refused(providerOf(at.west.provider)(rosters, 'acknowledge', { rosterId }))).toContain(
      '没有找到这份名册',
    )
    await providerOf(at.east.provider)(rosters, 'acknowledge', { rosterId })
    expect(await refused(providerOf(at.east.provider)(rosters, 'acknowledge', { rosterId }))).toBe(
      '名册已签收，不能签收。这份名册已经办结',
    )
  })

  test('is asked about by its provider and answered once by the county', async () => {
    const ours = providerOf(at.east.provider)
    expect(await refused(ours(rosters, 'ask', { rosterId, personId: who['刘西镇'] ?? '', words: '是谁' }))).toContain(
      '不在本期名册上',
    )
    await ours(rosters, 'ask', { rosterId, personId: who['李升级'] ?? '', words: '等级何时变的' })
    const [question] = await clerk()(rosters, 'questions', { rosterId })
    const answering = { questionId: question?.id ?? '', answer: '自8月1日' }
    await clerk()(rosters, 'answerQuestion', answering)
    expect(await refused(clerk()(rosters, 'answerQuestion', answering))).toContain('已经答复过')
  })
})

test('what becomes known after locking is an adjustment of that month, found once, and the lines stay', async () => {
  app.setNow('2023-08-20T10:00+08:00')
  const known = { knownAt: '2023-08-15T00:00:00Z', fromOn: '2023-08-01' }
  const learn = (name: string, kind: string, value: string) =>
    givenLearnt(app.superuser, { ...known, personId: who[name] ?? '', kind, value })
  await learn('周新增', 'status', 'ended')
  await learn('刘西镇', 'level', 'able')
  who['吴漏登'] = await givenServed(app.superuser, at.west, {
    name: '吴漏登',
    supportedFrom: '2023-08-01',
    knownAt: known.knownAt,
  })
  const before = await app.superuser.query('select * from rosters.roster_line order by id')
  expect(await clerk()(rosters, 'findAdjustments', { month: august })).toEqual({ found: 3 })
  expect(await clerk()(rosters, 'findAdjustments', { month: august })).toEqual({ found: 0 })
  const found = await clerk()(rosters, 'adjustments', { month: august })
  const told = found
    .map(({ name, kind, oldValue, newValue }) => [name, kind, oldValue, newValue].join(' '))
    .toSorted(byText)
  expect(told).toEqual(
    [
      '吴漏登 should_be_on  partly_able',
      '刘西镇 level unable able',
      '周新增 should_not_be_on partly_able ended',
    ].toSorted(byText),
  )
  expect(await app.superuser.query('select * from rosters.roster_line order by id')).toMatchObject({
    rows: before.rows,
  })
})

test('a month that is closed takes no more steps', async () => {
  const other = plainMonth('2023-10')
  await clerk()(rosters, 'generate', { month: other })
  await app.superuser.query(
    `update rosters.month_plan set status = 'closed', closed_at = now(), closing_proposed_by = 'one', closed_by = 'other' where month = '2023-10'`,
  )
  expect(await refused(clerk()(rosters, 'generate', { month: other }))).toContain('2023年10月已关账，只读')
  const { id: rosterId } = await rosterAt(at.west.provider, other)
  await clerk()(rosters, 'confirmChanges', { rosterId, personIds: [who['刘西镇'] ?? ''] })
  expect(await refused(clerk()(rosters, 'lock', { rosterId }))).toContain('已关账')
})

test('whatever order persons were entered in, they get the same numbers and the same hash', async () => {
  const ids = Array.from({ length: 6 }, (_, index) => `00000000-0000-7000-8000-00000000000${index}`)
  // Two of one name in one village: their ids decide.
  const names = ['张同名', '张同名', '王演示', '李样本', '赵举例', '陈虚构']
  const hashes = []
  for (const [turn, each] of [other, another].entries()) {
    const { east } = await givenPlaces(each.superuser)
    for (const id of turn === 0 ? ids : ids.toReversed())
      await givenServed(each.superuser, east, { id, name: names[ids.indexOf(id)] ?? '' })
    const ask = each.as(each.actor('county-clerk'))
    const { rosters: made } = await ask(rosters, 'generate', { month: july })
    expect(made).toHaveLength(1)
    const rosterId = made[0] ?? ''
    await ask(rosters, 'confirmChanges', { rosterId, personIds: ids })
    hashes.push((await ask(rosters, 'lock', { rosterId })).hash)
  }
  expect(hashes[1]).toBe(hashes[0])
})
