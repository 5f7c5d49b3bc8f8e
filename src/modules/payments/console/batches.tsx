/** 发放: what waits for payment, and the batches (screens 4.15). */
import { Button } from 'antd'
import { monthText } from '#kernel/calendar.ts'
import { rosters } from '#modules/rosters/contract.ts'
import { ask, useAnswer, useCommand } from '#ui/ask.ts'
import { Amount } from '#ui/amount.tsx'
import { useSay } from '#ui/confirm.tsx'
import { Link, useGo } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { useMonth } from '#ui/place.ts'
import { ReasonsOf } from '#ui/reasons.tsx'
import { SearchTable } from '#ui/search-table.tsx'
import { ClosedMonth } from '#ui/states.tsx'
import { FamilyTag, StatusTag } from '#ui/status-tag.tsx'
import type { Column, Filter } from '#ui/table-parts.ts'
import { Responsible } from '#modules/duties/console/hand-over.tsx'
import { type Batch, BatchStatus, batchText, payments, Purpose, purposeText } from '../contract.ts'
import { PayablePanel } from './payable.tsx'

const columns: ReadonlyArray<Column<Batch>> = [
  { key: 'number', title: '批次', fixed: true, render: (row) => <Link to={`/payments/${row.id}`}>{row.number}</Link> },
  { key: 'month', title: '月份', render: (row) => monthText(row.month) },
  {
    key: 'purpose',
    title: '用途',
    render: (row) => <FamilyTag family={row.purpose === 'care' ? 'blue' : 'teal'} text={purposeText[row.purpose]} />,
  },
  { key: 'itemCount', title: '笔数', right: true, render: (row) => row.itemCount },
  { key: 'totalFen', title: '金额（元）', right: true, render: (row) => <Amount fen={row.totalFen} as="column" /> },
  { key: 'status', title: '状态', render: (row) => <BatchTag batch={row} /> },
  { key: 'failed', title: '失败笔数', right: true, render: (row) => row.failed },
  { key: 'madeName', title: '经办', render: (row) => row.madeName },
]

const filters: readonly Filter[] = [
  { kind: 'text', name: 'words', label: '批次号' },
  {
    kind: 'pick',
    name: 'purpose',
    label: '用途',
    choices: Purpose.options.map((value) => ({ value, label: purposeText[value] })),
  },
  {
    kind: 'pick',
    name: 'status',
    label: '状态',
    choices: BatchStatus.options.map((value) => ({ value, label: batchText[value] })),
  },
]

export function BatchTag({ batch }: { batch: Pick<Batch, 'status' | 'failed'> }) {
  if (batch.status === 'cancelled') return <FamilyTag family="neutral" text={batchText.cancelled} />
  if (batch.failed > 0) return <StatusTag of="批次" word="部分失败" />
  return <StatusTag of="批次" word={batchText[batch.status]} />
}

export function Batches() {
  const { month } = useMonth()
  const may = useMay()
  const plan = useAnswer(rosters, 'month', { month })
  const closed = plan.data?.status === 'closed'
  return (
    <PageBody
      title="发放"
      beside={monthText(month)}
      action={may('payments.makeList') && !closed && <MakeList />}
      strip={closed ? <ClosedMonth month={month} /> : undefined}
    >
      <Responsible functions={['pays', 'finance']} />
      {may('payments.payable') && <PayablePanel month={month} />}
      <SearchTable<Batch, { rows: Batch[]; total: number }>
        name="batches"
        title="发放批次"
        answer={['payments', 'list', month]}
        load={(query) => {
          const purpose = Purpose.safeParse(query.filters['purpose'])
          const status = BatchStatus.safeParse(query.filters['status'])
          const words = (query.filters['words'] ?? '').slice(0, 40)
          const asked = {
            words,
            ...(purpose.success ? { purpose: purpose.data } : {}),
            ...(status.success ? { status: status.data } : {}),
          }
          return ask(payments, 'list', { month, ...asked, page: query.page, pageSize: query.pageSize })
        }}
        columns={columns}
        filters={filters}
        rowKey={(row) => row.id}
        open={(row) => `/payments/${row.id}`}
        order="最近的批次在前"
        empty={`${monthText(month)}还没有发放批次。`}
      />
    </PageBody>
  )
}

function MakeList() {
  const { month } = useMonth()
  const make = useCommand(payments, 'makeList', { answers: ['duties'] })
  const say = useSay()
  const go = useGo()
  const run = async () => {
    const made = await make.mutateAsync({ month })
    say(`已生成${made.number}`)
    go(`/payments/${made.batchId}`)
  }
  return (
    <>
      <Button type="primary" loading={make.isPending} onClick={() => void run().catch(() => {})}>
        生成发放花名册
      </Button>
      <ReasonsOf error={make.error} action="生成发放花名册" />
    </>
  )
}
