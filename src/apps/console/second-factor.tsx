/** A second factor for one's own account: password, code to scan, six digits (screens 3.10). */
import { QRCode } from 'antd'
import { access } from '#modules/access/contract.ts'
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { PasswordField, TextField } from '#ui/fields.tsx'
import { useForm } from '#ui/form-state.ts'
import { Form } from '#ui/form.tsx'
import { useMe } from '#ui/me.tsx'

interface Props {
  onDone?: () => void
  /** The page around it has said why it must be. */
  demandSaid?: boolean
}

export function SecondFactor({ onDone, demandSaid = false }: Props) {
  const { secondFactor } = useMe()
  const enrol = useCommand(access, 'enrolSecondFactor')
  const form = useForm({
    schema: access.operations.enrolSecondFactor.input,
    draft: 'access.enrolSecondFactor',
    neverKept: ['password'],
  })
  if (enrol.data) return <ConfirmFactor uri={enrol.data.uri} keyText={enrol.data.key} onDone={onDone} />
  if (secondFactor === 'on') return <p>动态码已启用，登录时使用。换了手机的，请系统管理员重设动态码后再启用。</p>
  return (
    <>
      {secondFactor === 'demanded' && !demandSaid && <p className="gy-warning">! 您的角色须启用动态码。</p>}
      <p>启用后，登录时除密码外还要输入手机上的6位动态码。</p>
      <Form form={form} action="启用动态码" labels={{ password: '登录密码' }} onSend={enrol.mutateAsync}>
        <PasswordField form={form} name="password" label="登录密码" autoComplete="current-password" />
      </Form>
    </>
  )
}

interface ConfirmProps {
  uri: string
  keyText: string
  onDone?: (() => void) | undefined
}

function ConfirmFactor({ uri, keyText, onDone }: ConfirmProps) {
  const say = useSay()
  const confirm = useCommand(access, 'confirmSecondFactor')
  const form = useForm({
    schema: access.operations.confirmSecondFactor.input,
    draft: 'access.code',
    neverKept: ['code'],
  })
  if (confirm.isSuccess) return <p>动态码已启用，下次登录时使用。</p>
  return (
    <>
      <p>
        用手机上的动态码应用扫描；不能扫描时，手工输入：
        <span className="gy-digits" data-key="">
          {keyText.replace(/(.{4})(?=.)/g, '$1 ')}
        </span>
      </p>
      <QRCode value={uri} type="svg" bordered={false} />
      <Form
        form={form}
        action="确认动态码"
        labels={{ code: '6位动态码' }}
        onSend={confirm.mutateAsync}
        onDone={() => {
          say('动态码已启用')
          onDone?.()
        }}
      >
        <TextField form={form} name="code" label="6位动态码" maxLength={6} autoComplete="one-time-code" />
      </Form>
    </>
  )
}
