/** The six items of the measure, one row each as on the paper. */
import { Input, Radio } from 'antd'
import type { KeyboardEvent } from 'react'
import type { FieldForm } from '#ui/field.tsx'
import type { FormShown } from '../shapes.ts'

interface Props {
  form: FieldForm
  sheet: FormShown
}

type Answers = Readonly<Record<string, unknown>>

const answersOf = (value: unknown): Answers => (typeof value === 'object' && value !== null ? { ...value } : {})

export function SixFields({ form, sheet }: Props) {
  const met = answersOf(form.values['met'])
  const notes = answersOf(form.values['notes'])
  return (
    <div className="gy-scroll">
      <table className="gy-plain-table gy-wide" id={`${form.id}-met`} tabIndex={-1}>
        <caption className="gy-unseen">六项指标</caption>
        <thead>
          <tr>
            {['', '项目', '达到、不能达到 *', '看到的情况'].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sheet.items.map((item) => (
            <Row
              key={item.field}
              item={item}
              met={met[item.field]}
              note={textOf(notes[item.field])}
              onMet={(value) => form.set('met', { ...met, [item.field]: value })}
              onNote={(text) => form.set('notes', { ...notes, [item.field]: text })}
            />
          ))}
        </tbody>
      </table>
      {form.faultOf('met') && (
        <p className="gy-fault" role="alert">
          {form.faultOf('met')}
        </p>
      )}
    </div>
  )
}

interface RowProps {
  item: FormShown['items'][number]
  met: unknown
  note: string
  onMet: (value: boolean) => void
  onNote: (text: string) => void
}

function Row({ item, met, note, onMet, onNote }: RowProps) {
  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>) => {
    const value = { y: true, n: false }[event.key]
    if (value === undefined || isText(event.target) || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    onMet(value)
    nextRow(event.currentTarget)
  }
  return (
    <tr data-cell="" tabIndex={0} onKeyDown={onKeyDown} aria-label={item.title}>
      <td>{item.no}</td>
      <th scope="row">{item.title}</th>
      <td>
        <Radio.Group
          aria-label={item.title}
          value={met ?? null}
          onChange={(event) => onMet(event.target.value === true)}
          options={answers}
        />
      </td>
      <td>
        <Input
          aria-label={`${item.title}，看到的情况`}
          maxLength={200}
          value={note}
          onChange={(event) => onNote(event.target.value)}
        />
      </td>
    </tr>
  )
}

const answers = [
  { value: true, label: '达到' },
  { value: false, label: '不能达到' },
]

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const isText = (target: EventTarget): boolean => target instanceof HTMLInputElement && target.type === 'text'

function nextRow(row: HTMLElement): void {
  const next = row.nextElementSibling
  if (next instanceof HTMLElement) next.focus()
  else row.closest('form')?.querySelector<HTMLElement>('input[data-cell]')?.focus()
}
