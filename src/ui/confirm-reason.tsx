/** A deed that must say why: the reason goes with it and stays on file (screens 5.16). */
import { Button, Input } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { Confirm } from './confirm.tsx'

interface Props {
  /** The button in words: '作废'. */
  verb: string
  /** The question with its object: '作废批次FF-202308-0001？' */
  title: string
  children: ReactNode
  onConfirm: (reason: string) => Promise<unknown>
  /** The name must be typed: the deed cannot be taken back. */
  typeName?: string
  shortest?: number
  danger?: boolean
  small?: boolean
  disabled?: boolean
}

export function ConfirmReason(props: Props) {
  const { verb, title, children, onConfirm, typeName, shortest = 4, danger = false, small = false } = props
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const id = useId()
  const close = () => {
    setOpen(false)
    setReason('')
  }
  return (
    <>
      <Button
        danger={danger}
        size={small ? 'small' : 'middle'}
        disabled={props.disabled ?? false}
        onClick={() => setOpen(true)}
      >
        {verb}
      </Button>
      <Confirm
        open={open}
        title={title}
        verb={verb}
        typeName={typeName}
        blocked={Array.from(reason.trim()).length < shortest}
        onClose={close}
        onConfirm={() => onConfirm(reason.trim())}
      >
        {children}
        <div className="gy-field">
          <label htmlFor={id}>理由（不少于{shortest}个字） *</label>
          <Input.TextArea
            id={id}
            rows={2}
            maxLength={300}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
      </Confirm>
    </>
  )
}
