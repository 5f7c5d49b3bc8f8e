/** 试算: one person's month under another day's or place's rules beside the present ones; never a decision (screens 4.14). */
import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { dateText, monthText, PlainDate, PlainMonth } from '#kernel/calendar.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { useAddress } from '#ui/address.ts'
import { Amount } from '#ui/amount.tsx'
import { useAnswer } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { PageBody } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { today, useMonth } from '#ui/place.ts'
import { Answer, Empty, Locked } from '#ui/states.tsx'
import { dayTyped } from '#ui/typing.ts'
import { settlement } from '../contract.ts'

type Trial = OutputOf<(typeof settlement)['operations']['trial']>
type Row = Trial['left']['rows'][number]

export function TrialPage() {
  const { state } = useAddress()
  const { month } = useMonth()
  const personId = state['personId']
  const of = PlainMonth.safeParse(state['of']).data ?? month
  return (
    <PageBody
      title="试算一人一月"
      way={[{ title: '结算', to: '/settlements' }]}
      beside={monthText(of)}
      strip={<Locked>试算，不是决定：不改动任何结算单，不能打印、送审。</Locked>}
    >
      {personId ? (
        <Asked key={personId} personId={personId} month={of} />
      ) : (
        <Empty next={{ title: '打开结算', to: '/settlements' }}>
          从结算单的“按人”里选一个人，点“试算”，看换一天或换一个地方的规定时，钱会差多少。
        </Empty>
      )}
    </PageBody>
  )
}

function Asked({ personId, month }: { personId: string; month: PlainMonth }) {
  const { state, change } = useAddress()
  const otherDay = PlainDate.safeParse(state['day']).data
  const otherArea = /^\d{6}$/.test(state['place'] ?? '') ? state['place'] : undefined
  const answer = useAnswer(
    settlement,
    'trial',
    { personId, month, ...(otherDay ? { otherDay } : {}), ...(otherArea ? { otherArea } : {}) },
    { keepLast: true },
  )
  return (
    <>
      <Other day={otherDay} place={otherArea} onAsk={change} />
      <Answer answer={answer}>{(trial) => <Beside trial={trial} personId={personId} />}</Answer>
    </>
  )
}

interface OtherProps {
  day: PlainDate | undefined
  place: string | undefined
  onAsk: (changes: Record<string, string | undefined>) => void
}

function Other({ day, place, onAsk }: OtherProps) {
  const [typedDay, setTypedDay] = useState<string>(day ?? '')
  const [typedPlace, setTypedPlace] = useState(place ?? '')
  const ids = { day: useId(), place: useId() }
  const ready = dayTyped(typedDay, today()) !== undefined || /^\d{6}$/.test(typedPlace)
  return (
    <form
      className="gy-filters"
      onSubmit={(event) => {
        event.preventDefault()
        onAsk({ day: dayTyped(typedDay, today()), place: typedPlace || undefined })
      }}
    >
      <label htmlFor={ids.day}>换一天</label>
      <Input
        id={ids.day}
        className="gy-filter"
        placeholder="如 2024-01-01"
        value={typedDay}
        onChange={(event) => setTypedDay(event.target.value)}
      />
      <label htmlFor={ids.place}>换一个地方</label>
      <Input
        id={ids.place}
        className="gy-filter"
        placeholder="六位区划代码"
        maxLength={6}
        value={typedPlace}
        onChange={(event) => setTypedPlace(event.target.value)}
      />
      <Button type="primary" htmlType="submit" disabled={!ready}>
        试算
      </Button>
    </form>
  )
}

function Beside({ trial, personId }: { trial: Trial; personId: string }) {
  const { left, right, differing, total } = trial
  const name = right.rows[0]?.label ?? ''
  return (
    <>
      <p role="status">
        <PersonLink personId={personId} name={name} />
        ：现行 <Amount fen={left.payable} />
        ，试算 <Amount fen={right.payable} />，{total === 0n ? '没有差别' : total > 0n ? '多' : '少'}
        {total !== 0n && <Amount fen={total > 0n ? total : -total} />}。
      </p>
      <table className="gy-plain-table gy-wide" aria-label="现行与试算">
        <thead>
          <tr>
            <th>项目</th>
            <Head tree={left} />
            <Head tree={right} />
          </tr>
        </thead>
        <tbody>
          {unionOf(left.rows, right.rows).map(({ key, before, after }) => (
            <tr key={key} className={differing.includes(key) || !before || !after ? 'gy-differs' : ''}>
              <td style={{ paddingLeft: (after ?? before ?? { depth: 0 }).depth * 20 }}>{(after ?? before)?.label}</td>
              <Side row={before} />
              <Side row={after} />
            </tr>
          ))}
        </tbody>
      </table>
      {differing.length === 0 && <p className="gy-help">没有一项不同：两边的规定对这个人算出来一样。</p>}
    </>
  )
}

const Head = ({ tree }: { tree: Trial['left'] }) => (
  <>
    <th>{`${tree.title}：${tree.area} ${dateText(tree.on)}的规定`}</th>
    <th className="gy-right">金额（元）</th>
  </>
)

function Side({ row }: { row: Row | undefined }) {
  if (!row)
    return (
      <>
        <td>没有这一项</td>
        <td className="gy-right">—</td>
      </>
    )
  return (
    <>
      <td>
        {row.formula} {row.citations.length > 0 && <Basis citations={row.citations} />}
      </td>
      <td className="gy-right">
        <Amount fen={row.amount} as="column" />
      </td>
    </>
  )
}

interface Pair {
  key: string
  before: Row | undefined
  after: Row | undefined
}

/** In the order of the trial; what only the present rules have stands at the end. */
function unionOf(left: readonly Row[], right: readonly Row[]): Pair[] {
  const before = new Map(left.map((row) => [row.key, row]))
  const after = new Set(right.map(({ key }) => key))
  return [
    ...right.map((row) => ({ key: row.key, before: before.get(row.key), after: row })),
    ...left.filter(({ key }) => !after.has(key)).map((row) => ({ key: row.key, before: row, after: undefined })),
  ]
}
