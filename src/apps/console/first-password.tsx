/** Before anything else: the password given by another is changed (screens 4.1), a demanded second factor is set up. */
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useMe } from '#ui/me.tsx'
import { leave } from './leaving.ts'
import { PasswordForm } from './password-form.tsx'
import { SecondFactor } from './second-factor.tsx'

export function FirstPassword({ onDone }: { onDone: () => void }) {
  return (
    <First title="请先修改密码" why="现在的密码是别人替您设的，只能用来第一次登录。">
      <PasswordForm onDone={onDone} />
    </First>
  )
}

export function FirstFactor({ onDone }: { onDone: () => void }) {
  return (
    <First title="请先启用动态码" why="本县规定您的角色登录时须用动态码，启用后才能办理业务。">
      <SecondFactor onDone={onDone} demandSaid />
    </First>
  )
}

/** Whoever finds another's name here goes out again by the same page. */
function First({ title, why, children }: { title: string; why: string; children: ReactNode }) {
  const { name, roleTitle } = useMe()
  return (
    <main className="gy-enter">
      <div className="gy-enter-form">
        <h1>{title}</h1>
        <p>{why}</p>
        {children}
        <p className="gy-enter-who">
          现在登录的是{name}（{roleTitle}）。
          <Button type="link" size="small" onClick={() => void leave()}>
            退出，换账号登录
          </Button>
        </p>
      </div>
    </main>
  )
}
