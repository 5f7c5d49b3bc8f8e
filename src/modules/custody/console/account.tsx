/** One account: what he has, what was entrusted, every movement with the balance after it, his things (screens 4.48). */
import { useState } from 'react'
import { dateText } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import { useParam } from '#ui/address.ts'
import { Amount } from '#ui/amount.tsx'
import { AnswerPage } from '#ui/answer-page.tsx'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Description } from '#ui/description.tsx'
import { InWindow } from '#ui/in-window.tsx'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { type PaperFormat, PrintButton } from '#ui/print-button.tsx'
import { Button } from 'antd'
import { type AccountDetails, custody } from '../contract.ts'
import { giverText } from '../words.ts'
import { Entries } from './entries.tsx'
import { Entrustments, Things } from './entrusted.tsx'
import { EnterForm } from './enter-form.tsx'
import { SettleForm } from './settle-form.tsx'
import { Slips } from './slips.tsx'
import { AccountTag } from './tags.tsx'

const list = { title: '代管资金', to: '/custody' }

export function AccountPage() {
  const answer = useAnswer(custody, 'account', { accountId: useParam('accountId') })
  return (
    <AnswerPage title="代管账户" list={list} answer={answer}>
      {(account) => <Body account={account} />}
    </AnswerPage>
  )
}

function Body({ account }: { account: AccountDetails }) {
  const { name, number, home, status, balanceFen, stopped } = account
  return (
    <PageBody
      title={`代管账户 ${name}`}
      way={[list]}
      beside={
        <>
          {number} {home} <AccountTag status={status} />
        </>
      }
      others={<Papers account={account} />}
      action={<Deeds account={account} />}
    >
      {stopped.map(({ code, message, citations = [] }) => (
        <p key={code} role="status" className="gy-note">
          {message}。 {citations.length > 0 && <Basis citations={citations} />}
        </p>
      ))}
      <p className="gy-equation">
        余额 <Amount fen={balanceFen} /> {!account.died && <ReadAloud account={account} />}
      </p>
      <Facts account={account} />
      <Slips slips={account.slips} />
      <Entries account={account} />
      <Entrustments account={account} />
      <Things account={account} />
    </PageBody>
  )
}

function Deeds({ account }: { account: AccountDetails }) {
  const may = useMay()
  const { status, lives, name, slips } = account
  if (status === 'settled') return null
  const settling = slips.some(({ kind, state }) => kind === 'settlement' && state === 'waiting')
  const settleFirst = status === 'frozen' || !lives
  return (
    <>
      {may('custody.settle') && !settling && (
        <InWindow
          verb={status === 'frozen' ? '身后结清' : '结清'}
          title={`${status === 'frozen' ? '身后结清' : '结清'}：${name}`}
          primary={settleFirst}
        >
          {(close) => <SettleForm account={account} onDone={close} />}
        </InWindow>
      )}{' '}
      {may('custody.enter') && (
        <InWindow verb="登记收支" title={`登记收支：${name}`} primary={!settleFirst}>
          {(close) => <EnterForm account={account} onDone={close} />}
        </InWindow>
      )}
    </>
  )
}

function Papers({ account }: { account: AccountDetails }) {
  const may = useMay()
  const print = useCommand(custody, 'printStatement')
  if (!may('custody.printStatement')) return null
  const run = (format: PaperFormat) => print.mutateAsync({ accountId: account.id, format })
  return <PrintButton title="打印对账单" onPrint={run} />
}

function Facts({ account }: { account: AccountDetails }) {
  const { personId, name, openedOn, frozenOn, settledOn, statementOn, manager, guardians, consents } = account
  const valid = consents.filter(({ valid: holds }) => holds)
  const kinds = { pocket_money: '零用钱', entrusted_money: '支取' } as const
  return (
    <Description
      columns={3}
      items={[
        { label: '本人', value: <PersonLink personId={personId} name={name} /> },
        { label: '开户', value: dateText(openedOn) },
        { label: '上次对账', value: statementOn ? dateText(statementOn) : '还没有打印过对账单' },
        {
          label: '财产由谁管理',
          value: (
            <>
              {manager === 'person'
                ? '本人'
                : `监护人${guardians.length > 0 ? ` ${guardians.join('、')}` : '（没有登记）'}`}{' '}
              <Basis citations={account.managerCitations} />
            </>
          ),
        },
        {
          label: '可以代领',
          value: account.died ? (
            '本人去世，不再代领'
          ) : valid.length > 0 ? (
            valid
              .map(({ kind, receiver, givenBy }) => `${kinds[kind]}：${receiver}（${giverText[givenBy]}同意）`)
              .join('；')
          ) : (
            <>
              没有，只能由本人领取 <Link to={`/persons/${personId}`}>登记同意</Link>
            </>
          ),
        },
        {
          label: settledOn ? '结清' : '冻结',
          value: settledOn ? dateText(settledOn) : frozenOn ? `${dateText(frozenOn)}死亡` : '—',
        },
      ]}
    />
  )
}

/** For who cannot read: the statement in plain words, by the voice of this machine. */
function ReadAloud({ account: { name, balanceFen, entries } }: { account: AccountDetails }) {
  const [speaking, setSpeaking] = useState(false)
  if (!('speechSynthesis' in window)) return null
  const stop = () => {
    window.speechSynthesis.cancel()
    setSpeaking(false)
  }
  const start = () => {
    const last = entries
      .slice(-5)
      .map(
        ({ on, direction, amountFen, purpose }) =>
          `${dateText(on)}，${direction === 'in' ? '存入' : '支出'}${yuanText(amountFen)}元，${purpose}。`,
      )
    const words = new SpeechSynthesisUtterance(
      `${name}，您的钱还有${yuanText(balanceFen)}元。最近几笔：${last.join('')}`,
    )
    words.lang = 'zh-CN'
    words.rate = 0.85
    words.addEventListener('end', () => setSpeaking(false))
    window.speechSynthesis.speak(words)
    setSpeaking(true)
  }
  return (
    <Button size="small" onClick={speaking ? stop : start}>
      {speaking ? '停止' : '读给本人听'}
    </Button>
  )
}
