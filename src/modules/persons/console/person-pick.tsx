/** Chooses one person of the register by name, initials, last four or file number. */
import { Select } from 'antd'
import { useEffect, useState } from 'react'
import type { ListedPerson } from '../contract.ts'
import { persons } from '../contract.ts'
import { sexText, statusText } from '../words.ts'
import { useAnswer } from '#ui/ask.ts'
import { Field, type FieldProps, statusOf, wiringOf } from '#ui/field.tsx'

const lineOf = (row: ListedPerson): string =>
  `${row.name} ${sexText[row.sex]} ${row.age}岁 ${row.township}${row.village} ${statusText[row.status]} 尾号${row.idMasked.slice(-4) || '—'}`

interface Props extends FieldProps {
  onChoose?: (person: ListedPerson | undefined) => void
}

export function PersonPickField(props: Props) {
  const { form, name, onChoose } = props
  const { 'aria-invalid': _, ...wiring } = wiringOf(props)
  const [typed, setTyped] = useState('')
  const [words, setWords] = useState('')
  const [chosen, setChosen] = useState<ListedPerson>()
  useEffect(() => {
    const timer = setTimeout(() => setWords(typed.trim()), 300)
    return () => clearTimeout(timer)
  }, [typed])
  const found = useAnswer(persons, 'list', { text: words, pageSize: 20 }, { enabled: words !== '', keepLast: true })
  const rows = words === '' ? [] : (found.data?.rows ?? [])
  const shown = chosen && !rows.some(({ id }) => id === chosen.id) ? [chosen, ...rows] : rows
  const value = form.values[name]
  return (
    <Field {...props}>
      <Select
        {...wiring}
        className="gy-wide"
        placeholder="输入姓名、拼音首字母或身份证号后四位"
        showSearch={{ filterOption: false, onSearch: setTyped }}
        value={typeof value === 'string' ? value : null}
        options={shown.map((row) => ({ value: row.id, label: lineOf(row) }))}
        notFoundContent={
          words === '' ? '请输入要找的人' : found.isFetching ? '正在查找' : '没有找到。不在您辖区的人不会出现。'
        }
        status={statusOf(form, name) ?? ''}
        onChange={(id: string) => {
          const person = shown.find((row) => row.id === id)
          setChosen(person)
          form.set(name, id)
          form.leave(name)
          onChoose?.(person)
        }}
      />
    </Field>
  )
}
