/** What happened to a person or object, newest on top, by year; corrected entries stay, struck through (screens 5.8). */
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import { Link } from './link.tsx'
import { Empty } from './states.tsx'

export const eventKinds = ['认定', '钱', '服务', '健康', '看过', '其他'] as const
export type EventKind = (typeof eventKinds)[number]

export interface TimelineEvent {
  key: string
  kind: EventKind
  /** Day of the fact. */
  on: PlainDate
  /** Day of entry when it is another. */
  enteredOn?: PlainDate | undefined
  text: ReactNode
  /** All of it, where `text` is only its beginning. */
  whole?: string | undefined
  to?: string | undefined
  by?: string | undefined
  source?: '纸质' | '导入' | '手机' | undefined
  /** Text of what corrects it; the entry is then struck through. */
  correctedBy?: { text: string; to: string } | undefined
}

interface TimelineProps {
  /** The latest first, as many pages of them as were asked for. */
  events: readonly TimelineEvent[]
  kinds: readonly EventKind[]
  kind: EventKind | undefined
  onKind: (kind: EventKind | undefined) => void
  /** Earlier ones that have not been fetched. */
  more?: { before: PlainDate; onClick: () => void; loading: boolean } | undefined
  empty?: string
}

export function Timeline({ events, kinds, kind, onKind, more, empty = '还没有记录。' }: TimelineProps) {
  const years = Map.groupBy(events, (event) => event.on.slice(0, 4))
  return (
    <div className="gy-timeline">
      {kinds.length > 1 && (
        <div role="group" aria-label="只看" className="gy-chips">
          {kinds.map((each) => (
            <button
              type="button"
              key={each}
              aria-pressed={kind === each}
              onClick={() => onKind(kind === each ? undefined : each)}
            >
              {each}
            </button>
          ))}
        </div>
      )}
      {events.length === 0 && <Empty>{empty}</Empty>}
      {[...years].map(([year, ofYear]) => (
        <section key={year}>
          <h3>{year}年</h3>
          <ol>
            {ofYear.map((event) => (
              <OneEvent key={event.key} event={event} />
            ))}
          </ol>
        </section>
      ))}
      {more && (
        <Button loading={more.loading} onClick={more.onClick}>
          更早的记录（{dateText(more.before)}以前）
        </Button>
      )}
    </div>
  )
}

const dayOfYear = (day: PlainDate): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`

/** With its year where it is not the year under whose heading the event stands. */
const enteredText = (entered: PlainDate, on: PlainDate): string =>
  entered.slice(0, 4) === on.slice(0, 4) ? dayOfYear(entered) : dateText(entered)

function OneEvent({ event }: { event: TimelineEvent }) {
  const text = event.to ? <Link to={event.to}>{event.text}</Link> : event.text
  return (
    <li className={`gy-event gy-event-${eventKinds.indexOf(event.kind)}`}>
      <time dateTime={event.on}>{dayOfYear(event.on)}</time>
      <span className="gy-event-kind">{event.kind}</span>
      <div>
        {event.correctedBy ? <del>{text}</del> : text}
        {event.correctedBy && (
          <>
            {' '}
            已更正：<Link to={event.correctedBy.to}>{event.correctedBy.text}</Link>
          </>
        )}
        {event.whole && (
          <details className="gy-event-whole">
            <summary>展开</summary>
            {event.whole}
          </details>
        )}
        <span className="gy-help">
          {' '}
          {event.enteredOn && event.enteredOn !== event.on && `（${enteredText(event.enteredOn, event.on)}登记）`}
          {event.by && ` ${event.by}`}
          {event.source && ` ${event.source}`}
        </span>
      </div>
    </li>
  )
}
