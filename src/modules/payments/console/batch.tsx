/** One batch: steps, lines with what the bank said, problems, and the approvals (screens 4.15). */
import { Button, Steps } from 'antd'
import { monthText } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { useParam } from '#ui/address.ts'
import { Amount } from '#ui/amount.tsx'
import { ApprovalBar } from '#ui/approval-bar.tsx'
import { ask, useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Moment } from '#ui/dates.tsx'
import { Link, useGo } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { SearchTable } from '#ui/search-table.tsx'
import { Answer } from '#ui/states.tsx'
import type { Column } from '#ui/table-parts.ts'
import { batchText, type Item, itemText, payeeText, payments, purposeText, stepText } from '../contract.ts'
import { BatchActions } from './batch-actions.tsx'
import { BatchTag } from './batches.tsx'
import { Problems } from './problems.tsx'

export type Details = OutputOf<(typeof payments)['operations']['get']>

export function BatchPage() {
  const batchId = useParam('batchId')
  const answer = useAnswer(payments, 'get', { batchId })
  return <Answer answer={answer}>{(details) => <BatchBody details={details} />}</Answer>
}

function BatchBody({ details }: { details: Details }) {
  const { batch, sums } = details
  return (
    <PageBody
      title={`批次 ${batch.number}`}
      way={[{ title: '发放', to: '/payments' }]}
      beside={
        <>
          {purposeText[batch.purpose]} {monthText(batch.month)} {batch.itemCount}笔 <Amount fen={batch.totalFen} />{' '}
          <BatchTag batch={batch} /> <Basis citations={details.citations} value="两级审批" />
        </>
      }
      others={<BatchActions details={details} />}
    >
      <StepsBar details={details} />
      {details.returnedReason && batch.status === 'draft' && <p role="alert">退回原因：{details.returnedReason}</p>}
      <Items batchId={batch.id} />
      <p>
        合计 <Amount fen={sums.dueFen} /> 已付 <Amount fen={sums.paidFen} /> 待重发 <Amount fen={sums.toReissueFen} />{' '}
        {batch.status === 'reconciled' ? '应付＝已付＝银行回单，差0.00 元' : `差${yuanText(sums.openFen)} 元`}
      </p>
      <Unknown lines={details.unknownLines} />
      {details.problems.blocking + details.problems.warnings > 0 && <Problems batchId={batch.id} />}
      <Files files={details.files} />
      <Verdicts details={details} />
    </PageBody>
  )
}

const order = ['draft', 'civil_approved', 'finance_approved', 'exported', 'returned', 'reconciled'] as const

function StepsBar({ details: { batch, approvals, round } }: { details: Details }) {
  if (batch.status === 'cancelled') return null
  const passed = approvals.filter((each) => each.round === round && each.verdict === 'passed')
  const names = [batch.madeName, passed[0]?.byName, passed[1]?.byName]
  const items = order.map((status, index) => ({ title: batchText[status], content: names[index] ?? '' }))
  return <Steps size="small" current={order.indexOf(batch.status)} items={items} />
}

const columns: ReadonlyArray<Column<Item>> = [
  { key: 'lineNo', title: '序号', right: true, width: 64, render: (row) => row.lineNo },
  {
    key: 'payee',
    title: '收款方',
    fixed: true,
    render: (row) => (row.personId ? <Link to={`/persons/${row.personId}`}>{row.payee}</Link> : row.payee),
  },
  { key: 'payeeKind', title: '类型', render: (row) => payeeText[row.payeeKind] },
  { key: 'purpose', title: '用途', render: (row) => purposeText[row.purpose] },
  { key: 'account', title: '账户', render: (row) => `尾号${row.accountMasked.slice(-4)}` },
  { key: 'amountFen', title: '金额（元）', right: true, render: (row) => <Amount fen={row.amountFen} as="column" /> },
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
    render: (row) => row.advice || (row.reissuedIn ? `已在${row.reissuedIn}重发` : row.bankReason || '—'),
  },
]

function Items({ batchId }: { batchId: string }) {
  const may = useMay()
  return (
    <SearchTable<Item, { rows: Item[]; total: number; sumFen: bigint }>
      name="payment-items"
      title="发放明细"
      answer={['payments', 'items', batchId]}
      load={(query) =>
        ask(payments, 'items', {
          batchId,
          text: query.filters['text'] ?? '',
          page: query.page,
          pageSize: query.pageSize,
        })
      }
      columns={columns}
      filters={[{ kind: 'text', name: 'text', label: '收款方' }]}
      rowKey={(row) => row.id}
      order="按银行文件序号"
      empty="本批次没有要发放的笔。"
      {...(may('payments.reissue')
        ? {
            batch: (selection, clear) =>
              selection.kind === 'some' && <Reissue batchId={batchId} itemIds={selection.keys} onDone={clear} />,
          }
        : {})}
    />
  )
}

function Reissue({ batchId, itemIds, onDone }: { batchId: string; itemIds: readonly string[]; onDone: () => void }) {
  const reissue = useCommand(payments, 'reissue')
  const go = useGo()
  const run = async () => {
    const made = await reissue.mutateAsync({ batchId, itemIds: [...itemIds] })
    onDone()
    go(`/payments/${made.batchId}`)
  }
  return (
    <>
      <Button loading={reissue.isPending} onClick={() => void run().catch(() => {})}>
        失败重发
      </Button>
      <ReasonsOf error={reissue.error} action="失败重发" />
    </>
  )
}

function Unknown({ lines }: { lines: Details['unknownLines'] }) {
  if (lines.length === 0) return null
  return (
    <Panel title="回盘中对不上的行" count={lines.length}>
      <ul>
        {lines.map((line) => (
          <li key={`${line.rowNo}-${line.unknown}`}>
            {`第${line.rowNo}行，金额${line.amountFen === null ? '—' : yuanText(line.amountFen)}：${line.unknown}`}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Files({ files }: { files: Details['files'] }) {
  if (files.length === 0) return null
  return (
    <Panel title="银行文件" count={files.length}>
      {files.map((file) => (
        <p key={`${file.hash}-${file.exportedAt}`}>
          {file.name} · 校验码{file.hash.slice(0, 8)} · {file.exportedName} <Moment at={file.exportedAt} />
        </p>
      ))}
    </Panel>
  )
}

function Verdicts({ details }: { details: Details }) {
  const { batch, approvals } = details
  const approve = useCommand(payments, 'approve', { answers: ['duties', 'ledger'] })
  const giveBack = useCommand(payments, 'returnBatch', { answers: ['duties', 'ledger'] })
  const waiting = details.nextStep !== null
  return (
    <ApprovalBar
      maker={{ name: batch.madeName, at: batch.madeAt }}
      approvals={approvals.map((each) => ({
        name: each.byName,
        role: stepText[each.step],
        at: each.at,
        verdict: each.verdict === 'passed' ? '通过' : '退回',
        reason: each.words || undefined,
      }))}
      part={details.mayDecide ? 'decides' : waiting && batch.mine ? 'made_it' : 'looks_on'}
      object={`批次${batch.number}`}
      onPass={() => approve.mutateAsync({ batchId: batch.id })}
      onReturn={(reason) => giveBack.mutateAsync({ batchId: batch.id, reason })}
    />
  )
}
