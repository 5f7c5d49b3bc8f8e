import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sumOf } from '#kernel/money.ts'
import { type AmountNode, faultOfTree, hasBasis, keysOf, rowsOf } from './tree-rows.ts'

const leaf = (key: string, amount: bigint): AmountNode => ({ key, label: `第${key}项`, amount })
const branch = (key: string, children: AmountNode[]): AmountNode => ({
  key,
  label: `第${key}项`,
  amount: sumOf(children.map((child) => child.amount)),
  children,
})

const statement = branch('r', [branch('a', [leaf('a1', 18_900n), leaf('a2', 31_300n)]), leaf('b', -1_000n)])

test('a tree whose every level adds up has no fault', () => {
  expect(faultOfTree(statement)).toBeUndefined()
})

test('one fen too much, however deep, is found and named', () => {
  const wrong = {
    ...statement,
    children: [{ ...branch('a', [leaf('a1', 18_901n)]), amount: 50_200n }, leaf('b', -1_000n)],
  }
  expect(faultOfTree(wrong)).toEqual({ label: '第a项', stated: 50_200n, found: 18_901n })
})

test('children in any number add up, and any other total is a fault', () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt({ min: -9_999n, max: 9_999n }), { minLength: 1, maxLength: 30 }),
      fc.bigInt({ min: 1n, max: 99n }),
      (amounts, difference) => {
        const tree = branch(
          'r',
          amounts.map((amount, index) => leaf(String(index), amount)),
        )
        expect(faultOfTree(tree)).toBeUndefined()
        expect(faultOfTree({ ...tree, amount: tree.amount + difference })).toMatchObject({ found: tree.amount })
      },
    ),
  )
})

test('children fetched later must add up too', () => {
  const lazy: AmountNode = { key: 'r', label: '合计', amount: 100n, more: true }
  expect(faultOfTree(lazy)).toBeUndefined()
  expect(faultOfTree(lazy, new Map([['r', [leaf('x', 60n)]]]))).toMatchObject({ stated: 100n, found: 60n })
})

test('only opened rows are in view, each with its depth and place among its siblings', () => {
  const rows = rowsOf(statement, { open: new Set(['r']), fetched: new Map() })
  expect(rows.map((row) => [row.node.key, row.depth, row.position, row.siblings, row.state])).toEqual([
    ['r', 1, 1, 1, 'open'],
    ['a', 2, 1, 2, 'closed'],
    ['b', 2, 2, 2, 'leaf'],
  ])
})

test('a search shows what it finds with the way to it, opened or not', () => {
  const rows = rowsOf(statement, { open: new Set(), fetched: new Map(), words: 'a2' })
  expect(rows.map((row) => row.node.key)).toEqual(['r', 'a', 'a2'])
})

test('opening all opens every node that has children', () => {
  expect(keysOf(statement, new Map())).toEqual(['r', 'a'])
})

test('依据 is offered where a clause or a position of ours says so, and nowhere else', () => {
  const plain = leaf('a', 1n)
  expect(hasBasis(plain)).toBe(false)
  expect(hasBasis({ ...plain, citations: [] })).toBe(false)
  expect(hasBasis({ ...plain, citations: [{ document: '', clause: '', position: 'A-20' }] })).toBe(true)
  expect(hasBasis({ ...plain, citations: [{ document: '莘政办发〔2023〕6号', clause: '四、工作内容（三）' }] })).toBe(
    true,
  )
})
