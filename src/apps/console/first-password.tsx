/** Before anything else: the password given by another is changed (screens 4.1), a demanded second factor is set up. */
import { PasswordForm } from './password-form.tsx'
import { SecondFactor } from './second-factor.tsx'

export function FirstPassword({ onDone }: { onDone: () => void }) {
  return (
    <main className="gy-enter">
      <div className="gy-enter-form">
        <h1>请先修改密码</h1>
        <p>现在的密码是别人替您设的，只能用来第一次登录。</p>
        <PasswordForm onDone={onDone} />
      </div>
    </main>
  )
}

export function FirstFactor({ onDone }: { onDone: () => void }) {
  return (
    <main className="gy-enter">
      <div className="gy-enter-form">
        <h1>请先启用动态码</h1>
        <p>本县规定您的角色登录时须用动态码，启用后才能办理业务。</p>
        <SecondFactor onDone={onDone} />
      </div>
    </main>
  )
}
