/** The arithmetic and the flat rows of an amount tree (screens 5.7). Pure. */
import { sumOf } from '#kernel/money.ts'
import type { Citation } from '#kernel/policy.ts'

export interface AmountNode {
  key: string
  /** '{半失能} 208人' */
  label: string
  /** '313.00 × 208', shown in grey. */
  formula?: string | undefined
  amount: bigint
  citations?: readonly Citation[] | undefined
  children?: readonly AmountNode[] | undefined
  /** Children exist but are fetched when the row is opened. */
  more?: boolean | undefined
  /** Stands in the tree as what an amount rests on and has none of its own: a visit. */
  figureless?: boolean | undefined
  /** Where its source is opened, for a leaf. */
  to?: string | undefined
}

/** 依据 is offered only where a clause, or a position of ours, says so. */
export const hasBasis = ({ citations }: AmountNode): boolean => citations !== undefined && citations.length > 0

export interface TreeRow {
  node: AmountNode
  depth: number
  position: number
  siblings: number
  state: 'open' | 'closed' | 'leaf'
}

export type Fetched = ReadonlyMap<string, readonly AmountNode[]>

export const childrenOf = (node: AmountNode, fetched: Fetched): readonly AmountNode[] | undefined =>
  node.children ?? fetched.get(node.key)

export interface SumFault {
  label: string
  stated: bigint
  found: bigint
}

/** The first node whose children do not add up to it; a statement with one refuses to show. */
export function faultOfTree(node: AmountNode, fetched: Fetched = new Map()): SumFault | undefined {
  const children = childrenOf(node, fetched)
  if (!children || children.length === 0) return undefined
  const found = sumOf(children.map((child) => child.amount))
  if (found !== node.amount) return { label: node.label, stated: node.amount, found }
  for (const child of children) {
    const below = faultOfTree(child, fetched)
    if (below) return below
  }
  return undefined
}

interface Opened {
  open: ReadonlySet<string>
  fetched: Fetched
  /** Shows only what contains these words, with the way to it. */
  words?: string
}

/** The rows in view, top to bottom. */
export function rowsOf(root: AmountNode, opened: Opened): TreeRow[] {
  const rows: TreeRow[] = []
  collect([root], 1, opened, rows)
  return rows
}

function collect(nodes: readonly AmountNode[], depth: number, opened: Opened, rows: TreeRow[]): void {
  const words = opened.words?.trim() ?? ''
  const shown = words ? nodes.filter((node) => contains(node, words, opened.fetched)) : nodes
  for (const [index, node] of shown.entries()) {
    const children = childrenOf(node, opened.fetched)
    const state = stateOf(node, children, words !== '' || opened.open.has(node.key))
    rows.push({ node, depth, position: index + 1, siblings: shown.length, state })
    if (state === 'open' && children) collect(children, depth + 1, opened, rows)
  }
}

function stateOf(node: AmountNode, children: readonly AmountNode[] | undefined, open: boolean): TreeRow['state'] {
  if (!node.more && !children?.length) return 'leaf'
  return open && children ? 'open' : 'closed'
}

function contains(node: AmountNode, words: string, fetched: Fetched): boolean {
  if (node.label.includes(words)) return true
  return (childrenOf(node, fetched) ?? []).some((child) => contains(child, words, fetched))
}

export const keysOf = (node: AmountNode, fetched: Fetched): string[] => {
  const children = childrenOf(node, fetched) ?? []
  return children.length === 0 ? [] : [node.key, ...children.flatMap((child) => keysOf(child, fetched))]
}
