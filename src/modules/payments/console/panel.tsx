/** What was paid for one person: a panel of his file. */
import { monthText } from '#kernel/calendar.ts'
import { Amount } from '#ui/amount.tsx'
import { useAnswer } from '#ui/ask.ts'
import { Panel } from '#ui/page.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { itemText, payments, payeeText, purposeText } from '../contract.ts'

export function PaymentsPanel({ personId }: { personId: string }) {
  const answer = useAnswer(payments, 'ofPerson', { personId })
  return (
    <Panel title="发放">
      <Answer answer={answer} lines={3}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty>还没有为此人发放过资金。</Empty>
          ) : (
            <ul>
              {rows.slice(0, 8).map((row) => (
                <li key={row.id}>
                  {monthText(row.month)} {purposeText[row.purpose]} <Amount fen={row.amountFen} /> {row.reason}{' '}
                  {payeeText[row.payeeKind]}（尾号{row.accountMasked.slice(-4)}） {itemText[row.status]} {row.paidOn}{' '}
                  {row.told ? '已告知' : '未告知'}
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </Panel>
  )
}
