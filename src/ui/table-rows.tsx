/** The rows of a table as Ant Design wants them: columns, row actions and the lines 合计 and 本页. */
import { Button, Dropdown, Table, type TableColumnType } from 'antd'
import type { ReactNode } from 'react'
import { Link, useGo } from './link.tsx'
import type { Column, RowAction, TablePage, TableQuery } from './table-parts.ts'

const orders = { asc: 'ascend', desc: 'descend' } as const

export function antColumns<Row, Page extends TablePage<Row>>(
  shown: ReadonlyArray<Column<Row, Page>>,
  query: TableQuery,
  actions: ((row: Row) => readonly RowAction[]) | undefined,
): Array<TableColumnType<Row>> {
  const columns = shown.map(
    (column, index): TableColumnType<Row> => ({
      key: column.key,
      title: column.title,
      render: (_, row) => within(column.most, column.render(row)),
      align: column.right ? 'right' : 'left',
      sorter: column.sortable ?? false,
      sortOrder: query.sort?.by === column.key ? orders[query.sort.order] : null,
      fixed: index === 0 || column.fixed ? 'left' : false,
      ...(column.width ? { width: column.width } : {}),
      ...(column.right ? { className: 'gy-digits' } : {}),
    }),
  )
  if (!actions) return columns
  const last: TableColumnType<Row> = {
    key: 'actions',
    title: '操作',
    fixed: 'right',
    render: (_, row) => <RowActions actions={actions(row)} />,
  }
  return [...columns, last]
}

const within = (most: number | undefined, content: ReactNode): ReactNode =>
  most === undefined ? (
    content
  ) : (
    <div className="gy-most" style={{ maxWidth: most }}>
      {content}
    </div>
  )

function RowActions({ actions }: { actions: readonly RowAction[] }) {
  const more = actions.slice(2)
  const go = useGo()
  return (
    <span className="gy-row-actions">
      {actions.slice(0, 2).map((action) => (
        <OneAction key={action.title} action={action} />
      ))}
      {more.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: more.map((action) => ({
              key: action.title,
              label: action.title,
              onClick: () => (action.to ? go(action.to) : action.onClick?.()),
            })),
          }}
        >
          <Button type="link" size="small">
            更多
          </Button>
        </Dropdown>
      )}
    </span>
  )
}

function OneAction({ action }: { action: RowAction }) {
  if (action.to) return <Link to={action.to}>{action.title}</Link>
  return (
    <Button type="link" size="small" onClick={action.onClick}>
      {action.title}
    </Button>
  )
}

interface SumsProps<Row, Page extends TablePage<Row>> {
  shown: ReadonlyArray<Column<Row, Page>>
  page: Page
  /** Columns before and after the data: selection, expanding, actions. */
  lead: number
  tail: number
}

/**
 * One line: the sum of everything found, the page's own under it.
 * Called, not rendered: Ant Design keeps the line in view only when it sees Table.Summary itself.
 */
export function sumLine<Row, Page extends TablePage<Row>>({ shown, page, lead, tail }: SumsProps<Row, Page>) {
  if (!shown.some((column) => column.sum ?? column.pageSum)) return null
  const [, ...others] = shown
  const pageSummed = shown.some((column) => column.pageSum)
  return (
    <Table.Summary fixed>
      <Table.Summary.Row className="gy-sum">
        {Array.from({ length: lead }, (_, index) => (
          <Table.Summary.Cell key={`lead${index}`} index={index} />
        ))}
        <Table.Summary.Cell index={lead}>
          <SumCell sum="合计" pageSum={pageSummed ? '本页' : undefined} />
        </Table.Summary.Cell>
        {others.map((column, index) => (
          <Table.Summary.Cell key={column.key} index={lead + 1 + index} align="right" className="gy-digits">
            <SumCell sum={column.sum?.(page)} pageSum={column.pageSum?.(page.rows)} />
          </Table.Summary.Cell>
        ))}
        {Array.from({ length: tail }, (_, index) => (
          <Table.Summary.Cell key={`tail${index}`} index={lead + shown.length + index} />
        ))}
      </Table.Summary.Row>
    </Table.Summary>
  )
}

function SumCell({ sum, pageSum }: { sum: ReactNode; pageSum: ReactNode }) {
  return (
    <>
      {sum}
      {pageSum !== undefined && <div className="gy-help">{pageSum}</div>}
    </>
  )
}
