import { expect, test } from 'vitest'
import { plainDate, plainMonth } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import { byDayPolicy, givenDeduction, givenHeads, givenLine, givenMonth, givenPart, names } from './given.ts'
import { settleMonth1 } from './month-1.ts'
import { partNode, statementTree, treeByLevel } from './tree.ts'
import type { TreeNode } from './tree-node.ts'

const child = (tree: TreeNode | undefined, kind: string): TreeNode | undefined =>
  tree?.children.find((each) => each.kind === kind)

test('the tree of the worked example reads as the screen shows it', () => {
  const deductions = [givenDeduction('f-1', '313.00', { person: 'partly_able-1' })]
  const statement = settleMonth1(givenHeads({ able: 10, partly_able: 3, unable: 2 }, { deductions }))
  const tree = treeByLevel(statement, names)
  expect(tree.label).toBe('2023年8月应付')
  expect(tree.formula).toBe('基数 4,081.00 × 系数 1 − 扣减 313.00 ＋ 更正 0.00')
  expect(tree.children.map((each) => [each.label, yuanText(each.amount)])).toEqual([
    ['基数', '4,081.00'],
    ['扣减', '-313.00'],
    ['更正', '0.00'],
  ])
  const fees = tree.children[0]
  expect(fees?.formula).toBe('15人，系数1（考评93分），按人月四舍五入到分，一次')
  expect(fees?.children.map((each) => [each.label, each.formula, yuanText(each.amount)])).toEqual([
    ['自理', '10人 × 189.00', '1,890.00'],
    ['半失能', '3人 × 313.00', '939.00'],
    ['失能', '2人 × 626.00', '1,252.00'],
  ])
  expect(fees?.citations.map((each) => each.clause || each.position)).toEqual(['四、工作内容（三）', 'A-20', 'A-48'])
})

test('a person-month names its roster line, agreement and visits and explains its days', () => {
  const line = givenLine('p-1', 'partly_able', {
    spans: [
      { from: plainDate('2023-09-01'), to: plainDate('2023-09-20'), level: 'partly_able' },
      { from: plainDate('2023-09-21'), to: plainDate('2023-09-30'), level: 'unable' },
    ],
  })
  const input = givenMonth([givenPart('371522101', [line])], { month: plainMonth('2023-09'), policy: byDayPolicy })
  const tree = statementTree(settleMonth1(input), names)
  const person = child(child(child(child(tree, 'part'), 'fees'), 'level'), 'person_month')
  expect(person?.formula).toBe(
    '(313.00×20 ＋ 626.00×10) ÷ 30，按人月四舍五入到分，一次 · 协议2023年5月20日生效 · 服务2次 有效2次',
  )
  expect(person?.refs.map((each) => each.kind)).toEqual(['person', 'roster_line', 'agreement', 'visits'])
  expect(person?.children.map((each) => [each.label, each.formula, yuanText(each.amount)])).toEqual([
    ['标准', '按日：半失能20天、失能10天，(313.00×20 ＋ 626.00×10) ÷ 30', '417.33'],
    ['系数1', '按系数增减', '0.00'],
  ])
})

test('a rest that is carried stands in the tree by the name of its finding', () => {
  const statement = settleMonth1(givenHeads({ able: 1 }, { deductions: [givenDeduction('f-1', '313.00')] }))
  const excess = child(child(statementTree(statement, names), 'part'), 'excesses')
  expect([excess?.label, excess?.children[0]?.label, yuanText(excess?.amount ?? 0n)]).toEqual([
    '结转下月',
    '问题f-1',
    '124.00',
  ])
})

test('a part whose stored figure was changed does not add up and is not shown', () => {
  const [part] = settleMonth1(givenHeads({ able: 2 })).parts
  if (!part) throw new Error('no part')
  const { policy } = givenHeads({})
  const figures = { ...part.figures, payable: part.figures.payable + 1n }
  expect(() => partNode({ ...part, figures }, policy, names)).toThrow('do not add up')
  const [line, ...others] = part.lines
  if (!line) throw new Error('no line')
  const json = line.json.replace('"amount":18900,"children"', '"amount":18901,"children"')
  expect(() => partNode({ ...part, lines: [{ ...line, json }, ...others] }, policy, names)).toThrow('do not add up')
})
