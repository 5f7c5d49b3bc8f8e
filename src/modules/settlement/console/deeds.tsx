/** What may be done with a statement besides approving it: compute again, prove it, compare it, take it along. */
import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useCommand } from '#ui/ask.ts'
import { download } from '#ui/files.ts'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { settlement } from '../contract.ts'
import type { Statement } from './statement.tsx'
import { Compute } from './statements.tsx'

export function Deeds({ statement }: { statement: Statement }) {
  const may = useMay()
  const { id: statementId, month, organisationId, status } = statement
  return (
    <>
      {(status === 'computed' || status === 'returned') && (
        <Compute month={month} organisationId={organisationId} allowed replaces={statementId} />
      )}
      {may('settlement.export') && status !== 'computing' && <Files statementId={statementId} />}
      {statement.supersededBy && <Link to={`/settlements/${statement.supersededBy}`}>打开新的结算单</Link>}
    </>
  )
}

const formats = [
  { key: 'xlsx', label: 'Excel' },
  { key: 'csv', label: 'CSV（按人）' },
  { key: 'json', label: 'JSON（可复算）' },
] as const

function Files({ statementId }: { statementId: string }) {
  const give = useCommand(settlement, 'export')
  const file = (format: 'xlsx' | 'pdf' | 'csv' | 'json') =>
    void give.mutateAsync({ statementId, format }).then(
      ({ ticket }) => download(ticket),
      () => {},
    )
  return (
    <>
      <Button loading={give.isPending} onClick={() => file('pdf')}>
        打印
      </Button>
      <Dropdown
        menu={{
          items: [...formats],
          onClick: ({ key }) => file(formats.find((each) => each.key === key)?.key ?? 'xlsx'),
        }}
        trigger={['click']}
      >
        <Button>导出 ▾</Button>
      </Dropdown>
      <ReasonsOf error={give.error} action="导出结算单" />
    </>
  )
}

type Proof = OutputOf<(typeof settlement)['operations']['recompute']>

/** 复算: the same edition on the same facts, byte for byte; a difference is a fault or a forgery. */
export function Recompute({ statement }: { statement: Statement }) {
  const may = useMay()
  const recompute = useCommand(settlement, 'recompute')
  const [proof, setProof] = useState<Proof>()
  if (!may('settlement.recompute') || !statement.hash) return null
  const run = () =>
    void recompute.mutateAsync({ statementId: statement.id }).then(setProof, () => {
      setProof(undefined)
    })
  return (
    <div className="gy-actions">
      <Button size="small" loading={recompute.isPending} onClick={run}>
        复算
      </Button>
      {proof && (
        <span role={proof.same ? 'status' : 'alert'}>
          {proof.same ? '✓ ' : '✗ '}
          {proof.text}（{proof.lines}人）
        </span>
      )}
      {!proof && (
        <span className="gy-help">
          按原计算版本（第{statement.edition.split('@').at(-1)}版）重算一遍，与原件逐字节比较。
        </span>
      )}
      {proof && proof.differences.length > 0 && (
        <ul>
          {proof.differences.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      )}
      <ReasonsOf error={recompute.error} action="复算" />
    </div>
  )
}
