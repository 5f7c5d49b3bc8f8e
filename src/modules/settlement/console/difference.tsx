/** 对比: what differs from another statement of the same provider, said in sentences that add up (screens 4.14). */
import { Select } from 'antd'
import { useState } from 'react'
import { monthText } from '#kernel/calendar.ts'
import { Amount } from '#ui/amount.tsx'
import { useAnswer } from '#ui/ask.ts'
import { Link } from '#ui/link.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { settlement, statementStatusText } from '../contract.ts'
import type { Statement } from './statement.tsx'

export function Difference({ statement }: { statement: Statement }) {
  const { previousId, id, organisationId } = statement
  const others = useAnswer(settlement, 'list', { organisationId, superseded: true, pageSize: 100 })
  const [chosen, setChosen] = useState(previousId)
  const choices = (others.data?.rows ?? []).filter((row) => row.id !== id && row.hash !== null)
  if (choices.length === 0 && !others.isPending) return <Empty>这家机构没有别的结算单，无从比较。</Empty>
  return (
    <>
      <p>
        与{' '}
        <Select
          aria-label="与哪一张比"
          className="gy-filter-wide"
          value={chosen}
          placeholder="选一张结算单"
          popupMatchSelectWidth={false}
          options={choices.map((row) => ({
            value: row.id,
            label: `${monthText(row.month)} ${row.number}（${statementStatusText[row.status]}）`,
          }))}
          onChange={setChosen}
        />{' '}
        比
      </p>
      {chosen && <Compared a={chosen} b={id} />}
    </>
  )
}

function Compared({ a, b }: { a: string; b: string }) {
  const difference = useAnswer(settlement, 'difference', { a, b })
  return (
    <Answer answer={difference} lines={4}>
      {({ sentences, total }) => (
        <>
          {sentences.length === 0 && <p>两张结算单的应付相同，没有差别。</p>}
          <ul>
            {sentences.map(({ text }) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
          <p>
            合计相差 <Amount fen={total} /> · <Link to={`/settlements/${a}`}>打开被比较的结算单</Link>
          </p>
        </>
      )}
    </Answer>
  )
}
