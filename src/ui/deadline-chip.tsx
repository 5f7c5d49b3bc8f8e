/** How long is left, by the calendar that counts, with the way it was counted behind it (screens 5.11). */
import { Popover } from 'antd'
import { BasisCard } from './citation.tsx'
import { chipOf, type Deadline, linesOf } from './deadline.ts'
import { today } from './place.ts'

export function DeadlineChip({ deadline }: { deadline: Deadline }) {
  const { text, look } = chipOf(deadline, today())
  return (
    <Popover trigger="click" destroyOnHidden content={<DeadlineCard deadline={deadline} />}>
      <button type="button" className={`gy-chip gy-chip-${look}`} data-basis="">
        {text}
      </button>
    </Popover>
  )
}

export const deadlineText = (deadline: Deadline): string => chipOf(deadline, today()).text

function DeadlineCard({ deadline }: { deadline: Deadline }) {
  return (
    <div className="gy-basis-card" role="dialog" aria-label="期限怎样算">
      {linesOf(deadline).map((line) => (
        <p key={line}>{line}</p>
      ))}
      {deadline.citations && deadline.citations.length > 0 && <BasisCard citations={deadline.citations} />}
    </div>
  )
}
