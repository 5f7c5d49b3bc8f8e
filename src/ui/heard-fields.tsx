/** 听取意见: who was heard, when, what he said in his own words, and where the paper lies. One form for every module that hears. */
import type { ReactNode } from 'react'
import type { FieldForm } from './field.tsx'
import { LongTextField, PickField, TextField } from './fields.tsx'
import { DayField } from './number-fields.tsx'

export const heardLabels = {
  on: '听取日期',
  who: '听取谁的意见',
  name: '姓名',
  words: '意见（原话）',
  paper: '纸质凭据',
}

interface Props {
  form: FieldForm
  who: readonly { value: string; label: string }[]
  /** Letters that the words may have. */
  most: number
  children?: ReactNode
}

export function HeardFields({ form, who, most, children }: Props) {
  return (
    <>
      <DayField form={form} name="on" label={heardLabels.on} />
      <PickField form={form} name="who" label={heardLabels.who} choices={who} />
      <TextField form={form} name="name" label={heardLabels.name} />
      <LongTextField
        form={form}
        name="words"
        label={heardLabels.words}
        maxLength={most}
        help="照本人说的写，不要改写"
      />
      <TextField form={form} name="paper" label={heardLabels.paper} help="如：听取意见笔录，3盒7页" />
      {children}
    </>
  )
}
