/** 纠正决定: an end found wrong is given back from its first day, with its money, and nothing else is revived unseen. */
import { expect, test } from 'vitest'
import { instant } from '#kernel/calendar.ts'
import { agreements } from '#modules/agreements/contract.ts'
import { givenAgreement } from '#modules/agreements/given.ts'
import { givenReviewed } from '#modules/assessments/given.ts'
import { archives } from '#modules/archives/contract.ts'
import { duties } from '#modules/duties/contract.ts'
import { payments } from '#modules/payments/contract.ts'
import { persons } from '#modules/persons/contract.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { rosters } from '#modules/rosters/contract.ts'
import { openEnding, refusal } from '../../../test/ending.ts'
import { type CorrectedBy, endings } from './contract.ts'
import { givenPaid } from './given.ts'

const { app, clerk, leader, township, ended, place, who } = await openEnding('2026-09-01T10:00+08:00', {
  ended: '张示例',
  paused: '李样本',
  dies: '王假设',
  upheld: '陈虚构',
})
const lowered = await givenPerson(app.superuser, {
  townshipId: place.town,
  supportedFrom: '2021-08-01',
  name: '孙演示',
  level: 'unable',
})
await givenAgreement(app.superuser, {
  personId: who.ended,
  townshipId: place.town,
  from: '2026-01-01',
  to: '2026-12-31',
})

const proposal = (by: CorrectedBy, on: string) => ({
  by,
  on,
  paper: '示复决〔2026〕3号',
  words: '本人没有书面申请，签名不是本人所签',
  proof: '复议决定书1盒6页',
})

let changeId = ''
test('a decision is put right by the county leader on a clerk’s proposal, with a paper; not by the township, not by whoever proposed', async () => {
  changeId = await ended(who.ended, '张示例', '2026-09-09')
  await township('clerk-one')(endings, 'deliver', { changeId, on: '2026-09-09', how: 'direct', receiver: '张示例' })
  await givenPaid(app.superuser, {
    personId: who.ended,
    townshipId: place.town,
    months: ['2026-11'],
    fen: 65_000,
    status: 'due',
  })
  app.setNow('2026-12-03T09:00+08:00')
  expect((await clerk(endings, 'change', { changeId })).correction.possible).toBe(true)
  const give = { changeId, ...proposal('reconsideration', '2026-12-01') }
  expect(await refusal(township('clerk-one')(endings, 'proposeCorrection', give))).toContain('没有')
  expect(await refusal(clerk(endings, 'proposeCorrection', { ...give, on: '2026-09-01' }))).toContain('早于原决定')
  expect(
    await refusal(leader(endings, 'correct', { changeId, agree: true, number: '示民纠1号', words: '同意纠正' })),
  ).toContain('还没有提出纠正')
  expect(await refusal(clerk(endings, 'proposeCorrection', { ...give, paper: 'aa' }))).toContain('不是文号')
  expect(await refusal(clerk(endings, 'proposeCorrection', { ...give, proof: '' }))).toContain('应有行政复议决定书')
  await clerk(endings, 'proposeCorrection', give)
  expect(await refusal(clerk(endings, 'proposeCorrection', give))).toContain('已经提出纠正')
  expect(JSON.stringify(await leader(duties, 'mine', {}))).toContain('纠正待决定')
  expect(await refusal(clerk(endings, 'withdraw', { changeId, words: '撤回这件' }))).toContain('纠正决定')
  const details = await leader(endings, 'change', { changeId })
  expect(JSON.stringify(details.correction.citations)).toContain('行政复议法')
  await leader(endings, 'correct', { changeId, agree: false, number: '示民纠0号', words: '证据不足' })
  expect((await clerk(endings, 'change', { changeId })).row.step).toBe('done')
  expect((await clerk(persons, 'person', { personId: who.ended })).endedOn).toBe('2026-09-30')
})

test('support goes on from the day it ended, the claims of the end fall away, the next roster has him again', async () => {
  const claimed = { personId: who.ended, townshipId: place.town, months: ['2026-10'], fen: 65_000 }
  await givenPaid(app.superuser, claimed)
  await app.superuser.query(
    `insert into payments.claim (county_code, id, person_id, township_id, month, purpose, sequence, ground, amount_fen, words, opened_at)
     values ('371522', gen_random_uuid(), $1, $2, '2026-10', 'living', 0, 'ended', 65000, '多发', now())`,
    [who.ended, place.town],
  )
  const missing = await clerk(rosters, 'unplaced', { month: '2026-12' })
  expect(missing.map(({ name }) => name)).not.toContain('张示例')
  await clerk(endings, 'proposeCorrection', { changeId, ...proposal('reconsideration', '2026-12-01') })
  const made = await leader(endings, 'correct', {
    changeId,
    agree: true,
    number: '示民纠〔2026〕1号',
    words: '复议决定撤销',
  })
  expect(made).toMatchObject({ step: 'redeliver', from: '2026-10-01', waivedClaims: 1 })
  expect(await clerk(persons, 'person', { personId: who.ended })).toMatchObject({ status: 'active', endedOn: null })
  const { rows: facts } = await app.superuser.query<{ status: string | null }>(
    `select status from persons.standing_on('371522', '2026-10-01', now() + interval '10 years') where person_id = $1`,
    [who.ended],
  )
  expect(facts).toEqual([{ status: 'active' }])
  expect((await clerk(payments, 'claims', { status: 'open' })).total).toBe(0)
  expect((await clerk(payments, 'claims', { status: 'waived' })).rows[0]?.decidedReason).toContain('示民纠〔2026〕1号')
  const again = await clerk(rosters, 'unplaced', { month: '2026-12' })
  expect(again.map(({ name }) => name)).toContain('张示例')
})

test('agreement and bed are not revived behind anybody’s back: they are work to be done, and the file is in use again', async () => {
  const { rows } = await clerk(agreements, 'list', { personId: who.ended })
  expect(rows.map(({ status }) => status)).toEqual(['terminated'])
  const details = await clerk(endings, 'change', { changeId })
  expect(details.correction.left.map(({ title }) => title)).toEqual(['重新拟定协议'])
  expect(JSON.stringify(await township('clerk-one')(duties, 'mine', {}))).toContain('纠正终止以后：重新拟定协议')
  expect(await refusal(clerk(archives, 'propose', { personId: who.ended, reason: '' }))).toContain('在用')
})

test('the person is told in a letter, and the case ends with its delivery', async () => {
  for (const format of ['pdf', 'docx'] as const)
    expect((await clerk(endings, 'print', { changeId, paper: 'correction', format })).name).toContain('纠正决定告知书')
  const { rows: issued } = await app.superuser.query<{ words: string }>(
    `select words::text as words from documents.issued where letter = 'endings.corrected' limit 1`,
  )
  expect(issued[0]?.words).toContain('自2026年10月1日起')
  expect(issued[0]?.words).toContain('行政复议决定（示复决〔2026〕3号）')
  await clerk(endings, 'deliver', { changeId, on: '2026-12-03', how: 'direct', receiver: '张示例' })
  const { row, steps } = await clerk(endings, 'change', { changeId })
  expect(row.step).toBe('corrected')
  expect(steps.every(({ state }) => state === 'done')).toBe(true)
  expect(await refusal(clerk(endings, 'proposeCorrection', { changeId, ...proposal('own', '2026-12-03') }))).toContain(
    '已经纠正',
  )
  const open = { personId: who.ended, kind: 'suspend' as const, facts: '外出打工，联系不上' }
  const next = await clerk(endings, 'open', { ...open, wanted: { from: '2026-12-04', until: '2027-01-31' } })
  expect(next.number).toContain('BG-2026-')
})

test('somebody who died since was supported to his last day', async () => {
  const id = await ended(who.dies, '王假设', '2026-09-09')
  await givenPaid(app.superuser, { personId: who.dies, townshipId: place.town, months: ['2026-10'], fen: 65_000 })
  app.setNow('2026-12-03T10:00+08:00')
  const report = {
    personId: who.dies,
    diedOn: '2026-11-20',
    discoveredAt: instant('2026-11-20T08:00+08:00'),
    reportedAt: instant('2026-11-20T09:00+08:00'),
    placeKind: 'dwelling' as const,
    reporter: '陈演示',
    reporterKind: 'village' as const,
  }
  await clerk(endings, 'reportDeath', report)
  await clerk(endings, 'proposeCorrection', { changeId: id, ...proposal('lawsuit', '2026-12-02') })
  await leader(endings, 'correct', { changeId: id, agree: true, number: '示民纠〔2026〕2号', words: '判决撤销' })
  const file = await clerk(persons, 'person', { personId: who.dies })
  expect(file).toMatchObject({ status: 'ended', endedOn: '2026-11-20', endReason: 'death' })
  const standing = async (day: string) =>
    (
      await app.superuser.query<{ status: string }>(
        `select status from persons.standing_on('371522', $1, now() + interval '10 years') where person_id = $2`,
        [day, who.dies],
      )
    ).rows[0]?.status
  expect([await standing('2026-10-01'), await standing('2026-11-20'), await standing('2026-11-21')]).toEqual([
    'active',
    'active',
    'ended',
  ])
})

test('a pause and a lower level are put right from the same day; of a move or a minor nothing is corrected here', async () => {
  app.setNow('2026-09-10T10:00+08:00')
  const one = township('clerk-one')
  const verified = { on: '2026-09-10', by: '王演示、陈假设', so: true, words: '情况属实' }
  const decided = async (changeId: string) => {
    await one(endings, 'verify', { changeId, ...verified })
    const heard = {
      place: '村委会',
      who: 'person' as const,
      name: '孙演示',
      words: '不同意',
      signedAs: 'thumb' as const,
    }
    if ((await one(endings, 'change', { changeId })).row.step === 'hear')
      await one(endings, 'hear', { changeId, on: '2026-09-10', ...heard })
    await leader(endings, 'decide', { changeId, number: `示民〔2026〕${changeId.slice(-4)}号`, words: '同意办理' })
    await clerk(endings, 'proposeCorrection', { changeId, ...proposal('own', '2026-09-10') })
    const { citations } = (await leader(endings, 'change', { changeId })).correction
    expect(citations).toEqual([])
    return leader(endings, 'correct', { changeId, agree: true, number: '示民纠〔2026〕9号', words: '事实不清' })
  }
  const pause = { personId: who.paused, kind: 'suspend' as const, facts: '外出打工，联系不上' }
  const wanted = { from: '2026-09-10', until: '2026-12-31' }
  expect((await decided((await one(endings, 'open', { ...pause, wanted })).changeId)).from).toBe('2026-09-10')
  expect((await clerk(persons, 'person', { personId: who.paused })).status).toBe('active')
  const reviewed = { personId: lowered, townshipId: place.town, level: 'partly_able' as const }
  await givenReviewed(app.superuser, { ...reviewed, assessedOn: '2026-09-08', no: 902 })
  const lower = { personId: lowered, kind: 'reduce' as const, facts: '复评为部分丧失自理能力' }
  const asked = { ...lower, wanted: { level: 'partly_able' as const } }
  expect((await decided((await one(endings, 'open', asked)).changeId)).from).toBe('2026-10-01')
  const { rows } = await app.superuser.query<{ level: string }>(
    `select level from persons.standing_on('371522', '2026-10-01', now() + interval '10 years') where person_id = $1`,
    [lowered],
  )
  expect(rows).toEqual([{ level: 'unable' }])
})

test('an objection found right leaves a notice to the person that support goes on, without who objected', async () => {
  app.setNow('2026-09-01T10:00+08:00')
  const one = township('clerk-one')
  const open = { personId: who.upheld, kind: 'end' as const, reason: 'obligor_able', facts: '弟弟已有固定收入' }
  const { changeId: id } = await one(endings, 'open', open)
  const verified = { by: '王演示、陈假设', so: true, words: '弟弟在县城上班' }
  await one(endings, 'verify', { changeId: id, on: '2026-09-01', ...verified })
  const heard = {
    place: '村委会',
    who: 'person' as const,
    name: '陈虚构',
    words: '弟弟失业了',
    signedAs: 'thumb' as const,
  }
  await one(endings, 'hear', { changeId: id, on: '2026-09-01', ...heard })
  await one(endings, 'publish', { changeId: id, on: '2026-09-01', place: '村公示栏' })
  expect(await refusal(one(endings, 'print', { changeId: id, paper: 'notice' }))).toContain('还没有作出决定')
  await one(endings, 'object', { changeId: id, on: '2026-09-01', who: '赵邻居', words: '弟弟上月失业' })
  await clerk(endings, 'answer', { changeId: id, on: '2026-09-01', upheld: true, words: '弟弟确已失业' })
  for (const format of ['pdf', 'docx'] as const)
    expect((await one(endings, 'print', { changeId: id, paper: 'notice', format })).name).toContain('不予终止告知书')
  const { rows } = await app.superuser.query<{ words: string }>(
    `select words::text as words from documents.issued where letter = 'endings.kept' limit 1`,
  )
  expect(rows[0]?.words).toContain('异议成立')
  expect(rows[0]?.words).toContain('原供养不变')
  expect(rows[0]?.words).not.toContain('赵邻居')
  expect(rows[0]?.words).not.toContain('期满无异议')
})

test('the lists go onto paper and into a table, by township; a row of the bar with nothing to say is left out', async () => {
  const here = await clerk(endings, 'changes', { areaId: place.town })
  expect(here.total).toBeGreaterThanOrEqual(4)
  expect((await clerk(endings, 'changes', { areaId: place.other })).total).toBe(0)
  expect((await clerk(endings, 'exportChanges', { areaId: place.town })).name).toBe('变更与终止.xlsx')
  expect((await clerk(endings, 'exportChanges', { open: true, format: 'pdf' })).name).toBe('变更与终止.pdf')
  expect((await clerk(endings, 'exportDeaths', { format: 'pdf' })).name).toBe('死亡处理.pdf')
  const { bar } = await clerk(endings, 'change', { changeId })
  expect(bar.map(({ title }) => title)).toEqual(['责任', '协议', '钱'])
  const money = bar.find(({ title }) => title === '钱')?.spans.map(({ text }) => text)
  expect(money).toEqual(['2026年9月应发', '2026年10月已列入发放', '2026年11月已列入发放'])
})
