/** 我的账号: password, second factor, density, shortcuts (screens 3.10). */
import { Checkbox, Radio } from 'antd'
import { useState } from 'react'
import { useSay } from '#ui/confirm.tsx'
import { Description } from '#ui/description.tsx'
import { useMe } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { PasswordForm } from './password-form.tsx'
import { SecondFactor } from './second-factor.tsx'
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
