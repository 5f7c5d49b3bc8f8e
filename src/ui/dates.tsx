/** Days and moments as one sees them everywhere (screens 1.11). */
import { dateText, type Instant, type PlainDate } from '#kernel/calendar.ts'
import { momentShort, spanText } from './formats.ts'
import { now } from './place.ts'

/** '2023-09-11' in tables, '2023年9月11日' elsewhere. */
export function Day({ day, as = 'column' }: { day: PlainDate | null | undefined; as?: 'column' | 'sentence' }) {
  if (!day) return <span>—</span>
  return <time dateTime={day}>{as === 'column' ? day : dateText(day)}</time>
}

export function Moment({ at }: { at: Instant | null | undefined }) {
  if (!at) return <span>—</span>
  return <time dateTime={at}>{momentShort(at, now())}</time>
}

/** The same on two lines, for a column that has to be narrow. */
export function SpanLines({ from, to }: { from: PlainDate; to: PlainDate | null }) {
  const [begin, end] = spanText(from, to).split('至')
  return (
    <span className="gy-nowrap">
      {begin}
      <br />至{end}
    </span>
  )
}

export function Span({ from, to }: { from: PlainDate; to: PlainDate | null }) {
  return <span>{spanText(from, to)}</span>
}
