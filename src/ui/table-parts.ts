/** The words of a table: columns, filters, pages and selection (screens 5.1, 5.2). */
import type { ReactNode } from 'react'
import type { Instant } from '#kernel/calendar.ts'
import { type TableQuery, valuesOf } from './address-text.ts'
import type { AreaNode } from './area-tree.ts'
import { wayTo } from './area-tree.ts'

export type { TableQuery } from './address-text.ts'

export interface TablePage<Row> {
  rows: readonly Row[]
  /** Of all filtered rows. */
  total: number
  /** False shows '1,000+': counting on would take too long (design §5). */
  totalIsExact?: boolean | undefined
  asOf?: Instant | undefined
}

export interface Column<Row, Page extends TablePage<Row> = TablePage<Row>> {
  key: string
  title: string
  render: (row: Row) => ReactNode
  /** Numbers stand right. */
  right?: boolean
  sortable?: boolean
  width?: number
  /** At most so wide in pixels; what is longer goes on in the next line, so that the table fits a small screen. */
  most?: number
  /** Over all filtered rows, from the page's answer: the line 合计. */
  sum?: (page: Page) => ReactNode
  /** Over the rows in view: 本页, under the sum of all. */
  pageSum?: (rows: readonly Row[]) => ReactNode
  /** Not shown until chosen. */
  hidden?: boolean
  /** Stays in view when the table is wider than the page. */
  fixed?: boolean
}

interface FilterBase {
  name: string
  label: string
  /** Behind 更多筛选. */
  rare?: boolean
}
export interface FilterChoice {
  value: string
  label: string
}
export type Filter =
  | (FilterBase & { kind: 'text' | 'day' | 'month' })
  | (FilterBase & { kind: 'pick' | 'multi'; choices: readonly FilterChoice[] })
  | (FilterBase & { kind: 'area'; areas: readonly AreaNode[] })

export interface RowAction {
  title: string
  onClick?: () => void
  to?: string
}

/** Rows chosen one by one, over pages; or everything the filters find. */
export type Selection<Row> =
  | { kind: 'some'; keys: readonly string[]; rows: readonly Row[] }
  | { kind: 'all'; query: TableQuery; total: number }

export const countOf = <Row>(selection: Selection<Row>): number =>
  selection.kind === 'all' ? selection.total : selection.keys.length

/** What a filter's value reads as: '半失能、失能', '××镇'. */
export function valueText(filter: Filter, value: string): string {
  switch (filter.kind) {
    case 'pick':
    case 'multi':
      return valuesOf(value)
        .map((each) => filter.choices.find((choice) => choice.value === each)?.label ?? each)
        .join('、')
    case 'area':
      return wayTo(filter.areas, value).at(-1)?.name ?? value
    case 'text':
      return `“${value}”`
    case 'day':
    case 'month':
      return value
  }
}

export interface FilterPhrase {
  name: string
  text: string
}

/** The active filters as phrases; joined by '；' they are the sentence on exports. */
export function phrasesOf(filters: readonly Filter[], values: Readonly<Record<string, string>>): FilterPhrase[] {
  return filters.flatMap((filter) => {
    const value = values[filter.name]
    return value ? [{ name: filter.name, text: `${filter.label}：${valueText(filter, value)}` }] : []
  })
}

export const sentenceOf = (filters: readonly Filter[], values: Readonly<Record<string, string>>): string =>
  phrasesOf(filters, values)
    .map((phrase) => phrase.text)
    .join('；') || '全部'

/** Lists count to a thousand and one more, which says that there are more (design §5). */
const counted = 1000

export function totalText(page: Pick<TablePage<unknown>, 'total' | 'totalIsExact'>): string {
  const more = page.totalIsExact === false || (page.totalIsExact === undefined && page.total === counted + 1)
  const count = String(page.totalIsExact === undefined && more ? counted : page.total).replace(
    /\B(?=(\d{3})+(?!\d))/g,
    ',',
  )
  return more ? `共${count}+条` : `共${count}条`
}
