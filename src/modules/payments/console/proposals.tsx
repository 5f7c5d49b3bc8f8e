/** 追缴建议: months paid twice or too long, heard first, decided by another; then they are asked back. */
import { Modal } from 'antd'
import { useState } from 'react'
import * as z from 'zod'
import { dateText, dayOf, monthText } from '#kernel/calendar.ts'
import { Amount } from '#ui/amount.tsx'
import { ask, useCommand } from '#ui/ask.ts'
import { choicesOf } from '#ui/choices.ts'
import { Basis } from '#ui/citation.tsx'
import { useSay } from '#ui/confirm.tsx'
import { LongTextField, RadioField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { HeardFields, heardLabels } from '#ui/heard-fields.tsx'
import { useMay } from '#ui/me.tsx'
import { MoneyField } from '#ui/number-fields.tsx'
import { PageBody } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { today } from '#ui/place.ts'
import { SearchTable } from '#ui/search-table.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import type { Column, Filter, TableQuery } from '#ui/table-parts.ts'
import {
  type ClaimProposal,
  HeardWho,
  heardWhoText,
  payments,
  proposalSourceText,
  ProposalStatus,
  proposalText,
} from '../contract.ts'

const { operations } = payments
const families = {
  proposed: 'orange',
  heard: 'orange',
  established: 'red',
  dismissed: 'neutral',
  dropped: 'neutral',
  recovered: 'green',
  waived: 'neutral',
} as const

const heardOf = (row: ClaimProposal) =>
  row.heardOn ? `${dateText(row.heardOn)} ${row.heardWho}：“${row.heardWords}”（${row.heardPaper}）` : '—'
const decidedOf = (row: ClaimProposal) =>
  row.decidedReason ? `${row.decidedName}：${row.decidedReason}${row.settledReason && `；${row.settledReason}`}` : '—'

type Page = { rows: ClaimProposal[]; total: number }
const columns: ReadonlyArray<Column<ClaimProposal, Page>> = [
  { key: 'name', title: '姓名', fixed: true, render: (row) => <PersonLink personId={row.personId} name={row.name} /> },
  { key: 'township', title: '乡镇（街道）', render: (row) => row.township },
  { key: 'scheme', title: '多发的待遇', render: (row) => row.schemeTitle },
  { key: 'months', title: '月份', most: 120, render: (row) => row.months.map(monthText).join('、') },
  {
    key: 'amountFen',
    title: '金额（元）',
    right: true,
    render: (row) => (row.amountFen === null ? '待问明' : <Amount fen={row.amountFen} as="column" />),
  },
  {
    key: 'source',
    title: '由来',
    render: (row) => (
      <>
        {proposalSourceText[row.source]} <Basis citations={row.citations} />
      </>
    ),
  },
  { key: 'proposed', title: '提出', most: 84, render: (row) => `${dayOf(row.proposedAt)} ${row.proposedName}` },
  {
    key: 'status',
    title: '状态',
    render: (row) => <FamilyTag family={families[row.status]} text={proposalText[row.status]} />,
  },
  { key: 'heard', title: '听取意见', render: heardOf },
  { key: 'decided', title: '决定', render: decidedOf },
]

const filters: readonly Filter[] = [
  { kind: 'pick', name: 'status', label: '状态', choices: choicesOf(ProposalStatus.options, proposalText) },
]
const statusOf = (query: TableQuery) => {
  const status = ProposalStatus.safeParse(query.filters['status'])
  return status.success ? { status: status.data } : {}
}

type Deed = 'hear' | 'decide' | 'settle'
const deedText: Record<Deed, string> = { hear: '听取意见', decide: '决定', settle: '登记结果' }

export function Proposals() {
  const may = useMay()
  const [chosen, setChosen] = useState<{ row: ClaimProposal; deed: Deed }>()
  const deedsOf = (row: ClaimProposal): Deed[] => [
    ...(['proposed', 'heard'].includes(row.status) && may('payments.hearClaim') ? (['hear'] as const) : []),
    ...(row.status === 'heard' && !row.mine && may('payments.decideProposal') ? (['decide'] as const) : []),
    ...(row.status === 'established' && row.scheme !== 'support' && may('payments.settleProposal')
      ? (['settle'] as const)
      : []),
  ]
  const close = () => setChosen(undefined)
  return (
    <PageBody title="追缴建议" way={[{ title: '发放', to: '/payments' }]}>
      <SearchTable<ClaimProposal, Page>
        name="claim-proposals"
        title="追缴建议"
        answer={['payments', 'claimProposals']}
        load={(query) =>
          ask(payments, 'claimProposals', { ...statusOf(query), page: query.page, pageSize: query.pageSize })
        }
        columns={columns}
        filters={filters}
        rowKey={(row) => row.id}
        order="最近提出的在前"
        empty="没有追缴建议。部门比对判定“同一人”且有重复月份，或终止供养决定写明此前不应发放的月份时，会在这里提出。"
        actions={(row) =>
          deedsOf(row).map((deed) => ({ title: deedText[deed], onClick: () => setChosen({ row, deed }) }))
        }
      />
      {chosen && (
        <Modal
          open
          title={`${deedText[chosen.deed]}：${chosen.row.name}`}
          footer={null}
          width={640}
          onCancel={close}
          destroyOnHidden
        >
          <p className="gy-note">{chosen.row.words}</p>
          {chosen.deed === 'hear' && <HearForm row={chosen.row} onDone={close} />}
          {chosen.deed === 'decide' && <DecideForm row={chosen.row} onDone={close} />}
          {chosen.deed === 'settle' && <SettleForm row={chosen.row} onDone={close} />}
        </Modal>
      )}
    </PageBody>
  )
}

interface DeedProps {
  row: ClaimProposal
  onDone: () => void
}

const answers = { answers: ['duties', 'overlaps', 'endings'] }
const Hear = operations.hearClaim.input.omit({ proposalId: true, version: true })

function HearForm({ row, onDone }: DeedProps) {
  const initial = { on: today(), who: 'person' as const, name: row.name }
  const form = useForm({ schema: Hear, draft: `payments.hearClaim.${row.id}`, initial })
  const hear = useCommand(payments, 'hearClaim', answers)
  const say = useSay()
  const labels = { ...heardLabels, amountFen: '金额' }
  return (
    <Form
      form={form}
      action="登记听取意见"
      labels={labels}
      onSend={async (input) => {
        await hear.mutateAsync({ ...input, proposalId: row.id, version: row.version })
        say(`已登记${row.name}的意见`)
      }}
      onDone={onDone}
    >
      <HeardFields form={form} who={choicesOf(HeardWho.options, heardWhoText)} most={1000}>
        {row.scheme !== 'support' && (
          <MoneyField form={form} name="amountFen" label={`${labels.amountFen}（向对方部门问明后填写）`} />
        )}
      </HeardFields>
    </Form>
  )
}

const Decide = operations.decideProposal.input
  .omit({ proposalId: true, version: true, establish: true })
  .extend({ result: z.enum(['yes', 'no']) })

function DecideForm({ row, onDone }: DeedProps) {
  const form = useForm({ schema: Decide, draft: `payments.decideProposal.${row.id}`, initial: { result: 'yes' } })
  const decide = useCommand(payments, 'decideProposal', answers)
  const say = useSay()
  const labels = { result: '决定', reason: '理由' }
  return (
    <Form
      form={form}
      action="作出决定"
      labels={labels}
      onSend={async ({ result, reason }) => {
        const input = { proposalId: row.id, version: row.version, establish: result === 'yes', reason }
        const { claims } = await decide.mutateAsync(input)
        say(claims > 0 ? `已决定追缴，${claims}笔列入追回款` : '已决定')
      }}
      onDone={onDone}
    >
      <p className="gy-note">{heardOf(row)}</p>
      <RadioField
        form={form}
        name="result"
        label={labels.result}
        choices={[
          { value: 'yes', label: row.scheme === 'support' ? '成立，按月列入追回款' : '成立，由对方部门追回' },
          { value: 'no', label: '不成立，不追缴' },
        ]}
      />
      <LongTextField form={form} name="reason" label={labels.reason} maxLength={300} />
    </Form>
  )
}

const Settle = operations.settleProposal.input
  .omit({ proposalId: true, version: true, recovered: true })
  .extend({ result: z.enum(['yes', 'no']) })

function SettleForm({ row, onDone }: DeedProps) {
  const form = useForm({ schema: Settle, draft: `payments.settleProposal.${row.id}`, initial: { result: 'yes' } })
  const settle = useCommand(payments, 'settleProposal', answers)
  const say = useSay()
  const labels = { result: '结果', voucherNo: '对方部门的收款凭证号', reason: '说明' }
  return (
    <Form
      form={form}
      action="登记结果"
      labels={labels}
      onSend={async ({ result, ...input }) => {
        await settle.mutateAsync({ ...input, proposalId: row.id, version: row.version, recovered: result === 'yes' })
        say('已登记结果')
      }}
      onDone={onDone}
    >
      <RadioField
        form={form}
        name="result"
        label={labels.result}
        choices={[
          { value: 'yes', label: '对方部门已收回' },
          { value: 'no', label: '不予追回' },
        ]}
      />
      <TextField form={form} name="voucherNo" label={labels.voucherNo} />
      <LongTextField form={form} name="reason" label={labels.reason} maxLength={300} />
    </Form>
  )
}
