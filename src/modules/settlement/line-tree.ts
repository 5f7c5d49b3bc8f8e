/** The fees of a part as nodes: levels, below them persons, below each the rate and the effect of the factor. */
import { dateText } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import type { SelfCareLevel } from '#kernel/self-care.ts'
import { levels, type PersonMonth, readLine } from './line.ts'
import type { MonthPolicy } from './month-input.ts'
import type { PartStatement } from './statement.ts'
import { type TreeNode, node, ratioText } from './tree-node.ts'
import { exclusionText, lessText, type Names, ruleText } from './words.ts'

type Group = SelfCareLevel | 'mixed' | 'unpaid'

export function linesNode(
  parts: readonly PartStatement[],
  policy: MonthPolicy,
  names: Names,
  factors: string[],
): TreeNode {
  const lines = parts.flatMap((part) => part.lines.map((line) => readLine(line.json)))
  const groups = new Map<Group, PersonMonth[]>()
  for (const group of [...levels, 'mixed', 'unpaid'] as const) groups.set(group, [])
  for (const line of lines) groups.get(groupOf(line))?.push(line)
  const children = [...groups]
    .filter(([, members]) => members.length > 0)
    .map(([group, members]) => groupNode(group, members, policy, names))
  const plain = parts.every((part) => part.factor.times === part.factor.of)
  const label = plain ? '基数' : '服务费（基数逐人乘系数）'
  const whole = node('fees', label, `${lines.length}人，${factors.join('、')}，${roundingText(policy)}`, children)
  return { ...whole, citations: [...policy.rates.citations, ...policy.factor.citations, ...policy.rounding.citations] }
}

const modeText = { half_up: '四舍五入', up: '进位', down: '舍去尾数' } as const
const unitText = { fen: '分', jiao: '角', yuan: '元' } as const

/** 按人月四舍五入到分，一次 */
export const roundingText = ({ rounding }: MonthPolicy): string =>
  `按人月${modeText[rounding.value.mode]}到${unitText[rounding.value.to]}，一次`

function groupOf(line: PersonMonth): Group {
  const [base] = line.children
  if (!base) return 'unpaid'
  const [only, ...others] = base.days
  return only && others.length === 0 ? only.level : 'mixed'
}

function groupNode(group: Group, members: readonly PersonMonth[], policy: MonthPolicy, names: Names): TreeNode {
  const label = group === 'mixed' ? '月中变级' : group === 'unpaid' ? '不计入' : names.level[group]
  const [first] = members
  const same = first && members.every((line) => line.amount === first.amount)
  const formula = same ? `${members.length}人 × ${yuanText(first.amount)}` : `${members.length}人合计`
  return node(
    'level',
    label,
    formula,
    members.map((line) => personNode(line, policy, names)),
  )
}

export function personNode(line: PersonMonth, policy: MonthPolicy, names: Names): TreeNode {
  const [base, factor] = line.children
  const visits = `服务${line.visits.count}次 有效${line.visits.valid}次`
  const agreement = line.agreement ? `协议${dateText(line.agreement.on)}生效` : '没有协议'
  const formula = line.excluded ? `${exclusionText[line.excluded]}，不计入` : amountFormula(line, policy)
  const refs = [
    { kind: 'person', id: line.person },
    { kind: 'roster_line', id: line.roster },
    ...(line.agreement ? [{ kind: 'agreement', id: line.agreement.id }] : []),
    { kind: 'visits', id: line.visits.digest },
  ]
  return {
    kind: 'person_month',
    label: names.person(line.person),
    formula: `${formula} · ${agreement} · ${visits}`,
    amount: line.amount,
    citations: citationsOf(line, policy),
    refs,
    children: base && factor ? [baseNode(base, line, policy, names), factorNode(factor, policy)] : [],
  }
}

type Base = NonNullable<PersonMonth['children'][0]>
type Factor = NonNullable<PersonMonth['children'][1]>

function baseNode(base: Base, line: PersonMonth, policy: MonthPolicy, names: Names): TreeNode {
  const words = base.days.map((each) => `${names.level[each.level]}${each.count}天`).join('、')
  const less = base.less.map((each) => `${lessText[each.reason]}${each.count}天不计`).join('、')
  const formula = [`${ruleText[line.rule]}：${words || '没有计费日'}`, less, sumFormula(base)]
    .filter(Boolean)
    .join('，')
  return leaf('base', '标准', formula, { amount: base.amount, citations: policy.rates.citations })
}

function factorNode(factor: Factor, policy: MonthPolicy): TreeNode {
  const label = `系数${ratioText(factor)}`
  return leaf('factor', label, '按系数增减', { amount: factor.amount, citations: policy.factor.citations })
}

const leaf = (kind: string, label: string, formula: string, own: Pick<TreeNode, 'amount' | 'citations'>): TreeNode => ({
  kind,
  label,
  formula,
  ...own,
  refs: [],
  children: [],
})

/** (313.00×20 ＋ 626.00×10) ÷ 30, or the rate alone for a whole month. */
function sumFormula(base: Base): string {
  const [only, ...others] = base.days
  if (!only) return '0.00'
  if (others.length === 0 && only.count === base.of) return yuanText(only.rate)
  return `(${base.days.map((each) => `${yuanText(each.rate)}×${each.count}`).join(' ＋ ')}) ÷ ${base.of}`
}

function amountFormula(line: PersonMonth, policy: MonthPolicy): string {
  const [base, factor] = line.children
  if (!base || !factor) return ''
  const times = factor.times === factor.of ? '' : ` × ${ratioText(factor)}`
  const formula = `${sumFormula(base)}${times}`
  return formula === yuanText(line.amount) ? formula : `${formula}，${roundingText(policy)}`
}

function citationsOf(line: PersonMonth, policy: MonthPolicy) {
  const partial = line.rule === 'verified_days' ? policy.contractEnd : policy.partialMonth
  return [...policy.rates.citations, ...partial.citations, ...policy.rounding.citations]
}
