/** The way in. While demonstration data is loaded its accounts stand beside it (screens 4.1). */
import { Button } from 'antd'
import { useEffect } from 'react'
import { access, type DemoAccount, type Me } from '#modules/access/contract.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { ReasonsOf } from '#ui/reasons.tsx'
import { SignInForm } from './sign-in-form.tsx'

/** One lands where the address pointed: the address stays as it is. */
export function SignInPage({ onEnter }: { onEnter: (actor: Me) => void }) {
  const demo = useAnswer(access, 'demoAccounts', {})
  useEffect(() => {
    document.title = '登录 · 供养'
  }, [])
  return (
    <main className="gy-enter">
      <div className="gy-enter-form">
        <h1>供养</h1>
        <p>特困人员救助供养工作平台</p>
        <SignInForm onEnter={onEnter} />
        <p className="gy-help">忘记密码请联系本单位系统管理员</p>
      </div>
      {demo.data && demo.data.length > 0 && <DemoAccounts accounts={demo.data} onEnter={onEnter} />}
    </main>
  )
}

function DemoAccounts({ accounts, onEnter }: { accounts: readonly DemoAccount[]; onEnter: (actor: Me) => void }) {
  const enter = useCommand(access, 'enterDemo')
  const go = async (account: string) => {
    const { actor } = await enter.mutateAsync({ account })
    onEnter(actor)
  }
  return (
    <section className="gy-enter-demo" aria-label="演示账号" tabIndex={0}>
      <h2>演示账号</h2>
      <p className="gy-help">演示数据：人员、身份证号、电话均为虚构。选一个身份，直接进入。</p>
      <ReasonsOf error={enter.error} action="进入" />
      {[...Map.groupBy(accounts, (each) => each.county)].map(([county, ofCounty]) => (
        <CountyAccounts
          key={county}
          county={county}
          accounts={ofCounty}
          going={enter.isPending ? enter.variables.account : undefined}
          onGo={(account) => {
            // A refusal stands above the table.
            go(account).catch(() => undefined)
          }}
        />
      ))}
    </section>
  )
}

interface CountyProps {
  county: string
  accounts: readonly DemoAccount[]
  going: string | undefined
  onGo: (account: string) => void
}

function CountyAccounts({ county, accounts, going, onGo }: CountyProps) {
  return (
    <>
      <h3>{county}</h3>
      <table aria-label={`${county}的演示账号`}>
        <thead>
          <tr>
            <th scope="col">角色</th>
            <th scope="col">单位</th>
            <th scope="col">账号</th>
            <th scope="col">
              <span className="gy-unseen">操作</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((each) => (
            <tr key={each.account}>
              <td>{each.role}</td>
              <td>{each.organisation}</td>
              <td>{each.account}</td>
              <td className="gy-enter-button">
                <Button
                  size="small"
                  loading={going === each.account}
                  aria-label={`以${each.role}身份进入${county}`}
                  onClick={() => onGo(each.account)}
                >
                  以此身份进入
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
