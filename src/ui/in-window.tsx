/** A step of a case: its button, and its form in a window of its own. */
import { Button, Modal } from 'antd'
import { type ReactNode, useState } from 'react'

interface Props {
  verb: string
  title: string
  primary?: boolean
  children: (close: () => void) => ReactNode
}

export function InWindow({ verb, title, primary = false, children }: Props) {
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Button type={primary ? 'primary' : 'default'} onClick={() => setOpen(true)}>
        {verb}
      </Button>
      <Modal open={open} title={title} footer={null} width={640} onCancel={close} destroyOnHidden>
        {children(close)}
      </Modal>
    </>
  )
}
