/** A small calendar of one month, for those who would rather point than type. */
import { Button, Popover } from 'antd'
import { useState } from 'react'
import {
  addDays,
  addMonths,
  dateText,
  daysBetween,
  firstDay,
  lastDay,
  monthOf,
  monthText,
  type PlainDate,
  type PlainMonth,
} from '#kernel/calendar.ts'
import { today } from './place.ts'

const weekdays = ['一', '二', '三', '四', '五', '六', '日'] as const

/** Weeks from Monday to Sunday; undefined before the first and after the last day. */
export function weeksOf(month: PlainMonth): Array<Array<PlainDate | undefined>> {
  const first = firstDay(month)
  const blank = (new Date(first).getUTCDay() + 6) % 7
  const length = daysBetween(first, lastDay(month)) + 1
  return Array.from({ length: Math.ceil((blank + length) / 7) }, (_, week) =>
    Array.from({ length: 7 }, (__, weekday) => {
      const index = week * 7 + weekday - blank
      return index < 0 || index >= length ? undefined : addDays(first, index)
    }),
  )
}

interface GridProps {
  day: PlainDate | undefined
  onChoose: (day: PlainDate) => void
}

export function DayGrid({ day, onChoose }: GridProps) {
  const [month, setMonth] = useState(monthOf(day ?? today()))
  return (
    <div className="gy-days" role="dialog" aria-label="选择日期">
      <div className="gy-days-head">
        <Button size="small" type="text" aria-label="上一年" onClick={() => setMonth(addMonths(month, -12))}>
          «
        </Button>
        <Button size="small" type="text" aria-label="上一月" onClick={() => setMonth(addMonths(month, -1))}>
          ‹
        </Button>
        <strong aria-live="polite">{monthText(month)}</strong>
        <Button size="small" type="text" aria-label="下一月" onClick={() => setMonth(addMonths(month, 1))}>
          ›
        </Button>
        <Button size="small" type="text" aria-label="下一年" onClick={() => setMonth(addMonths(month, 12))}>
          »
        </Button>
      </div>
      <Weeks month={month} day={day} onChoose={onChoose} />
    </div>
  )
}

function Weeks({ month, day, onChoose }: GridProps & { month: PlainMonth }) {
  return (
    <table>
      <thead>
        <tr>
          {weekdays.map((weekday) => (
            <th key={weekday} scope="col">
              {weekday}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week) => (
          <tr key={week.find(Boolean)}>
            {week.map((each, weekday) => (
              <td key={weekdays[weekday]}>{each && <DayCell each={each} day={day} onChoose={onChoose} />}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function DayCell({ each, day, onChoose }: GridProps & { each: PlainDate }) {
  const name = each === today() ? 'gy-day gy-today' : 'gy-day'
  return (
    <button
      type="button"
      className={name}
      aria-label={dateText(each)}
      aria-pressed={each === day}
      onClick={() => onChoose(each)}
    >
      {Number(each.slice(8))}
    </button>
  )
}

interface ButtonProps extends GridProps {
  label: string
}

export function DayButton({ day, label, onChoose }: ButtonProps) {
  const [open, setOpen] = useState(false)
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      placement="bottomRight"
      destroyOnHidden
      content={
        <DayGrid
          day={day}
          onChoose={(next) => {
            onChoose(next)
            setOpen(false)
          }}
        />
      }
    >
      <button type="button" className="gy-icon-button" aria-label={`${label}：打开日历`} aria-expanded={open}>
        日历
      </button>
    </Popover>
  )
}
