/** 自理情况: each item asked, none answered beforehand. */
import { Radio } from 'antd'
import * as z from 'zod'
import type { FieldForm } from '#ui/field.tsx'
import type { CaseFile } from '../contract.ts'

const Answers = z.record(z.string(), z.enum(['can', 'cannot']))
type Answers = z.infer<typeof Answers>
export const answersIn = (form: Pick<FieldForm, 'values'>): Answers =>
  Answers.safeParse(form.values['selfCare']).data ?? {}

const choices = [
  { value: 'can', label: '能达到' },
  { value: 'cannot', label: '不能达到' },
]

interface Props {
  items: CaseFile['selfCare']
  value: Answers
  onChange: (next: Answers) => void
}

export function SelfCare({ items, value, onChange }: Props) {
  return (
    <div className="gy-facts">
      {items.map(({ code, text }) => (
        <div key={code} className="gy-facts-line">
          <span className="gy-self-care-item">{text}</span>
          <Radio.Group
            aria-label={text}
            options={choices}
            value={value[code] ?? null}
            onChange={(event) => onChange(Answers.parse({ ...value, [code]: event.target.value }))}
          />
        </div>
      ))}
    </div>
  )
}
