/** The list every module uses: server pages, filters in the address, sums of all rows, selection over pages (screens 5.1, 5.2). */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Pagination, Table } from 'antd'
import { type ReactNode, type RefObject, useEffect } from 'react'
import { useAddress } from './address.ts'
import { addressOfQuery, pageSizes, tableQueryOf } from './address-text.ts'
import { Moment } from './dates.tsx'
import { useListKeys } from './list-keys.ts'
import { usePrinting } from './printing.ts'
import { Empty, Failed, Loading } from './states.tsx'
import { ColumnChooser, useColumns } from './table-columns.tsx'
import { ChoiceBar, useChoice } from './table-choice.tsx'
import { FilterBar, FilterSentence } from './table-filters.tsx'
import {
  type Column,
  type Filter,
  type RowAction,
  type Selection,
  sentenceOf,
  type TablePage,
  type TableQuery,
  totalText,
} from './table-parts.ts'
import { antColumns, sumLine } from './table-rows.tsx'

export interface Export {
  query: TableQuery
  columns: ReadonlyArray<{ key: string; title: string }>
  /** The filter sentence that stands on top of the file. */
  sentence: string
}

export interface SearchTableProps<Row, Page extends TablePage<Row>> {
  /** Name under which columns and filters are kept: 'persons'. */
  name: string
  /** What the table lists, for assistive technology: '人员名册'. */
  title: string
  /** Key of the answer, so that commands refresh it: ['persons', 'list']; add what else it depends on: area, month. */
  answer: readonly unknown[]
  load: (query: TableQuery) => Promise<Page>
  columns: ReadonlyArray<Column<Row, Page>>
  rowKey: (row: Row) => string
  filters?: readonly Filter[]
  /** '按法定顺序' */
  order?: string
  /** Two stand as text, others in 更多. */
  actions?: (row: Row) => readonly RowAction[]
  /** Enter opens it; `[` and `]` walk through the same list. */
  open?: (row: Row) => string
  /** Buttons for what is selected; makes rows selectable. */
  batch?: (selection: Selection<Row>, clear: () => void) => ReactNode
  onExport?: (wanted: Export) => Promise<unknown>
  /** Why there is nothing, and the next step. */
  empty: string
  next?: { title: string; to: string } | undefined
  /** Rows that open below themselves. */
  expand?: (row: Row) => ReactNode
}

export function SearchTable<Row extends object, Page extends TablePage<Row>>(props: SearchTableProps<Row, Page>) {
  const { name, filters = [], columns, batch, answer, load } = props
  const { query, ask, onFilter } = useTableQuery(filters)
  const chosen = useColumns(name, columns)
  const choice = useChoice<Row>()
  const found = useQuery({
    queryKey: [...answer, query],
    queryFn: () => load(query),
    placeholderData: keepPreviousData,
  })
  const page = found.data
  return (
    <div className="gy-table">
      <div className="gy-table-head">
        {filters.length > 0 && <FilterBar table={name} filters={filters} values={query.filters} onChange={onFilter} />}
        <TableTools {...props} query={query} shown={chosen.shown} onChoose={chosen.choose} onReset={chosen.reset} />
      </div>
      <div className={found.isFetching ? 'gy-line gy-line-on' : 'gy-line'} />
      <FilterSentence filters={filters} values={query.filters} onChange={onFilter} />
      {batch && page && (
        <ChoiceBar
          choice={choice}
          query={query}
          total={page.total}
          everything={() => everyRow({ load, query, total: page.total, rowKey: props.rowKey })}
        >
          {batch}
        </ChoiceBar>
      )}
      {found.error && <Failed error={found.error} onRetry={() => void found.refetch()} />}
      {!page && !found.error && <Loading lines={12} />}
      {page && <Rows {...props} page={page} shown={chosen.shown} query={query} choice={choice} onQuery={ask} />}
      {page && (
        <Foot page={page} order={props.order} query={query} onQuery={ask} onRefresh={() => void found.refetch()} />
      )}
    </div>
  )
}

interface Everything<Row, Page extends TablePage<Row>> {
  load: (query: TableQuery) => Promise<Page>
  query: TableQuery
  total: number
  rowKey: (row: Row) => string
}

/** The largest page every list gives. */
const pageSize = 200

async function everyRow<Row, Page extends TablePage<Row>>({ load, query, total, rowKey }: Everything<Row, Page>) {
  const pages = Array.from({ length: Math.ceil(total / pageSize) }, (_, index) => index + 1)
  const found: Array<readonly [string, Row]> = []
  for (const page of pages)
    for (const row of (await load({ ...query, page, pageSize })).rows) found.push([rowKey(row), row])
  return found
}

function useTableQuery(filters: readonly Filter[]) {
  const { state, change } = useAddress()
  const names = filters.map((filter) => filter.name)
  const query = tableQueryOf(state, names)
  const ask = (next: TableQuery) => change(addressOfQuery(next, names))
  const onFilter = (values: Readonly<Record<string, string>>) => ask({ ...query, page: 1, filters: { ...values } })
  return { query, ask, onFilter }
}

type Shown<Row, Page extends TablePage<Row>> = ReadonlyArray<Column<Row, Page>>

interface ToolsProps<Row, Page extends TablePage<Row>> extends SearchTableProps<Row, Page> {
  query: TableQuery
  shown: Shown<Row, Page>
  onChoose: (keys: readonly string[]) => void
  onReset: () => void
}

function TableTools<Row, Page extends TablePage<Row>>(props: ToolsProps<Row, Page>) {
  const { columns, shown, query, filters = [], onExport, onChoose, onReset } = props
  const wanted = { query, columns: shown, sentence: sentenceOf(filters, query.filters) }
  return (
    <div className="gy-table-tools">
      {onExport && (
        <Button type="text" onClick={() => void onExport(wanted)}>
          导出
        </Button>
      )}
      <ColumnChooser columns={columns} shown={shown} onChoose={onChoose} onReset={onReset} />
    </div>
  )
}

interface RowsProps<Row, Page extends TablePage<Row>> extends SearchTableProps<Row, Page> {
  page: Page
  shown: Shown<Row, Page>
  query: TableQuery
  choice: ReturnType<typeof useChoice<Row>>
  onQuery: (query: TableQuery) => void
}

function Rows<Row extends object, Page extends TablePage<Row>>(props: RowsProps<Row, Page>) {
  const { page, shown, query, choice, onQuery, rowKey, expand, title } = props
  const printing = usePrinting()
  const batch = printing ? undefined : props.batch
  const actions = printing ? undefined : props.actions
  const { container, onRow } = useListKeys({
    rows: page.rows,
    open: props.open,
    toggle: batch ? (row) => choice.put(rowKey(row), row, !choice.has(rowKey(row))) : undefined,
  })
  useReachable(container, page.rows.length === 0)
  return (
    <div ref={container}>
      <Table<Row>
        aria-label={title}
        size="middle"
        rowKey={rowKey}
        dataSource={[...page.rows]}
        columns={antColumns(shown, query, actions)}
        pagination={false}
        showSorterTooltip={false}
        {...(printing ? {} : inView)}
        locale={{ emptyText: <EmptyRows filtered={Object.keys(query.filters).length > 0} {...props} /> }}
        onRow={onRow}
        onChange={(_, __, sorter) => {
          const one = Array.isArray(sorter) ? sorter[0] : sorter
          const by = one?.columnKey
          const sort = one?.order && by ? { by: String(by), order: sortOrders[one.order] } : undefined
          onQuery({ ...query, page: 1, sort })
        }}
        {...(expand ? { expandable: { expandedRowRender: expand } } : {})}
        {...(batch ? { rowSelection: rowSelectionOf(props) } : {})}
        {...(page.rows.length > 0
          ? { summary: () => sumLine({ shown, page, lead: (batch ? 1 : 0) + (expand ? 1 : 0), tail: actions ? 1 : 0 }) }
          : {})}
      />
    </div>
  )
}

/** Without rows nothing inside takes the focus, and whoever has no mouse could not move what runs sideways. */
function useReachable(container: RefObject<HTMLDivElement | null>, empty: boolean): void {
  useEffect(() => {
    for (const body of container.current?.querySelectorAll<HTMLElement>('.ant-table-body, .ant-table-content') ?? [])
      if (empty) body.tabIndex = 0
      else body.removeAttribute('tabindex')
  }, [container, empty])
}

/** The foot stays in view; the sums stand above it. */
const footHeight = 38
const inView = {
  scroll: { x: 'max-content' },
  sticky: { offsetSummary: footHeight, offsetScroll: footHeight },
} as const
const sortOrders = { ascend: 'asc', descend: 'desc' } as const

function rowSelectionOf<Row extends object, Page extends TablePage<Row>>(props: RowsProps<Row, Page>) {
  const { page, choice, rowKey } = props
  return {
    selectedRowKeys: page.rows.map(rowKey).filter(choice.has),
    onSelect: (row: Row, chosen: boolean) => choice.put(rowKey(row), row, chosen),
    onSelectAll: (chosen: boolean) =>
      choice.putMany(
        page.rows.map((row) => [rowKey(row), row] as const),
        chosen,
      ),
    getTitleCheckboxProps: () => ({ 'aria-label': '选择本页全部' }),
    getCheckboxProps: (row: Row) => ({ 'aria-label': `选择第${page.rows.indexOf(row) + 1}行` }),
    columnWidth: 36,
    fixed: true,
  }
}

function EmptyRows({
  filtered,
  empty,
  next,
}: {
  filtered: boolean
  empty: string
  next?: { title: string; to: string } | undefined
}) {
  if (filtered) return <Empty>没有符合这些条件的行。可以去掉一两个条件再看。</Empty>
  return <Empty next={next}>{empty}</Empty>
}

interface FootProps {
  page: TablePage<unknown>
  order: string | undefined
  query: TableQuery
  onQuery: (query: TableQuery) => void
  onRefresh: () => void
}

function Foot({ page, order, query, onQuery, onRefresh }: FootProps) {
  return (
    <div className="gy-table-foot">
      <output>
        {totalText(page)}
        {order && <span className="gy-help">，{order}</span>}
      </output>
      {page.asOf && (
        <span className="gy-help">
          截至
          <Moment at={page.asOf} />
          <Button type="link" size="small" onClick={onRefresh}>
            刷新
          </Button>
        </span>
      )}
      <Pagination
        size="small"
        current={query.page}
        pageSize={query.pageSize}
        total={page.total}
        showSizeChanger={page.total > pageSizes[0]}
        pageSizeOptions={[...pageSizes]}
        onChange={(next, size) => onQuery({ ...query, page: size === query.pageSize ? next : 1, pageSize: size })}
      />
    </div>
  )
}
