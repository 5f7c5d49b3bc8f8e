/** Slips that are not booked: who entered them, and the second person's yes or no. */
import { Button } from 'antd'
import { useState } from 'react'
import { Amount } from '#ui/amount.tsx'
import { useCommand } from '#ui/ask.ts'
import { Confirm, useSay } from '#ui/confirm.tsx'
import { ConfirmReason } from '#ui/confirm-reason.tsx'
import { Day } from '#ui/dates.tsx'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { Panel } from '#ui/page.tsx'
import { yuanText } from '#kernel/money.ts'
import { custody, type SlipRow } from '../contract.ts'
import { kindText } from '../words.ts'
import { FileButton } from './file-button.tsx'
import { SlipTag } from './tags.tsx'

export function Slips({ slips }: { slips: readonly SlipRow[] }) {
  if (slips.length === 0) return null
  return (
    <Panel title="还没有入账的收支" count={slips.length}>
      <SlipTable slips={slips} named={false} />
    </Panel>
  )
}

export function SlipTable({ slips, named }: { slips: readonly SlipRow[]; named: boolean }) {
  return (
    <table className="gy-plain-table gy-wide">
      <thead>
        <tr>
          {named && <th>姓名</th>}
          <th>日期</th>
          <th>类别</th>
          <th className="gy-right">金额（元）</th>
          <th>用途或来源</th>
          <th>领取</th>
          <th>登记</th>
          <th>状态</th>
          <th>办理</th>
        </tr>
      </thead>
      <tbody>
        {slips.map((slip) => (
          <SlipLine key={slip.id} slip={slip} named={named} />
        ))}
      </tbody>
    </table>
  )
}

function SlipLine({ slip, named }: { slip: SlipRow; named: boolean }) {
  return (
    <tr>
      {named && (
        <td>
          <Link to={`/custody/${slip.accountId}`}>{slip.name}</Link>
        </td>
      )}
      <td>
        <Day day={slip.on} />
      </td>
      <td>{kindText[slip.kind]}</td>
      <td className="gy-right">
        {slip.direction === 'out' ? '−' : ''}
        <Amount fen={slip.amountFen} as="column" />
      </td>
      <td>
        {slip.purpose}
        {slip.voucher && `（凭证${slip.voucher}）`}{' '}
        {slip.inventory && <span className="gy-help">{slip.inventory}</span>}{' '}
        {slip.hasFile && <FileButton kind="slip" id={slip.id} />}
      </td>
      <td>{takenBy(slip) || '—'}</td>
      <td>{slip.madeName}</td>
      <td>
        <SlipTag state={slip.state} />{' '}
        {slip.decisionWords && <span className="gy-help">{`${slip.decidedName}：${slip.decisionWords}`}</span>}
      </td>
      <td>{slip.state === 'waiting' && <Decide slip={slip} />}</td>
    </tr>
  )
}

function takenBy({ receiver, receiverName, taker, proof, kind }: SlipRow): string {
  if (kind === 'settlement') return `${taker} ${receiverName}${proof ? `（${proof}）` : ''}`
  return receiver === 'person' ? '本人' : receiver === 'other' ? `${receiverName}代领` : ''
}

function Decide({ slip }: { slip: SlipRow }) {
  const may = useMay()
  const [open, setOpen] = useState(false)
  const decide = useCommand(custody, 'decide', { answers: ['duties'] })
  const say = useSay()
  if (!may('custody.decide')) return null
  const what = `${slip.name}${kindText[slip.kind]}${yuanText(slip.amountFen)} 元`
  return (
    <>
      {slip.mine ? (
        <span className="gy-help">由您登记，须另一人复核</span>
      ) : (
        <Button size="small" type="primary" onClick={() => setOpen(true)}>
          复核入账
        </Button>
      )}{' '}
      <Confirm
        open={open}
        title={`${what}，复核入账？`}
        verb="复核入账"
        onClose={() => setOpen(false)}
        onConfirm={async () => {
          await decide.mutateAsync({ slipId: slip.id, agree: true })
          say('已复核入账')
        }}
      >
        <p>
          请核对原始凭据和签收。
          {slip.kind === 'settlement'
            ? '入账后账户归零、结清，代管物品一并登记交接，不能再收支。'
            : '入账后不能更改，有误的另记更正。'}
        </p>
      </Confirm>
      <ConfirmReason
        verb="退回"
        small
        title={`退回${what}？`}
        onConfirm={async (words) => {
          await decide.mutateAsync({ slipId: slip.id, agree: false, words })
          say('已退回')
        }}
      >
        <p>不入账，登记人会看到理由。</p>
      </ConfirmReason>
    </>
  )
}
