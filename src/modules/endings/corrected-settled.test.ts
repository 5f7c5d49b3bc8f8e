/** What a corrected decision owes in months already settled: found by itself, and paid by the next statement, never twice. */
import { expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { plainDate, plainMonth } from '#kernel/calendar.ts'
import { rosters } from '#modules/rosters/contract.ts'
import { settlement } from '#modules/settlement/contract.ts'
import { type GivenService, givenService, givenServiceMonth } from '#modules/settlement/given.ts'
import { testApp } from '../../../test/app.ts'
import { settlingOn } from '../../../test/settling.ts'
import { endings } from './contract.ts'

const app = await testApp({ now: '2023-07-20T10:00+08:00' })
await learnPolicy(app.installation)
const { approve, clerk, compute, leader } = settlingOn(app)
const august = plainMonth('2023-08')
const september = plainMonth('2023-09')

type Service = GivenService

/** July's decision takes effect in August, whose roster goes out without the last of the persons and is settled. */
async function endedInError(service: Service, without: Service, personId: string): Promise<string> {
  app.setNow('2023-07-20T10:00+08:00')
  const open = { personId, kind: 'end' as const, reason: 'voluntary', facts: '本人书面申请退出' }
  const { changeId } = await clerk()(endings, 'open', open)
  const on = plainDate('2023-07-20')
  await clerk()(endings, 'verify', { changeId, on, by: '王演示、陈假设', so: true, words: '情况属实' })
  await clerk()(endings, 'publish', { changeId, on, place: '村公示栏' })
  app.setNow('2023-07-30T09:00+08:00')
  await clerk()(endings, 'publicityOver', { changeId, on: plainDate('2023-07-30') })
  await leader()(endings, 'decide', { changeId, number: '示民终〔2023〕1号', words: '情况属实' })
  await givenServiceMonth(app.superuser, without)
  app.setNow('2023-09-06T10:00+08:00')
  const { statementId, payable } = await compute(service)
  expect(payable).toBe(18_900n)
  await approve(statementId)
  return changeId
}

async function corrected(changeId: string): Promise<void> {
  app.setNow('2023-09-08T09:00+08:00')
  const on = plainDate('2023-09-08')
  const proposal = { by: 'own' as const, on, paper: '示民内〔2023〕7号', words: '申请不是本人所签' }
  await clerk()(endings, 'proposeCorrection', { changeId, ...proposal })
  await leader()(endings, 'correct', { changeId, agree: true, number: '示民纠〔2023〕1号', words: '应予纠正' })
}

const correctionsIn = async (service: Service, personId: string) => {
  const { statementId } = await compute(service, { month: september })
  const { corrections } = await clerk()(settlement, 'statement', { statementId })
  return corrections.filter((each) => each.personId === personId).map(({ amount }) => amount)
}

async function two(): Promise<[Service, Service, string]> {
  const service = await givenService(app.superuser, { townships: { 示例甲镇: { able: 2 } } })
  const [stays, ended] = service.persons
  if (!stays || !ended) throw new RangeError('nobody')
  return [service, { ...service, persons: [stays] }, ended.id]
}

test('who was ended in error is found in each locked month by himself, once; without an agreement nobody is paid for', async () => {
  const [service, without, personId] = await two()
  const changeId = await endedInError(service, without, personId)
  expect(await clerk()(rosters, 'adjustments', { month: august })).toEqual([])
  await corrected(changeId)
  const found = await clerk()(rosters, 'adjustments', { month: august })
  expect(found.map(({ personId: who, kind, newValue }) => [who, kind, newValue])).toEqual([
    [personId, 'should_be_on', 'able'],
  ])
  expect(await clerk()(rosters, 'findAdjustments', { month: august })).toEqual({ found: 0 })
  // He was not served in August, and his agreement ended with the decision: the provider is owed nothing for it.
  await givenServiceMonth(app.superuser, service, { month: '2023-09' })
  app.setNow('2023-10-06T10:00+08:00')
  expect(await correctionsIn(service, personId)).toEqual([])
})

test('who was served all the same under his agreement is paid for with the next statement, to the fen', async () => {
  const [service, without, personId] = await two()
  const changeId = await endedInError(service, without, personId)
  await app.superuser.query(
    `update agreements.agreement set status = 'filed', effective_to = '2026-05-19' where person_id = $1`,
    [personId],
  )
  await corrected(changeId)
  await givenServiceMonth(app.superuser, service, { month: '2023-09' })
  app.setNow('2023-10-06T10:00+08:00')
  expect(await correctionsIn(service, personId)).toEqual([18_900n])
})
