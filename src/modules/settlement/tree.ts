/** A stored statement as the tree people read (screens 5.7): label, formula in words, amount, clause, inputs. */
import { monthText } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import { linesNode } from './line-tree.ts'
import type { Correction, Deduction, Evaluation, MonthPolicy } from './month-input.ts'
import { scoreText } from './rules.ts'
import type { Excess, Figures, MonthStatement, PartStatement } from './statement.ts'
import { faultsOf, type TreeNode, node, ratioText } from './tree-node.ts'
import type { Names } from './words.ts'

/** Throws when any child list does not add up to its parent: such a statement is not shown at all. */
export function statementTree(statement: MonthStatement, names: Names): TreeNode {
  const { month, policy } = statement
  const parts = statement.parts.map((part) => partNode(part, policy, names))
  const whole = node('month', `${monthText(month)}应付`, formulaOf(statement.total, statement.parts), parts)
  return requireSums({ ...whole, refs: [{ kind: 'roster', id: statement.roster }] }, statement.total.payable)
}

/** The same total with townships put together: 基数 by level over the whole county, then deductions, corrections, rest. */
export function treeByLevel(statement: MonthStatement, names: Names): TreeNode {
  const { month, policy, parts, total } = statement
  const children = branches(parts, policy, names)
  return requireSums(node('month', `${monthText(month)}应付`, formulaOf(total, parts), children), total.payable)
}

/** One township's part, for a screen that opens one branch at a time. */
export function partNode(part: PartStatement, policy: MonthPolicy, names: Names): TreeNode {
  const formula = formulaOf(part.figures, [part])
  const whole = node('part', names.township(part.township), formula, branches([part], policy, names))
  return requireSums({ ...whole, refs: [{ kind: 'township', id: part.township }] }, part.figures.payable)
}

function branches(parts: readonly PartStatement[], policy: MonthPolicy, names: Names): TreeNode[] {
  const factors = factorTexts(parts, names)
  return [linesNode(parts, policy, names, factors), ...figureNodes(parts, policy, names)]
}

type Judged = Pick<PartStatement, 'township' | 'factor' | 'evaluation'>

/** One text where all townships have the same; else each factor with those who have it, by name. */
export function factorTexts(parts: readonly Judged[], names: Pick<Names, 'township'>): string[] {
  const texts = parts.map((part) => factorText(part.factor, part.evaluation)).filter(isFirst)
  if (texts.length < 2) return texts
  const byFactor = Map.groupBy(parts, ({ factor }) => ratioText(factor))
  return [[...byFactor].map(([factor, those]) => `系数${factor}：${thoseText(those, names)}`).join('；')]
}

const thoseText = (parts: readonly Judged[], names: Pick<Names, 'township'>): string =>
  parts.length > 3
    ? `${parts.length}个乡镇、街道`
    : parts.map(({ township, evaluation }) => `${names.township(township)}${sourceText(evaluation)}`).join('、')

/** What stands beside the fees: deductions, corrections, and what the month could not bear. */
export function figureNodes(parts: readonly PartStatement[], policy: MonthPolicy, names: Names): TreeNode[] {
  const deductions = parts.flatMap((part) => part.deductions)
  const corrections = parts.flatMap((part) => part.corrections)
  const excess = parts.flatMap((part) => part.excess)
  return [
    node(
      'deductions',
      '扣减',
      deductions.length ? `${deductions.length}项` : '无',
      deductions.map((each) => deductionNode(each, names)),
    ),
    node(
      'corrections',
      '更正',
      corrections.length ? `${corrections.length}项` : '无',
      corrections.map((each) => correctionNode(each, names)),
    ),
    ...(excess.length ? [excessNode(excess, policy, names)] : []),
  ]
}

const isFirst = (text: string, index: number, all: readonly string[]) => all.indexOf(text) === index

function deductionNode(deduction: Deduction, names: Names): TreeNode {
  const who = deduction.person ? `${names.person(deduction.person)} ` : ''
  const carried = deduction.carriedFrom ? `，自${monthText(deduction.carriedFrom)}结转` : ''
  return {
    kind: 'deduction',
    label: `${who}问题${deduction.id}`,
    formula: `核实成立，合同${deduction.clause}${carried}`,
    amount: -deduction.amount,
    citations: deduction.citations,
    refs: [{ kind: 'finding', id: deduction.id }],
    children: [],
  }
}

function correctionNode(correction: Correction, names: Names): TreeNode {
  return {
    kind: 'correction',
    label: `${names.person(correction.person)} 更正${monthText(correction.month)}`,
    formula: '按今天所知重算与已结算之差',
    amount: correction.amount,
    citations: [],
    refs: [
      { kind: 'person', id: correction.person },
      { kind: 'month', id: correction.month },
    ],
    children: [],
  }
}

function excessNode(excess: readonly Excess[], policy: MonthPolicy, names: Names): TreeNode {
  const carried = excess[0]?.rule === 'carry'
  const label = carried ? '结转下月' : '另行追回'
  const children = excess.map((each) => ({
    kind: 'excess',
    label: `${each.person ? `${names.person(each.person)} ` : ''}${each.of === 'deduction' ? '问题' : '更正'}${each.id}`,
    formula: carried ? '本月应付不足，余额结转' : '本月应付不足，余额追回',
    amount: each.amount,
    citations: policy.excess.citations,
    refs: [{ kind: each.of === 'deduction' ? 'finding' : 'correction', id: each.id }],
    children: [],
  }))
  return { ...node('excesses', label, '扣减大于应付的部分，不丢', children), citations: policy.excess.citations }
}

/** 系数1（考评93分） */
export function factorText(factor: { times: number; of: number }, evaluation: Evaluation): string {
  return `系数${ratioText(factor)}（${sourceText(evaluation)}）`
}

function sourceText(evaluation: Evaluation): string {
  if (evaluation.way === 'received') return `考评${scoreText(evaluation.score)}分`
  return evaluation.way === 'words_only' ? '考评已送，不计分' : '按本县默认办法，负责人批准'
}

export function formulaOf(figures: Figures, parts: readonly PartStatement[]): string {
  const factors = parts.map((part) => ratioText(part.factor)).filter(isFirst)
  const factor = factors.length === 1 ? `系数 ${factors[0] ?? '1'}` : '各乡镇系数'
  const rest = figures.excess ? ` ＋ 结转或追回 ${yuanText(figures.excess)}` : ''
  return `基数 ${yuanText(figures.base)} × ${factor} − 扣减 ${yuanText(figures.deductions)} ＋ 更正 ${yuanText(figures.corrections)}${rest}`
}

function requireSums(tree: TreeNode, payable: bigint): TreeNode {
  const faults = tree.amount === payable ? faultsOf(tree) : [tree.label]
  if (faults.length > 0) throw new RangeError(`children do not add up: ${faults.join('; ')}`)
  return tree
}
