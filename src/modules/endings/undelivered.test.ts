/** A decision that never reached the person is not shown as handed over. */
import { expect, test } from 'vitest'
import { instant, plainDate } from '#kernel/calendar.ts'
import { duties } from '#modules/duties/contract.ts'
import { endings } from './contract.ts'
import { openEnding } from '../../../test/ending.ts'

const start = '2026-09-01T10:00+08:00'
const { app, clerk, leader, ended, who } = await openEnding(start, {
  corrected: '张示例',
  dies: '李样本',
  before: '王假设',
})
const stateOf = async (changeId: string, of: string) =>
  (await clerk(endings, 'change', { changeId })).steps.find(({ step }) => step === of)

test('corrected before it was handed over: the hand-over is passed by, the correction is handed over', async () => {
  const changeId = await ended(who.corrected, '张示例', '2026-09-09')
  expect(await stateOf(changeId, 'deliver')).toMatchObject({ state: 'now' })
  const on = plainDate('2026-09-09')
  const proposal = { changeId, by: 'own' as const, on, paper: '示民内〔2026〕3号', words: '申请不是本人所签' }
  await clerk(endings, 'proposeCorrection', proposal)
  expect(await stateOf(changeId, 'deliver')).toMatchObject({ state: 'skipped' })
  await leader(endings, 'correct', { changeId, agree: true, number: '示民纠1号', words: '应予纠正' })
  expect(await stateOf(changeId, 'deliver')).toMatchObject({ state: 'skipped', note: '没有送达，已纠正' })
  await clerk(endings, 'deliver', { changeId, on, how: 'direct', receiver: '张示例' })
  expect((await stateOf(changeId, 'redeliver'))?.state).toBe('done')
  expect((await stateOf(changeId, 'deliver'))?.state).toBe('skipped')
})

const report = (personId: string) => ({
  personId,
  diedOn: plainDate('2026-09-10'),
  discoveredAt: instant('2026-09-10T08:00+08:00'),
  reportedAt: instant('2026-09-10T09:00+08:00'),
  placeKind: 'dwelling' as const,
  reporter: '陈演示',
  reporterKind: 'village' as const,
})

test('a death ends the waiting for the hand-over with a note; reported in error, it is due again', async () => {
  const changeId = await ended(who.dies, '李样本', '2026-09-09')
  app.setNow('2026-09-10T10:00+08:00')
  const { deathId } = await clerk(endings, 'reportDeath', report(who.dies))
  expect((await clerk(endings, 'change', { changeId })).row.step).toBe('done')
  expect(await stateOf(changeId, 'deliver')).toMatchObject({
    state: 'skipped',
    note: '本人已于2026年9月10日去世，决定不再送达',
  })
  expect(JSON.stringify(await clerk(duties, 'mine', {}))).not.toContain('终止：送达')
  await leader(endings, 'withdrawDeath', { deathId, words: '认错了人，本人健在' })
  expect((await clerk(endings, 'change', { changeId })).row.step).toBe('deliver')
  expect(await stateOf(changeId, 'deliver')).toMatchObject({ state: 'now', note: '' })
  await clerk(endings, 'deliver', { changeId, on: plainDate('2026-09-10'), how: 'direct', receiver: '李样本' })
  expect(await stateOf(changeId, 'deliver')).toMatchObject({ state: 'done' })
})

test('deaths that were entered before are found at night', async () => {
  const changeId = await ended(who.before, '王假设', '2026-09-09')
  await app.superuser.query(`update persons.person set died_on = '2026-09-10' where id = $1`, [who.before])
  const nightly = () => app.as(app.system())(endings, 'recompute', {})
  expect(await nightly()).toEqual({ changed: 1 })
  expect(await nightly()).toEqual({ changed: 0 })
  expect((await clerk(endings, 'change', { changeId })).row.step).toBe('done')
})
