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
  const put = (field: string, value: boolean) => form.set('met', { ...met, [field]: value })
  const onKeyDown = (field: string) => (event: KeyboardEvent<HTMLTableRowElement>) => {
    if (event.target instanceof HTMLTextAreaElement || isText(event.target)) return
    const value = { y: true, n: false }[event.key]
    if (value === undefined || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    put(field, value)
    nextRow(event.currentTarget)
  }
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
            <tr key={item.field} data-cell="" tabIndex={0} onKeyDown={onKeyDown(item.field)} aria-label={item.title}>
              <td>{item.no}</td>
              <th scope="row">{item.title}</th>
              <td>
                <Radio.Group
                  aria-label={item.title}
                  value={met[item.field] ?? null}
                  onChange={(event) => put(item.field, event.target.value)}
                  options={[
                    { value: true, label: '达到' },
                    { value: false, label: '不能达到' },
                  ]}
                />
              </td>
              <td>
                <Input
                  aria-label={`${item.title}，看到的情况`}
                  maxLength={200}
                  value={textOf(notes[item.field])}
                  onChange={(event) => form.set('notes', { ...notes, [item.field]: event.target.value })}
                />
              </td>
            </tr>
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

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const isText = (target: EventTarget): boolean => target instanceof HTMLInputElement && target.type === 'text'

function nextRow(row: HTMLElement): void {
  const next = row.nextElementSibling
  if (next instanceof HTMLElement) next.focus()
  else row.closest('form')?.querySelector<HTMLElement>('input[data-cell]')?.focus()
}
