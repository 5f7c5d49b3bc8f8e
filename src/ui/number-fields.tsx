/** Fields that read numbers, money, days and months as people type them. */
import { Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { type PlainDate, PlainDate as PlainDateSchema } from '#kernel/calendar.ts'
import { DayButton } from './day-grid.tsx'
import { Field, type FieldProps, statusOf, textOf, wiringOf } from './field.tsx'
import { today } from './place.ts'
import { dayTyped, monthTyped, numberTyped, yuanShown, yuanTyped } from './typing.ts'

interface ReadProps extends FieldProps {
  /** Undefined when the text is no such value. */
  read: (text: string) => string | number | undefined
  shown: string
  fault: string
  unit?: ReactNode
  inputMode?: 'decimal' | 'numeric' | 'text'
  placeholder?: string
  right?: boolean
}

/** The text stays as typed until the field is left; the form gets the value it reads as. */
export function ReadField(props: ReadProps) {
  const { form, name, read, shown, fault, unit, inputMode = 'text', placeholder, right = false } = props
  const [text, setText] = useState(shown)
  const [typing, setTyping] = useState(false)
  const take = (next: string) => {
    setText(next)
    const value = next.trim() === '' ? undefined : read(next)
    form.unreadable(name, next.trim() !== '' && value === undefined ? fault : undefined)
    form.set(name, value)
  }
  return (
    <Field {...props}>
      <Input
        {...wiringOf(props)}
        value={typing ? text : shown}
        onFocus={() => {
          if (!typing) setText(shown)
          setTyping(true)
        }}
        onChange={(event) => take(event.target.value)}
        onBlur={() => {
          // What cannot be read stays as it was typed: nothing is cleared (screens 5.3).
          setTyping(text.trim() !== '' && read(text) === undefined)
          form.leave(name)
        }}
        status={statusOf(form, name) ?? ''}
        className={right ? 'gy-right gy-short' : 'gy-short'}
        inputMode={inputMode}
        placeholder={placeholder}
        autoComplete="off"
        suffix={unit}
      />
    </Field>
  )
}

const numberIn = (props: FieldProps): number | undefined => {
  const value = props.form.values[props.name]
  return typeof value === 'number' ? value : undefined
}

export function NumberField(props: FieldProps & { unit?: string }) {
  return (
    <ReadField
      {...props}
      read={numberTyped}
      shown={String(numberIn(props) ?? '')}
      fault="请填写数字"
      inputMode="decimal"
      right
    />
  )
}

/** Typed in yuan, kept in fen. */
export function MoneyField(props: FieldProps) {
  return (
    <ReadField
      {...props}
      read={yuanTyped}
      shown={yuanShown(numberIn(props))}
      fault="请填写金额，最多两位小数"
      unit="元"
      inputMode="decimal"
      right
    />
  )
}

export function DayField(props: FieldProps) {
  const day = PlainDateSchema.safeParse(textOf(props.form, props.name))
  const choose = (next: PlainDate) => {
    props.form.unreadable(props.name, undefined)
    props.form.set(props.name, next)
    props.form.leave(props.name)
  }
  return (
    <ReadField
      {...props}
      read={(text) => dayTyped(text, today())}
      shown={textOf(props.form, props.name)}
      fault="请填写日期，如2023-09-01、20230901、9-1"
      placeholder="2023-09-01"
      unit={<DayButton day={day.success ? day.data : undefined} label={props.label} onChoose={choose} />}
    />
  )
}

export function MonthField(props: FieldProps) {
  return (
    <ReadField
      {...props}
      read={monthTyped}
      shown={textOf(props.form, props.name)}
      fault="请填写月份，如2023-08"
      placeholder="2023-08"
    />
  )
}
