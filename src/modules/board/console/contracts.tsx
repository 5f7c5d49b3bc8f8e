/** 购买合同: every contract with its term, its sum and what was drawn on it. */
import { ask } from '#ui/ask.ts'
import { Amount } from '#ui/amount.tsx'
import { SpanLines } from '#ui/dates.tsx'
import { percentText } from '#ui/formats.ts'
import { Link } from '#ui/link.tsx'
import { PageBody } from '#ui/page.tsx'
import { SearchTable } from '#ui/search-table.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import type { Column, Filter, TablePage, TableQuery } from '#ui/table-parts.ts'
import { board, type ContractUse } from '../contract.ts'
import { leftOf } from './contract-use.tsx'

const statusText = { draft: '草稿', active: '生效', ended: '已终止' } as const
const family = { draft: 'neutral', active: 'green', ended: 'neutral' } as const
const isStatus = (text: string | undefined): text is ContractUse['status'] => text !== undefined && text in statusText

const columns: ReadonlyArray<Column<ContractUse>> = [
  {
    key: 'number',
    title: '合同编号',
    fixed: true,
    render: (row) => (
      <div className="gy-narrow">
        <Link to={`/contracts/${row.id}`}>{row.number}</Link>
      </div>
    ),
  },
  {
    key: 'organisation',
    title: '服务机构',
    render: (row) => (
      <div className="gy-narrow">
        <Link to={`/providers/${row.organisationId}?tab=contracts`}>{row.organisation}</Link>
      </div>
    ),
  },
  {
    key: 'status',
    title: '状态',
    render: (row) => (
      <>
        <FamilyTag family={family[row.status]} text={statusText[row.status]} />
        <Left row={row} />
      </>
    ),
  },
  { key: 'term', title: '期限', render: (row) => <SpanLines from={row.from} to={row.endedOn ?? row.to} /> },
  { key: 'sum', title: '合同金额（元）', right: true, render: (row) => <Amount fen={row.sumFen} as="column" /> },
  {
    key: 'settled',
    title: '已审结算（元）',
    right: true,
    render: (row) => <Amount fen={row.settledFen} as="column" />,
  },
  { key: 'paid', title: '已支付（元）', right: true, render: (row) => <Amount fen={row.paidFen} as="column" /> },
  { key: 'rest', title: '剩余（元）', right: true, render: (row) => <Amount fen={leftOf(row)} as="column" /> },
  {
    key: 'share',
    title: '使用比例',
    right: true,
    render: (row) => (row.sumFen === null ? '—' : percentText(row.settledFen + row.underWayFen, row.sumFen)),
  },
  { key: 'agreements', title: '生效协议', right: true, render: (row) => row.agreements },
  { key: 'budgetLine', title: '预算科目', render: (row) => row.budgetLine || '—', hidden: true },
]

function Left({ row }: { row: ContractUse }) {
  if (row.daysLeft === null) return null
  const family = row.daysLeft < 0 ? 'red' : 'orange'
  const text = row.daysLeft < 0 ? `已过期${-row.daysLeft}天` : `还剩${row.daysLeft}天`
  return <div>{row.daysLeft <= 60 ? <FamilyTag family={family} text={text} /> : text}</div>
}

const filters: readonly Filter[] = [
  { kind: 'text', name: 'words', label: '编号或机构' },
  {
    kind: 'pick',
    name: 'status',
    label: '状态',
    choices: Object.entries(statusText).map(([value, label]) => ({ value, label })),
  },
  {
    kind: 'pick',
    name: 'endsWithin',
    label: '将到期',
    choices: ['60', '30', '7'].map((value) => ({ value, label: `${value}天内` })),
  },
]

function inputOf({ filters: { words = '', status, endsWithin }, page, pageSize }: TableQuery) {
  return {
    words,
    ...(isStatus(status) ? { status } : {}),
    ...(endsWithin ? { endsWithin: Number(endsWithin) } : {}),
    page,
    pageSize,
  }
}

export function ContractList() {
  return (
    <PageBody title="购买合同">
      <SearchTable<ContractUse, TablePage<ContractUse>>
        name="contracts"
        title="购买合同"
        answer={['board', 'contracts']}
        load={async (query) => {
          const found = await ask(board, 'contracts', inputOf(query))
          return { rows: found.rows, total: found.total, asOf: found.at }
        }}
        columns={columns}
        filters={filters}
        rowKey={(row) => row.id}
        open={(row) => `/contracts/${row.id}`}
        order="生效的在前，先到期的在前"
        empty="还没有购买合同。在服务机构页起草合同，生效后才能签协议和结算。"
        next={{ title: '去服务机构', to: '/providers' }}
      />
    </PageBody>
  )
}
