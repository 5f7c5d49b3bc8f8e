/** 2023年8月 with ◂ ▸ and 本月 (screens 3.3). */
import { Button, Popover } from 'antd'
import { useState } from 'react'
import { addMonths, monthText, type PlainMonth, plainMonth } from '#kernel/calendar.ts'
import { useMonth } from '#ui/place.ts'

export function MonthSwitcher() {
  const { month, current, isCurrent, setMonth } = useMonth()
  const [open, setOpen] = useState(false)
  const choose = (next: PlainMonth) => {
    setMonth(next)
    setOpen(false)
  }
  return (
    <div className="gy-month" role="group" aria-label="月份">
      <button
        type="button"
        className="gy-quiet-button"
        aria-label="上一月"
        onClick={() => choose(addMonths(month, -1))}
      >
        ◂
      </button>
      <Popover
        trigger="click"
        open={open}
        onOpenChange={setOpen}
        destroyOnHidden
        content={<MonthGrid month={month} onChoose={choose} />}
      >
        <button type="button" className="gy-quiet-button" aria-expanded={open}>
          {monthText(month)}
        </button>
      </Popover>
      <button type="button" className="gy-quiet-button" aria-label="下一月" onClick={() => choose(addMonths(month, 1))}>
        ▸
      </button>
      {!isCurrent && (
        <button type="button" className="gy-quiet-button" onClick={() => choose(current)}>
          本月
        </button>
      )}
    </div>
  )
}

function MonthGrid({ month, onChoose }: { month: PlainMonth; onChoose: (month: PlainMonth) => void }) {
  const [year, setYear] = useState(Number(month.slice(0, 4)))
  const months = Array.from({ length: 12 }, (_, index) => plainMonth(`${year}-${String(index + 1).padStart(2, '0')}`))
  return (
    <div role="dialog" aria-label="选择月份">
      <div className="gy-days-head">
        <Button size="small" type="text" aria-label="上一年" onClick={() => setYear(year - 1)}>
          ‹
        </Button>
        <strong aria-live="polite">{year}年</strong>
        <Button size="small" type="text" aria-label="下一年" onClick={() => setYear(year + 1)}>
          ›
        </Button>
      </div>
      <div className="gy-months">
        {months.map((each) => (
          <Button key={each} size="small" type={each === month ? 'primary' : 'text'} onClick={() => onChoose(each)}>
            {Number(each.slice(5))}月
          </Button>
        ))}
      </div>
    </div>
  )
}
