/** 账户: proposed by one, confirmed by another. */
import { Button, Modal, Table } from 'antd'
import { useState } from 'react'
import { useCommand } from '#ui/ask.ts'
import { Span } from '#ui/dates.tsx'
import { TextField } from '#ui/fields.tsx'
import { useForm } from '#ui/form-state.ts'
import { Form } from '#ui/form.tsx'
import { useMay } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { providers } from '../contract.ts'
import type { Provider } from './provider.tsx'

const stateText = { proposed: '待复核', confirmed: '已复核', rejected: '不同意' }

export function Accounts({ provider }: { provider: Provider }) {
  const may = useMay()
  const [open, setOpen] = useState(false)
  const decide = useCommand(providers, 'decideAccount', { answers: ['duties'] })
  return (
    <>
      {may('providers.proposeAccount') && <Button onClick={() => setOpen(true)}>登记账户</Button>}
      <ReasonsOf error={decide.error} action="复核账户" />
      <Table
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={provider.accounts}
        locale={{ emptyText: '还没有收款账户' }}
        columns={[
          { title: '户名', dataIndex: 'holder' },
          { title: '开户银行', dataIndex: 'bank' },
          { title: '账号', dataIndex: 'accountMasked' },
          { title: '起止', render: (_, row) => <Span from={row.from} to={row.to} /> },
          { title: '原因', dataIndex: 'reason' },
          {
            title: '状态',
            render: (_, row) =>
              row.state === 'proposed' && may('providers.decideAccount') ? (
                <>
                  <Button size="small" onClick={() => decide.mutate({ accountId: row.id, confirm: true })}>
                    同意
                  </Button>
                  <Button
                    size="small"
                    onClick={() => decide.mutate({ accountId: row.id, confirm: false, reason: '账户核对不符' })}
                  >
                    不同意
                  </Button>
                </>
              ) : (
                `${stateText[row.state]}${row.rejectReason ? `：${row.rejectReason}` : ''}`
              ),
          },
        ]}
      />
      <Modal open={open} title="登记收款账户" footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <Propose provider={provider} onDone={() => setOpen(false)} />
      </Modal>
    </>
  )
}

const labels = { bank: '开户银行', holder: '户名', account: '账号', from: '启用日', reason: '变更原因' }

function Propose({ provider, onDone }: { provider: Provider; onDone: () => void }) {
  const propose = useCommand(providers, 'proposeAccount', { answers: ['duties'] })
  const form = useForm({
    schema: providers.operations.proposeAccount.input,
    draft: `providers.account.${provider.organisationId}`,
    initial: { organisationId: provider.organisationId, holder: provider.name },
    neverKept: ['account'],
  })
  return (
    <Form form={form} action="登记账户" labels={labels} onSend={(input) => propose.mutateAsync(input)} onDone={onDone}>
      <TextField form={form} name="bank" label={labels.bank} />
      <TextField form={form} name="holder" label={labels.holder} />
      <TextField form={form} name="account" label={labels.account} />
      <DayField form={form} name="from" label={labels.from} />
      <TextField form={form} name="reason" label={labels.reason} />
    </Form>
  )
}
