/** On first entry the password given by another is changed before anything else (screens 4.1). */
import { PasswordForm } from './password-form.tsx'

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
