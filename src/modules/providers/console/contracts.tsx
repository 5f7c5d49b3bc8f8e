/** 合同 of one provider: each with its term, what it lacks, and the way to its page. */
import { Button, Table } from 'antd'
import { useState } from 'react'
import { Span } from '#ui/dates.tsx'
import { Amount } from '#ui/amount.tsx'
import { Link, useGo } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { Empty } from '#ui/states.tsx'
import type { ContractRow } from '../contract.ts'
import { ContractDialog } from './contract-form.tsx'
import type { Provider } from './provider.tsx'
import { ContractTag, useAreaNames } from './providers.tsx'

export function Contracts({ provider }: { provider: Provider }) {
  const may = useMay()
  const go = useGo()
  const [open, setOpen] = useState(false)
  const { organisationId } = provider
  return (
    <>
      <p className="gy-actions">
        {may('providers.draftContract') && (
          <Button data-new="" onClick={() => setOpen(true)}>
            起草购买合同
          </Button>
        )}
      </p>
      {provider.contracts.length === 0 ? (
        <Empty>还没有购买合同。签订书面合同并生效后，才能签协议和结算。</Empty>
      ) : (
        <ContractTable contracts={provider.contracts} />
      )}
      <ContractDialog
        open={open}
        organisationId={organisationId}
        onClose={() => setOpen(false)}
        onDone={(contractId) => go(`/contracts/${contractId}`)}
      />
    </>
  )
}

function ContractTable({ contracts }: { contracts: readonly ContractRow[] }) {
  const nameOf = useAreaNames()
  const missing = ({ required }: ContractRow) => required.filter(({ has }) => !has).map(({ title }) => title)
  return (
    <Table<ContractRow>
      size="middle"
      rowKey="id"
      pagination={false}
      dataSource={[...contracts]}
      columns={[
        { title: '合同编号', render: (_, row) => <Link to={`/contracts/${row.id}`}>{row.number}</Link> },
        { title: '状态', render: (_, row) => <ContractTag status={row.status} /> },
        { title: '期限', render: (_, row) => <Span from={row.from} to={row.endedOn ?? row.to} /> },
        { title: '合同金额', align: 'right', render: (_, row) => <Amount fen={row.sumFen} /> },
        { title: '合同内容', render: (_, row) => <Missing missing={missing(row)} of={row.required.length} /> },
        { title: '扣款条款', align: 'right', render: (_, row) => `${row.clauses.length}条` },
        {
          title: '服务乡镇（街道）',
          render: (_, row) => (
            <div className="gy-cell">{row.townships.map(({ townshipId }) => nameOf(townshipId)).join('、') || '—'}</div>
          ),
        },
      ]}
    />
  )
}

function Missing({ missing, of }: { missing: readonly string[]; of: number }) {
  if (missing.length === 0) return `${of}项齐全 ✓`
  return <span className="gy-fault">{`缺${missing.join('、')}`}</span>
}
