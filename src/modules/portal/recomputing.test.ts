/** A holiday that is moved moves what waits for an answer or for acceptance; the day before and why are kept. */
import { beforeAll, expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { policy } from '#modules/policy/contract.ts'
import { testApp } from '../../../test/app.ts'
import { type GivenDesk, givenDesk } from './given.ts'
import { portal } from './contract.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
let desk: GivenDesk
beforeAll(async () => {
  await learnPolicy(app.installation)
  desk = await givenDesk(app.superuser)
})

test('a working day that becomes a holiday moves both terms of a correction, with what they were before', async () => {
  const own = app.as(app.actor('supported-person', { kind: 'persons', ids: [desk.person] }))
  await own(portal, 'askCorrection', { topic: 'other', wrong: '村名写错了', wanted: '应是子村' })
  const town = app.as(app.actor('township-clerk', { kind: 'townships', ids: [desk.township] }))
  const row = async () => (await town(portal, 'requests', { kind: 'correction' })).rows[0]
  const before = await row()
  expect(before).toMatchObject({ takeDueOn: '2023-09-11', dueOn: '2023-09-27' })
  const clerk = app.as(app.actor('county-clerk'))
  const dayOff = { day: '2023-09-08', kind: 'off', name: '示例县放假', document: '示例政办〔2023〕1号' } as const
  const { id } = await clerk(policy, 'setHoliday', dayOff)
  await app.as(app.actor('county-leader'))(policy, 'adopt', { id })
  expect(await row()).toMatchObject({ takeDueOn: '2023-09-12', dueOn: '2023-09-28' })
  const { steps } = await town(portal, 'request', { requestId: before?.id ?? '' })
  expect(steps.at(-1)).toMatchObject({ text: '期限重算' })
  expect(steps.at(-1)?.words).toContain(
    '承办期限由2023年9月11日改为2023年9月12日，答复期限由2023年9月27日改为2023年9月28日',
  )
})
