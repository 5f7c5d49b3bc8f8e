/** A button that opens its form. */
import { Button, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { useMay } from '#ui/me.tsx'

interface Props {
  title: string
  /** What the form is about, behind the title of the dialog. */
  of: string
  needs: string
  children: (close: () => void) => ReactNode
  /** In a row, beside a list, in the head of the page, or its one primary button. */
  look?: 'link' | 'default' | 'head' | 'primary'
  /** Why it cannot be done now. */
  stop?: string | undefined
}

export function Deed({ title, of, needs, children, look = 'default', stop }: Props) {
  const may = useMay()
  const [open, setOpen] = useState(false)
  if (!may(needs)) return null
  const close = () => setOpen(false)
  return (
    <>
      <Button
        type={look === 'head' ? 'default' : look}
        size={look === 'primary' || look === 'head' ? 'middle' : 'small'}
        disabled={stop !== undefined}
        title={stop}
        onClick={() => setOpen(true)}
      >
        {title}
      </Button>
      <Modal open={open} title={`${title}：${of}`} footer={null} onCancel={close} destroyOnHidden>
        {children(close)}
      </Modal>
    </>
  )
}
