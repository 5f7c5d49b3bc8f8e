/** Closing a month: asked for by one when nothing is open, taken back by the same, done by another. */
import { expect, test } from 'vitest'
import { plainMonth } from '#kernel/calendar.ts'
import { duties } from '#modules/duties/contract.ts'
import { testApp } from '../../../test/app.ts'
import { refused } from '../../../test/settling.ts'
import { rosters } from './contract.ts'
import { givenPlaces, givenServed } from './given.ts'

const app = await testApp({ now: '2023-07-03T10:00+08:00' })
const clerk = app.as(app.actor('county-clerk'))
const leader = app.as(app.actor('county-leader'))

test('who asked for the closing takes it back, nobody else; the leader is asked no more, and it may be asked for again', async () => {
  const of = plainMonth('2023-06')
  const proposal = { month: of, reason: '四数核对一致' }
  const asked = async () => (await leader(duties, 'mine', {})).tasks.some(({ title }) => title === '关账：2023年6月')
  expect(await refused(clerk(rosters, 'withdrawClosing', proposal))).toContain('没有提请关账')
  await clerk(rosters, 'proposeClosing', proposal)
  expect(await asked()).toBe(true)
  const colleague = app.as(app.actor('county-clerk', { accountId: crypto.randomUUID() }))
  expect(await refused(colleague(rosters, 'withdrawClosing', proposal))).toContain('应由提请人撤回')
  await clerk(rosters, 'withdrawClosing', { month: of, reason: '还有票据没有到' })
  expect(await clerk(rosters, 'month', { month: of })).toMatchObject({ closingProposedBy: null, closingReason: '' })
  expect(await asked()).toBe(false)
  expect(await refused(leader(rosters, 'close', { month: of }))).toContain('还没有人提请关账')
  await clerk(rosters, 'proposeClosing', proposal)
  await leader(rosters, 'close', { month: of })
  expect(await refused(clerk(rosters, 'withdrawClosing', proposal))).toContain('已经关账，关账申请不能再撤回')
})

test('with gaps open the closing cannot be asked for: the same list as at the closing itself', async () => {
  const { east } = await givenPlaces(app.superuser)
  await givenServed(app.superuser, east, { name: '李样本', supportedFrom: '2023-05-01' })
  const proposal = { month: plainMonth('2023-07'), reason: '四数核对一致' }
  const gap = '1人在册，没有列入名册：李样本。请先办完再关账'
  expect(await refused(clerk(rosters, 'proposeClosing', proposal))).toBe(gap)
  expect(await clerk(rosters, 'month', { month: proposal.month })).toMatchObject({ closingProposedBy: null })
  await clerk(rosters, 'generate', { month: proposal.month })
  await app.superuser.query(
    `update rosters.month_plan set closing_proposed_by = 'one', closing_reason = '早先提请' where month = '2023-07'`,
  )
  expect(await refused(leader(rosters, 'close', { month: proposal.month }))).toBe(gap)
})
