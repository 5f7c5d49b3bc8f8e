/** 追回款: by name, never out of anybody else's money. */
import { monthText } from '#kernel/calendar.ts'
import { Amount } from '#ui/amount.tsx'
import { ask } from '#ui/ask.ts'
import { PageBody } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { SearchTable } from '#ui/search-table.tsx'
import type { Column } from '#ui/table-parts.ts'
import { type Claim, claimText, ClaimStatus, groundText, payments, purposeText } from '../contract.ts'

const columns: ReadonlyArray<Column<Claim>> = [
  { key: 'name', title: '姓名', fixed: true, render: (row) => <PersonLink personId={row.personId} name={row.name} /> },
  { key: 'township', title: '乡镇（街道）', render: (row) => row.township },
  { key: 'month', title: '月份', render: (row) => monthText(row.month) },
  { key: 'purpose', title: '用途', render: (row) => purposeText[row.purpose] },
  { key: 'ground', title: '原因', render: (row) => groundText[row.ground] },
  { key: 'amountFen', title: '金额（元）', right: true, render: (row) => <Amount fen={row.amountFen} as="column" /> },
  { key: 'status', title: '状态', render: (row) => claimText[row.status] },
  { key: 'words', title: '说明', render: (row) => row.decidedReason || row.words },
]

export function Claims() {
  return (
    <PageBody title="追回款" way={[{ title: '发放', to: '/payments' }]}>
      <SearchTable<Claim, { rows: Claim[]; total: number }>
        name="claims"
        title="追回款"
        answer={['payments', 'claims']}
        load={(query) => {
          const status = ClaimStatus.safeParse(query.filters['status'])
          const asked = status.success ? { status: status.data } : {}
          return ask(payments, 'claims', { ...asked, page: query.page, pageSize: query.pageSize })
        }}
        columns={columns}
        filters={[
          {
            kind: 'pick',
            name: 'status',
            label: '状态',
            choices: ClaimStatus.options.map((value) => ({ value, label: claimText[value] })),
          },
        ]}
        rowKey={(row) => row.id}
        order="最近发现的在前"
        empty="没有需要追回的款项。"
      />
    </PageBody>
  )
}
