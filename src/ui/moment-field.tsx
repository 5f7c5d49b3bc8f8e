/** A day and hour by the clock in China, as the browser's own field writes it; sent as an instant. */
import { Input } from 'antd'
import { instant } from '#kernel/calendar.ts'
import { Field, type FieldProps, statusOf, textOf, wiringOf } from './field.tsx'

const aheadMs = 8 * 3_600_000

const localOf = (text: string): string => {
  const at = Date.parse(text)
  return Number.isNaN(at) ? '' : new Date(at + aheadMs).toISOString().slice(0, 16)
}

export function MomentField(props: FieldProps) {
  const { form, name } = props
  return (
    <Field {...props}>
      <Input
        {...wiringOf(props)}
        type="datetime-local"
        className="gy-short"
        value={localOf(textOf(form, name))}
        status={statusOf(form, name) ?? ''}
        onChange={(event) => {
          const typed = event.target.value
          form.set(name, typed ? instant(`${typed}:00+08:00`) : undefined)
        }}
        onBlur={() => form.leave(name)}
      />
    </Field>
  )
}
