/** The rows of an amount tree as a treegrid; beyond 200 rows only those in view are in the page (screens 5.7). */
import { type KeyboardEvent, type UIEvent, useRef, useState } from 'react'
import { yuanText } from '#kernel/money.ts'
import { Basis } from './citation.tsx'
import { useGo } from './link.tsx'
import { type AmountNode, hasBasis, type TreeRow } from './tree-rows.ts'

interface Props {
  title: string
  rows: readonly TreeRow[]
  onToggle: (node: AmountNode, open: boolean) => void
  onOpenAll: () => void
}

const rowHeight = 36
const rowsInView = 18
const virtualFrom = 200

export function TreeGrid(props: Props) {
  const { title, rows, onToggle, onOpenAll } = props
  const go = useGo()
  const onLeaf = ({ to }: AmountNode) => {
    if (to) go(to)
  }
  const [top, setTop] = useState(0)
  const [focused, setFocused] = useState(0)
  const box = useRef<HTMLDivElement>(null)
  const window = windowOf(rows.length, top)
  const focus = (index: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, index))
    setFocused(next)
    scrollTo(box.current, next)
    // The row may only come into the page with the scrolling.
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[aria-rowindex="${next + 1}"]`)?.focus())
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[focused]
    if (!row || !(event.target instanceof HTMLElement) || event.target.role !== 'row') return
    if (act({ key: event.key, row, focused, rows, focus, onToggle, onOpenAll, onLeaf })) event.preventDefault()
  }
  return (
    <div
      role="treegrid"
      aria-label={title}
      aria-rowcount={rows.length}
      aria-colcount={3}
      className="gy-treegrid"
      ref={box}
      style={rows.length > virtualFrom ? { height: rowHeight * rowsInView } : {}}
      onScroll={(event: UIEvent<HTMLDivElement>) => setTop(event.currentTarget.scrollTop)}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" style={{ paddingTop: window.first * rowHeight, paddingBottom: window.after * rowHeight }}>
        {rows.slice(window.first, window.last).map((row, index) => (
          <GridRow
            key={row.node.key}
            row={row}
            index={window.first + index}
            focused={window.first + index === focused}
            onFocus={() => setFocused(window.first + index)}
            onToggle={onToggle}
            onLeaf={onLeaf}
          />
        ))}
      </div>
    </div>
  )
}

function windowOf(count: number, top: number): { first: number; last: number; after: number } {
  if (count <= virtualFrom) return { first: 0, last: count, after: 0 }
  const first = Math.max(0, Math.floor(top / rowHeight) - 10)
  const last = Math.min(count, first + rowsInView + 20)
  return { first, last, after: count - last }
}

function scrollTo(box: HTMLElement | null, index: number): void {
  if (!box) return
  const top = index * rowHeight
  if (top < box.scrollTop) box.scrollTop = top
  if (top + rowHeight > box.scrollTop + box.clientHeight) box.scrollTop = top + rowHeight - box.clientHeight
}

interface Act {
  key: string
  row: TreeRow
  focused: number
  rows: readonly TreeRow[]
  focus: (index: number) => void
  onToggle: Props['onToggle']
  onOpenAll: () => void
  onLeaf: (node: AmountNode) => void
}

/** → opens or goes in, ← closes or goes out, * opens all (screens 4.14). */
function act({ key, row, focused, rows, focus, onToggle, onOpenAll, onLeaf }: Act): boolean {
  const deeds: Record<string, (() => void) | undefined> = {
    ArrowDown: () => focus(focused + 1),
    ArrowUp: () => focus(focused - 1),
    Home: () => focus(0),
    End: () => focus(rows.length - 1),
    ArrowRight: () => (row.state === 'closed' ? onToggle(row.node, true) : focus(focused + 1)),
    ArrowLeft: () => (row.state === 'open' ? onToggle(row.node, false) : focus(parentOf(rows, focused))),
    Enter: () => (row.state === 'leaf' ? onLeaf(row.node) : onToggle(row.node, row.state === 'closed')),
    '*': onOpenAll,
  }
  deeds[key]?.()
  return deeds[key] !== undefined
}

function parentOf(rows: readonly TreeRow[], index: number): number {
  const depth = rows[index]?.depth ?? 1
  const before = rows.slice(0, index).findLastIndex((row) => row.depth < depth)
  return Math.max(0, before)
}

interface RowProps {
  row: TreeRow
  index: number
  focused: boolean
  onFocus: () => void
  onToggle: Props['onToggle']
  onLeaf: (node: AmountNode) => void
}

const arrows = { open: '▾', closed: '▸', leaf: '' } as const

function GridRow({ row, index, focused, onFocus, onToggle, onLeaf }: RowProps) {
  const { node, depth, position, siblings, state } = row
  const click = () => (state === 'leaf' ? onLeaf(node) : onToggle(node, state === 'closed'))
  return (
    <div
      role="row"
      className={depth === 1 ? 'gy-tree-row gy-tree-root' : 'gy-tree-row'}
      aria-level={depth}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-rowindex={index + 1}
      {...(state === 'leaf' ? {} : { 'aria-expanded': state === 'open' })}
      tabIndex={focused ? 0 : -1}
      onFocus={onFocus}
    >
      <div role="gridcell" className="gy-tree-label" style={{ paddingLeft: (depth - 1) * 16 }}>
        <button
          type="button"
          tabIndex={-1}
          onClick={click}
          disabled={state === 'leaf' && !node.to}
          className={node.to ? 'gy-tree-link' : undefined}
        >
          <span aria-hidden="true" className="gy-tree-arrow">
            {arrows[state]}
          </span>
          {node.label}
        </button>
        {node.formula && <span className="gy-tree-formula">{node.formula}</span>}
      </div>
      <div role="gridcell" className="gy-tree-amount gy-digits">
        {node.figureless ? '' : yuanText(node.amount)}
      </div>
      <div role="gridcell" className="gy-tree-basis">
        {hasBasis(node) && <Basis citations={node.citations ?? []} />}
      </div>
    </div>
  )
}
