/** The fields of a form that hold text, choices and switches. Each writes the wire form of its value. */
import { Checkbox, Input, Radio, Select } from 'antd'
import type { CompositionEvent, ReactNode } from 'react'
import { tidyIdentityNumber } from '#kernel/identity-number.ts'
import { clearable } from './clearable.ts'
import { Field, type FieldForm, type FieldProps, statusOf, textOf, wiringOf } from './field.tsx'
import { halfWidth, nameTyped } from './typing.ts'

/** Takes text as it comes, tidies it when the field is left, checks nothing while Chinese is being composed. */
function typingOf(form: FieldForm, name: string, tidy: (text: string) => string) {
  const put = (text: string, composing: boolean) => form.set(name, text === '' ? undefined : text, composing)
  return {
    value: textOf(form, name),
    onChange: (event: { target: { value: string }; nativeEvent: Event }) =>
      put(event.target.value, 'isComposing' in event.nativeEvent && event.nativeEvent.isComposing === true),
    onCompositionEnd: (event: CompositionEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      put(event.currentTarget.value, false),
    onBlur: () => {
      const text = tidy(textOf(form, name))
      if (text !== textOf(form, name)) put(text, false)
      form.leave(name)
    },
  }
}

interface TextProps extends FieldProps {
  maxLength?: number
  placeholder?: string
  autoComplete?: string
  autoFocus?: boolean
}

export function TextField(props: TextProps) {
  const { form, name, maxLength, placeholder, autoComplete = 'off' } = props
  return (
    <Field {...props}>
      <Input
        {...wiringOf(props)}
        {...typingOf(form, name, (text) => text.trim())}
        status={statusOf(form, name) ?? ''}
        maxLength={maxLength}
        placeholder={placeholder}
        autoComplete={autoComplete}
      />
    </Field>
  )
}

/** Names keep rare characters and '·'. */
export function NameField(props: TextProps) {
  const { form, name } = props
  return (
    <Field {...props}>
      <Input
        {...wiringOf(props)}
        {...typingOf(form, name, nameTyped)}
        status={statusOf(form, name) ?? ''}
        maxLength={props.maxLength ?? 40}
        autoComplete="off"
      />
    </Field>
  )
}

/** Digits of any width, blanks and lower-case x are put right. */
export function IdentityField(props: FieldProps) {
  return (
    <Field {...props}>
      <Input
        {...wiringOf(props)}
        {...typingOf(props.form, props.name, tidyIdentityNumber)}
        status={statusOf(props.form, props.name) ?? ''}
        className="gy-digits"
        inputMode="text"
        maxLength={40}
        autoComplete="off"
      />
    </Field>
  )
}

export function PhoneField(props: FieldProps) {
  return (
    <Field {...props}>
      <Input
        {...wiringOf(props)}
        {...typingOf(props.form, props.name, (text) => halfWidth(text).replace(/[\s]/g, ''))}
        status={statusOf(props.form, props.name) ?? ''}
        className="gy-digits"
        inputMode="tel"
        maxLength={20}
        autoComplete="off"
      />
    </Field>
  )
}

export function PasswordField(props: FieldProps & { autoComplete: 'current-password' | 'new-password' }) {
  const { onCompositionEnd: _, ...typing } = typingOf(props.form, props.name, (text) => text)
  return (
    <Field {...props}>
      <Input.Password
        {...wiringOf(props)}
        {...typing}
        status={statusOf(props.form, props.name) ?? ''}
        autoComplete={props.autoComplete}
      />
    </Field>
  )
}

interface LongTextProps extends FieldProps {
  rows?: number
  maxLength?: number
  /** Phrases to choose from, of one's own earlier ones. */
  phrases?: readonly string[]
}

export function LongTextField(props: LongTextProps) {
  const { form, name, rows = 3, maxLength = 500, phrases = [] } = props
  return (
    <Field {...props}>
      <Input.TextArea
        {...wiringOf(props)}
        {...typingOf(form, name, (text) => text.trim())}
        status={statusOf(form, name) ?? ''}
        rows={rows}
        maxLength={maxLength}
        showCount
      />
      {phrases.map((phrase) => (
        <button type="button" className="gy-phrase" key={phrase} onClick={() => form.set(name, phrase)}>
          {phrase}
        </button>
      ))}
    </Field>
  )
}

export interface Choice {
  value: string
  label: string
  disabled?: boolean
}

export function PickField(props: FieldProps & { choices: readonly Choice[]; placeholder?: string }) {
  const { form, name, choices, placeholder = '请选择' } = props
  const { 'aria-invalid': _, ...wiring } = wiringOf(props)
  const value = form.values[name]
  return (
    <Field {...props}>
      <Select
        {...wiring}
        value={typeof value === 'string' ? value : null}
        options={[...choices]}
        onChange={(next: string | undefined) => form.set(name, next)}
        onBlur={() => form.leave(name)}
        status={statusOf(form, name) ?? ''}
        placeholder={placeholder}
        allowClear={form.required(name) ? false : clearable}
        showSearch={choices.length > 8 ? { optionFilterProp: 'label' } : false}
        className="gy-wide"
      />
    </Field>
  )
}

/** Up to about five choices lie open. */
export function RadioField(props: FieldProps & { choices: readonly Choice[] }) {
  const { form, name, choices } = props
  const { id, disabled } = wiringOf(props)
  const value = form.values[name]
  return (
    <Field {...props}>
      <Radio.Group
        id={id}
        aria-labelledby={`${id}-label`}
        disabled={disabled}
        value={typeof value === 'string' ? value : null}
        options={[...choices]}
        onChange={(event) => {
          form.set(name, event.target.value)
          form.leave(name)
        }}
      />
    </Field>
  )
}

export function MultiField(props: FieldProps & { choices: readonly Choice[] }) {
  const { form, name, choices } = props
  const { id, disabled } = wiringOf(props)
  const value = form.values[name]
  const chosen = Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
  return (
    <Field {...props}>
      <div role="group" id={id} tabIndex={-1} aria-labelledby={`${id}-label`}>
        <Checkbox.Group
          disabled={disabled}
          value={chosen}
          options={[...choices]}
          onChange={(next) => {
            form.set(name, next)
            form.leave(name)
          }}
        />
      </div>
    </Field>
  )
}

/** A statement to tick: '本人已在场确认'. */
export function TickField(props: FieldProps & { statement: ReactNode }) {
  const { form, name, statement } = props
  const { id, disabled } = wiringOf(props)
  return (
    <Field {...props}>
      <Checkbox
        id={id}
        disabled={disabled}
        checked={form.values[name] === true}
        onChange={(event) => {
          form.set(name, event.target.checked)
          form.leave(name)
        }}
      >
        {statement}
      </Checkbox>
    </Field>
  )
}
