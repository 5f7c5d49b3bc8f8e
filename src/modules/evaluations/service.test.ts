/** Evaluation and acceptance through the door: the seed, the two hands, the county's and the provider's walls. */
import { beforeAll, describe, expect, test } from 'vitest'
import { duties } from '#modules/duties/contract.ts'
import { findings } from '#modules/findings/contract.ts'
import { receiveFile } from '#platform/file-rows.ts'
import { givenMonth, townshipOf, type GivenMonth } from '../../../test/given-month.ts'
import { testApp } from '../../../test/app.ts'
import { evaluations } from './contract.ts'
import { drawSample, seedOf } from './sample.ts'

const app = await testApp({ now: '2023-09-04T10:00+08:00' })
let given: GivenMonth
const heads = { day: 'aa'.repeat(32), before: 'bb'.repeat(32), long: 'cc'.repeat(32) }

beforeAll(async () => {
  given = await givenMonth(app.superuser)
  await givenMonth(app.superuser, { month: '2023-07', like: given })
  await givenMonth(app.superuser, { county: '150430', persons: [2] })
  await app.superuser.query(
    `insert into record.head (county_code, size, root, at) values ('371522', 100001, $1, '2023-09-01'), ('371522', 100002, $2, '2023-09-03T23:59+08:00'), ('371522', 100003, $3, '2023-09-04T08:00+08:00')`,
    [heads.long, heads.before, heads.day].map((root) => Buffer.from(root, 'hex')),
  )
})

const township = (index = 0) => townshipOf(given, index)
const inTownship = (role: 'township-clerk' | 'township-leader', index = 0, accountId = `${role}-${index}`) =>
  app.actor(role, { kind: 'townships', ids: [township(index).id], accountId })
const clerk = (index = 0) => app.as(inTownship('township-clerk', index))
const leader = (index = 0) => app.as(inTownship('township-leader', index))
const countyClerk = () => app.as(app.actor('county-clerk'))
const countyLeader = () => app.as(app.actor('county-leader'))
const provider = () =>
  app.as(app.actor('provider-admin', { kind: 'organisation', ids: [given.provider], organisationId: given.provider }))
const said = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: Error) => error.message,
  )

const target = (index = 0, month = '2023-08') => ({
  month,
  organisationId: given.provider,
  townshipId: township(index).id,
})
const answers = {
  way: 'home' as const,
  visitedAt: '2023-09-01T02:20:00.000Z',
  carerComes: 'yes' as const,
  satisfied: 'yes' as const,
  howOften: '每周两次',
}

async function filled(index: number, month = '2023-08') {
  const { evaluationId } = await clerk(index)(evaluations, 'draw', target(index, month))
  const { sheets } = await clerk(index)(evaluations, 'get', { evaluationId })
  for (const { personId } of sheets)
    await clerk(index)(evaluations, 'saveSheet', { evaluationId, personId, ...answers })
  await clerk(index)(evaluations, 'saveSummary', {
    evaluationId,
    evaluators: ['王演示', '李演示'],
    resultText: '服务到位',
  })
  return evaluationId
}

describe('the sample', () => {
  test('comes from the head of the day before, and can be drawn again by anybody', async () => {
    const { evaluationId, seed, size, population } = await clerk()(evaluations, 'draw', target())
    expect([size, population]).toEqual([5, 12])
    const parts = { head: heads.before, month: '2023-08', provider: given.provider, township: township().id, draw: 1 }
    expect(seed).toBe(seedOf(parts))
    const { sheets, draws } = await clerk()(evaluations, 'get', { evaluationId })
    expect(sheets.map(({ personId }) => personId)).toEqual(drawSample(seed, township().persons, 5))
    expect(draws).toMatchObject([{ no: 1, headSize: 100_002, headRoot: heads.before, size: 5 }])
  })

  test('is drawn once; a redraw needs a reason, keeps both draws and what was filled', async () => {
    expect(await said(clerk()(evaluations, 'draw', target()))).toContain('本月已经抽样，样本不能随意更换')
    const { rows } = await clerk()(evaluations, 'overview', { month: '2023-08' })
    const evaluationId = rows[0]?.evaluationId ?? ''
    const [first] = (await clerk()(evaluations, 'get', { evaluationId })).sheets
    await clerk()(evaluations, 'saveSheet', { evaluationId, personId: first?.personId ?? '', ...answers })
    await clerk()(evaluations, 'draw', { ...target(), reason: '抽中3人长期外出，无法走访' })
    const { sheets, draws } = await clerk()(evaluations, 'get', { evaluationId })
    expect(draws.map(({ no, reason }) => [no, reason])).toEqual([
      [1, ''],
      [2, '抽中3人长期外出，无法走访'],
    ])
    expect(draws[0]?.seed).not.toBe(draws[1]?.seed)
    expect(sheets.filter(({ inSample }) => inSample)).toHaveLength(5)
    expect(sheets.find(({ personId }) => personId === first?.personId)?.filled).toBe(true)
  })

  test('two hands on the button draw one sample', async () => {
    const two = await Promise.allSettled([1, 2].map(() => clerk(1)(evaluations, 'draw', target(1, '2023-07'))))
    expect(two.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('is only drawn by its own township, from a locked roster', async () => {
    expect(await said(clerk(1)(evaluations, 'draw', target(0)))).toBe('乡镇考评只能由本乡镇办理')
    expect(await said(clerk()(evaluations, 'draw', target(0, '2023-06')))).toContain('没有已锁定的名册')
  })
})

describe('the sheets', () => {
  test('points that the county has not set are refused, times in the future as well', async () => {
    const { rows } = await clerk()(evaluations, 'overview', { month: '2023-08' })
    const evaluationId = rows[0]?.evaluationId ?? ''
    const { sheets, form } = await clerk()(evaluations, 'get', { evaluationId })
    expect(form.items).toEqual([])
    const personId = sheets[0]?.personId ?? ''
    const save = (more: object) =>
      said(clerk()(evaluations, 'saveSheet', { evaluationId, personId, ...answers, ...more }))
    expect(await save({ points: { room: 18 } })).toContain('县里尚未填定考评项目和分值')
    expect(await save({ visitedAt: '2023-09-09T00:00:00.000Z' })).toContain('走访时间不能晚于现在')
    expect(await save({ visitedAt: '2023-07-09T00:00:00.000Z' })).toContain('不能早于考评月份的第一天')
    expect(await save({ personId: township(1).persons[0] })).toContain('此人不在本次样本中')
  })

  test('a scan is claimed by the sheet and opens again; a finding on the spot is a clue of the county', async () => {
    const { rows } = await clerk()(evaluations, 'overview', { month: '2023-08' })
    const evaluationId = rows[0]?.evaluationId ?? ''
    const personId = (await clerk()(evaluations, 'get', { evaluationId })).sheets[0]?.personId ?? ''
    const file = {
      name: '考评表.pdf',
      mediaType: 'application/pdf',
      bytes: Buffer.from('%PDF-1.7 scan'),
      sha256: '0'.repeat(64),
    }
    const { fileId } = await receiveFile(app.installation, inTownship('township-clerk'), '371522', file)
    await clerk()(evaluations, 'attachScan', { evaluationId, personId, fileId })
    expect(await clerk()(evaluations, 'openScan', { evaluationId, personId })).toMatchObject({ name: '考评表.pdf' })
    const found = {
      evaluationId,
      personId,
      kind: 'poor_quality' as const,
      severity: 'ordinary' as const,
      facts: '居室有异味，未打扫',
    }
    const { findingId } = await clerk()(evaluations, 'addFinding', found)
    expect(await countyClerk()(findings, 'get', { findingId })).toMatchObject({ source: 'evaluation', status: 'clue' })
    expect(await said(provider()(findings, 'get', { findingId }))).toContain('没有找到这个问题')
  })
})

describe('sending', () => {
  test('every reason why not; then another than the one who filled signs, and nothing changes any more', async () => {
    const { evaluationId } = await clerk(1)(evaluations, 'draw', target(1))
    expect(await said(leader(1)(evaluations, 'send', { evaluationId }))).toBe(
      '还有3人未考评。请先填完；考评人应至少2人，现有0人。请补填考评人；还没有填写考评结果文字。请填写',
    )
    const { sheets } = await clerk(1)(evaluations, 'get', { evaluationId })
    for (const { personId } of sheets) await clerk(1)(evaluations, 'saveSheet', { evaluationId, personId, ...answers })
    await clerk(1)(evaluations, 'saveSummary', {
      evaluationId,
      evaluators: ['王演示', '李演示'],
      resultText: '服务到位',
    })
    const both = app.as(inTownship('township-leader', 1, 'township-clerk-1'))
    expect(await said(both(evaluations, 'send', { evaluationId }))).toContain('您填写过本次考评表，不能同时签发')
    expect(await said(leader(0)(evaluations, 'send', { evaluationId }))).toContain('没有找到这份考评')
    expect(await provider()(evaluations, 'scores', { month: '2023-08' })).toEqual([])

    expect(await leader(1)(evaluations, 'send', { evaluationId })).toEqual({
      scoreTenths: null,
      persons: 3,
      findings: 0,
    })
    expect(await provider()(evaluations, 'scores', { month: '2023-08' })).toMatchObject([
      { resultText: '服务到位', sampleSize: 3 },
    ])
    const personId = sheets[0]?.personId ?? ''
    const changes = [
      () => clerk(1)(evaluations, 'saveSheet', { evaluationId, personId, ...answers }),
      () => clerk(1)(evaluations, 'saveSummary', { evaluationId, evaluators: [], resultText: '改' }),
      () => clerk(1)(evaluations, 'draw', { ...target(1), reason: '想换一批人' }),
      () => leader(1)(evaluations, 'send', { evaluationId }),
    ]
    for (const change of changes)
      expect(await said(change())).toBe('考评已送县民政局，不能修改。需要更正的，请补送更正说明')
    await leader(1)(evaluations, 'addStatement', { evaluationId, words: '陈示例一行误填，应为满意' })
    const { sendings } = await countyClerk()(evaluations, 'get', { evaluationId })
    expect(sendings.map(({ kind }) => kind)).toEqual(['score', 'addition'])
    expect(sendings[0]?.hash).toMatch(/^[0-9a-f]{64}$/)
  })

  test('the database keeps the county from a score and the provider from an unsent one', async () => {
    const inside = (kind: 'county' | 'organisation', ids: string[] = []) => ({ kind, counties: ['371522'], ids })
    const write = app.seen(inside('county'), (db) =>
      db.updateTable('evaluations.evaluation').set({ scoreTenths: 1000 }).where('status', '<>', 'sent').execute(),
    )
    expect(
      await write.then(
        ([result]) => result?.numUpdatedRows,
        () => 0n,
      ),
    ).toBe(0n)
    const read = await app.seen(inside('organisation', [given.provider]), (db) =>
      db.selectFrom('evaluations.evaluationView').select('status').execute(),
    )
    expect([...new Set(read.map(({ status }) => status))]).toEqual(['sent'])
    const told = await app.seen(inside('organisation', [given.provider]), (db) =>
      db.selectFrom('evaluations.sheet').selectAll().execute(),
    )
    expect(told).toEqual([])
    const rewrite = app.seen(inside('county'), (db) =>
      db.updateTable('evaluations.sheet').set({ scoreTenths: 1000 }).execute(),
    )
    expect(
      await rewrite.then(
        ([result]) => result?.numUpdatedRows,
        () => 0n,
      ),
    ).toBe(0n)
  })

  test('the late list names who has not sent after the term, and how late', async () => {
    app.setNow('2023-09-08T09:00+08:00')
    const { rows } = await countyClerk()(evaluations, 'overview', { month: '2023-08', late: true })
    expect(rows.map(({ township: { name }, daysLate }) => [name, daysLate])).toEqual([['安镇', 3]])
    expect(await countyClerk()(evaluations, 'satisfaction', { month: '2023-08' })).toMatchObject([
      { yes: 3, percentText: '100.00%' },
    ])
    app.setNow('2023-09-04T10:00+08:00')
  })
})

test('another county sees nothing of all this', async () => {
  const there = app.as(app.actor('county-clerk', { county: '150430' }))
  expect((await there(evaluations, 'overview', { month: '2023-08' })).rows).toEqual([
    expect.objectContaining({ status: 'none', persons: 2 }),
  ])
  expect(await there(evaluations, 'scores', { month: '2023-08' })).toEqual([])
  expect(await there(evaluations, 'vetoCases', {})).toEqual([])
  const { rows } = await clerk()(evaluations, 'overview', { month: '2023-08' })
  expect(await said(there(evaluations, 'get', { evaluationId: rows[0]?.evaluationId ?? '' }))).toContain(
    '没有找到这份考评',
  )
})

test('a township cannot pay or accept, the county cannot fill or send', async () => {
  const refused = '权限'
  expect(
    await said(leader()(evaluations, 'decideAcceptance', { proposalId: crypto.randomUUID(), agree: true })),
  ).toContain(refused)
  expect(
    await said(
      clerk()(findings, 'decide', {
        findingId: crypto.randomUUID(),
        result: 'upheld',
        amountFen: 0,
        reason: '就这样定了',
      }),
    ),
  ).toContain(refused)
  expect(await said(countyLeader()(evaluations, 'send', { evaluationId: crypto.randomUUID() }))).toContain(refused)
  expect(await said(countyClerk()(evaluations, 'draw', target()))).toContain(refused)
})

test('the same score and words as last month are hinted at; each role finds its work', async () => {
  app.setNow('2023-09-04T10:00+08:00')
  const july = await filled(0, '2023-07')
  await leader()(evaluations, 'send', { evaluationId: july })
  const { rows } = await clerk()(evaluations, 'overview', { month: '2023-08' })
  const evaluationId = rows[0]?.evaluationId ?? ''
  await clerk()(evaluations, 'saveSummary', { evaluationId, evaluators: ['王演示', '李演示'], resultText: '服务到位' })
  expect((await clerk()(evaluations, 'get', { evaluationId })).hints).toEqual([
    '与上月得分和评语完全相同，请确认不是照抄。',
  ])
  const { tasks } = await clerk()(duties, 'mine', {})
  expect(tasks.map(({ title }) => title)).toContain('填写2023年8月考评')
  expect(tasks.find(({ title }) => title === '填写2023年8月考评')?.dueOn).toBe('2023-09-05')
})
