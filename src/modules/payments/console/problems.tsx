/** 核对结果: who is not on the list and why, and what to look at (F-07, F-08). */
import { ask } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { SearchTable } from '#ui/search-table.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import type { Column } from '#ui/table-parts.ts'
import { payments, type Problem } from '../contract.ts'

const columns: ReadonlyArray<Column<Problem>> = [
  { key: 'name', title: '姓名', fixed: true, render: (row) => <PersonLink personId={row.personId} name={row.name} /> },
  { key: 'township', title: '乡镇（街道）', render: (row) => row.township },
  {
    key: 'blocking',
    title: '结果',
    render: (row) => (
      <FamilyTag family={row.blocking ? 'red' : 'orange'} text={row.blocking ? '未列入发放' : '已列入，请核实'} />
    ),
  },
  { key: 'message', title: '原因', render: (row) => row.message },
  {
    key: 'basis',
    title: '依据',
    render: (row) => (row.citations.length > 0 ? <Basis citations={row.citations} /> : '—'),
  },
]

export function Problems({ batchId }: { batchId: string }) {
  return (
    <SearchTable<Problem, { rows: Problem[]; total: number }>
      name="payment-problems"
      title="核对结果"
      answer={['payments', 'problems', batchId]}
      load={(query) => ask(payments, 'problems', { batchId, page: query.page, pageSize: query.pageSize })}
      columns={columns}
      rowKey={(row) => row.id}
      order="未列入的在前"
      empty="没有需要核实的人员。"
    />
  )
}
