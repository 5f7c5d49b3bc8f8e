/** 责任、协议、服务、钱 in four rows by day; a day on which nobody stands glows (screens 6.12). */
import { addMonths, dateText, daysBetween, firstDay, monthOf, monthText, type PlainDate } from '#kernel/calendar.ts'
import type { ChangeDetails } from '../contract.ts'

interface Props {
  bar: ChangeDetails['bar']
  from: PlainDate
  to: PlainDate
}

type Span = ChangeDetails['bar'][number]['spans'][number]

const spanText = ({ from, to, text }: Span) => `${text}：${dateText(from)}至${dateText(to)}`

export function DayBar({ bar, from, to }: Props) {
  const days = daysBetween(from, to) + 1
  const share = (length: number) => `${(length / days) * 100}%`
  const months = [0, 1, 2].map((ahead) => addMonths(monthOf(from), ahead))
  const gaps = bar.flatMap(({ title, spans }) =>
    title === '责任' || title === '协议'
      ? spans.filter(({ gap }) => gap).map((span) => `${title}${spanText(span)}`)
      : [],
  )
  return (
    <div className="gy-daybar">
      <div className="gy-daybar-row" aria-hidden="true">
        <span />
        <div>
          {months.map((month) => (
            <span key={month} style={{ left: share(daysBetween(from, firstDay(month))) }}>
              {monthText(month)}
            </span>
          ))}
        </div>
      </div>
      {bar.map(({ title, spans }) => (
        <div className="gy-daybar-row" key={title}>
          <span>{title}</span>
          <div>
            {spans.map((span) => (
              <span
                key={span.from}
                className={span.gap ? 'gy-daybar-gap' : 'gy-daybar-span'}
                style={{ left: share(daysBetween(from, span.from)), width: share(daysBetween(span.from, span.to) + 1) }}
                title={spanText(span)}
              >
                {span.text}
              </span>
            ))}
          </div>
        </div>
      ))}
      <p className="gy-help">{gaps.length === 0 ? '责任和协议没有空档。' : gaps.join('；')}</p>
    </div>
  )
}
