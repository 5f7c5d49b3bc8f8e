/** 服务与考评 in a person's file: 31 squares for the month, coloured and signed by verdict. */
import { Button } from 'antd'
import { monthText } from '#kernel/calendar.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { download } from '#ui/files.ts'
import { durationText } from '#ui/formats.ts'
import { useMay } from '#ui/me.tsx'
import { Panel } from '#ui/page.tsx'
import { useMonth } from '#ui/place.ts'
import { ReasonsOf } from '#ui/reasons.tsx'
import { Loading } from '#ui/states.tsx'
import { type MonthDay, visits } from '../contract.ts'
import { verdictText } from '../words.ts'

const squares = {
  valid: { family: 'green', sign: '✓' },
  doubtful: { family: 'orange', sign: '!' },
  not_counted: { family: 'red', sign: '✗' },
} as const

/** Needs 'visits.personMonth'. */
export function VisitsPanel({ personId }: { personId: string }) {
  const { month } = useMonth()
  const may = useMay()
  const found = useAnswer(visits, 'personMonth', { personId, month }, { enabled: may('visits.personMonth') })
  const give = useCommand(visits, 'monthSheet')
  if (!may('visits.personMonth')) return null
  if (found.error) return <ReasonsOf error={found.error} action="查看服务" />
  const sheet = found.data
  if (!sheet) return <Loading lines={4} />
  const print = () =>
    void give.mutateAsync({ personId, month }).then(
      ({ ticket }) => download(ticket),
      () => {},
    )
  return (
    <Panel
      title={`${monthText(month)}服务`}
      count={sheet.visits}
      to={`/visits?month=${month}&person=${personId}`}
      extra={
        <Button size="small" loading={give.isPending} onClick={print}>
          打印月表
        </Button>
      }
    >
      <p>
        有效{sheet.valid}次，存疑{sheet.doubtful}次，不计{sheet.notCounted}次；有效时长{durationText(sheet.minutes)}
      </p>
      <ol className="gy-squares" style={{ display: 'flex', flexWrap: 'wrap', gap: 2, padding: 0, listStyle: 'none' }}>
        {sheet.days.map((day) => (
          <li key={day.day}>
            <Square day={day} />
          </li>
        ))}
      </ol>
      <p>{sheet.items.map(({ title, times }) => `${title}${times}次`).join('　') || '本月还没有服务记录。'}</p>
    </Panel>
  )
}

function Square({ day: { day, verdict, visits: of } }: { day: MonthDay }) {
  const number = Number(day.slice(8))
  const text = verdict ? `${number}日${verdictText[verdict]}，${of.length}次` : `${number}日没有服务`
  const look = verdict ? squares[verdict] : { family: 'neutral', sign: '·' }
  return (
    <span className={`gy-tag gy-${look.family}`} role="img" aria-label={text} title={text}>
      {number}
      {look.sign}
    </span>
  )
}
