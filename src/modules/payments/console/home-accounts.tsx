/** 供养机构账户: where homes are paid for their residents; proposed by one, confirmed by another. */
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { dayOf } from '#kernel/calendar.ts'
import { AnswerPage } from '#ui/answer-page.tsx'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Confirm, useSay } from '#ui/confirm.tsx'
import { ConfirmReason } from '#ui/confirm-reason.tsx'
import { Span } from '#ui/dates.tsx'
import { PickField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { useMay } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { PageBody } from '#ui/page.tsx'
import { SearchTable } from '#ui/search-table.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import type { Column } from '#ui/table-parts.ts'
import { type HomeAccount, payments } from '../contract.ts'

const stateText = { proposed: '待复核', confirmed: '已复核', refused: '不同意' } as const
const families = { proposed: 'orange', confirmed: 'green', refused: 'red' } as const

type Home = { id: string; name: string }

export function HomeAccounts() {
  const answer = useAnswer(payments, 'homeAccounts', {})
  return (
    <AnswerPage title="供养机构账户" list={{ title: '发放', to: '/payments' }} answer={answer}>
      {({ rows, homes }) => <Body rows={rows} homes={homes} />}
    </AnswerPage>
  )
}

function Body({ rows, homes }: { rows: readonly HomeAccount[]; homes: readonly Home[] }) {
  const may = useMay()
  const paid = new Set(
    rows.filter(({ state, to }) => state === 'confirmed' && to === null).map((row) => row.organisationId),
  )
  const without = homes.filter(({ id }) => !paid.has(id))
  return (
    <PageBody
      title="供养机构账户"
      way={[{ title: '发放', to: '/payments' }]}
      action={may('payments.proposeHomeAccount') && <Propose homes={homes} />}
    >
      {without.length > 0 && (
        <p role="status">
          {`还有${without.length}家没有经两人复核的账户，集中供养人员的钱发不出去：${without
            .slice(0, 12)
            .map(({ name }) => name)
            .join('、')}${without.length > 12 ? '等' : ''}。`}
        </p>
      )}
      <SearchTable<HomeAccount, { rows: HomeAccount[]; total: number }>
        name="home-accounts"
        title="供养机构账户"
        answer={['payments', 'homeAccounts', 'table', rows]}
        load={async ({ filters, page, pageSize }) => {
          const found = rows.filter(
            (row) =>
              row.organisation.includes(filters['text'] ?? '') && (!filters['state'] || row.state === filters['state']),
          )
          return { rows: found.slice((page - 1) * pageSize, page * pageSize), total: found.length }
        }}
        columns={columns}
        filters={[
          { kind: 'text', name: 'text', label: '供养机构' },
          {
            kind: 'pick',
            name: 'state',
            label: '状态',
            choices: Object.entries(stateText).map(([value, label]) => ({ value, label })),
          },
        ]}
        rowKey={(row) => row.id}
        order="按机构法定顺序，新账户在前"
        empty="还没有登记供养机构的账户。点“登记账户”，再由县级救助负责人复核。"
      />
    </PageBody>
  )
}

const columns: ReadonlyArray<Column<HomeAccount>> = [
  { key: 'organisation', title: '供养机构', fixed: true, render: (row) => row.organisation },
  {
    key: 'holder',
    title: '户名',
    render: (row) =>
      row.ownName ? row.holder : <FamilyTag family="orange" text={`${row.holder}（与机构名称不同，请核实）`} />,
  },
  { key: 'bank', title: '开户银行', render: (row) => row.bank },
  { key: 'accountMasked', title: '账号', render: (row) => row.accountMasked },
  { key: 'span', title: '起止', render: (row) => <Span from={row.from} to={row.to} /> },
  { key: 'reason', title: '原因', render: (row) => row.reason },
  {
    key: 'proposed',
    title: '登记人',
    render: (row) => `${row.proposedName || '—'} ${dayOf(row.proposedAt)}`,
  },
  {
    key: 'state',
    title: '复核',
    render: (row) => (
      <>
        <FamilyTag family={families[row.state]} text={stateText[row.state]} />{' '}
        {row.decidedAt && `${row.decidedName} ${dayOf(row.decidedAt)}`}
        {row.refusedReason && `：${row.refusedReason}`} {row.state === 'proposed' && <Decide account={row} />}
      </>
    ),
  },
]

function Decide({ account }: { account: HomeAccount }) {
  const may = useMay()
  const [open, setOpen] = useState(false)
  const decide = useCommand(payments, 'decideHomeAccount', { answers: ['duties'] })
  const say = useSay()
  if (!may('payments.decideHomeAccount')) return <span className="gy-help">由县级救助负责人复核</span>
  if (account.mine) return <span className="gy-help">由您登记，须另一人复核</span>
  return (
    <>
      <Button size="small" type="primary" onClick={() => setOpen(true)}>
        同意
      </Button>{' '}
      <Confirm
        open={open}
        title={`同意${account.organisation}的账户？`}
        verb="同意"
        onClose={() => setOpen(false)}
        onConfirm={async () => {
          await decide.mutateAsync({ accountId: account.id, confirm: true })
          say('账户已复核，可以发放')
        }}
      >
        <p>{`请与开户许可证或银行证明逐字核对：户名“${account.holder}”，${account.bank}，账号${account.accountMasked}，自${account.from}起用。以前的账户同时停用。`}</p>
      </Confirm>
      <ConfirmReason
        verb="不同意"
        small
        title={`不同意${account.organisation}的账户？`}
        onConfirm={async (reason) => {
          await decide.mutateAsync({ accountId: account.id, confirm: false, reason })
          say('已退回登记人')
        }}
      >
        <p>登记人会看到理由，可以改正后重新登记。</p>
      </ConfirmReason>
    </>
  )
}

const labels = {
  organisationId: '供养机构',
  holder: '户名',
  bank: '开户银行',
  account: '账号',
  from: '启用日',
  reason: '登记或变更的原因',
}

function Propose({ homes }: { homes: readonly Home[] }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        登记账户
      </Button>
      <Modal open={open} title="登记供养机构账户" footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <ProposeForm homes={homes} onDone={() => setOpen(false)} />
      </Modal>
    </>
  )
}

function ProposeForm({ homes, onDone }: { homes: readonly Home[]; onDone: () => void }) {
  const propose = useCommand(payments, 'proposeHomeAccount', { answers: ['duties'] })
  const say = useSay()
  const form = useForm({
    schema: payments.operations.proposeHomeAccount.input,
    draft: 'payments.home-account',
    neverKept: ['account'],
  })
  return (
    <Form
      form={form}
      action="登记账户"
      labels={labels}
      onSend={(input) => propose.mutateAsync(input)}
      onDone={() => {
        say('已登记，待另一人复核')
        onDone()
      }}
    >
      <PickField
        form={form}
        name="organisationId"
        label={labels.organisationId}
        choices={homes.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <TextField form={form} name="holder" label={labels.holder} help="与开户许可证一字不差" />
      <TextField form={form} name="bank" label={labels.bank} />
      <TextField form={form} name="account" label={labels.account} help="8到30位数字；存库时加密，只显示末四位" />
      <DayField form={form} name="from" label={labels.from} />
      <TextField form={form} name="reason" label={labels.reason} />
    </Form>
  )
}
