/** Account and password, then six digits where a second factor is set up (screens 4.1). */
import { Button, Input } from 'antd'
import { type SyntheticEvent, useId, useState } from 'react'
import { access, type Me } from '#modules/access/contract.ts'
import { reasonsOf, useCommand } from '#ui/ask.ts'
import { faultsBy } from '#ui/form-state.ts'
import { halfWidth } from '#ui/typing.ts'

interface Props {
  account?: string
  onEnter: (actor: Me) => void
}

export function SignInForm({ account: known = '', onEnter }: Props) {
  const [account, setAccount] = useState(known)
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [codeNeeded, setCodeNeeded] = useState(false)
  const [tried, setTried] = useState(false)
  const signIn = useCommand(access, 'signIn')
  const input = { account, password, ...(codeNeeded ? { code: halfWidth(code).trim() } : {}) }
  const faults = tried ? faultsBy(access.operations.signIn.input, input) : {}
  const send = async (event: SyntheticEvent) => {
    event.preventDefault()
    setTried(true)
    if (Object.keys(faultsBy(access.operations.signIn.input, input)).length > 0) return
    try {
      const answer = await signIn.mutateAsync(input)
      if ('actor' in answer) return onEnter(answer.actor)
      setCodeNeeded(true)
      setTried(false)
    } catch {
      // The reasons stand under the form.
      setPassword('')
      setTried(false)
    }
  }
  return (
    <form noValidate aria-label="登录" onSubmit={(event) => void send(event)}>
      {!codeNeeded && (
        <>
          <Line label="账号" fault={faults['account']}>
            {(wiring) => (
              <Input
                {...wiring}
                size="large"
                value={account}
                autoComplete="username"
                onChange={(event) => setAccount(event.target.value)}
              />
            )}
          </Line>
          <Line label="密码" fault={faults['password']}>
            {(wiring) => (
              <Input.Password
                {...wiring}
                size="large"
                value={password}
                autoComplete="current-password"
                onChange={(event) => setPassword(event.target.value)}
              />
            )}
          </Line>
        </>
      )}
      {codeNeeded && (
        <Line label="动态码（6位数字）" fault={faults['code']}>
          {(wiring) => (
            <Input
              {...wiring}
              size="large"
              value={code}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={6}
              onChange={(event) => setCode(event.target.value)}
            />
          )}
        </Line>
      )}
      <Refused error={signIn.error} />
      <Button type="primary" size="large" block htmlType="submit" loading={signIn.isPending}>
        登录
      </Button>
    </form>
  )
}

function Refused({ error }: { error: unknown }) {
  const reasons = reasonsOf(error)
  if (reasons.length === 0) return null
  return (
    <div className="gy-reasons" role="alert">
      {reasons.map((reason) => (
        <p key={reason.code}>{reason.message}</p>
      ))}
    </div>
  )
}

interface Wiring {
  id: string
  'aria-invalid': boolean
  'aria-describedby': string | undefined
  'aria-required': true
  status: 'error' | ''
}

interface LineProps {
  label: string
  fault: string | undefined
  children: (wiring: Wiring) => React.ReactNode
}

function Line({ label, fault, children }: LineProps) {
  const id = useId()
  const described = fault ? `${id}-fault` : undefined
  return (
    <div className="gy-field">
      <label htmlFor={id}>
        {label}
        <span aria-hidden="true"> *</span>
      </label>
      {children({
        id,
        'aria-invalid': fault !== undefined,
        'aria-describedby': described,
        'aria-required': true,
        status: fault ? 'error' : '',
      })}
      {fault && (
        <p className="gy-fault" id={described} role="alert">
          {fault}
        </p>
      )}
    </div>
  )
}
