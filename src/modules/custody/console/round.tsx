/** One round: a large card for each resident, Enter goes to the next (screens 4.48, BJ-3.3). */
import { Button } from 'antd'
import { monthText, plainMonth } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import { useParam } from '#ui/address.ts'
import { Amount } from '#ui/amount.tsx'
import { AnswerPage } from '#ui/answer-page.tsx'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { ConfirmReason } from '#ui/confirm-reason.tsx'
import { useSay } from '#ui/confirm.tsx'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { type PaperFormat, PrintButton } from '#ui/print-button.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { custody, type LineRow, type RoundRow } from '../contract.ts'
import { type LineState, lineText } from '../words.ts'
import { Cards } from './round-cards.tsx'
import { RoundTag } from './tags.tsx'

const list = { title: '零用钱发放', to: '/custody/rounds' }

export function RoundPage() {
  const answer = useAnswer(custody, 'round', { roundId: useParam('roundId') }, { keepLast: true })
  return (
    <AnswerPage title="零用钱发放" list={list} answer={answer}>
      {({ row, lines, citations }) => (
        <PageBody
          title={`${monthText(plainMonth(row.month))}零用钱`}
          way={[{ title: '代管资金', to: '/custody' }, list]}
          beside={
            <>
              {row.home} <RoundTag state={row.state} />
            </>
          }
          others={<Print row={row} />}
          action={<Deeds row={row} />}
        >
          <p>
            {`${row.lines}人，应发${yuanText(row.sumFen)} 元，已领${row.paid}人${yuanText(row.paidFen)} 元。制表${row.madeName}`}
            {row.decidedName && `，复核${row.decidedName}${row.decisionWords ? `：${row.decisionWords}` : ''}`}。
          </p>
          {row.state === 'paying' && <Cards lines={lines} citations={citations} />}
          <Lines lines={lines} />
        </PageBody>
      )}
    </AnswerPage>
  )
}

const families: Record<LineState, 'orange' | 'green' | 'neutral' | 'red'> = {
  due: 'orange',
  paid: 'green',
  kept: 'neutral',
  frozen: 'red',
}

function Lines({ lines }: { lines: readonly LineRow[] }) {
  return (
    <Panel title="发放表" count={lines.length}>
      <table className="gy-plain-table gy-wide">
        <thead>
          <tr>
            <th>序号</th>
            <th>姓名</th>
            <th className="gy-right">金额（元）</th>
            <th>状态</th>
            <th>领取</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <td>{line.no}</td>
              <td>
                <Link to={`/custody/${line.accountId}`}>{line.name}</Link>
              </td>
              <td className="gy-right">
                <Amount fen={line.amountFen} as="column" />
              </td>
              <td>
                <FamilyTag family={families[line.state]} text={lineText[line.state]} />
              </td>
              <td>{line.received || '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

function Print({ row }: { row: RoundRow }) {
  const may = useMay()
  const print = useCommand(custody, 'printRound')
  if (!may('custody.printRound')) return null
  return (
    <PrintButton title="打印签收册" onPrint={(format: PaperFormat) => print.mutateAsync({ roundId: row.id, format })} />
  )
}

function Deeds({ row }: { row: RoundRow }) {
  const may = useMay()
  if (row.state === 'waiting' && may('custody.decideRound')) return <Decide row={row} />
  if (row.state === 'paying' && may('custody.closeRound')) return <Close row={row} />
  return null
}

function Decide({ row }: { row: RoundRow }) {
  const decide = useCommand(custody, 'decideRound', { answers: ['duties'] })
  const say = useSay()
  if (row.mine) return <span className="gy-help">发放表由您制作，须由另一人复核</span>
  const agree = () =>
    void decide.mutateAsync({ roundId: row.id, agree: true }).then(
      () => say('已复核，可以发放'),
      () => {},
    )
  return (
    <>
      <ConfirmReason
        verb="退回"
        title="退回这张发放表？"
        onConfirm={async (words) => {
          await decide.mutateAsync({ roundId: row.id, agree: false, words })
          say('已退回，可以重新制表')
        }}
      >
        <p>退回后不能发放，制表人按理由重新制表。</p>
      </ConfirmReason>{' '}
      <Button type="primary" loading={decide.isPending} onClick={agree}>
        复核同意
      </Button>
      <ReasonsOf error={decide.error} action="复核发放表" />
    </>
  )
}

function Close({ row }: { row: RoundRow }) {
  const close = useCommand(custody, 'closeRound', { answers: ['duties'] })
  const say = useSay()
  const run = () =>
    void close.mutateAsync({ roundId: row.id }).then(
      ({ kept }) => say(kept > 0 ? `已结束，${kept}人未领的留在本人账上` : '已结束，全部领取'),
      () => {},
    )
  return (
    <>
      <Button loading={close.isPending} onClick={run}>
        结束发放
      </Button>
      <ReasonsOf error={close.error} action="结束发放" />
    </>
  )
}
