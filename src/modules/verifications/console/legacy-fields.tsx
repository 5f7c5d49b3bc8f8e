/** 原类别和原认定日期, as the paper file says them: the path follows (JL-5c, JL-5d). */
import { Input, Select } from 'antd'
import { useState } from 'react'
import type { PlainDate } from '#kernel/calendar.ts'
import { choicesOf } from '#ui/choices.ts'
import { today } from '#ui/place.ts'
import { dayTyped } from '#ui/typing.ts'
import { LegacyCategory, legacyText } from '../words.ts'

export interface LegacySaid {
  legacyCategory: LegacyCategory | null
  legacyOn: PlainDate | null
}

interface Props {
  person: string
  said: LegacySaid
  onChange: (said: LegacySaid) => void
}

const old = LegacyCategory.options.filter((category) => category !== 'new_application')
const texts = Object.fromEntries(LegacyCategory.options.map((category) => [category, legacyText[category] ?? category]))

export function LegacyFields({ person, said, onChange }: Props) {
  const [text, setText] = useState<string>(said.legacyOn ?? '')
  return (
    <div className="gy-keying-words">
      <Select
        size="small"
        aria-label={`${person}的原类别`}
        placeholder="原类别"
        value={said.legacyCategory}
        options={choicesOf<string>(old, texts)}
        onChange={(value) => onChange({ ...said, legacyCategory: LegacyCategory.parse(value) })}
      />
      <Input
        size="small"
        aria-label={`${person}的原认定日期`}
        placeholder="原认定日期"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => {
          const read = dayTyped(text, today())
          onChange({ ...said, legacyOn: read ?? null })
          setText(read ?? '')
        }}
      />
    </div>
  )
}
