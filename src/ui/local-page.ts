/** Filters, order and pages of a short list that came as a whole. Pure. */
import type { TablePage, TableQuery } from './table-parts.ts'

export interface LocalRules<Row> {
  /** Whether a row fits the value of a filter; a filter without a rule is ignored. */
  fits: Readonly<Record<string, (row: Row, value: string) => boolean>>
  /** What a column is ordered by; null stands last either way. */
  orders: Readonly<Record<string, (row: Row) => string | number | null>>
}

/** The page and, for sums over everything found, all rows that fit. */
export interface LocalPage<Row> extends TablePage<Row> {
  found: readonly Row[]
}

export function localPage<Row>(rows: readonly Row[], query: TableQuery, rules: LocalRules<Row>): LocalPage<Row> {
  const fitting = rows.filter((row) =>
    Object.entries(query.filters).every(([name, value]) => rules.fits[name]?.(row, value) ?? true),
  )
  const found = inOrder(fitting, query.sort, rules.orders)
  const from = (query.page - 1) * query.pageSize
  return { rows: found.slice(from, from + query.pageSize), total: found.length, found }
}

function inOrder<Row>(rows: readonly Row[], sort: TableQuery['sort'], orders: LocalRules<Row>['orders']): Row[] {
  const of = sort && orders[sort.by]
  if (!sort || !of) return [...rows]
  const way = sort.order === 'desc' ? -1 : 1
  return rows.toSorted((one, other) => {
    const [a, b] = [of(one), of(other)]
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    return way * (typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'zh'))
  })
}
