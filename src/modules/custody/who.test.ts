import { expect, test } from 'vitest'
import { inForce } from '#kernel/given.ts'
import type { ManagerRule } from './rules.ts'
import { objectionsToEntrusting, objectionsToSettling, objectionsToSigning, type Settling } from './who.ts'

const manager = inForce<ManagerRule>({ when: ['limited_capacity', 'no_capacity'], manager: 'guardian' })
const codes = (reasons: { code: string }[]) => reasons.map(({ code }) => code)
const own = { person: '张示例', capacity: 'full' as const, guardians: [] }
const guarded = { person: '李样本', capacity: 'limited' as const, guardians: ['王演示'] }
const at = { home: '示例敬老院（演示）', actor: '院长甲', proof: '', scanned: false }
const settle = (given: Partial<Settling>) =>
  codes(
    objectionsToSettling(
      { ...own, ...at, on: '2023-09-06', diedOn: null, died: false, taker: 'self', takerName: '张示例', ...given },
      { manager, estate: [] },
    ),
  )

test('only he himself entrusts what is his, or the guardian whom the register names', () => {
  const entrust = (given: object) =>
    codes(objectionsToEntrusting({ ...own, ...at, givenBy: 'person', giver: '张示例', ...given }, manager))
  expect(entrust({})).toEqual([])
  expect(entrust({ giver: '张 示例' })).toEqual([])
  expect(entrust({ giver: '路人甲' })).toEqual(['giver'])
  expect(entrust({ ...guarded, giver: '李样本' })).toEqual(['givenBy'])
  expect(entrust({ ...guarded, givenBy: 'guardian', giver: '王演示' })).toEqual([])
  expect(entrust({ ...guarded, givenBy: 'guardian', giver: '路人甲' })).toEqual(['guardian'])
  // Registered or not: whoever holds the money does not entrust it to himself.
  const both = { ...guarded, givenBy: 'guardian' as const, guardians: ['院长甲', '示例敬老院'] }
  expect(entrust({ ...both, giver: '院长甲' })).toEqual(['giver'])
  expect(entrust({ ...both, giver: '示例敬老院（演示）' })).toEqual(['giver'])
})

test('the living get back what is theirs themselves; where a guardian manages it, he alone', () => {
  expect(settle({})).toEqual([])
  expect(settle({ takerName: '路人甲' })).toEqual(['takerName'])
  expect(settle({ ...guarded, takerName: '李样本' })).toEqual(['taker'])
  expect(settle({ ...guarded, taker: 'guardian', takerName: '王演示' })).toEqual([])
  expect(settle({ ...guarded, taker: 'guardian', takerName: '路人甲' })).toEqual(['takerName'])
  expect(settle({ taker: 'heir', takerName: '张范例' })).toContain('taker')
})

test('an estate never goes to the home however its name is written, nor without a proof that can be found again (F-28)', () => {
  const estate = { died: true, taker: 'heir' as const, takerName: '张范例', proof: '继承公证书9号' }
  expect(settle(estate)).toEqual([])
  for (const takerName of ['示例敬老院', '示例敬老院（演示）', '示例 敬老院 代收', '院长甲'])
    expect(settle({ ...estate, takerName })).toEqual(['takerName'])
  expect(settle({ ...estate, takerName: '张示例' })).toEqual(['takerName'])
  expect(settle({ ...estate, proof: 'x' })).toEqual(['proof'])
  expect(settle({ ...estate, diedOn: '2023-09-07' })).toEqual(['on'])
  expect(settle({ ...estate, diedOn: '2023-09-06' })).toEqual([])
  expect(settle({ ...estate, proof: '', scanned: true })).toEqual([])
  expect(settle({ ...estate, taker: 'self', takerName: '张范例' })).toEqual(['taker'])
})

test('his own signature is not enough where a guardian manages his money, but for pocket money of limited capacity (A-16)', () => {
  const sign = (given: object) =>
    codes(
      objectionsToSigning(
        { capacity: 'full', guardians: [], kind: 'entrusted_money', unable: '不具有完全民事行为能力', ...given },
        manager,
      ),
    )
  expect(sign({})).toEqual([])
  expect(sign({ capacity: 'limited' })).toEqual(['signed_by_unable'])
  expect(sign({ capacity: 'limited', kind: 'pocket_money' })).toEqual([])
  expect(sign({ capacity: 'none', kind: 'pocket_money' })).toEqual(['signed_by_unable'])
})
