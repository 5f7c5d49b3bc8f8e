/** A month settled end to end through the door: figures, guards, three persons, corrections, who sees what. */
import { beforeAll, expect, test } from 'vitest'
import { plainMonth } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import type { Refusal } from '#kernel/refusal.ts'
import { rosters } from '#modules/rosters/contract.ts'
import { type TestApp, testApp, wholeCounty } from '../../../test/app.ts'
import { settlement } from './contract.ts'
import {
  givenAcceptance,
  givenAgreements,
  givenDecidedDeduction,
  givenEvaluation,
  givenFact,
  type GivenService,
  givenService,
  givenServiceMonth,
} from './given.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp({ now: '2023-09-06T10:00+08:00' })
})

const month = plainMonth('2023-08')
const clerk = () => app.as(app.actor('county-clerk'))
const leader = () => app.as(app.actor('county-leader'))
const finance = () => app.as(app.actor('finance'))
const message = (error: Refusal) => error.message
const refused = (work: Promise<unknown>) => work.then(() => '没有拒绝', message)

const annexHeads = { 示例甲镇: { able: 10, partly_able: 3, unable: 2 } }
const givenReady = async (
  options: Parameters<typeof givenServiceMonth>[2] = {},
  heads: Parameters<typeof givenService>[1] = {},
) => {
  const service = await givenService(app.superuser, { townships: annexHeads, ...heads })
  const roster = await givenServiceMonth(app.superuser, service, options)
  return { ...service, ...roster }
}
const compute = (
  { organisationId }: GivenService,
  more: { final?: boolean; replaces?: string; month?: typeof month } = {},
) => clerk()(settlement, 'compute', { month, organisationId, ...more })

const hashOf = async (statementId: string) => {
  const { hash } = await leader()(settlement, 'statement', { statementId })
  return { statementId, hash: hash ?? '' }
}
async function approve(statementId: string): Promise<void> {
  await clerk()(settlement, 'submit', await hashOf(statementId))
  await leader()(settlement, 'approveCivil', await hashOf(statementId))
  await finance()(settlement, 'approveFinance', await hashOf(statementId))
}
const stored = async (statementId: string) => {
  const found = await app.superuser.query<{ line: string; hash: string }>(
    `select line, encode(hash, 'hex') as hash from settlement.line where statement_id = $1 order by roster_line_id`,
    [statementId],
  )
  return found.rows
}

test('ten able, three partly able and two unable persons come to 4,081.00, and every layer of the tree adds up', async () => {
  const service = await givenReady()
  const { statementId, payable, status, warnings } = await compute(service)
  expect([status, yuanText(payable), warnings]).toEqual(['computed', '4,081.00', []])
  const statement = await clerk()(settlement, 'statement', { statementId })
  expect(statement).toMatchObject({
    payable: 408_100n,
    base: 408_100n,
    personCount: 15,
    factor: '1',
    status: 'computed',
    part: 'looks_on',
  })
  expect(statement.packs.map(({ area }) => area)).toContain('371522')
  const below = async (key: string): Promise<bigint> => {
    const { rows } = await clerk()(settlement, 'branch', { statementId, key })
    for (const row of rows) if (row.more) expect(await below(row.key), row.label).toBe(row.amount)
    return rows.reduce((sum, row) => sum + row.amount, 0n)
  }
  for (const { root, children } of statement.views) {
    expect(children.reduce((sum, child) => sum + child.amount, 0n)).toBe(408_100n)
    expect(await below(root.key)).toBe(408_100n)
  }
  const levels = await clerk()(settlement, 'branch', { statementId, key: 'F.*' })
  expect(levels.rows.map(({ label, formula }) => `${label} ${formula}`)).toEqual([
    '自理 10人 × 189.00',
    '半失能 3人 × 313.00',
    '失能 2人 × 626.00',
  ])
  const persons = await clerk()(settlement, 'lines', { statementId })
  expect([persons.total, persons.sum]).toEqual([15, 408_100n])
  expect(persons.rows[0]).toMatchObject({ visits: 2, valid: 2, township: '示例甲镇' })
})

test('a month without service that was upheld takes 313.00 off: 3,768.00', async () => {
  const service = await givenReady()
  const [person] = service.persons.filter(({ level }) => level === 'partly_able')
  await givenDecidedDeduction(app.superuser, service, {
    month,
    townshipId: service.townships[0]?.id ?? '',
    personId: person?.id ?? null,
    fen: 31_300n,
  })
  const { statementId, payable } = await compute(service)
  expect(yuanText(payable)).toBe('3,768.00')
  const { views } = await clerk()(settlement, 'statement', { statementId })
  expect(views[0]?.root.formula).toBe('基数 4,081.00 × 系数 1 − 扣减 313.00 ＋ 更正 0.00')
  const { rows } = await clerk()(settlement, 'branch', { statementId, key: 'D.*' })
  expect(rows).toMatchObject([{ amount: -31_300n, formula: '核实成立，合同第9款' }])
})

test('a deduction on which nobody was heard is listed with its reason and not applied', async () => {
  const service = await givenReady()
  const [township] = service.townships
  await givenDecidedDeduction(app.superuser, service, {
    month,
    townshipId: township?.id ?? '',
    personId: null,
    fen: 100n,
    heard: false,
  })
  const { statementId, payable } = await compute(service)
  expect(payable).toBe(408_100n)
  const { refused: listed } = await clerk()(settlement, 'statement', { statementId })
  expect(listed[0]?.reasons[0]?.message).toContain('还没有听取服务机构意见，申辩期也未满')
})

test('a deduction larger than the month is carried into the next one, which takes it once', async () => {
  const service = await givenReady({}, { townships: { 示例乙镇: { able: 1 } } })
  const townshipId = service.townships[0]?.id ?? ''
  await givenDecidedDeduction(app.superuser, service, { month, townshipId, personId: null, fen: 20_000n })
  const august = await compute(service)
  expect(august.payable).toBe(0n)
  await approve(august.statementId)
  await givenServiceMonth(app.superuser, service, { month: '2023-09' })
  app.setNow('2023-10-06T10:00+08:00')
  const september = await compute(service, { month: plainMonth('2023-09') })
  expect(september.payable).toBe(17_800n)
  const again = await compute(service, { month: plainMonth('2023-09'), replaces: september.statementId })
  expect(again.payable).toBe(17_800n)
  app.setNow('2023-09-06T10:00+08:00')
})

test('each thing that is missing is said with the next step, and the two ways out are offered', async () => {
  const none = await givenService(app.superuser, { townships: annexHeads })
  expect(await refused(compute(none))).toBe('这家机构本月没有名册，不能结算。请先生成并锁定名册。')
  const sent = await givenReady({ status: 'sent' })
  expect(await refused(compute(sent))).toContain('服务机构尚未签收月度名册，签收后才能结算')
  const unready = await givenReady(
    { evaluated: false, accepted: false },
    { townships: { 示例丙镇: { able: 1 }, 示例丁镇: { unable: 1 } } },
  )
  const [first, second] = unready.townships
  await givenEvaluation(app.superuser, unready, { month, townshipId: first?.id ?? '' })
  expect(await refused(compute(unready))).toBe(
    '不能结算：1/2个乡镇已送考评，示例丁镇考评未送。可选择：等待；或按本县默认办法计算（负责人批准，写明理由）。；县级验收未完成，验收通过后才能最终结算。请先通过本月验收。',
  )
  const way = { month, organisationId: unready.organisationId, townshipId: second?.id ?? '' }
  expect(await refused(clerk()(settlement, 'approveDefault', { ...way, reason: '乡镇机构改革' }))).toContain(
    '没有“批准按本县默认办法计算”的权限',
  )
  await leader()(settlement, 'approveDefault', { ...way, reason: '乡镇机构改革，考评未能开展' })
  expect(await refused(compute(unready))).toBe('县级验收未完成，验收通过后才能最终结算。请先通过本月验收。')
  const trial = await compute(unready, { final: false })
  expect(trial.payable).toBe(81_500n)
  expect(await refused(clerk()(settlement, 'submit', await hashOf(trial.statementId)))).toContain(
    '这是验收前的预算，不能送审',
  )
  await givenAcceptance(app.superuser, unready, month)
  const final = await compute(unready, { replaces: trial.statementId })
  expect(final.payable).toBe(81_500n)
})

test('persons without an agreement are named in number, not paid, and do not stop the others', async () => {
  const service = await givenReady({}, { agreements: false })
  const [first, second, third, ...others] = service.persons
  await givenAgreements(app.superuser, service, others)
  const { warnings, statementId, payable } = await compute(service)
  expect(warnings.map(({ message: text }) => text)).toEqual(['3人没有生效协议（不计入，可继续）。'])
  expect(payable).toBe(408_100n - 3n * 18_900n)
  const { rows } = await clerk()(settlement, 'lines', { statementId, onlyUnpaid: true })
  expect(rows.map(({ personId, excluded }) => [personId, excluded]).sort()).toEqual(
    [first, second, third].map((person) => [person?.id, 'no_agreement']).sort(),
  )
})

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

test('a double click computes once, and of two clerks at once the second is told what the first made', async () => {
  const service = await givenReady()
  const requestId = crypto.randomUUID()
  const input = { month, organisationId: service.organisationId }
  const [one, other] = await Promise.all([
    clerk()(settlement, 'compute', input, requestId),
    clerk()(settlement, 'compute', input, requestId),
  ])
  expect(one).toEqual(other)
  const second = await givenReady()
  const both = await Promise.allSettled([
    clerk()(settlement, 'compute', { month, organisationId: second.organisationId }),
    app.as(app.actor('county-clerk', { accountId: 'another-clerk' }))(settlement, 'compute', {
      month,
      organisationId: second.organisationId,
    }),
  ])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const lost = both.find((each) => each.status === 'rejected')
  expect(String(lost?.reason)).toContain('已计算过这家机构本月的结算')
})

test('computing again gives the same bytes, and a line changed by SQL is found', async () => {
  const service = await givenReady()
  const { statementId } = await compute(service)
  expect(await clerk()(settlement, 'recompute', { statementId })).toMatchObject({
    same: true,
    lines: 15,
    text: '复算完成，结果与原件逐字节一致。',
  })
  await app.superuser.query(
    `update settlement.line set amount_fen = amount_fen + 1 where statement_id = $1 and level = 'unable'`,
    [statementId],
  )
  const { same, differences } = await clerk()(settlement, 'recompute', { statementId })
  expect([same, differences.length]).toEqual([false, 2])
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
  expect(await refused(compute(service, { replaces: statementId }))).toContain('2023-08已关账，只读')
  await givenServiceMonth(app.superuser, service, { month: '2023-09', lockedAt: '2023-09-01T02:00:00Z' })
  const september = await compute(service, { month: plainMonth('2023-09') })
  const shown = await clerk()(settlement, 'statement', { statementId: september.statementId })
  expect(shown.corrections.map(({ personId, amount, reason }) => [personId, amount, reason]).sort()).toEqual(
    [
      [dead?.id, -18_900n, '自理31天 → 已死亡，不计入'],
      [raised?.id, 43_700n, '自理31天 → 失能31天'],
    ].sort(),
  )
  // The dead person is not paid in September; his August comes back as a line of its own.
  expect(september.payable).toBe(408_100n - 18_900n - 18_900n + 43_700n)
  const closed = await clerk()(settlement, 'statement', { statementId })
  expect(closed.monthClosed).toBe(true)
  expect(closed.correctedLater.map(({ statementId: id, amount }) => [id, amount]).sort()).toEqual(
    shown.corrections.map(({ amount }) => [september.statementId, amount]).sort(),
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

test('a month does not close while a statement of it waits', async () => {
  const service = await givenReady()
  const { statementId } = await compute(service)
  const { number } = await clerk()(settlement, 'statement', { statementId })
  await clerk()(rosters, 'proposeClosing', { month, reason: '本月全部办结' })
  expect(await refused(leader()(rosters, 'close', { month }))).toContain(`结算单${number}还没有审定，不能关账`)
})

test('a person-month is tried out under another day beside the present one', async () => {
  const service = await givenReady()
  const [person] = service.persons
  const personId = person?.id ?? ''
  const same = await clerk()(settlement, 'trial', { personId, month })
  expect([same.differing, same.total, same.notice]).toEqual([[], 0n, '试算，不是决定'])
  expect(same.left.payable).toBe(18_900n)
  expect(await refused(clerk()(settlement, 'trial', { personId, month, otherDay: '2022-01-01' }))).toContain(
    '没有照料护理标准，不能试算',
  )
})

test('the statement leaves the house as Excel, paper and JSON, and each export names its persons', async () => {
  const service = await givenReady()
  const { statementId } = await compute(service)
  for (const format of ['xlsx', 'pdf', 'json'] as const) {
    const { ticket, name } = await clerk()(settlement, 'export', { statementId, format })
    expect([ticket.length > 20, name.endsWith(format)]).toEqual([true, true])
  }
})

test('a person’s months are listed for the file', async () => {
  const service = await givenReady()
  await compute(service)
  const rows = await clerk()(settlement, 'ofPerson', { personId: service.persons[0]?.id ?? '' })
  expect(rows).toMatchObject([
    { month: '2023-08', accrued: 18_900n, settled: 18_900n, visits: 2, valid: 2, status: 'computed' },
  ])
})

test('another county sees nothing', async () => {
  const service = await givenReady()
  await compute(service)
  const seen = await app.seen(wholeCounty('150430'), (tables) =>
    tables.selectFrom('settlement.line').select('personId').execute(),
  )
  expect(seen).toEqual([])
})
