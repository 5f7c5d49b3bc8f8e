/** Every movement with the balance after it. A mistake is booked the other way round; nothing is changed. */
import { useCommand } from '#ui/ask.ts'
import { Amount } from '#ui/amount.tsx'
import { ConfirmReason } from '#ui/confirm-reason.tsx'
import { useSay } from '#ui/confirm.tsx'
import { Day } from '#ui/dates.tsx'
import { useMay } from '#ui/me.tsx'
import { Panel } from '#ui/page.tsx'
import { type AccountDetails, custody, type EntryRow } from '../contract.ts'
import { kindText } from '../words.ts'
import { FileButton } from './file-button.tsx'

export function Entries({ account }: { account: AccountDetails }) {
  const entries = account.entries.toReversed()
  return (
    <Panel title="往来明细" count={entries.length}>
      {entries.length === 0 ? (
        <p className="gy-empty">还没有入账的收支。登记的收支由另一人复核以后入账。</p>
      ) : (
        <table className="gy-plain-table gy-wide">
          <thead>
            <tr>
              <th className="gy-nowrap">序号</th>
              <th>日期</th>
              <th className="gy-nowrap">类别</th>
              <th>用途或来源</th>
              <th>领取</th>
              <th className="gy-right gy-nowrap">存入（元）</th>
              <th className="gy-right gy-nowrap">支出（元）</th>
              <th className="gy-right gy-nowrap">余额（元）</th>
              <th>经办 / 复核</th>
              <th>办理</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <Entry key={entry.id} entry={entry} open={account.status === 'open'} />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  )
}

function Entry({ entry, open }: { entry: EntryRow; open: boolean }) {
  const { no, on, kind, purpose, voucher, direction, amountFen, balanceAfterFen, madeName, checkedName } = entry
  return (
    <tr>
      <td>{no}</td>
      <td>
        <Day day={on} />
      </td>
      <td className="gy-nowrap">{kindText[kind]}</td>
      <td>
        {entry.corrected ? <s>{purpose}</s> : purpose}
        {voucher && `（凭证${voucher}）`}
      </td>
      <td>{receivedWords(entry) || '—'}</td>
      <td className="gy-right">{direction === 'in' ? <Amount fen={amountFen} as="column" /> : ''}</td>
      <td className="gy-right">{direction === 'out' ? <Amount fen={amountFen} as="column" /> : ''}</td>
      <td className="gy-right">
        <Amount fen={balanceAfterFen} as="column" />
      </td>
      <td>
        {madeName} / {checkedName}
      </td>
      <td>
        {entry.hasFile && <FileButton kind="entry" id={entry.id} />}
        {open && <Correct entry={entry} />}
      </td>
    </tr>
  )
}

function receivedWords({ receiver, receiverName, signed, kind }: EntryRow): string {
  if (receiver === 'none') return ''
  const who = receiver === 'person' ? '本人' : kind === 'settlement' ? receiverName : `${receiverName}代领`
  return signed ? `${who}，${signed}` : who
}

function Correct({ entry }: { entry: EntryRow }) {
  const may = useMay()
  const correct = useCommand(custody, 'correct', { answers: ['duties'] })
  const say = useSay()
  if (!may('custody.correct') || entry.corrected || entry.kind === 'correction' || entry.kind === 'settlement')
    return null
  return (
    <ConfirmReason
      verb="更正"
      small
      title={`更正第${entry.no}笔？`}
      onConfirm={async (words) => {
        await correct.mutateAsync({ entryId: entry.id, words })
        say('已登记更正，待另一人复核')
      }}
    >
      <p>原来的一笔保留，另记一笔方向相反、金额相同的，复核后入账；再按正确的金额重新登记。</p>
    </ConfirmReason>
  )
}
