/** The contents of an agreement or of its template, one field for each, kept together as one value of the form. */
import { Input } from 'antd'
import * as z from 'zod'
import type { FieldForm } from '#ui/field.tsx'

const Texts = z.record(z.string(), z.string())

export interface ClauseTitle {
  code: string
  title: string
  required?: boolean
}

interface Props {
  form: FieldForm
  titles: readonly ClauseTitle[]
  rows?: number
}

export function ClauseFields({ form, titles, rows = 3 }: Props) {
  const read = Texts.safeParse(form.values['clauses'])
  const texts = read.success ? read.data : {}
  const put = (code: string, text: string) => form.set('clauses', { ...texts, [code]: text })
  return titles.map(({ code, title, required }) => (
    <div className="gy-field" key={code}>
      <label htmlFor={`${form.id}-clauses-${code}`}>{required ? `${title}（必备）` : title}</label>
      <Input.TextArea
        id={`${form.id}-clauses-${code}`}
        rows={rows}
        maxLength={2000}
        value={texts[code] ?? ''}
        onChange={(event) => put(code, event.target.value)}
      />
    </div>
  ))
}

/** Only what is written: an empty content is one that is missing. */
export const writtenOf = (clauses: Readonly<Record<string, string>> | undefined): Record<string, string> =>
  Object.fromEntries(
    Object.entries(clauses ?? {}).flatMap(([code, text]) => (text.trim() ? [[code, text.trim()]] : [])),
  )
