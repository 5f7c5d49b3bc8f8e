/** Why something cannot be done now: every reason, its clause and the next step (screens 5.5). */
import { Button, Input } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { reasonsOf } from './ask.ts'
import { Basis } from './citation.tsx'
import { Link } from './link.tsx'

interface Props {
  reasons: readonly Reason[]
  /** The act in words: '锁定名册'. */
  action: string
  /** What else is possible: '先锁定其余2,131人'. */
  instead?: ReactNode
  /** Goes on in spite of warnings, with the reason given; only offered when every reason is a warning. */
  onContinue?: ((reason: string) => void) | undefined
}

export function Reasons({ reasons, action, instead, onContinue }: Props) {
  if (reasons.length === 0) return null
  const warningsOnly = reasons.every((reason) => reason.warning)
  const ordered = reasons.toSorted((a, b) => Number(a.warning ?? false) - Number(b.warning ?? false))
  return (
    <div className={warningsOnly ? 'gy-reasons gy-warnings' : 'gy-reasons'} role="alert">
      <strong>{titleOf(reasons.length, action, warningsOnly)}</strong>
      <ul>
        {ordered.map((reason) => (
          <OneReason key={`${reason.code} ${reason.message}`} reason={reason} />
        ))}
      </ul>
      {instead && <p>您可以：{instead}</p>}
      {warningsOnly && onContinue && <Continue onContinue={onContinue} />}
    </div>
  )
}

function titleOf(count: number, action: string, warningsOnly: boolean): string {
  if (warningsOnly) return `${action}前请留意${count > 1 ? `以下${count}点` : ''}：`
  return count > 1 ? `现在不能${action}，有${count}个原因：` : `现在不能${action}：`
}

function OneReason({ reason }: { reason: Reason }) {
  return (
    <li>
      {reason.message}
      {reason.count !== undefined && reason.count > 1 && <span>（{reason.count}项）</span>}{' '}
      {reason.citations && reason.citations.length > 0 && <Basis citations={reason.citations} />}
      {reason.next && (
        <span className="gy-next">
          <Link to={reason.next.to}>{reason.next.title}</Link>
        </span>
      )}
    </li>
  )
}

const shortest = 10

function Continue({ onContinue }: { onContinue: (reason: string) => void }) {
  const [reason, setReason] = useState('')
  const id = useId()
  const missing = shortest - Array.from(reason.trim()).length
  return (
    <div className="gy-continue">
      <label htmlFor={id}>理由（不少于{shortest}个字，随本次办理保存）</label>
      <Input.TextArea
        id={id}
        rows={2}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button disabled={missing > 0} onClick={() => onContinue(reason.trim())}>
        说明理由后继续
      </Button>
      {missing > 0 && reason !== '' && <span className="gy-help"> 还差{missing}个字</span>}
    </div>
  )
}

interface OfProps {
  error: unknown
  action: string
  instead?: ReactNode
  onContinue?: (reason: string) => void
}

/** The reasons in the error of a command or answer; nothing when there is none. */
export function ReasonsOf({ error, ...rest }: OfProps) {
  return <Reasons reasons={reasonsOf(error)} {...rest} />
}
