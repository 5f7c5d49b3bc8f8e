/** A month settled through the door: figures, guards, what leaves the house. */
import { expect, test } from 'vitest'
import { plainMonth } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import { testApp } from '../../../test/app.ts'
import { byText, month, refused, settlingOn } from '../../../test/settling.ts'
import { settlement } from './contract.ts'
import {
  givenAcceptance,
  givenAgreements,
  givenDecidedDeduction,
  givenEvaluation,
  givenService,
  givenServiceMonth,
} from './given.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const { approve, clerk, compute, givenReady, hashOf, leader } = settlingOn(app)

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
    const opened = rows.filter(({ more }) => more)
    const sums: bigint[] = []
    for (const row of opened) sums.push(await below(row.key))
    expect(sums).toEqual(opened.map(({ amount }) => amount))
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
  const none = await givenService(app.superuser, { townships: { 示例甲镇: { able: 1 } } })
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
  expect(rows.map(({ personId, excluded }) => [personId, excluded]).toSorted(byText)).toEqual(
    [first, second, third].map((person) => [person?.id, 'no_agreement']).toSorted(byText),
  )
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
  expect(both.map(({ status }) => status).toSorted(byText)).toEqual(['fulfilled', 'rejected'])
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

test('a standard of one’s own and a whole draft are tried, marked as drafts, and nothing of it is kept', async () => {
  const service = await givenReady()
  const personId = service.persons[0]?.id ?? ''
  const try_ = (more: object) => clerk()(settlement, 'trial', { personId, month, ...more })
  const rates = { able: '200.00', partly_able: '330.00', unable: '650.00' }
  const raised = await try_({ simulate: [{ key: 'standard.care.rates', value: rates }] })
  expect([raised.left.payable, raised.right.payable, raised.total]).toEqual([18_900n, 20_000n, 1100n])
  expect(raised.notice).toBe('试算，不是决定')
  expect(raised.right.rows[0]?.citations).toContainEqual(expect.objectContaining({ document: '试算值' }))
  expect(raised.left.rows[0]?.citations).not.toContainEqual(expect.objectContaining({ document: '试算值' }))

  expect(await refused(try_({ simulate: [{ key: 'standard.care.rate', value: rates }] }))).toContain(
    '没有“standard.care.rate”这个事项',
  )
  expect(await refused(try_({ simulate: [{ key: 'standard.care.rates', value: 7 }] }))).toContain('应为')
  expect(await refused(try_({ drafts: ['莘政办发〔2023〕6号'] }))).toContain('不是已登记的征求意见稿')
  expect((await try_({ drafts: ['北京市征求意见稿（无文号）'] })).total).toBe(0n)

  const { statementId } = await compute(service)
  expect((await clerk()(settlement, 'statement', { statementId })).payable).toBe(
    10n * 18_900n + 3n * 31_300n + 2n * 62_600n,
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
