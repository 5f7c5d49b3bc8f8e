import { expect, test } from 'vitest'
import { differenceOf, objectionsToClosing, type Trace } from './rules.ts'

const through: Trace = {
  inRegistry: true,
  onRoster: true,
  settled: true,
  payable: 18_900n,
  branchText: '',
  paid: true,
  statementText: '',
  rosterText: '',
}

test('who went from register to payment leaves no gap', () => {
  expect(differenceOf(through)).toBeUndefined()
})

test.each([
  ['not on a roster', { onRoster: false, rosterText: '没有服务机构' }, 'not_on_roster', false],
  ['not settled', { settled: false, payable: null, statementText: '结算单还没有计算' }, 'not_settled', false],
  ['settled at nothing by a rule', { payable: 0n, branchText: '没有生效协议', paid: false }, 'not_payable', true],
  ['not paid', { paid: false, statementText: '待财政审' }, 'not_paid', false],
  ['known only later not to belong', { inRegistry: false }, 'not_in_registry', true],
])('%s is named with its reason, explained or not', (_, changes, kind, explained) => {
  expect(differenceOf({ ...through, ...changes })).toMatchObject({ kind, explained })
})

test('somebody in neither register nor roster is nobody of this month', () => {
  expect(differenceOf({ ...through, inRegistry: false, onRoster: false, settled: false, paid: false })).toBeUndefined()
})

test('a month closes on explained gaps only, and the refusal names how many and whom', () => {
  const gap = (name: string, explained: boolean) => ({ name, kind: 'not_paid' as const, explained })
  expect(objectionsToClosing([gap('张示例', true)])).toEqual([])
  const [reason] = objectionsToClosing([gap('张示例', false), gap('李样本', false), gap('王演示', true)])
  expect(reason).toMatchObject({ code: 'gap_not_paid', count: 2 })
  expect(reason?.message).toContain('张示例、李样本')
})
