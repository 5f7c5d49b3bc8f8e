/** 结算与发放 in the person's file: per month what accrued, what was served, what was settled; opens the tree (screens 4.6). */
import { monthText } from '#kernel/calendar.ts'
import { Amount } from '#ui/amount.tsx'
import { useAnswer } from '#ui/ask.ts'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { Panel } from '#ui/page.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { StatusTag } from '#ui/status-tag.tsx'
import { settlement } from '../contract.ts'
import { exclusionText } from '../words.ts'
import { statusWord } from './status.ts'

export function SettlementPanel({ personId }: { personId: string }) {
  const may = useMay()
  const months = useAnswer(settlement, 'ofPerson', { personId }, { enabled: may('settlement.ofPerson') })
  if (!may('settlement.ofPerson')) return null
  return (
    <Panel title="结算">
      <Answer answer={months} lines={3}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty>还没有结算记录。</Empty>
          ) : (
            <ul>
              {rows.map((row) => (
                <li key={row.statementId}>
                  <Link to={`/settlements/${row.statementId}`}>{monthText(row.month)}</Link> {row.organisation} 应计
                  <Amount fen={row.accrued} /> · 服务{row.visits}次 有效{row.valid}次 · 结算
                  <Amount fen={row.settled} />
                  {row.corrected !== 0n && (
                    <>
                      {' '}
                      · 后来更正 <Amount fen={row.corrected} />
                    </>
                  )}{' '}
                  {row.excluded && `${exclusionText[row.excluded]}，不计入`}{' '}
                  <StatusTag of="结算" word={statusWord[row.status]} />
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </Panel>
  )
}
