/** Purchase contracts: eight contents each ✓ or 缺, deduction clauses, taking effect, ending. */
import { Button, Modal, Table } from 'antd'
import { useState } from 'react'
import { yuanText } from '#kernel/money.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Confirm } from '#ui/confirm.tsx'
import { Day, Span } from '#ui/dates.tsx'
import { Description } from '#ui/description.tsx'
import { LongTextField, PickField, TextField } from '#ui/fields.tsx'
import { useForm } from '#ui/form-state.ts'
import { Form } from '#ui/form.tsx'
import { useMay } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { Empty } from '#ui/states.tsx'
import { Panel } from '#ui/page.tsx'
import { Reasons } from '#ui/reasons.tsx'
import { type Clause, type ContractRow, providers } from '../contract.ts'
import { clauseKindText, EndGround, endGroundText } from '../words.ts'
import { ContractForm } from './contract-form.tsx'
import type { Provider } from './provider.tsx'
import { ContractTag, useAreaNames } from './providers.tsx'

export function Contracts({ provider }: { provider: Provider }) {
  const may = useMay()
  const [editing, setEditing] = useState<ContractRow | 'new'>()
  return (
    <>
      {may('providers.draftContract') && <Button onClick={() => setEditing('new')}>起草购买合同</Button>}
      {provider.contracts.length === 0 && <Empty>还没有购买合同。</Empty>}
      {provider.contracts.map((contract) => (
        <Contract key={contract.id} contract={contract} onEdit={() => setEditing(contract)} />
      ))}
      <Modal
        open={editing !== undefined}
        title="购买合同"
        width={760}
        footer={null}
        onCancel={() => setEditing(undefined)}
        destroyOnHidden
      >
        {editing && (
          <ContractForm
            organisationId={provider.organisationId}
            contract={editing === 'new' ? undefined : editing}
            onDone={() => setEditing(undefined)}
          />
        )}
      </Modal>
    </>
  )
}

function Contract({ contract, onEdit }: { contract: ContractRow; onEdit: () => void }) {
  const nameOf = useAreaNames()
  const items = [
    { label: '状态', value: <ContractTag status={contract.status} /> },
    { label: '期限', value: <Span from={contract.from} to={contract.to} /> },
    { label: '签订', value: <Day day={contract.signedOn} /> },
    { label: '合同金额', value: contract.sumFen === null ? '—' : `${yuanText(contract.sumFen)} 元` },
    { label: '预算科目', value: contract.budgetLine || '—' },
    {
      label: '服务乡镇（街道）',
      value: contract.townships.map(({ townshipId }) => nameOf(townshipId)).join('、') || '—',
    },
    ...(contract.endGround
      ? [
          {
            label: '终止',
            value: `${contract.endedOn ?? ''} ${endGroundText[contract.endGround]}：${contract.endReason ?? ''}`,
          },
        ]
      : []),
    ...(contract.takeoverPlan ? [{ label: '接管预案', value: contract.takeoverPlan }] : []),
  ]
  return (
    <Panel title={`合同 ${contract.number}`} extra={<Actions contract={contract} onEdit={onEdit} />}>
      <Description items={items} columns={3} />
      <p>
        {contract.required.map(({ code, title, has }) => (
          <span key={code} className={has ? '' : 'gy-fault'}>
            {title} {has ? '✓' : '缺'}
            {'　'}
          </span>
        ))}
        <Basis citations={contract.citations} />
      </p>
      <Table
        size="small"
        rowKey="no"
        pagination={false}
        dataSource={contract.clauses}
        locale={{ emptyText: '没有扣款条款' }}
        columns={[
          { title: '条款', dataIndex: 'no' },
          { title: '扣款条款内容', dataIndex: 'text' },
          { title: '扣款方式', render: (_, clause) => deductionText(clause) },
        ]}
      />
    </Panel>
  )
}

const deductionText = ({ kind, amountFen, percent }: Clause): string => {
  if (amountFen !== null) return `${clauseKindText[kind]} ${yuanText(amountFen)} 元`
  return percent === null ? clauseKindText[kind] : `人月的${percent}%`
}

function Actions({ contract, onEdit }: { contract: ContractRow; onEdit: () => void }) {
  const may = useMay()
  const [open, setOpen] = useState(false)
  const activate = useCommand(providers, 'activateContract', { answers: ['duties', 'rosters', 'agreements'] })
  if (contract.status === 'active') return may('providers.endContract') && <End contract={contract} />
  if (contract.status !== 'draft') return null
  return (
    <>
      {may('providers.editContract') && <Button onClick={onEdit}>修改</Button>}
      {may('providers.activateContract') && (
        <Button type="primary" onClick={() => setOpen(true)}>
          生效合同
        </Button>
      )}
      <Confirm
        open={open}
        title={`生效合同${contract.number}？`}
        verb="生效"
        onClose={() => setOpen(false)}
        onConfirm={() => activate.mutateAsync({ contractId: contract.id, version: contract.version })}
      >
        生效后内容不能修改，可以签协议和结算。
        <Check contractId={contract.id} />
      </Confirm>
    </>
  )
}

function Check({ contractId }: { contractId: string }) {
  const { data } = useAnswer(providers, 'checkContract', { contractId })
  return data ? <Reasons reasons={data.reasons} action="生效合同" /> : null
}

const labels = {
  ground: '终止情形',
  endedOn: '终止日',
  reason: '终止事由',
  takeoverPlan: '接管预案',
  takeoverBy: '接管机构',
}

function End({ contract }: { contract: ContractRow }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>终止合同</Button>
      <Modal
        open={open}
        title={`终止合同${contract.number}`}
        footer={null}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <EndForm contract={contract} onDone={() => setOpen(false)} />
      </Modal>
    </>
  )
}

function EndForm({ contract, onDone }: { contract: ContractRow; onDone: () => void }) {
  const end = useCommand(providers, 'endContract', { answers: ['duties', 'rosters', 'agreements'] })
  const others = useAnswer(providers, 'list', {})
  const initial = { contractId: contract.id, version: contract.version }
  const form = useForm({
    schema: providers.operations.endContract.input,
    draft: `providers.end.${contract.id}`,
    initial,
  })
  return (
    <Form form={form} action="终止合同" labels={labels} onSend={(input) => end.mutateAsync(input)} onDone={onDone}>
      <PickField
        form={form}
        name="ground"
        label={labels.ground}
        choices={EndGround.options.map((value) => ({ value, label: endGroundText[value] }))}
      />
      <DayField form={form} name="endedOn" label={labels.endedOn} />
      <TextField form={form} name="reason" label={labels.reason} />
      <LongTextField form={form} name="takeoverPlan" label={labels.takeoverPlan} />
      <PickField
        form={form}
        name="takeoverBy"
        label={labels.takeoverBy}
        choices={(others.data?.rows ?? []).map(({ organisationId, name }) => ({ value: organisationId, label: name }))}
      />
    </Form>
  )
}
