/** Clocks, draws and what is left to do, through the door. */
import { expect, test } from 'vitest'
import { givenArea } from '#modules/access/given.ts'
import { duties } from '#modules/duties/contract.ts'
import { givenIdNumber } from '#modules/persons/given.ts'
import { policy } from '#modules/policy/contract.ts'
import { testApp } from '../../../test/app.ts'
import { recognition } from './contract.ts'
import { drawnOrder, seedOf } from './draw.ts'
import { givenApplication, givenSurvey } from './given.ts'

const app = await testApp({ now: '2023-08-01T10:00+08:00' })
const township = await givenArea(app.superuser, { level: 'township', name: '甲镇' })
const scope = { kind: 'townships' as const, ids: [township] }
const clerk = app.actor('township-clerk', scope)
const townLeader = app.actor('township-leader', scope)
const countyClerk = app.actor('county-clerk')
const leader = app.actor('county-leader')
const ask = app.as

let made = 400
const names = [...'甲乙丙丁戊己庚辛']
async function applied(more: Partial<ReturnType<typeof givenApplication>> = {}) {
  app.setNow('2023-08-01T10:00+08:00')
  made += 1
  const idNumber = givenIdNumber(made, '1956-03-12')
  const name = `张示例${names[made % names.length] ?? ''}`
  const given = givenApplication({ name, idNumber, townshipId: township, receivedOn: '2023-08-01' })
  return (await ask(clerk)(recognition, 'apply', { ...given, ...more })).caseId
}
async function inCounty(more: Parameters<typeof applied>[0] = {}) {
  const caseId = await applied(more)
  app.setNow('2023-08-07T10:00+08:00')
  await ask(clerk)(recognition, 'survey', givenSurvey({ caseId, surveyedOn: '2023-08-07' }))
  await ask(clerk)(recognition, 'submit', { caseId, fits: true, note: '入户情况属实' })
  await ask(townLeader)(recognition, 'opine', { caseId, fits: true, reason: '材料齐全，情况属实' })
  await ask(clerk)(recognition, 'post', { caseIds: [caseId], place: '村务公开栏', postedOn: '2023-08-07' })
  app.setNow('2023-08-15T10:00+08:00')
  await ask(clerk)(recognition, 'send', { caseIds: [caseId] })
  return caseId
}
const refusal = (promise: Promise<unknown>) => promise.then(() => 'done', String)
const seen = (caseId: string) => ask(clerk)(recognition, 'case', { caseId })
const tasksOf = async (actor: typeof clerk) => (await ask(actor)(duties, 'mine', {})).tasks

test('a pause needs a reason with a clause in force; the days it stood are added', async () => {
  const caseId = await applied()
  app.setNow('2023-08-08T10:00+08:00')
  const before = await seen(caseId)
  expect(before.clock).toMatchObject({ due: '2023-08-22', used: 5, left: 10 })
  expect(before.pauseReasons.map(({ code }) => code)).toEqual(['awaiting_check'])
  const pause = (reason: string) => ask(clerk)(recognition, 'pause', { caseId, reason })
  expect(await refusal(pause('awaiting_obligor_consent'))).toContain('有条款依据的事由')
  await pause('awaiting_check')
  app.setNow('2023-08-15T10:00+08:00')
  expect((await seen(caseId)).clock).toMatchObject({ pausedFor: '等待核对结果', used: 5, left: 10 })
  expect(await refusal(ask(clerk)(recognition, 'submit', { caseId, fits: true, note: '入户情况属实' }))).toContain(
    '请先恢复计时',
  )
  await ask(clerk)(recognition, 'resume', { caseId })
  expect((await seen(caseId)).clock).toMatchObject({ due: '2023-08-29', used: 5, left: 10 })
  app.setNow('2023-08-30T10:00+08:00')
  expect(await refusal(pause('awaiting_check'))).toContain('期限已于2023年8月29日届满，不能再暂停计时')
})

test('a changed holiday table moves the terms that run, and the case says so', async () => {
  const caseId = await applied()
  app.setNow('2023-08-02T10:00+08:00')
  const day = { day: '2023-08-10', kind: 'off', name: '全县防汛停工', document: '示例政办〔2023〕1号' } as const
  const { id } = await ask(countyClerk)(policy, 'setHoliday', day)
  await ask(leader)(policy, 'adopt', { id })
  const after = await seen(caseId)
  expect(after.clock?.due).toBe('2023-08-23')
  expect(after.deeds[0]).toMatchObject({ kind: 'recomputed', text: '期限由2023年8月22日改为2023年8月23日' })
  expect(after.deeds[0]?.note).toContain('2023年8月10日已改为“全县防汛停工”')
})

test('the draw takes thirty of a hundred, rounded up, by a seed that anybody can work out and nobody chose', async () => {
  const caseIds = [await inCounty(), await inCounty(), await inCounty(), await inCounty({ nearRelative: '村主任之兄' })]
  await app.number()
  app.setNow('2023-08-16T10:00+08:00')
  const drawn = await ask(countyClerk)(recognition, 'draw', {})
  expect(drawn).toMatchObject({ population: 4, sample: 2 })
  const batch = await ask(leader)(recognition, 'batch', { batchId: drawn.batchId })
  expect(batch.again).toBe(true)
  expect(seedOf({ head: batch.headRoot, batch: batch.number, month: '2023-08' })).toBe(batch.seed)
  expect(drawnOrder(batch.seed, caseIds)).toEqual(batch.rows.map((row) => row.case.id))
  expect(batch.rows.map(({ sampled }) => sampled)).toEqual([true, true, false, false])
  expect(await refusal(ask(countyClerk)(recognition, 'draw', {}))).toContain('没有等待编批的案件')
  const [first, second] = batch.rows.map((row) => row.case.id)
  const seenNothing = { caseId: first ?? '', reason: '本人住院，家中无人' }
  await ask(countyClerk)(recognition, 'drawAnother', seenNothing)
  expect(await refusal(ask(countyClerk)(recognition, 'drawAnother', seenNothing))).toContain('已申请补抽')
  const reviewed = () => ask(leader)(recognition, 'batch', { batchId: drawn.batchId })
  expect((await reviewed()).rows[0]).toMatchObject({ sampled: true, asked: '本人住院，家中无人', replaced: '' })
  const answer = { caseId: first ?? '', agrees: true, reason: '已电话核实住院' }
  await ask(leader)(recognition, 'agreeDrawAnother', { ...answer, agrees: false, reason: '请到医院核查' })
  expect(await refusal(ask(leader)(recognition, 'agreeDrawAnother', answer))).toContain('没有申请补抽')
  await ask(countyClerk)(recognition, 'drawAnother', seenNothing)
  expect((await tasksOf(leader)).map(({ title }) => title)).toContain('决定是否同意补抽')
  const next = (await reviewed()).rows[2]?.case.name
  expect(await ask(leader)(recognition, 'agreeDrawAnother', answer)).toEqual({ name: next })
  expect(await ask(leader)(recognition, 'figures', {})).toMatchObject({ letGo: 1 })
  const again = await ask(leader)(recognition, 'batch', { batchId: drawn.batchId })
  expect(again.rows.map(({ sampled }) => sampled)).toEqual([false, true, true, false])
  expect(again.rows[0]?.replaced).toMatch(/^本人住院，家中无人（.*申请；.*同意：已电话核实住院）/)
  const propose = { caseId: second ?? '', fits: true, reason: '情况属实', mode: 'dispersed', level: 'able' } as const
  expect(await refusal(ask(countyClerk)(recognition, 'propose', propose))).toContain('还没有登记核查结果')
  // Whether drawn or not, the near relative of an official is visited by the county.
  const relative = { ...propose, caseId: caseIds[3] ?? '' }
  expect(await refusal(ask(countyClerk)(recognition, 'propose', relative))).toContain('须由县里入户核查')
  expect((await ask(countyClerk)(recognition, 'printDraw', { batchId: drawn.batchId })).name).toContain('抽取证明')
  await ask(leader)(recognition, 'returnCase', { caseId: second ?? '', to: 'survey', reason: '收入情况需要再核实' })
  expect(await seen(second ?? '')).toMatchObject({ step: 'survey', round: 2, batchId: null, publicity: null })
  expect((await seen(second ?? '')).clock).toMatchObject({ startedOn: '2023-08-16', due: '2023-09-06' })
  await ask(clerk)(recognition, 'survey', givenSurvey({ caseId: second ?? '', surveyedOn: '2023-08-16' }))
  await ask(clerk)(recognition, 'submit', { caseId: second ?? '', fits: true, note: '入户情况属实' })
  await ask(townLeader)(recognition, 'opine', { caseId: second ?? '', fits: true, reason: '收入已经核实' })
  await ask(clerk)(recognition, 'post', { caseIds: [second ?? ''], place: '村务公开栏', postedOn: '2023-08-16' })
  app.setNow('2023-08-24T10:00+08:00')
  await ask(clerk)(recognition, 'send', { caseIds: [second ?? ''] })
  // The county's fifteen days run since it first had the case, but not while the township has it again.
  expect((await seen(second ?? '')).clock).toMatchObject({ startedOn: '2023-08-15', due: '2023-09-13' })
})

test('each role has its next deed to do, and the leader hears before a term runs out and after', async () => {
  const caseId = await applied()
  app.setNow('2023-08-02T10:00+08:00')
  const mine = (await tasksOf(clerk)).find(({ to }) => to.includes(caseId))
  expect(mine).toMatchObject({ title: '入户调查', to: `/cases/${caseId}/survey` })
  expect((await tasksOf(townLeader)).filter(({ to }) => to.includes(caseId))).toEqual([])
  app.setNow('2023-08-21T10:00+08:00')
  const near = (await tasksOf(townLeader)).find(({ to }) => to.includes(caseId))
  expect(near).toMatchObject({ title: '督办临期：调查', kind: 'recognition.close' })
  app.setNow('2023-08-28T10:00+08:00')
  expect((await tasksOf(townLeader)).find(({ to }) => to.includes(caseId))?.title).toBe('督办逾期：调查')
  expect((await tasksOf(leader)).find(({ to }) => to.includes(caseId))?.title).toBe('督办逾期：调查')
  const late = await ask(leader)(recognition, 'list', { mark: 'late' })
  expect(late.rows.map(({ id }) => id)).toContain(caseId)
  const { rows } = await ask(leader)(recognition, 'figures', {})
  expect(rows.find(({ townshipId }) => townshipId === township)?.late).toBeGreaterThan(0)
})

test('two who take the same application at once: one is taken in, the other is told', async () => {
  app.setNow('2023-08-01T10:00+08:00')
  const idNumber = givenIdNumber(990, '1950-01-02')
  const given = givenApplication({ name: '李样本', idNumber, townshipId: township, receivedOn: '2023-08-01' })
  const both = await Promise.all([1, 2].map(() => refusal(ask(clerk)(recognition, 'apply', given))))
  expect(both.filter((answer) => answer === 'done')).toHaveLength(1)
  expect(both.find((answer) => answer !== 'done')).toContain('正在办理')
})
