/** Chooses one person by name, initials, last four or file number; the module says where it looks. */
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useEffect, useState } from 'react'
import { Field, type FieldProps, statusOf, wiringOf } from './field.tsx'

export interface PersonHit {
  id: string
  /** '张示例 女 67岁 ××村 在册 尾号0001' */
  text: string
}

interface Props extends FieldProps {
  find: (words: string) => Promise<readonly PersonHit[]>
}

export function PersonPickField(props: Props) {
  const { form, name, find } = props
  const { 'aria-invalid': _, ...wiring } = wiringOf(props)
  const [typed, setTyped] = useState('')
  const [words, setWords] = useState('')
  const [chosen, setChosen] = useState<PersonHit>()
  useEffect(() => {
    const timer = setTimeout(() => setWords(typed.trim()), 300)
    return () => clearTimeout(timer)
  }, [typed])
  const found = useQuery({ queryKey: ['person-pick', words], queryFn: () => find(words), enabled: words !== '' })
  const hits = words === '' ? [] : (found.data ?? [])
  const shown = chosen && !hits.some(({ id }) => id === chosen.id) ? [chosen, ...hits] : hits
  const value = form.values[name]
  return (
    <Field {...props}>
      <Select
        {...wiring}
        className="gy-wide"
        placeholder="输入姓名、拼音首字母或身份证号后四位"
        showSearch={{ filterOption: false, onSearch: setTyped }}
        value={typeof value === 'string' ? value : null}
        options={shown.map(({ id, text }) => ({ value: id, label: text }))}
        notFoundContent={
          words === '' ? '请输入要找的人' : found.isFetching ? '正在查找' : '没有找到。不在您辖区的人不会出现。'
        }
        status={statusOf(form, name) ?? ''}
        onChange={(id: string) => {
          setChosen(shown.find((hit) => hit.id === id))
          form.set(name, id)
          form.leave(name)
        }}
      />
    </Field>
  )
}
