/** A day and hour by the clock in China, typed or its day pointed at; sent as an instant. The browser's own field speaks the browser's language. */
import { Instant, instant, PlainDate } from '#kernel/calendar.ts'
import { DayButton } from './day-grid.tsx'
import { type FieldProps, textOf } from './field.tsx'
import { ReadField } from './number-fields.tsx'
import { today } from './place.ts'
import { momentTyped } from './typing.ts'

const aheadMs = 8 * 3_600_000

/** A chosen day whose hour is still to be written stays as it is. */
const localOf = (text: string): string => {
  const at = Instant.safeParse(text)
  return at.success ? new Date(Date.parse(at.data) + aheadMs).toISOString().slice(0, 16).replace('T', ' ') : text
}

export function MomentField(props: FieldProps) {
  const { form, name, label, disabled } = props
  const shown = localOf(textOf(form, name))
  const day = PlainDate.safeParse(shown.slice(0, 10))
  // The hour that stands there stays; where there is none, none is invented: terms of hours run from it.
  const choose = (next: PlainDate) => {
    const hour = /\d{2}:\d{2}$/.exec(shown)?.[0]
    form.unreadable(name, hour ? undefined : `请在${next}后面写上几点几分，如10:02`)
    form.set(name, hour ? instant(`${next}T${hour}:00+08:00`) : `${next} `)
    form.leave(name)
  }
  return (
    <ReadField
      {...props}
      read={(text) => momentTyped(text, today())}
      shown={shown}
      fault="请填写日期和时间，如2023-09-01 10:02、9-1 10:02"
      placeholder="2023-09-01 10:02"
      unit={
        disabled ? undefined : <DayButton day={day.success ? day.data : undefined} label={label} onChoose={choose} />
      }
    />
  )
}
