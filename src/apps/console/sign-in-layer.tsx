/** The session ended while a page was open: sign in over it and go on where one was (screens 3.11). */
import { Button, Modal } from 'antd'
import type { Me } from '#modules/access/contract.ts'
import { sessionBegins, sessionEnded } from '#ui/session.ts'
import { useWatched } from '#ui/store.ts'
import { SignInForm } from './sign-in-form.tsx'

export function SignInLayer({ me }: { me: Me }) {
  const ended = useWatched(sessionEnded)
  const enter = (actor: Me) => {
    // Another person gets a page of his own; drafts stay with the one who wrote them.
    if (actor.accountId === me.accountId) sessionBegins()
    else location.reload()
  }
  return (
    <Modal
      open={ended}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      footer={null}
      width={400}
      title="请重新登录"
      destroyOnHidden
    >
      <p>您较长时间没有操作，已退出。已填内容都在，登录后接着办。</p>
      <SignInForm onEnter={enter} />
      {me.demo && (
        <Button type="link" onClick={() => location.assign('/')}>
          换一个演示账号
        </Button>
      )}
    </Modal>
  )
}
