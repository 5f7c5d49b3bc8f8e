/** One batch: steps, lines with what the bank said, problems, and the approvals (screens 4.15). */
import { Steps } from 'antd'
import { monthText } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { useParam } from '#ui/address.ts'
import { Amount } from '#ui/amount.tsx'
import { ApprovalBar } from '#ui/approval-bar.tsx'
import { AnswerPage } from '#ui/answer-page.tsx'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Moment } from '#ui/dates.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { batchText, payments, purposeText, Step, stepText } from '../contract.ts'
import { BatchActions } from './batch-actions.tsx'
import { Items } from './batch-items.tsx'
import { BatchTag } from './batches.tsx'
import { Reasons } from '#ui/reasons.tsx'
import { Problems } from './problems.tsx'
import { Stops } from './stops.tsx'

export type Details = OutputOf<(typeof payments)['operations']['get']>

export function BatchPage() {
  return <BatchOf batchId={useParam('batchId')} />
}

export function BatchOf({ batchId, note }: { batchId: string; note?: string }) {
  const answer = useAnswer(payments, 'get', { batchId })
  return (
    <AnswerPage title="批次" list={{ title: '发放', to: '/payments' }} answer={answer}>
      {(details) => <BatchBody details={details} note={note} />}
    </AnswerPage>
  )
}

function BatchBody({ details, note }: { details: Details; note: string | undefined }) {
  const { batch, sums } = details
  return (
    <PageBody
      title={`批次 ${batch.number}`}
      way={[{ title: '发放', to: '/payments' }]}
      beside={
        <>
          {purposeText[batch.purpose]} {monthText(batch.month)} {batch.itemCount}笔 <Amount fen={batch.totalFen} />{' '}
          <BatchTag batch={batch} />
        </>
      }
      others={<BatchActions details={details} />}
    >
      {note && <p role="status">{note}</p>}
      <StepsBar details={details} />
      <TwoApprovals details={details} />
      {details.returnedReason && batch.status === 'draft' && <p role="alert">退回原因：{details.returnedReason}</p>}
      {batch.status === 'cancelled' && <p role="alert">已作废：{details.returnedReason}</p>}
      <Reasons reasons={details.stops} action="审批" />
      <Items batch={batch} />
      <p>
        合计 <Amount fen={sums.dueFen} /> 已付 <Amount fen={sums.paidFen} /> 待重发 <Amount fen={sums.toReissueFen} />{' '}
        {sums.stoppedFen > 0n && (
          <>
            不再重发 <Amount fen={sums.stoppedFen} />{' '}
          </>
        )}
        {batch.status === 'reconciled' ? evenText(sums.stoppedFen) : `差${yuanText(sums.openFen)} 元`}
      </p>
      <Unknown lines={details.unknownLines} />
      <Stops batchId={batch.id} />
      {details.problems.blocking + details.problems.warnings > 0 && <Problems batchId={batch.id} />}
      <History details={details} />
      <Verdicts details={details} />
    </PageBody>
  )
}

const evenText = (stoppedFen: bigint): string =>
  stoppedFen > 0n ? '应付＝已付＋不再重发，已付＝银行回单，差0.00 元' : '应付＝已付＝银行回单，差0.00 元'

const order = ['draft', 'civil_approved', 'finance_approved', 'exported', 'returned', 'reconciled'] as const

/** What is behind one is ticked; the answer of the bank is in work until everything is even. */
function stepAt(status: Exclude<Details['batch']['status'], 'cancelled'>): number {
  const at = order.indexOf(status)
  return status === 'draft' || status === 'returned' ? at : at + 1
}

function StepsBar({ details: { batch, approvals, round } }: { details: Details }) {
  if (batch.status === 'cancelled') return null
  const passed = approvals.filter((each) => each.round === round && each.verdict === 'passed')
  const names = [batch.madeName, passed[0]?.byName, passed[1]?.byName]
  const items = order.map((status, index) => ({ title: batchText[status], content: names[index] ?? '' }))
  return <Steps size="small" current={stepAt(batch.status)} items={items} />
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

/** Every approval names its person: two, of two units, neither of them the maker. */
function TwoApprovals({ details: { batch, approvals, round, nextStep, citations } }: { details: Details }) {
  if (batch.status === 'cancelled') return null
  const passed = approvals.filter((each) => each.round === round && each.verdict === 'passed')
  return (
    <p>
      {Step.options.map((step) => {
        const done = passed.find((each) => each.step === step)
        const word = done ? `✓ ${done.byName} 已审` : step === nextStep ? '◐ 待审' : '○ 未到'
        return <span key={step}>{`${stepText[step]}审批：${word}　`}</span>
      })}
      <span className="gy-help">须由两个单位的两个人审批，都不是经办人{batch.madeName}。</span>{' '}
      <Basis citations={citations} value="两级审批" />
    </p>
  )
}

function History({ details: { history } }: { details: Details }) {
  return (
    <Panel title="办理经过" count={history.length}>
      <ol className="gy-plain">
        {history.map((each) => (
          <li key={`${each.at} ${each.deed} ${each.words}`}>
            <Moment at={each.at} /> {each.by} {each.deed}
            {each.words && <span className="gy-help">（{each.words}）</span>}
          </li>
        ))}
      </ol>
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
