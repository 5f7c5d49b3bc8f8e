/** 服务机构: whom the county buys from (screens 4.7). */
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { access } from '#modules/access/contract.ts'
import { ask, useAnswer, useCommand } from '#ui/ask.ts'
import { SpanLines } from '#ui/dates.tsx'
import type { FieldForm } from '#ui/field.tsx'
import { PickField, TextField } from '#ui/fields.tsx'
import { useForm } from '#ui/form-state.ts'
import { Form } from '#ui/form.tsx'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { PageBody } from '#ui/page.tsx'
import { SearchTable } from '#ui/search-table.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import type { Column, Filter } from '#ui/table-parts.ts'
import { type ProviderRow, providers } from '../contract.ts'
import { type ContractStatus, contractStatusText, ProviderKind, providerKindText } from '../words.ts'

const family = { draft: 'neutral', active: 'green', ended: 'neutral' } as const

export const ContractTag = ({ status }: { status: ContractStatus }) => (
  <FamilyTag family={family[status]} text={contractStatusText[status]} />
)

const columnsWith = (nameOf: (id: string) => string): ReadonlyArray<Column<ProviderRow>> => [
  {
    key: 'name',
    title: '名称',
    fixed: true,
    render: (row) => (
      <div className="gy-narrow">
        <Link to={`/providers/${row.organisationId}`}>{row.name}</Link>
      </div>
    ),
  },
  { key: 'creditCode', title: '统一社会信用代码', render: (row) => row.creditCode },
  { key: 'kind', title: '类型', render: (row) => providerKindText[row.kind], hidden: true },
  {
    key: 'contract',
    title: '合同',
    render: (row) =>
      row.contract ? (
        <div className="gy-narrow">
          <Link to={`/contracts/${row.contract.id}`}>{row.contract.number}</Link>{' '}
          <ContractTag status={row.contract.status} />
        </div>
      ) : (
        '无合同'
      ),
  },
  {
    key: 'term',
    title: '期限',
    render: (row) => (row.contract ? <SpanLines from={row.contract.from} to={row.contract.to} /> : '—'),
  },
  { key: 'townships', title: '服务乡镇（街道）', render: (row) => <Townships names={row.townshipIds.map(nameOf)} /> },
  { key: 'persons', title: '服务对象', right: true, render: (row) => row.persons },
  { key: 'carers', title: '服务人员', right: true, render: (row) => row.carers },
  {
    key: 'reminders',
    title: '提醒',
    render: (row) => <div className="gy-narrow">{row.reminders.map(({ text }) => text).join('；') || '—'}</div>,
  },
]

/** The first three by name, all of them in the hint. */
function Townships({ names }: { names: readonly string[] }) {
  if (names.length === 0) return '—'
  const more = names.length > 3 ? `等${names.length}个` : ''
  return <div className="gy-narrow" title={names.join('、')}>{`${names.slice(0, 3).join('、')}${more}`}</div>
}

const filters: readonly Filter[] = [{ kind: 'text', name: 'words', label: '名称或信用代码' }]

export function useAreaNames(): (id: string) => string {
  const areas = useAnswer(access, 'areas', {})
  const names = new Map((areas.data ?? []).map(({ id, name }) => [id, name]))
  return (id) => names.get(id) ?? ''
}

export function Providers() {
  const may = useMay()
  const nameOf = useAreaNames()
  const [open, setOpen] = useState(false)
  return (
    <PageBody
      title="服务机构"
      action={
        may('providers.register') && (
          <Button type="primary" onClick={() => setOpen(true)}>
            登记服务机构
          </Button>
        )
      }
    >
      <SearchTable<ProviderRow, { rows: ProviderRow[]; total: number }>
        name="providers"
        title="服务机构"
        answer={['providers', 'list']}
        load={({ filters: values, page, pageSize }) =>
          ask(providers, 'list', { words: values['words'] ?? '', page, pageSize })
        }
        columns={columnsWith(nameOf)}
        filters={filters}
        rowKey={(row) => row.organisationId}
        open={(row) => `/providers/${row.organisationId}`}
        order="按名称"
        empty="还没有服务机构。先登记机构，再签购买合同。"
      />
      <Modal open={open} title="登记服务机构" footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <Register onDone={() => setOpen(false)} />
      </Modal>
    </PageBody>
  )
}

export const providerLabels = {
  name: '机构名称',
  creditCode: '统一社会信用代码',
  kind: '类型',
  representative: '法定代表人',
  address: '地址',
  phone: '电话',
  from: '登记日',
}

export function ProviderFields({ form }: { form: FieldForm }) {
  const labels = providerLabels
  return (
    <>
      <TextField form={form} name="name" label={labels.name} />
      <TextField form={form} name="creditCode" label={labels.creditCode} />
      <PickField
        form={form}
        name="kind"
        label={labels.kind}
        choices={ProviderKind.options.map((value) => ({ value, label: providerKindText[value] }))}
      />
      <TextField form={form} name="representative" label={labels.representative} />
      <TextField form={form} name="address" label={labels.address} />
      <TextField form={form} name="phone" label={labels.phone} />
    </>
  )
}

function Register({ onDone }: { onDone: () => void }) {
  const register = useCommand(providers, 'register', { answers: ['access'] })
  const form = useForm({ schema: providers.operations.register.input, draft: 'providers.register' })
  return (
    <Form
      form={form}
      action="登记"
      labels={providerLabels}
      onSend={(input) => register.mutateAsync(input)}
      onDone={onDone}
    >
      <ProviderFields form={form} />
      <DayField form={form} name="from" label={providerLabels.from} />
    </Form>
  )
}
