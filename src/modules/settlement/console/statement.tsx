/** 结算单: every fen explained, layer by layer, with its approvals, corrections and objections (screens 4.14). */
import { Button, Tabs } from 'antd'
import { useState } from 'react'
import { monthText } from '#kernel/calendar.ts'
import { capitalAmount } from '#kernel/money.ts'
import { useParam } from '#ui/address.ts'
import { AmountTree } from '#ui/amount-tree.tsx'
import { Amount } from '#ui/amount.tsx'
import { ApprovalBar } from '#ui/approval-bar.tsx'
import { AnswerPage } from '#ui/answer-page.tsx'
import { ask, useAnswer, useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { Moment } from '#ui/dates.tsx'
import { Description } from '#ui/description.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { Reasons, ReasonsOf } from '#ui/reasons.tsx'
import { Locked } from '#ui/states.tsx'
import { StatusTag } from '#ui/status-tag.tsx'
import type { OutputOf } from '#kernel/contract.ts'
import { settlement, type TreeRow } from '../contract.ts'
import { Computing } from './computing.tsx'
import { Deeds, Recompute } from './deeds.tsx'
import { Difference } from './difference.tsx'
import { Following, ProviderChoice } from './following.tsx'
import { Corrections, Objections, Persons } from './statement-tabs.tsx'
import { statusWord } from './status.ts'

export type Statement = OutputOf<(typeof settlement)['operations']['statement']>

export function StatementPage() {
  const statementId = useParam('statementId')
  const statement = useAnswer(settlement, 'statement', { statementId })
  return (
    <AnswerPage title="结算单" list={{ title: '结算', to: '/settlements' }} answer={statement}>
      {(data) => (
        // By its id: nothing opened or fetched for one statement may be shown under another.
        <Following key={data.id} statement={data}>
          <Body statement={data} />
        </Following>
      )}
    </AnswerPage>
  )
}

function Body({ statement }: { statement: Statement }) {
  const { id, number, payable, organisation, month } = statement
  const strip = statement.monthClosed
    ? `${monthText(month)}已关账，只读。以后得知的变化在以后月份用更正行处理。`
    : statement.supersededBy
      ? '这张结算单已被重新计算的结算单替代，只读。'
      : undefined
  return (
    <PageBody
      title={`结算单 ${number}`}
      way={[{ title: '结算', to: '/settlements' }]}
      beside={<StatusTag of="结算" word={statusWord[statement.status]} />}
      action={<Submit statement={statement} />}
      others={
        <>
          <ProviderChoice statement={statement} month={month} />
          <Deeds statement={statement} />
        </>
      }
      strip={strip ? <Locked>{strip}</Locked> : undefined}
    >
      <p>
        应付 <Amount fen={payable} />（{capitalAmount(payable)}） {!statement.final && '验收前预算，不能送审'}
      </p>
      <Facts statement={statement} />
      {statement.status === 'computing' && (
        <Computing
          statementId={id}
          title={`正在计算${organisation}${monthText(month)}结算`}
          startedAt={Date.parse(statement.computedAt)}
        />
      )}
      <Recompute statement={statement} />
      {statement.refused.map((each) => (
        <Reasons key={each.finding} action="扣减" reasons={each.reasons} />
      ))}
      <Tabs
        items={[
          { key: 'tree', label: '解释树', children: <Tree statement={statement} /> },
          { key: 'persons', label: '按人', children: <Persons statementId={id} month={month} /> },
          { key: 'difference', label: '对比', children: <Difference statement={statement} /> },
          { key: 'corrections', label: '更正行', children: <Corrections statement={statement} /> },
          { key: 'objections', label: '异议', children: <Objections statementId={id} /> },
        ]}
      />
      <Approvals statement={statement} />
    </PageBody>
  )
}

function Facts({ statement }: { statement: Statement }) {
  return (
    <Description
      items={[
        { label: '机构', value: statement.organisation },
        { label: '月份', value: monthText(statement.month) },
        { label: '合同', value: statement.contractNumber },
        { label: '人数', value: `${statement.personCount}人，计费${statement.paidCount}人` },
        { label: '数据截至', value: <Moment at={statement.knownAt} /> },
        { label: '校验码', value: statement.hash?.slice(0, 8).toUpperCase() ?? '—' },
      ]}
    />
  )
}

function Tree({ statement }: { statement: Statement }) {
  const may = useMay()
  const [first, ...others] = statement.views.map(({ title, root, children }) => ({
    title,
    root: { ...root, children },
  }))
  if (!first) return null
  const load = async ({ key }: { key: string }) => {
    const { rows } = await ask(settlement, 'branch', { statementId: statement.id, key })
    return rows.map((row) => nodeOf(row, may('visits.month')))
  }
  return (
    <AmountTree
      title={`${statement.organisation}${monthText(statement.month)}应付`}
      views={[first, ...others]}
      loadChildren={load}
    />
  )
}

/** A visit bears no amount of its own; whoever may see visits opens it. */
function nodeOf(row: TreeRow, opensVisits: boolean) {
  if (row.kind !== 'visit' && row.kind !== 'visits') return row
  const visit = row.refs.find(({ kind }) => kind === 'visit')
  return { ...row, figureless: true, ...(visit && opensVisits ? { to: `/visits?visit=${visit.id}` } : {}) }
}

function Submit({ statement }: { statement: Statement }) {
  const may = useMay()
  const say = useSay()
  const submit = useCommand(settlement, 'submit', { answers: ['duties'] })
  const [error, setError] = useState<unknown>()
  const { id, hash, status } = statement
  if (!may('settlement.submit') || !hash || (status !== 'computed' && status !== 'returned')) return null
  const go = async () => {
    setError(undefined)
    try {
      await submit.mutateAsync({ statementId: id, hash })
      say('已送负责人审批')
    } catch (refusal) {
      setError(refusal)
    }
  }
  return (
    <>
      <ReasonsOf error={error} action="送审" />
      <Button type="primary" loading={submit.isPending} onClick={() => void go()}>
        送审
      </Button>
    </>
  )
}

const stepWords = { submitted: '通过', civil: '通过', finance: '通过', returned: '退回' } as const

function Approvals({ statement }: { statement: Statement }) {
  const civil = useCommand(settlement, 'approveCivil', { answers: ['duties'] })
  const finance = useCommand(settlement, 'approveFinance', { answers: ['duties'] })
  const back = useCommand(settlement, 'sendBack', { answers: ['duties'] })
  const { id: statementId, hash, organisation, month, status } = statement
  const seen = { statementId, hash: hash ?? '' }
  return (
    <ApprovalBar
      maker={{ name: statement.computedBy, at: statement.computedAt }}
      approvals={statement.approvals.map((each) => ({
        name: each.name,
        role: { submitted: '送审', civil: '民政', finance: '财政', returned: '审批' }[each.step],
        at: each.at,
        verdict: stepWords[each.step],
        reason: each.words || undefined,
      }))}
      part={statement.part}
      object={`${organisation}${monthText(month)}结算`}
      onPass={() => (status === 'submitted' ? civil.mutateAsync(seen) : finance.mutateAsync(seen))}
      onReturn={(reason) => back.mutateAsync({ statementId, reason })}
    />
  )
}
