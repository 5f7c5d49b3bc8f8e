/** A filled table as it is being checked: its cells, its rows, and how a fault in one of them is said. Pure. */
import type { Citation } from '#kernel/policy.ts'
import type { Column, Disagreement, Row } from './contract.ts'
import { addressOf, type Grid, type Located, plain } from './grid.ts'
import { type Layout, nameField } from './layout.ts'

export interface Against {
  layout: Layout
  columns: readonly Column[]
  percent: number | null
  citations: Citation[]
}

export interface Checking extends Against {
  grid: Grid
  located: Located
}

interface Fault {
  printed: string
  expected: string
  rule: string
  /** What is so and what should be so, after the cell's address. */
  because: string
}

export const textAt = ({ grid, located }: Checking, row: number, field: string): string => {
  const place = located.places.get(field)
  return place === undefined ? '' : plain(grid[row]?.[place] ?? '')
}

/** Name of the row as the table bears it; the total by its own title. */
export const rowName = (checking: Checking, row: number): string =>
  row === checking.located.totalRow
    ? (checking.layout.total?.title ?? '合计')
    : textAt(checking, row, nameField(checking.layout)) || `第${row + 1}行`

export const columnTitle = ({ columns }: Pick<Checking, 'columns'>, field: string): string =>
  columns.find((each) => each.field === field)?.title ?? field

export const placeOf = (located: Located, field: string): number => located.places.get(field) ?? 0

export function fault(checking: Checking, at: number, field: string, found: Fault): Disagreement {
  const cell = addressOf(at, placeOf(checking.located, field))
  const row = rowName(checking, at)
  const column = columnTitle(checking, field)
  const { because, ...rest } = found
  return {
    cell,
    row,
    column,
    ...rest,
    message: `${cell}（${row}·${column}）：${because}`,
    citations: checking.citations,
  }
}

export function readRow(checking: Checking, at: number): { row: Row; faults: Disagreement[] } {
  const { layout, located } = checking
  const values: Record<string, string | number | null> = {}
  const faults: Disagreement[] = []
  for (const column of layout.columns) {
    if (!located.places.has(column.field)) continue
    const text = textAt(checking, at, column.field)
    if (column.type !== 'count') values[column.field] = text
    else if (/^-?\d+$/.test(text) && (column.formula || !text.startsWith('-'))) values[column.field] = Number(text)
    else {
      values[column.field] = null
      const so = text === '' ? '没有填数' : `表内为“${text}”`
      const expected = column.formula ? '整数' : '不小于0的整数'
      faults.push(
        fault(checking, at, column.field, {
          printed: text,
          expected,
          rule: 'number',
          because: `${so}，应为${expected}。没有的填0，请改正`,
        }),
      )
    }
  }
  return { row: { key: String(at), values, cells: [] }, faults }
}
