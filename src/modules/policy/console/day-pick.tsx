/** A day beside a heading: typed in any usual way or pointed at. */
import { Input } from 'antd'
import { useState } from 'react'
import type { PlainDate } from '#kernel/calendar.ts'
import { DayButton } from '#ui/day-grid.tsx'
import { today } from '#ui/place.ts'
import { dayTyped } from '#ui/typing.ts'

interface Props {
  label: string
  day: PlainDate
  onChoose: (day: PlainDate) => void
}

export function DayPick({ label, day, onChoose }: Props) {
  const [typed, setTyped] = useState<string>()
  const take = () => {
    const read = dayTyped(typed ?? '', today())
    setTyped(undefined)
    if (read && read !== day) onChoose(read)
  }
  return (
    <label>
      {label}{' '}
      <Input
        className="gy-digits"
        style={{ width: 170 }}
        value={typed ?? day}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={take}
        onPressEnter={take}
        suffix={<DayButton day={day} label={label} onChoose={onChoose} />}
      />
    </label>
  )
}
