/** A password made for somebody else: shown once, to be handed over and changed at the first sign-in. */
import { Button, Modal } from 'antd'

interface Props {
  login: string
  password: string | undefined
  onClose: () => void
}

export function FirstSecret({ login, password, onClose }: Props) {
  return (
    <Modal
      open={password !== undefined}
      title="一次性密码"
      onCancel={onClose}
      mask={{ closable: false }}
      destroyOnHidden
      footer={
        <Button type="primary" onClick={onClose}>
          已交给本人
        </Button>
      }
    >
      <p>账号 {login}</p>
      <p>
        密码{' '}
        <strong className="gy-digits" data-first-password="">
          {password}
        </strong>
      </p>
      <p className="gy-help">只显示这一次，系统不保存。请当面或电话交给本人；本人首次登录时必须修改。</p>
    </Modal>
  )
}
