/** The lines of a batch: found by payee, amount and state; who stands behind one; taken out, or sent again (screens 4.15). */
import { Button, Input } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { Amount } from '#ui/amount.tsx'
import { ask, useAnswer, useCommand } from '#ui/ask.ts'
import { Confirm, useSay } from '#ui/confirm.tsx'
import { ConfirmReason } from '#ui/confirm-reason.tsx'
import { download } from '#ui/files.ts'
import { Link, useGo } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { type Export, SearchTable } from '#ui/search-table.tsx'
import { Answer } from '#ui/states.tsx'
import { StopButton } from './stops.tsx'
import type { Column, Filter, Selection, TableQuery } from '#ui/table-parts.ts'
import { yuanTyped } from '#ui/typing.ts'
import { type Batch, type Item, ItemStatus, itemText, payeeText, payments, purposeText } from '../contract.ts'

type Page = { rows: Item[]; total: number; sumFen: bigint }

const columns: ReadonlyArray<Column<Item, Page>> = [
  { key: 'lineNo', title: '序号', right: true, width: 64, render: (row) => row.lineNo },
  {
    key: 'payee',
    title: '收款方',
    fixed: true,
    render: (row) => (row.personId ? <PersonLink personId={row.personId} name={row.payee} /> : row.payee),
  },
  { key: 'township', title: '乡镇（街道）', render: (row) => row.township || '—' },
  { key: 'payeeKind', title: '类型', render: (row) => payeeText[row.payeeKind] },
  { key: 'purpose', title: '用途', hidden: true, render: (row) => purposeText[row.purpose] },
  { key: 'account', title: '账户', render: (row) => `尾号${row.accountMasked.slice(-4)}` },
  {
    key: 'amountFen',
    title: '金额（元）',
    right: true,
    render: (row) => <Amount fen={row.amountFen} as="column" />,
    sum: (page) => <Amount fen={page.sumFen} as="column" />,
  },
  { key: 'persons', title: '人数', right: true, render: (row) => row.persons },
  {
    key: 'from',
    title: '来自结算',
    render: (row) =>
      row.statementId ? <Link to={`/settlements/${row.statementId}`}>{row.statementNumber ?? ''}</Link> : '花名册',
  },
  { key: 'status', title: '银行结果', render: (row) => `${itemText[row.status]} ${row.paidOn ?? ''}` },
  {
    key: 'reason',
    title: '原因',
    width: 260,
    render: (row) => (
      <span className="gy-wrap">
        {row.advice || (row.reissuedIn ? `已在${row.reissuedIn}重发` : row.bankReason || '—')}
      </span>
    ),
  },
]

const filters: readonly Filter[] = [
  { kind: 'text', name: 'text', label: '收款方' },
  { kind: 'text', name: 'amount', label: '金额（元）' },
  {
    kind: 'pick',
    name: 'status',
    label: '银行结果',
    choices: ItemStatus.options.map((value) => ({ value, label: itemText[value] })),
  },
]

function wantedOf(batchId: string, query: TableQuery) {
  const status = ItemStatus.safeParse(query.filters['status'])
  const amountFen = yuanTyped(query.filters['amount'] ?? '')
  return {
    batchId,
    text: query.filters['text'] ?? '',
    ...(status.success ? { status: status.data } : {}),
    ...(amountFen === undefined ? {} : { amountFen }),
  }
}

export function Items({ batch }: { batch: Batch }) {
  const may = useMay()
  const give = useCommand(payments, 'exportItems')
  const batchId = batch.id
  const draft = batch.status === 'draft'
  const exported = async ({ query }: Export) => {
    const { ticket } = await give.mutateAsync({ ...wantedOf(batchId, query), format: 'xlsx' })
    download(ticket)
  }
  const takesOut = draft && may('payments.removeFromBatch')
  const sendsAgain = !draft && may('payments.reissue')
  return (
    <>
      <ReasonsOf error={give.error} action="导出发放明细" />
      <SearchTable<Item, Page>
        name="payment-items"
        title="发放明细"
        answer={['payments', 'items', batchId]}
        load={({ page, pageSize, ...query }) =>
          ask(payments, 'items', { ...wantedOf(batchId, { page, pageSize, ...query }), page, pageSize })
        }
        columns={columns}
        filters={filters}
        rowKey={(row) => row.id}
        order="按银行文件序号"
        empty="本批次没有要发放的笔。看下面的核对结果，把缺的账户补上后重新生成。"
        expand={(row) => <Persons batch={batch} item={row} />}
        {...(may('payments.exportItems') ? { onExport: (wanted: Export) => exported(wanted).catch(() => {}) } : {})}
        {...(takesOut || sendsAgain
          ? { batch: (selection, clear) => <Deeds batch={batch} selection={selection} onDone={clear} /> }
          : {})}
      />
    </>
  )
}

function Deeds({ batch, selection, onDone }: { batch: Batch; selection: Selection<Item>; onDone: () => void }) {
  if (selection.kind === 'all') return <span className="gy-help">请逐笔选择，或先用筛选缩小范围。</span>
  const itemIds = [...selection.keys]
  if (batch.status === 'draft') return <TakeOut batch={batch} itemIds={itemIds} onDone={onDone} />
  return (
    <>
      <Reissue batch={batch} rows={selection.rows} onDone={onDone} />
      <StopButton rows={selection.rows} batchId={batch.id} onDone={onDone} />
    </>
  )
}

function TakeOut({ batch, itemIds, onDone }: { batch: Batch; itemIds: string[]; onDone: () => void }) {
  const remove = useCommand(payments, 'removeFromBatch', { answers: ['duties'] })
  const say = useSay()
  return (
    <ConfirmReason
      verb="移出批次"
      title={`把选中的${itemIds.length}笔移出批次${batch.number}？`}
      onConfirm={async (reason) => {
        const { removed } = await remove.mutateAsync({ batchId: batch.id, itemIds, reason })
        say(`已移出${removed}笔`)
        onDone()
      }}
    >
      <p>移出后不发放；按结算付款的，支付申请退回“待付的结算”，可以再列入别的批次。</p>
    </ConfirmReason>
  )
}

/** A line sent again with the account as it was needs a reason; the server says so when it is missing. */
function Reissue({ batch, rows, onDone }: { batch: Batch; rows: readonly Item[]; onDone: () => void }) {
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const reissue = useCommand(payments, 'reissue', { answers: ['duties'] })
  const go = useGo()
  const id = useId()
  const failed = rows.filter(({ status }) => status === 'returned')
  const run = async () => {
    const itemIds = failed.map((row) => row.id)
    const made = await reissue.mutateAsync({ batchId: batch.id, itemIds, reason: reason.trim() })
    onDone()
    go(`/payments/${made.batchId}`)
  }
  return (
    <>
      <Button type="primary" disabled={failed.length === 0} onClick={() => setOpen(true)}>
        失败重发
      </Button>
      {failed.length === 0 && <span className="gy-help">只有银行退回的笔可以重发。</span>}
      <Confirm
        open={open}
        title={`重发银行退回的${failed.length}笔？`}
        verb="生成重发批次"
        onClose={() => setOpen(false)}
        onConfirm={run}
      >
        <p>用现在经两人复核的账户生成新批次，再走两级审批。账户没有改正的，须写明为什么还能付到原账户。</p>
        <ul>
          {failed.slice(0, 10).map((row) => (
            <li key={row.id}>
              {row.payee}（尾号{row.accountMasked.slice(-4)}）：{row.advice}{' '}
              {row.payeeKind === 'home' && <Link to="/payments/accounts">改正账户</Link>}
            </li>
          ))}
        </ul>
        <div className="gy-field">
          <label htmlFor={id}>账户未改的理由（不少于4个字）</label>
          <Input id={id} value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
        </div>
      </Confirm>
    </>
  )
}

/** Whose money the line is; one of them may be taken out of a draft. */
function Persons({ batch, item }: { batch: Batch; item: Item }): ReactNode {
  const answer = useAnswer(payments, 'itemPersons', { batchId: batch.id, itemId: item.id })
  const may = useMay()
  const takesOut = batch.status === 'draft' && item.statementId === null && may('payments.removePerson')
  return (
    <Answer answer={answer} lines={2}>
      {(rows) => (
        <ul className="gy-plain">
          {rows.length === 0 && <li>这一笔没有逐人的份额。</li>}
          {rows.map((row) => (
            <li key={`${row.personId} ${row.month} ${row.reason}`}>
              <PersonLink personId={row.personId} name={row.name} /> {row.township} {row.month}{' '}
              {purposeText[row.purpose]} <Amount fen={row.amountFen} /> {row.reason}{' '}
              {takesOut && <TakeOutPerson batch={batch} personId={row.personId} name={row.name} />}
            </li>
          ))}
        </ul>
      )}
    </Answer>
  )
}

function TakeOutPerson({ batch, personId, name }: { batch: Batch; personId: string; name: string }) {
  const remove = useCommand(payments, 'removePerson', { answers: ['duties'] })
  const say = useSay()
  return (
    <ConfirmReason
      verb="移出此人"
      small
      title={`把${name}移出批次${batch.number}？`}
      onConfirm={async (reason) => {
        await remove.mutateAsync({ batchId: batch.id, personId, reason })
        say(`已移出${name}`)
      }}
    >
      <p>此人在本批次的全部份额都移出；同一笔里其他人照发，金额随之减少。</p>
    </ConfirmReason>
  )
}
