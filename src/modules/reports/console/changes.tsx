/** What differs between two states of a table, cell by cell, with how many persons came and went. */
import { Table } from 'antd'
import { monthText, type PlainMonth } from '#kernel/calendar.ts'
import { Link } from '#ui/link.tsx'
import { Panel } from '#ui/page.tsx'
import type { Difference } from '../contract.ts'

export function Changes({ month, differences }: { month: PlainMonth; differences: readonly Difference[] }) {
  return (
    <Panel title={`与${monthText(month)}比`} count={differences.length}>
      <DifferenceTable differences={differences} empty="没有变化。" />
    </Panel>
  )
}

export function DifferenceTable({ differences, empty }: { differences: readonly Difference[]; empty: string }) {
  return (
    <Table
      size="small"
      rowKey={(row) => `${row.rowKey}.${row.field}`}
      pagination={{ pageSize: 20, hideOnSinglePage: true }}
      dataSource={[...differences]}
      locale={{ emptyText: empty }}
      columns={[
        { title: '行', dataIndex: 'row' },
        { title: '栏', dataIndex: 'column' },
        { title: '原为', render: (_, row) => row.before ?? '—', align: 'right' },
        { title: '现为', render: (_, row) => row.after ?? '—', align: 'right' },
        { title: '新增的人', render: (_, row) => <People ids={row.joined} /> },
        { title: '减少的人', render: (_, row) => <People ids={row.left} /> },
      ]}
    />
  )
}

function People({ ids }: { ids: readonly string[] }) {
  if (ids.length === 0) return '—'
  return (
    <>
      {ids.slice(0, 5).map((id, index) => (
        <span key={id}>
          <Link to={`/persons/${id}`}>{`第${index + 1}人`}</Link>{' '}
        </span>
      ))}
      {ids.length > 5 && `共${ids.length}人`}
    </>
  )
}
