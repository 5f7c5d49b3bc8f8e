/** The county sets items, points and the way from score to money; the township scores by them and the settlement follows. */
import { beforeAll, expect, test } from 'vitest'
import { plainMonth } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import { policy } from '#modules/policy/contract.ts'
import { settlement } from '#modules/settlement/contract.ts'
import { givenAcceptance, type GivenService, givenService, givenServiceMonth } from '#modules/settlement/given.ts'
import { testApp } from '../../../test/app.ts'
import { refused } from '../../../test/settling.ts'
import { evaluations } from './contract.ts'

const app = await testApp({ now: '2023-09-04T10:00+08:00' })
const month = plainMonth('2023-08')
const paper = '莘县考评办法（虚构）'
const clerk = () => app.as(app.actor('county-clerk'))
const leader = () => app.as(app.actor('county-leader'))
let service: GivenService
let townshipId = ''
const inTownship = (role: 'township-clerk' | 'township-leader') =>
  app.as(app.actor(role, { kind: 'townships', ids: [townshipId], accountId: role }))

beforeAll(async () => {
  service = await givenService(app.superuser)
  townshipId = service.townships[0]?.id ?? ''
  await givenServiceMonth(app.superuser, service, { evaluated: false, accepted: false })
  await app.superuser.query(
    `insert into record.head (county_code, size, root, at) values ('371522', 100001, $1, '2023-09-03')`,
    [Buffer.alloc(32, 7)],
  )
  await clerk()(policy, 'registerDocument', {
    name: paper,
    title: paper,
    issuers: ['莘县示例局（虚构）'],
    status: 'in_force',
    issuedOn: '2023-06-01',
    effectiveFrom: '2023-06-01',
    text: '一、每月考评\n上门次数60分，卫生40分。八十五分以上全额支付，不足八十五分支付百分之九十五。',
  })
})

const proposal = (key: string, value: unknown) => ({
  key,
  value,
  from: '2023-06-01',
  document: paper,
  clause: '一、每月考评',
  quote: '上门次数60分，卫生40分',
})
const items = [
  { title: '上门次数', points: 60 },
  { title: '卫生', points: 40 },
]
const factor = (table: unknown) => ({ table, when_none: { times: 1, of: 1 }, to_set_by: 'county' })
const band = (from: number, to: number, times: number) => ({
  score_from: from,
  score_to: to,
  factor: { times, of: 100 },
})

test('the document prints no items: until the county sets its own, points are refused and nothing is claimed', async () => {
  const { evaluationId } = await inTownship('township-clerk')(evaluations, 'draw', {
    month,
    organisationId: service.organisationId,
    townshipId,
  })
  const { form } = await inTownship('township-clerk')(evaluations, 'get', { evaluationId })
  expect(form.items).toEqual([])
})

test('items that repeat a title and a table with a gap between two bands cannot be proposed', async () => {
  const twice = proposal('evaluation.monthly_items', [items[0], items[0]])
  expect(await refused(clerk()(policy, 'propose', twice))).toContain('项目名称不重复')
  const gap = proposal('settlement.factor', factor([band(86, 100, 100), band(0, 85, 95)]))
  expect(await refused(clerk()(policy, 'propose', gap))).toContain('连续不断')
})

test('set by one person and adopted by another, they are the county’s own: scores follow them, and the money the score', async () => {
  const proposed = [
    proposal('evaluation.monthly_items', items),
    proposal('settlement.factor', factor([band(85, 100, 100), band(0, 85, 95)])),
  ]
  for (const each of proposed) {
    const { id } = await clerk()(policy, 'propose', each)
    expect(await refused(clerk()(policy, 'adopt', { id }))).not.toBe('没有拒绝')
    await leader()(policy, 'adopt', { id })
  }
  const asked = inTownship('township-clerk')
  const { rows } = await asked(evaluations, 'overview', { month })
  const evaluationId = rows[0]?.evaluationId ?? ''
  const { form, sheets } = await asked(evaluations, 'get', { evaluationId })
  expect(form.items.map(({ title, maximumTenths }) => [title, maximumTenths])).toEqual([
    ['上门次数', 600],
    ['卫生', 400],
  ])
  expect(form.citations[0]).toMatchObject({ document: paper, clause: '一、每月考评' })
  const sheet = {
    evaluationId,
    way: 'home' as const,
    visitedAt: '2023-09-01T02:20:00.000Z',
    carerComes: 'yes' as const,
    satisfied: 'yes' as const,
    howOften: '每周两次',
  }
  const [first] = sheets
  const over = { ...sheet, personId: first?.personId ?? '', points: { 上门次数: 601, 卫生: 300 } }
  expect(await refused(asked(evaluations, 'saveSheet', over))).toBe('“上门次数”最多60分。请改得分')
  for (const { personId } of sheets) {
    const saved = await asked(evaluations, 'saveSheet', { ...sheet, personId, points: { 上门次数: 505, 卫生: 340 } })
    expect(saved.scoreTenths).toBe(845)
  }
  await asked(evaluations, 'saveSummary', { evaluationId, evaluators: ['甲', '乙'], resultText: '基本按约定' })
  await inTownship('township-leader')(evaluations, 'send', { evaluationId })
  await givenAcceptance(app.superuser, service, month)
  const { statementId, payable } = await clerk()(settlement, 'compute', {
    month,
    organisationId: service.organisationId,
  })
  const statement = await clerk()(settlement, 'statement', { statementId })
  expect(statement.factor).toBe('0.95')
  // 10 × round(189.00 × 0.95) + 3 × round(313.00 × 0.95) + 2 × round(626.00 × 0.95)
  expect(yuanText(payable)).toBe('3,876.95')
  const { rows: lines } = await clerk()(policy, 'inForce', { day: '2023-08-31', search: '每月考评项目' })
  expect(lines[0]).toMatchObject({ text: '上门次数60分、卫生40分', status: '在用', citations: [{ document: paper }] })
})
