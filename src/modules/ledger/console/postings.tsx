/** 资金流水: every posting, with what it came from, two clicks from its person (screens 4.16). */
import type { PlainMonth } from '#kernel/calendar.ts'
import { Amount } from '#ui/amount.tsx'
import { ask, useCommand } from '#ui/ask.ts'
import { download } from '#ui/files.ts'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { type Export, SearchTable } from '#ui/search-table.tsx'
import type { Column, Filter, TableQuery } from '#ui/table-parts.ts'
import { accountText, Earmark, earmarkText, Flow, flowText, ledger, type Posting } from '../contract.ts'

type Page = { rows: Posting[]; total: number; sumFen: bigint }

const columns: ReadonlyArray<Column<Posting, Page>> = [
  { key: 'postedOn', title: '日期', width: 110, render: (row) => row.postedOn },
  { key: 'summary', title: '摘要', render: (row) => row.summary },
  { key: 'debit', title: '借', render: (row) => accountText[row.debit] },
  { key: 'credit', title: '贷', render: (row) => accountText[row.credit] },
  {
    key: 'amountFen',
    title: '金额（元）',
    right: true,
    render: (row) => <Amount fen={row.amountFen} as="column" />,
    sum: (page) => <Amount fen={page.sumFen} as="column" />,
  },
  { key: 'earmark', title: '专项', render: (row) => earmarkText[row.earmark] },
  { key: 'source', title: '来源', render: (row) => <Source row={row} /> },
  { key: 'madeName', title: '制单', render: (row) => row.madeName },
  { key: 'checkedName', title: '复核', render: (row) => row.checkedName || '—' },
]

/** A line of a batch, a claim or a voucher; a batch that went round again posts under its own mark. */
function Source({ row }: { row: Posting }) {
  const [table = ''] = row.sourceTable.split('#')
  if (table === 'payments.item') return <Link to={`/payments/items/${row.sourceId}`}>发放批次</Link>
  if (table === 'payments.claim') return <Link to="/payments/claims">追回款</Link>
  if (table === 'ledger.voucher')
    return <Link to={`/ledger?tab=vouchers&text=${row.voucherNo}`}>{`凭证${row.voucherNo}`}</Link>
  return <>{row.voucherNo || '—'}</>
}

const filters: readonly Filter[] = [
  {
    kind: 'pick',
    name: 'earmark',
    label: '专项',
    choices: Earmark.options.map((value) => ({ value, label: earmarkText[value] })),
  },
  {
    kind: 'pick',
    name: 'flow',
    label: '收支',
    choices: Flow.options.map((value) => ({ value, label: flowText[value] })),
  },
  { kind: 'text', name: 'text', label: '摘要、凭证号' },
]

function wantedOf(month: PlainMonth, query: TableQuery) {
  const earmark = Earmark.safeParse(query.filters['earmark'])
  const flow = Flow.safeParse(query.filters['flow'])
  return {
    month,
    text: query.filters['text'] ?? '',
    ...(earmark.success ? { earmark: earmark.data } : {}),
    ...(flow.success ? { flow: flow.data } : {}),
  }
}

export function Postings({ month }: { month: PlainMonth }) {
  const may = useMay()
  const give = useCommand(ledger, 'exportPostings')
  const exported = ({ query }: Export) =>
    give.mutateAsync({ ...wantedOf(month, query), format: 'xlsx' }).then(
      ({ ticket }) => download(ticket),
      () => {},
    )
  return (
    <>
      <ReasonsOf error={give.error} action="导出资金流水" />
      <SearchTable<Posting, Page>
        name="postings"
        title="资金流水"
        answer={['ledger', 'postings', month]}
        load={(query) =>
          ask(ledger, 'postings', { ...wantedOf(month, query), page: query.page, pageSize: query.pageSize })
        }
        columns={columns}
        filters={filters}
        rowKey={(row) => row.id}
        order="最近的在前"
        empty="本期没有收支。财政拨入后，点“登记凭证”，由另一人复核入账。"
        {...(may('ledger.exportPostings') ? { onExport: exported } : {})}
      />
    </>
  )
}
