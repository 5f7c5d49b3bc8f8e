/** 我的账号: password, second factor, density, shortcuts (screens 3.10). */
import { Checkbox, QRCode, Radio } from 'antd'
import { useState } from 'react'
import { access } from '#modules/access/contract.ts'
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { Description } from '#ui/description.tsx'
import { PasswordField, TextField } from '#ui/fields.tsx'
import { useForm } from '#ui/form-state.ts'
import { Form } from '#ui/form.tsx'
import { useMe } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { PasswordForm } from './password-form.tsx'
import { preferencesOf, type Preferences, setPreferences } from './preferences.ts'

export function AccountPage() {
  const me = useMe()
  const say = useSay()
  const [round, setRound] = useState(0)
  return (
    <PageBody title="我的账号">
      <Panel title="身份">
        <Description
          items={[
            { label: '姓名', value: me.name },
            { label: '角色', value: me.roleTitle },
            { label: '单位', value: me.organisation?.name },
            { label: '范围', value: me.scopeText },
          ]}
        />
      </Panel>
      <div className="gy-account">
        <Panel title="登录密码">
          <PasswordForm
            key={round}
            onDone={() => {
              say('密码已修改')
              setRound(round + 1)
            }}
          />
        </Panel>
        <div>
          <Panel title="动态码">
            <SecondFactor />
          </Panel>
          <Panel title="显示">
            <Display />
          </Panel>
        </div>
      </div>
    </PageBody>
  )
}

function SecondFactor() {
  const { secondFactor } = useMe()
  const enrol = useCommand(access, 'enrolSecondFactor')
  const form = useForm({
    schema: access.operations.enrolSecondFactor.input,
    draft: 'access.enrolSecondFactor',
    neverKept: ['password'],
  })
  if (enrol.data) return <ConfirmFactor uri={enrol.data.uri} keyText={enrol.data.key} />
  if (secondFactor === 'on') return <p>动态码已启用，登录时使用。</p>
  return (
    <>
      {secondFactor === 'demanded' && <p className="gy-warning">! 您的角色须启用动态码。</p>}
      <p>启用后，登录时除密码外还要输入手机上的6位动态码。</p>
      <Form form={form} action="启用动态码" labels={{ password: '登录密码' }} onSend={enrol.mutateAsync}>
        <PasswordField form={form} name="password" label="登录密码" autoComplete="current-password" />
      </Form>
    </>
  )
}

function ConfirmFactor({ uri, keyText }: { uri: string; keyText: string }) {
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
      <p>用手机上的动态码应用扫描；不能扫描时，手工输入：{keyText}</p>
      <QRCode value={uri} type="svg" bordered={false} />
      <Form
        form={form}
        action="确认动态码"
        labels={{ code: '6位动态码' }}
        onSend={confirm.mutateAsync}
        onDone={() => say('动态码已启用')}
      >
        <TextField form={form} name="code" label="6位动态码" maxLength={6} autoComplete="one-time-code" />
      </Form>
    </>
  )
}

function Display() {
  const me = useMe()
  const [mine, setMine] = useState(() => preferencesOf(me.accountId))
  const put = (next: Preferences) => {
    setMine(next)
    setPreferences(me.accountId, next)
  }
  return (
    <div className="gy-stack">
      <Radio.Group
        aria-label="表格行距"
        value={mine.density}
        options={[
          { value: 'normal', label: '标准行距' },
          { value: 'compact', label: '紧凑行距' },
        ]}
        onChange={(event) => put({ ...mine, density: event.target.value === 'compact' ? 'compact' : 'normal' })}
      />
      <Checkbox checked={mine.shortcuts} onChange={(event) => put({ ...mine, shortcuts: event.target.checked })}>
        使用快捷键
      </Checkbox>
    </div>
  )
}
