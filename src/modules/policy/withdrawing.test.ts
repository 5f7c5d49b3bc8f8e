/** A standard adopted by mistake is taken back by two: what it replaced holds again, closed months stay, nothing is entered twice. */
import { createHash } from 'node:crypto'
import { parse } from 'yaml'
import { beforeAll, describe, expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { redeemTicket } from '#platform/file-rows.ts'
import { testApp } from '../../../test/app.ts'
import { policy } from './contract.ts'
import { givenDocument, givenStandard } from './given.ts'

const app = await testApp({ now: '2024-01-10T10:00+08:00' })
await learnPolicy(app.installation)
const clerk = app.as(app.actor('county-clerk', { accountId: 'clerk' }))
const leader = app.as(app.actor('county-leader', { accountId: 'leader' }))
const able = async (day: string, knownAt?: string) =>
  (await clerk(policy, 'value', { key: 'standard.care.rates', day, ...(knownAt ? { knownAt } : {}) })).row.parts[0]
    ?.text
const rowOf = async (id: string) => (await clerk(policy, 'proposals', {})).rows.find((row) => row.id === id)
const why = '登记时把上年数字抄错'
let id = ''

beforeAll(async () => {
  await clerk(policy, 'registerDocument', givenDocument)
  id = (await clerk(policy, 'propose', givenStandard)).id
})

describe('the same value', () => {
  test('is not entered a second time, neither while it waits nor once it is adopted', async () => {
    await expect(clerk(policy, 'propose', givenStandard)).rejects.toThrow('已在送审')
    await leader(policy, 'adopt', { id })
    await expect(clerk(policy, 'propose', givenStandard)).rejects.toThrow('已于2024年1月10日采用，不必再登记')
    const other = { ...givenStandard, value: { ...givenStandard.value, able: '201.00' } }
    const { id: second } = await clerk(policy, 'propose', other)
    await leader(policy, 'reject', { id: second, reason: '与文件不符' })
    expect(await able('2024-02-01')).toBe('200.00 元')
  })
})

describe('a value adopted by mistake', () => {
  test('is not taken back before its own first day, for a closed month, without a reason, or when it was never adopted', async () => {
    const ask = (from: string, reason = why, of = id) => clerk(policy, 'withdraw', { id: of, from, reason })
    await expect(ask('2023-12-01')).rejects.toThrow('撤回不能早于施行日')
    await expect(ask('2024-02-01', '错')).rejects.toThrow('理由')
    await expect(ask('2024-02-01', why, crypto.randomUUID())).rejects.toThrow('没有找到')
    await app.superuser.query(
      `insert into rosters.month_plan (county_code, month, cut_off_on, lock_on, send_on, scores_due_on, acceptance_due_on, meeting_on, pay_on,
         status, closed_at, closing_proposed_by, closed_by)
       values ('371522', '2024-01', '2024-01-20', '2024-01-22', '2024-01-25', '2024-02-05', '2024-02-08', '2024-02-10', '2024-02-15',
         'closed', now(), 'one', 'other')`,
    )
    await expect(ask('2024-01-15')).rejects.toThrow('2024年1月已关账')
  })

  test('is taken back by two from a day on: the former value holds again, before that day and as then known it does not', async () => {
    const { id: withdrawal } = await clerk(policy, 'withdraw', { id, from: '2024-03-01', reason: why })
    expect(await able('2024-03-01')).toBe('200.00 元')
    await expect(clerk(policy, 'withdraw', { id, from: '2024-03-01', reason: why })).rejects.toThrow('已在送审中')
    const himself = app.as(app.actor('county-leader', { accountId: 'clerk' }))
    await expect(himself(policy, 'adopt', { id: withdrawal })).rejects.toThrow('登记人不能采用')
    app.setNow('2024-01-11T10:00+08:00')
    const { sentence } = await leader(policy, 'adopt', { id: withdrawal })
    expect(sentence).toContain('自2024年3月1日起撤回')
    expect(await able('2024-02-29')).toBe('200.00 元')
    expect(await able('2024-03-01')).toBe('189.00 元')
    expect(await able('2024-03-01', '2024-01-10T12:00:00.000Z')).toBe('200.00 元')
    expect(await rowOf(id)).toMatchObject({ status: '已采用', withdrawnFrom: '2024-03-01', mayWithdraw: false })
    expect(await rowOf(withdrawal)).toMatchObject({
      kind: 'withdrawal',
      title: '撤回：照料护理标准',
      text: expect.stringContaining(why),
      mayWithdraw: false,
    })
    await expect(clerk(policy, 'withdraw', { id, from: '2024-04-01', reason: why })).rejects.toThrow(
      '起撤回，不必再撤回',
    )
  })

  test('shows its end in 沿革 and among the lines that do not decide, and may be entered again', async () => {
    const { history, waiting } = await clerk(policy, 'value', { key: 'standard.care.rates', day: '2024-03-15' })
    expect(history.map(({ from, to }) => [from, to])).toEqual([
      ['2023-05-06', '2023-12-31'],
      ['2024-01-01', '2024-02-29'],
      ['2024-03-01', null],
    ])
    expect(waiting.map((line) => line.why)).toContain('已由本县撤回')
    const again = await clerk(policy, 'propose', givenStandard)
    await leader(policy, 'reject', { id: again.id, reason: '已撤回，不再采用' })
  })

  test('goes out in the county’s pack file only until it was taken back', async () => {
    const { ticket } = await clerk(policy, 'exportPack', {})
    const file = await redeemTicket(
      app.installation,
      app.actor('county-clerk', { accountId: 'clerk' }),
      createHash('sha256').update(ticket).digest(),
    )
    const text = new TextDecoder().decode(file?.bytes)
    expect(parse(text)).toMatchObject({ 'standard.care.rates': [{ from: '2024-01-01', to: '2024-02-29' }] })
  })
})

test('an adopted draft is taken back in the same way', async () => {
  const draft = '北京市征求意见稿（无文号）'
  const deductible = async (day: string) =>
    (await clerk(policy, 'value', { key: 'medical.deductible', day })).row.status
  const { id: adoption } = await clerk(policy, 'adoptDraft', {
    draft,
    keys: ['medical.deductible'],
    number: '示例民发〔2024〕1号（虚构）',
    title: '关于试行住院起付线规定的决定（虚构）',
    decidedOn: '2024-01-05',
    from: '2024-02-01',
  })
  await leader(policy, 'adopt', { id: adoption })
  expect(await deductible('2024-04-01')).toBe('在用')
  const { id: withdrawal } = await clerk(policy, 'withdraw', { id: adoption, from: '2024-03-01', reason: why })
  await leader(policy, 'adopt', { id: withdrawal })
  expect(await deductible('2024-02-15')).toBe('在用')
  expect(await deductible('2024-04-01')).not.toBe('在用')
})
