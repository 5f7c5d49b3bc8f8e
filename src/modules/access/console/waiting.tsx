/** What another administrator has proposed, and one's own that waits for another (§3.3: never alone). */
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import type { Instant } from '#kernel/calendar.ts'
import { Confirm } from '#ui/confirm.tsx'
import { Moment } from '#ui/dates.tsx'

export interface WaitingChange {
  id: string
  title: string
  detail: string
  reason: string
  proposedBy: string
  proposedAt: Instant
  mine: boolean
}

interface Props {
  changes: readonly WaitingChange[]
  onDecide: (change: WaitingChange, confirm: boolean) => Promise<unknown>
  /** Shown in the question before it is confirmed. */
  effect: (change: WaitingChange) => ReactNode
}

export function WaitingChanges({ changes, onDecide, effect }: Props) {
  const [asked, setAsked] = useState<{ change: WaitingChange; confirm: boolean }>()
  return (
    <>
      <table className="gy-plain-table gy-wide">
        <thead>
          <tr>
            {['事项', '内容', '理由', '申请人', '申请时间', '复核'].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <Row key={change.id} change={change} onAsk={(confirm) => setAsked({ change, confirm })} />
          ))}
        </tbody>
      </table>
      {asked && (
        <Confirm
          open
          title={`${asked.confirm ? '复核通过' : '退回'}“${asked.change.title}”？`}
          verb={asked.confirm ? '复核通过' : '退回'}
          onConfirm={() => onDecide(asked.change, asked.confirm)}
          onClose={() => setAsked(undefined)}
        >
          <p>{asked.change.detail}</p>
          <p>
            理由：{asked.change.reason}（{asked.change.proposedBy}）
          </p>
          {asked.confirm ? effect(asked.change) : <p>退回后不生效；需要的，请申请人重新申请。</p>}
        </Confirm>
      )}
    </>
  )
}

function Row({ change, onAsk }: { change: WaitingChange; onAsk: (confirm: boolean) => void }) {
  return (
    <tr>
      <td>{change.title}</td>
      <td>{change.detail}</td>
      <td>{change.reason}</td>
      <td>{change.proposedBy}</td>
      <td>
        <Moment at={change.proposedAt} />
      </td>
      <td>
        {change.mine ? (
          <span className="gy-help">由您申请，须另一位管理员复核</span>
        ) : (
          <span className="gy-actions">
            <Button size="small" type="primary" onClick={() => onAsk(true)}>
              复核通过
            </Button>
            <Button size="small" onClick={() => onAsk(false)}>
              退回
            </Button>
          </span>
        )}
      </td>
    </tr>
  )
}
