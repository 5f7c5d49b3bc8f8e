/** Keys in a list: ↑↓ rows, Enter opens, Space selects; what was listed can be walked through with `[` and `]` (screens 3.9). */
import { type KeyboardEvent, useEffect, useRef } from 'react'
import * as z from 'zod'
import { useGo } from './link.tsx'
import { watched } from './store.ts'

/** Addresses of the rows last listed, so that a detail page knows its neighbours. */
const kept = 'gongyang.last-list'
const lastList = watched<readonly string[]>(listKept())

/** Kept for this tab, so that a page loaded anew still knows its neighbours. */
function listKept(): readonly string[] {
  try {
    return z.array(z.string()).parse(JSON.parse(sessionStorage.getItem(kept) ?? '[]'))
  } catch {
    return []
  }
}

function remember(list: readonly string[]): void {
  lastList.set(list)
  try {
    sessionStorage.setItem(kept, JSON.stringify(list))
  } catch {
    // Without room the walk lasts as long as the page.
  }
}

/** The neighbour of a page in the list one came from, on the same panel. */
export function neighbourOf(at: { pathname: string; searchStr: string }, step: 1 | -1): string | undefined {
  const list = lastList.get()
  const index = list.findIndex((to) => to.split('?')[0] === at.pathname)
  const to = index < 0 ? undefined : list[index + step]
  const panel = new URLSearchParams(at.searchStr).get('panel')
  return to && panel && !to.includes('?') ? `${to}?panel=${encodeURIComponent(panel)}` : to
}

interface Options<Row> {
  rows: readonly Row[]
  open?: ((row: Row) => string) | undefined
  toggle?: ((row: Row) => void) | undefined
}

export function useListKeys<Row>({ rows, open, toggle }: Options<Row>) {
  const container = useRef<HTMLDivElement>(null)
  const go = useGo()
  useEffect(() => {
    // Ant Design repeats the header in a row it only measures with; its controls must not take the focus.
    for (const row of container.current?.querySelectorAll('.ant-table-measure-row') ?? []) row.setAttribute('inert', '')
  })
  const openRow = (row: Row) => {
    if (!open) return
    remember(rows.map(open))
    go(open(row))
  }
  const onKeyDown = (row: Row) => (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      moveFocus(event.currentTarget, event.key === 'ArrowDown' ? 'nextElementSibling' : 'previousElementSibling')
    }
    if (event.key === 'Enter') openRow(row)
    if (event.key === ' ' && toggle) {
      event.preventDefault()
      toggle(row)
    }
  }
  const onRow = (row: Row, index?: number) => ({
    tabIndex: index === 0 ? 0 : -1,
    onKeyDown: onKeyDown(row),
    onClick: () => {
      if (open) remember(rows.map(open))
    },
  })
  return { container, onRow }
}

function moveFocus(from: HTMLElement, direction: 'nextElementSibling' | 'previousElementSibling'): void {
  const next = from[direction]
  if (next instanceof HTMLElement) next.focus()
}
