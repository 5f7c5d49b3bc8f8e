/** Cells, totals and what stands beside a table, from what was counted. Pure. */
import { occupancyOf } from '#modules/institutions/rules.ts'
import type { CellValue, Row } from './contract.ts'
import { type Layout, nameField } from './layout.ts'
import { inPrintedOrder, totalRow } from './rules.ts'

/** One unit or home with what was counted of it. */
export interface Counted {
  key: string
  name: string
  values: Readonly<Record<string, number | string | null>>
  /** Column → the persons or stays that were counted. */
  members: Readonly<Record<string, readonly string[]>>
}

export interface Made {
  rows: Row[]
  totals: { title: string; values: Record<string, number>; cells: CellValue[] } | null
}

export function makeTable(layout: Layout, counted: readonly Counted[], percent: number | null): Made {
  const byName = new Map(counted.map((each) => [each.name, each]))
  const rows = inPrintedOrder([...byName.keys()], layout.rows.order_list).flatMap((name, index) => {
    const each = byName.get(name)
    return each ? [rowOf(layout, each, { index, percent })] : []
  })
  return { rows, totals: totalsOf(layout, rows) }
}

function rowOf(layout: Layout, counted: Counted, { index, percent }: { index: number; percent: number | null }): Row {
  const values: Record<string, CellValue> = {}
  for (const column of layout.columns) values[column.field] = cellOf(layout, counted, { column, index, percent })
  return { key: counted.key, values, cells: layout.columns.map(({ field }) => values[field] ?? null) }
}

interface At {
  column: Layout['columns'][number]
  index: number
  percent: number | null
}

function cellOf(layout: Layout, counted: Counted, { column, index, percent }: At): CellValue {
  if (column.type === 'serial') return index + 1
  if (column.field === nameField(layout)) return counted.name
  if (column.formula) return formulaOf(column.formula, counted.values, percent)
  return counted.values[column.field] ?? (column.type === 'count' ? 0 : '')
}

export type Formula = NonNullable<Layout['columns'][number]['formula']>

/** Rounded up for each row; the gap keeps its sign (C-2). Null where no target is set. */
export function formulaOf(
  formula: Formula,
  values: Readonly<Record<string, number | string | null>>,
  percent: number | null,
): number | null {
  if (percent === null) return null
  const standing = occupancyOf(
    { beds: Number(values['beds'] ?? 0), residents: Number(values['residents'] ?? 0) },
    percent,
  )
  return formula === 'beds_times_percent' ? standing.target : standing.gap
}

const numbersOf = (row: Row): Record<string, number> =>
  Object.fromEntries(
    Object.entries(row.values).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  )

export function totalsOf(layout: Layout, rows: readonly Row[]): Made['totals'] {
  if (!layout.total) return null
  const values = totalRow(rows.map(numbersOf), layout.total.columns)
  const [first] = layout.columns
  const cells = layout.columns.map(({ field }) =>
    field === first?.field ? (layout.total?.title ?? '') : (values[field] ?? ''),
  )
  return { title: layout.total.title, values, cells }
}

export interface Beside {
  code: string
  title: string
  value: number
  text: string
}

/** What the document does not print and the screen says beside it: never written into the sheet. */
export function besidesOf(layout: Layout, made: Made): Beside[] {
  const gapColumn = layout.columns.find(({ formula }) => formula === 'target_minus_residents')
  if (!layout.besides?.positive_gap_sum || !gapColumn || !made.totals) return []
  const gaps = made.rows.map((row) => Number(row.values[gapColumn.field] ?? 0))
  const positive = gaps.filter((gap) => gap > 0)
  const negative = gaps.filter((gap) => gap < 0)
  const gross = positive.reduce((sum, gap) => sum + gap, 0)
  const surplus = -negative.reduce((sum, gap) => sum + gap, 0)
  const net = made.totals.values[gapColumn.field] ?? 0
  return [
    { code: 'net_gap', title: '缺口（净）', value: net, text: `各行之和${net}，即表内合计` },
    {
      code: 'gross_gap',
      title: '缺口（毛）',
      value: gross,
      text: `未达标${positive.length}家之和${gross}；不写入附表`,
    },
    { code: 'surplus', title: '超出', value: surplus, text: `超出的${negative.length}家共${surplus}` },
  ]
}
