/** Who approves, who sees what, and what becomes known when a month is settled already. */
import { expect, test } from 'vitest'
import { plainMonth } from '#kernel/calendar.ts'
import { rosters } from '#modules/rosters/contract.ts'
import { testApp, wholeCounty } from '../../../test/app.ts'
import { byText, month, refused, settlingOn } from '../../../test/settling.ts'
import { settlement } from './contract.ts'
import { givenFact, givenServiceMonth } from './given.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const { approve, clerk, compute, finance, givenReady, hashOf, leader, stored } = settlingOn(app)

test('three different persons approve, each the statement that he saw', async () => {
  const service = await givenReady()
  const { statementId } = await compute(service)
  const seen = await hashOf(statementId)
  const both = { accountId: app.actor('county-clerk').accountId }
  expect(await refused(leader()(settlement, 'approveCivil', seen))).toContain('尚未送审，请由经办送审')
  await clerk()(settlement, 'submit', seen)
  expect(await refused(app.as(app.actor('county-leader', both))(settlement, 'approveCivil', seen))).toBe(
    '这张结算单由您计算，须由另一人审批。',
  )
  expect(await refused(leader()(settlement, 'approveCivil', { statementId, hash: '0'.repeat(64) }))).toContain(
    '与您看到的不一致',
  )
  expect(await refused(finance()(settlement, 'approveFinance', seen))).toContain('等待负责人审批')
  await leader()(settlement, 'approveCivil', seen)
  const same = app.actor('finance', { accountId: app.actor('county-leader').accountId })
  expect(await refused(app.as(same)(settlement, 'approveFinance', seen))).toContain('财政审批须由另一人办理')
  await finance()(settlement, 'approveFinance', seen)
  const { approvals, status } = await leader()(settlement, 'statement', { statementId })
  expect([status, approvals.map(({ step }) => step)]).toEqual(['finance_approved', ['submitted', 'civil', 'finance']])
  expect(new Set(approvals.map(({ hash }) => hash))).toEqual(new Set([seen.hash]))
  expect(await refused(compute(service, { replaces: statementId }))).toContain('已审定，不能重算')
})

test('what is sent back comes with a reason and may be computed again; the old statement is kept', async () => {
  const service = await givenReady()
  const { statementId } = await compute(service)
  await clerk()(settlement, 'submit', await hashOf(statementId))
  expect(await refused(compute(service, { replaces: statementId }))).toContain('请先由审批人退回')
  expect(await refused(finance()(settlement, 'sendBack', { statementId, reason: '金额有疑问' }))).toContain(
    '由对应审批人退回',
  )
  await leader()(settlement, 'sendBack', { statementId, reason: '请核对失能人员名单' })
  const next = await compute(service, { replaces: statementId })
  const old = await clerk()(settlement, 'statement', { statementId })
  expect([old.status, old.supersededBy, old.approvals.at(-1)?.words]).toEqual([
    'superseded',
    next.statementId,
    '请核对失能人员名单',
  ])
  expect(await stored(statementId)).toEqual(await stored(next.statementId))
})

test('a settled month is never touched: what becomes known later is a line of the next month, linked both ways', async () => {
  const service = await givenReady()
  const [dead, raised, kept] = service.persons
  const { statementId } = await compute(service)
  await approve(statementId)
  await app.superuser.query(
    `update rosters.month_plan set status = 'closed', closed_at = now(), closing_proposed_by = 'a', closed_by = 'b' where month = '2023-08'`,
  )
  const before = await stored(statementId)
  const { county } = service
  const late = '2023-09-20T02:00:00Z'
  const died = { personId: dead?.id ?? '', fromOn: '2023-07-30', knownAt: late }
  await givenFact(app.superuser, county, { ...died, kind: 'status', value: 'ended' })
  await givenFact(app.superuser, county, { ...died, kind: 'end_reason', value: 'death' })
  await givenFact(app.superuser, county, {
    personId: raised?.id ?? '',
    kind: 'level',
    value: 'unable',
    fromOn: '2023-08-01',
    knownAt: late,
  })
  await givenFact(app.superuser, county, {
    personId: kept?.id ?? '',
    kind: 'level',
    value: 'unable',
    fromOn: '2023-08-15',
    knownAt: late,
  })
  app.setNow('2023-10-06T10:00+08:00')
  expect(await refused(compute(service, { replaces: statementId }))).toContain('2023年8月已关账，只读')
  await givenServiceMonth(app.superuser, service, { month: '2023-09', lockedAt: '2023-09-01T02:00:00Z' })
  const september = await compute(service, { month: plainMonth('2023-09') })
  const shown = await clerk()(settlement, 'statement', { statementId: september.statementId })
  expect(shown.corrections.map(({ personId, amount, reason }) => [personId, amount, reason]).toSorted(byText)).toEqual(
    [
      [dead?.id, -18_900n, '自理31天 → 已死亡，不计入'],
      [raised?.id, 43_700n, '自理31天 → 失能31天'],
    ].toSorted(byText),
  )
  // The dead person is not paid in September; his August comes back as a line of its own.
  expect(september.payable).toBe(408_100n - 18_900n - 18_900n + 43_700n)
  const closed = await clerk()(settlement, 'statement', { statementId })
  expect(closed.monthClosed).toBe(true)
  expect(closed.correctedLater.map(({ statementId: id, amount }) => [id, amount]).toSorted(byText)).toEqual(
    shown.corrections.map(({ amount }) => [september.statementId, amount]).toSorted(byText),
  )
  expect(await stored(statementId)).toEqual(before)
  expect((await clerk()(settlement, 'recompute', { statementId })).same).toBe(true)
  expect((await clerk()(settlement, 'recompute', { statementId: september.statementId })).same).toBe(true)
  const { text, total } = await clerk()(settlement, 'difference', { a: statementId, b: september.statementId })
  expect(total).toBe(september.payable - 408_100n)
  expect(text).toContain('不计入（已死亡） −189.00')
  expect(text).toContain('更正变动 ＋248.00')
  await app.superuser.query(
    `update rosters.month_plan set status = 'open', closed_at = null, closing_proposed_by = null, closed_by = null where month = '2023-08'`,
  )
  app.setNow('2023-09-06T10:00+08:00')
})

test('a provider sees its own statements once they are sent, disputes one leaf, and the rest goes on', async () => {
  const service = await givenReady()
  const other = await givenReady({}, { provider: '乙机构' })
  const theirs = await compute(other)
  const { statementId } = await compute(service)
  const { organisationId } = service
  const provider = app.as(app.actor('provider-admin', { kind: 'organisation', ids: [organisationId], organisationId }))
  expect(await refused(provider(settlement, 'statement', { statementId }))).toContain('没有找到这张结算单')
  await clerk()(settlement, 'submit', await hashOf(statementId))
  await clerk()(settlement, 'submit', await hashOf(theirs.statementId))
  expect((await provider(settlement, 'list', {})).rows.map(({ id }) => id)).toEqual([statementId])
  expect(await refused(provider(settlement, 'statement', { statementId: theirs.statementId }))).toContain(
    '没有找到这张结算单',
  )
  expect((await provider(settlement, 'lines', { statementId })).total).toBe(15)
  const leaf = { statementId, kind: 'line' as const, leaf: service.persons[0]?.id ?? '' }
  const { objectionId } = await provider(settlement, 'object', { ...leaf, words: '该人8月等级应为半失能' })
  expect(await refused(provider(settlement, 'object', { ...leaf, words: '再提一次异议' }))).toContain(
    '已有一条待答复的异议',
  )
  await leader()(settlement, 'approveCivil', await hashOf(statementId))
  await clerk()(settlement, 'answerObjection', { objectionId, upheld: false, answer: '以县审定等级为准' })
  expect(await provider(settlement, 'objections', { statementId })).toMatchObject([
    { status: 'dismissed', answer: '以县审定等级为准' },
  ])
})

test('finance checks figures on masked rows', async () => {
  const service = await givenReady()
  const { statementId } = await compute(service)
  const { rows } = await finance()(settlement, 'lines', { statementId })
  expect(rows.every(({ name }) => /^.＊＊$/u.test(name))).toBe(true)
  const { rows: tree } = await finance()(settlement, 'branch', { statementId, key: 'L.*.unable' })
  expect(tree.every(({ label }) => /^.＊＊$/u.test(label))).toBe(true)
})

test('nobody is asked to close a month while a statement of it waits', async () => {
  const service = await givenReady()
  const { statementId } = await compute(service)
  const { number } = await clerk()(settlement, 'statement', { statementId })
  const proposal = { month, reason: '本月全部办结' }
  expect(await refused(clerk()(rosters, 'proposeClosing', proposal))).toContain(`结算单${number}还没有审定，不能关账`)
})

test('another county sees nothing', async () => {
  const service = await givenReady()
  await compute(service)
  const seen = await app.seen(wholeCounty('150430'), (tables) =>
    tables.selectFrom('settlement.line').select('personId').execute(),
  )
  expect(seen).toEqual([])
})
