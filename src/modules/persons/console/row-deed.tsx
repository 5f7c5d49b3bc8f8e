/** A button in a row that opens its form, or asks before it does the deed. */
import { Button, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { Confirm } from '#ui/confirm.tsx'
import { useMay } from '#ui/me.tsx'

interface FormProps {
  title: string
  /** What the form is about, behind the title of the dialog. */
  of: string
  needs: string
  children: (close: () => void) => ReactNode
  /** The button of a section rather than of a row. */
  wide?: boolean
}

export function FormButton({ title, of, needs, children, wide = false }: FormProps) {
  const may = useMay()
  const [open, setOpen] = useState(false)
  if (!may(needs)) return null
  const close = () => setOpen(false)
  return (
    <>
      <Button type={wide ? 'default' : 'link'} size="small" onClick={() => setOpen(true)}>
        {title}
      </Button>
      <Modal open={open} title={`${title}：${of}`} footer={null} onCancel={close} destroyOnHidden>
        {children(close)}
      </Modal>
    </>
  )
}

interface AskProps {
  title: string
  of: string
  needs: string
  says: string
  onConfirm: () => Promise<unknown>
}

export function AskButton({ title, of, needs, says, onConfirm }: AskProps) {
  const may = useMay()
  const [open, setOpen] = useState(false)
  if (!may(needs)) return null
  return (
    <>
      <Button type="link" size="small" onClick={() => setOpen(true)}>
        {title}
      </Button>
      <Confirm
        open={open}
        title={`${title}：${of}？`}
        verb={title}
        onConfirm={onConfirm}
        onClose={() => setOpen(false)}
      >
        <p>{says}</p>
      </Confirm>
    </>
  )
}
