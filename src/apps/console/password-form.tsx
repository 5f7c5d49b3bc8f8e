/** A new password, its rules ticked off while one types (screens 4.1). */
import * as z from 'zod'
import { access } from '#modules/access/contract.ts'
import { passwordRules } from '#modules/access/rules.ts'
import { useCommand } from '#ui/ask.ts'
import { PasswordField } from '#ui/fields.tsx'
import { useForm } from '#ui/form-state.ts'
import { Form } from '#ui/form.tsx'

const labels = { password: '现在的密码', newPassword: '新密码', again: '再输一次新密码' }

/** The operation's input, and the same word twice. */
const WithAgain = access.operations.changePassword.input.extend({ again: z.string('请再输一次新密码') })

export function PasswordForm({ onDone }: { onDone: () => void }) {
  const change = useCommand(access, 'changePassword')
  const form = useForm({
    schema: WithAgain,
    draft: 'access.changePassword',
    neverKept: ['password', 'newPassword', 'again'],
  })
  const typed = typeof form.values['newPassword'] === 'string' ? form.values['newPassword'] : ''
  const send = async ({ password, newPassword, again }: z.input<typeof WithAgain>) => {
    if (again !== newPassword) {
      form.unreadable('again', '两次输入的新密码不一样')
      return Promise.reject(new Error('again'))
    }
    return change.mutateAsync({ password, newPassword })
  }
  return (
    <Form form={form} action="修改密码" labels={labels} onSend={send} onDone={onDone}>
      <PasswordField form={form} name="password" label={labels.password} autoComplete="current-password" />
      <PasswordField form={form} name="newPassword" label={labels.newPassword} autoComplete="new-password" />
      <ul className="gy-checks" aria-label="新密码的要求">
        {passwordRules.map((rule) => {
          const held = rule.holds(typed)
          return (
            <li key={rule.text} className={held ? 'gy-held' : ''}>
              <span aria-hidden="true">{held ? '✓' : '○'}</span> {rule.text}
              <span className="gy-unseen">{held ? '，已满足' : '，未满足'}</span>
            </li>
          )
        })}
      </ul>
      <PasswordField form={form} name="again" label={labels.again} autoComplete="new-password" />
    </Form>
  )
}
