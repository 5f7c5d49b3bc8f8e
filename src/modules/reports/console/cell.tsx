/** What stands behind a cell: its persons, or its home, and how the number came about. */
import { Drawer, Table } from 'antd'
import { useState } from 'react'
import type { Sent } from '#kernel/contract.ts'
import { useAnswer } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Link } from '#ui/link.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { Answer } from '#ui/states.tsx'
import { reports } from '../contract.ts'

export type OpenCell = Pick<Sent<typeof reports.operations.persons>, 'table' | 'month' | 'county' | 'row' | 'column'>

const levels: Readonly<Record<string, string>> = { able: '自理', partly_able: '半失能', unable: '失能' }

export function CellDrawer({ cell, onClose }: { cell: OpenCell | undefined; onClose: () => void }) {
  return (
    <Drawer open={cell !== undefined} onClose={onClose} title="打开单元格" size={560} destroyOnHidden>
      {cell && <Behind key={`${cell.row}.${cell.column}`} cell={cell} />}
    </Drawer>
  )
}

function Behind({ cell }: { cell: OpenCell }) {
  const [page, setPage] = useState(1)
  const answer = useAnswer(reports, 'persons', { ...cell, page }, { keepLast: true })
  return (
    <Answer answer={answer}>
      {(data) => (
        <>
          <h2>{data.title}</h2>
          <p>
            {data.explanation} <Basis citations={data.citations} value={String(data.value ?? '')} />
          </p>
          {data.homeId && <Link to={`/homes/${data.homeId}`}>打开机构</Link>}
          {data.total > 0 && (
            <Table
              size="small"
              rowKey={(row) => row.personId ?? row.name}
              dataSource={data.rows}
              pagination={{ current: page, pageSize: 50, total: data.total, onChange: setPage, showSizeChanger: false }}
              columns={[
                {
                  title: '姓名',
                  render: (_, row) =>
                    row.personId ? <PersonLink personId={row.personId} name={row.name} /> : row.name,
                },
                { title: '性别', dataIndex: 'sex' },
                { title: '年龄', dataIndex: 'age', align: 'right' },
                { title: '等级', render: (_, row) => levels[row.level] ?? '—' },
                { title: '所在', dataIndex: 'place' },
              ]}
            />
          )}
        </>
      )}
    </Answer>
  )
}
