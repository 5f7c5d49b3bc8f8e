/** Visits and agreements: whatever an agreement decides is judged again as soon as it begins, ends, or never held after all. */
import { beforeAll, expect, test } from 'vitest'
import { agreements } from '#modules/agreements/contract.ts'
import { findings } from '#modules/findings/contract.ts'
import { visits } from '#modules/visits/contract.ts'
import {
  app,
  ask,
  clerk,
  manager,
  openTown,
  person,
  provider,
  signedByAll,
  toSign,
  townClerk,
  township,
} from './given-agreements.ts'
import { givenCarer, givenMonth, givenRoster, givenVisit } from './given-visits.ts'
import { refused } from './settling.ts'

await openTown()

const month = '2023-09'
let personId = ''
let visitId = ''

beforeAll(async () => {
  personId = await person({ name: '何示例' })
  const carerId = await givenCarer(app.superuser, { organisationId: provider })
  await givenMonth(app.superuser, month)
  await givenRoster(app.superuser, { month, organisationId: provider, lines: [{ personId, townshipId: township }] })
  const visit = givenVisit({ personId, carerId, at: '2023-09-06 8:10' })
  visitId = visit.id
  await ask(manager)(visits, 'take', { visits: [visit] })
})

const shown = async () => {
  const { verdict, reasons } = await ask(clerk)(visits, 'visit', { visitId })
  return { verdict, codes: reasons.map(({ code }) => code) }
}

test('a visit before the last signature does not count; the signature makes it count in the same transaction', async () => {
  expect((await shown()).codes).toContain('no_agreement')
  const agreementId = await toSign(personId)
  expect((await shown()).codes).toContain('no_agreement')
  await signedByAll(agreementId, '何示例')
  expect(await shown()).toEqual({ verdict: 'valid', codes: [] })
})

test('an agreement ended before it began takes the visit back', async () => {
  const { rows } = await ask(clerk)(agreements, 'list', { words: '何示例' })
  const agreementId = rows[0]?.id ?? ''
  const { version } = await ask(clerk)(agreements, 'get', { agreementId })
  const ending = { agreementId, version, endedOn: '2023-09-05', reason: '签错机构', takesOver: '乙机构' }
  await ask(townClerk)(agreements, 'terminate', ending)
  expect((await shown()).codes).toContain('no_agreement')
})

test('a visit turned into a problem is a clue with its facts, once', async () => {
  const turning = () => ask(clerk)(visits, 'turnIntoProblem', { visitId, reason: '老人说那天没有人来' })
  await turning()
  const { rows } = await ask(clerk)(findings, 'list', { month })
  expect(rows).toMatchObject([{ source: 'platform', status: 'clue', personId, number: '2023-09-001' }])
  expect(rows[0]?.facts).toContain('老人说那天没有人来')
  expect(rows[0]?.facts).toContain('没有生效协议')
  expect(await refused(turning())).toBe('这条服务记录已转为问题2023-09-001，不必再转。请到“问题”中办理')
})
