/** Asks before what cannot be taken back; everything else is done at once and can be undone for ten seconds (screens 5.16). */
import { App, Button, Input, Modal } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { ReasonsOf } from './reasons.tsx'

interface Props {
  /** The question with its object: '锁定2023年8月名册？' */
  title: string
  /** Numbers, effect, exceptions. */
  children: ReactNode
  /** The verb: '锁定'. */
  verb: string
  onConfirm: () => Promise<unknown>
  onClose: () => void
  /** Destructive by nature: this name must be typed. */
  typeName?: string | undefined
  /** Something in it is still to be filled in. */
  blocked?: boolean
  open: boolean
}

export function Confirm({ title, children, verb, onConfirm, onClose, typeName, blocked = false, open }: Props) {
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const go = async () => {
    setBusy(true)
    setError(undefined)
    try {
      await onConfirm()
      onClose()
    } catch (refusal) {
      setError(refusal)
    } finally {
      setBusy(false)
    }
  }
  const ready = !blocked && (typeName === undefined || typed.trim() === typeName)
  return (
    <Modal
      open={open}
      title={title}
      onCancel={onClose}
      destroyOnHidden
      afterClose={() => {
        setTyped('')
        setError(undefined)
      }}
      footer={
        <div className="gy-modal-foot">
          <Button onClick={onClose}>返回</Button>
          <Button
            type="primary"
            danger={typeName !== undefined}
            disabled={!ready}
            loading={busy}
            onClick={() => void go()}
          >
            {verb}
          </Button>
        </div>
      }
    >
      {children}
      {typeName !== undefined && <TypeName name={typeName} typed={typed} onType={setTyped} />}
      <ReasonsOf error={error} action={verb} />
    </Modal>
  )
}

function TypeName({ name, typed, onType }: { name: string; typed: string; onType: (text: string) => void }) {
  const id = useId()
  return (
    <div className="gy-field">
      <label htmlFor={id}>请输入“{name}”以确认</label>
      <Input id={id} value={typed} autoComplete="off" onChange={(event) => onType(event.target.value)} />
    </div>
  )
}

/** say('已送交××街道考评') — only confirms, four seconds, never a reason or a number that matters (screens 5.22). */
export function useSay(): (text: string) => void {
  const { message } = App.useApp()
  return (text) => void message.success({ content: text, duration: 4 })
}

/** did('已移出名单', undo): ten seconds to take it back. */
export function useDid(): (text: string, undo: () => Promise<unknown>) => void {
  const { message } = App.useApp()
  return (text, undo) => {
    const key = crypto.randomUUID()
    const takeBack = async () => {
      message.destroy(key)
      await undo()
      void message.success({ content: '已撤销', duration: 4 })
    }
    void message.success({
      key,
      duration: 10,
      content: (
        <>
          {text}
          <Button type="link" size="small" onClick={() => void takeBack()}>
            撤销
          </Button>
        </>
      ),
    })
  }
}
