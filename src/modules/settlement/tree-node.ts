/** A node of the explanation tree and the one law it obeys: children add up to their parent. */
import { sumOf } from '#kernel/money.ts'
import type { Citation } from '#kernel/policy.ts'

export interface TreeNode {
  kind: string
  label: string
  /** How the amount comes about, in words and figures. */
  formula: string
  /** Fen; for every node with children exactly their sum. */
  amount: bigint
  citations: Citation[]
  /** What it stands on: the screen opens it. */
  refs: { kind: string; id: string }[]
  children: TreeNode[]
}

export function node(kind: string, label: string, formula: string, children: TreeNode[]): TreeNode {
  return { kind, label, formula, amount: sumOf(children.map((each) => each.amount)), citations: [], refs: [], children }
}

/** As one would key it into a calculator: 0.95; a fraction only where the decimal has no end. */
export const ratioText = ({ times, of }: { times: number; of: number }): string =>
  (times * 10_000) % of === 0 ? String(times / of) : `${times}/${of}`

/** Paths of all nodes whose children do not add up to them; empty for a sound tree. */
export function faultsOf(tree: TreeNode, path = tree.label): string[] {
  const own = tree.children.length > 0 && sumOf(tree.children.map((each) => each.amount)) !== tree.amount ? [path] : []
  return [...own, ...tree.children.flatMap((child) => faultsOf(child, `${path} › ${child.label}`))]
}
