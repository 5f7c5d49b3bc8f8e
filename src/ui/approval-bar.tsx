/** Fixed at the foot: who made it, what changed, and the verdict of another person (screens 5.12). */
import { Button, Input, Modal } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import type { Instant } from '#kernel/calendar.ts'
import { Moment } from './dates.tsx'
import { ReasonsOf } from './reasons.tsx'

export interface Approval {
  name: string
  role: string
  at: Instant
  verdict: '通过' | '退回'
  reason?: string | undefined
}

interface Props {
  maker: { name: string; at: Instant }
  /** What changed since last time. */
  changes?: ReactNode
  approvals: readonly Approval[]
  /** One's own part: to decide, to wait because one made it, or only to look on. */
  part: 'decides' | 'made_it' | 'looks_on'
  /** Who may decide instead, when one made it oneself. */
  approvers?: readonly string[]
  /** The object of the verdict: '甲机构2023年8月结算'. */
  object: string
  onPass: () => Promise<unknown>
  onReturn: (reason: string) => Promise<unknown>
  onRemind?: (() => Promise<unknown>) | undefined
}

export function ApprovalBar(props: Props) {
  const { maker, changes, approvals } = props
  return (
    <section className="gy-approval" aria-label="审批">
      <div>
        <span>
          经办：{maker.name} <Moment at={maker.at} />
        </span>
        {approvals.map((approval) => (
          <span key={approval.at}>
            {' › '}
            {approval.role} {approval.name} {approval.verdict} <Moment at={approval.at} />
            {approval.reason && `（${approval.reason}）`}
          </span>
        ))}
        {changes && <div>{changes}</div>}
      </div>
      <OwnPart {...props} />
    </section>
  )
}

function OwnPart(props: Props) {
  const { part, approvers = [], onRemind } = props
  if (part === 'looks_on') return null
  if (part === 'decides') return <Decide {...props} />
  return (
    <div>
      您是经办人，须由另一人审批。{approvers.length > 0 && `可以审批的人：${approvers.join('、')}。`}
      {onRemind && (
        <Button size="small" onClick={() => void onRemind()}>
          提醒
        </Button>
      )}
    </div>
  )
}

function Decide({ object, onPass, onReturn }: Props) {
  const [returning, setReturning] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const pass = async () => {
    setBusy(true)
    setError(undefined)
    try {
      await onPass()
    } catch (refusal) {
      setError(refusal)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="gy-actions">
      <ReasonsOf error={error} action={`通过${object}`} />
      <span>您可以：</span>
      <Button onClick={() => setReturning(true)}>退回</Button>
      <Button type="primary" loading={busy} onClick={() => void pass()}>
        通过
      </Button>
      <ReturnDialog object={object} open={returning} onReturn={onReturn} onClose={() => setReturning(false)} />
    </div>
  )
}

interface ReturnProps {
  object: string
  open: boolean
  onReturn: (reason: string) => Promise<unknown>
  onClose: () => void
}

const shortest = 10

/** Going back takes a reason, and all that was entered goes back with it. */
function ReturnDialog({ object, open, onReturn, onClose }: ReturnProps) {
  const [reason, setReason] = useState('')
  const [error, setError] = useState<unknown>()
  const id = useId()
  const missing = shortest - Array.from(reason.trim()).length
  const go = async () => {
    try {
      await onReturn(reason.trim())
      onClose()
    } catch (refusal) {
      setError(refusal)
    }
  }
  return (
    <Modal
      open={open}
      title={`退回${object}？`}
      onCancel={onClose}
      destroyOnHidden
      footer={
        <div className="gy-modal-foot">
          <Button onClick={onClose}>返回</Button>
          <Button type="primary" disabled={missing > 0} onClick={() => void go()}>
            退回
          </Button>
        </div>
      }
    >
      <p>经办人会看到理由，已填内容全部保留。</p>
      <div className="gy-field">
        <label htmlFor={id}>理由（不少于{shortest}个字） *</label>
        <Input.TextArea id={id} rows={3} maxLength={500} value={reason} onChange={(e) => setReason(e.target.value)} />
      </div>
      <ReasonsOf error={error} action="退回" />
    </Modal>
  )
}
