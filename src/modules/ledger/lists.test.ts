import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { redeemTicket } from '#platform/file-rows.ts'
import { testApp } from '../../../test/app.ts'
import { ledger } from './contract.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const financeActor = app.actor('finance')
const finance = app.as(financeActor)
const leader = app.as(app.actor('county-leader'))

const enter = async (kind: 'allotted' | 'handed_back', earmark: 'living' | 'care', amountFen: number, number: string) =>
  (await finance(ledger, 'enter', { kind, earmark, amountFen, onDay: '2023-09-01', number, words: `${number}的摘要` }))
    .voucherId

beforeAll(async () => {
  for (const [earmark, fen, number] of [
    ['living', 100_000, 'PZ-1'],
    ['care', 50_000, 'PZ-2'],
  ] as const)
    await leader(ledger, 'check', { voucherId: await enter('allotted', earmark, fen, number), confirm: true })
  await leader(ledger, 'check', { voucherId: await enter('handed_back', 'living', 30_000, 'PZ-3'), confirm: true })
  await leader(ledger, 'check', {
    voucherId: await enter('handed_back', 'care', 1_000, 'PZ-4'),
    confirm: false,
    reason: '金额与纸质不符',
  })
  await enter('allotted', 'care', 2_000, 'PZ-5')
})

test('postings of a pot, of one direction or with a word are found with their sum, which is the number on the pot', async () => {
  const find = (wanted: object) => finance(ledger, 'postings', { month: '2023-09', ...wanted })
  expect(await find({})).toMatchObject({ total: 3, sumFen: 180_000n })
  const { pots } = await finance(ledger, 'pots', { month: '2023-09' })
  for (const pot of pots) {
    expect((await find({ earmark: pot.earmark, flow: 'in' })).sumFen).toBe(pot.inFen)
    expect((await find({ earmark: pot.earmark, flow: 'out' })).sumFen).toBe(pot.outFen)
  }
  expect((await find({ text: 'PZ-3' })).rows).toMatchObject([{ voucherNo: 'PZ-3', amountFen: 30_000n }])
  expect((await find({ text: '没有这句话' })).total).toBe(0)
})

test('vouchers are found by kind, purpose and words, and what waits for a second person apart', async () => {
  const find = async (wanted: object) => (await finance(ledger, 'vouchers', wanted)).rows.map(({ number }) => number)
  expect(await find({ kind: 'handed_back' })).toEqual(['PZ-4', 'PZ-3'])
  expect(await find({ earmark: 'care', kind: 'allotted' })).toEqual(['PZ-5', 'PZ-2'])
  expect(await find({ onlyToCheck: true })).toEqual(['PZ-5'])
  expect(await find({ text: 'PZ-4' })).toEqual(['PZ-4'])
})

test('the flow goes out as a file under its filter', async () => {
  const { ticket } = await finance(ledger, 'exportPostings', { month: '2023-09', earmark: 'living', format: 'csv' })
  const file = await redeemTicket(app.installation, financeActor, createHash('sha256').update(ticket).digest())
  const lines = new TextDecoder().decode(file?.bytes).trim().split('\r\n')
  expect(lines).toHaveLength(3)
  expect(lines[1]).toContain('300.00,基本生活,PZ-3')
})

test('support money for the office is refused with its clause before it is spent', async () => {
  const use = { earmark: 'care' as const, category: 'office_costs', amountFen: 1 }
  const { ok, reasons } = await finance(ledger, 'mayUse', use)
  expect(ok).toBe(false)
  expect(reasons.every(({ citations }) => (citations ?? []).length > 0)).toBe(true)
  expect((await finance(ledger, 'mayUse', { ...use, category: 'dispersed_care_purchase' })).ok).toBe(true)
})
