/** The filter bar: acts at once, lives in the address, reads as a sentence, can be saved (screens 5.2). */
import { Button, Dropdown, Input, Popover, Select } from 'antd'
import { useEffect, useEffectEvent, useState } from 'react'
import * as z from 'zod'
import { clearable } from './clearable.ts'
import { valuesOf } from './address-text.ts'
import { AreaPicker } from './area-picker.tsx'
import { useMe } from './me.tsx'
import { today } from './place.ts'
import { keep, kept } from './store.ts'
import { type Filter, type FilterPhrase, phrasesOf } from './table-parts.ts'
import { dayTyped, monthTyped } from './typing.ts'

type Values = Readonly<Record<string, string>>

interface Props {
  /** Name of the table, under which filters are saved. */
  table: string
  filters: readonly Filter[]
  values: Values
  onChange: (values: Values) => void
}

export function FilterBar({ table, filters, values, onChange }: Props) {
  const [more, setMore] = useState(false)
  const rareActive = filters.some((filter) => filter.rare && values[filter.name])
  const shown = filters.filter((filter) => !filter.rare || more || rareActive)
  const put = (name: string, value: string | undefined) => onChange(withValue(values, name, value))
  return (
    <div className="gy-filters" role="search" aria-label="筛选">
      {shown.map((filter) => (
        <FilterControl key={filter.name} filter={filter} value={values[filter.name]} onChange={put} />
      ))}
      {shown.length < filters.length && (
        <Button type="text" onClick={() => setMore(true)}>
          更多筛选
        </Button>
      )}
      {Object.keys(values).length > 0 && (
        <Button type="text" onClick={() => onChange({})}>
          清除
        </Button>
      )}
      <SavedFilters table={table} values={values} onChange={onChange} />
    </div>
  )
}

function withValue(values: Values, name: string, value: string | undefined): Values {
  const others = Object.entries(values).filter(([each]) => each !== name)
  return Object.fromEntries(value ? [...others, [name, value]] : others)
}

interface ControlProps {
  filter: Filter
  value: string | undefined
  onChange: (name: string, value: string | undefined) => void
}

function FilterControl({ filter, value, onChange }: ControlProps) {
  switch (filter.kind) {
    case 'text':
    case 'day':
    case 'month':
      return <TypedFilter filter={filter} value={value} onChange={onChange} />
    case 'pick':
      return (
        <Select
          aria-label={filter.label}
          placeholder={filter.label}
          value={value ?? null}
          options={[...filter.choices]}
          allowClear={clearable}
          className="gy-filter"
          popupMatchSelectWidth={false}
          onChange={(next: string | undefined) => onChange(filter.name, next)}
        />
      )
    case 'multi':
      return (
        <Select
          aria-label={filter.label}
          placeholder={filter.label}
          mode="multiple"
          value={valuesOf(value)}
          options={[...filter.choices]}
          allowClear={clearable}
          maxTagCount="responsive"
          className="gy-filter gy-filter-wide"
          popupMatchSelectWidth={false}
          onChange={(next: string[]) => onChange(filter.name, next.join(','))}
        />
      )
    case 'area':
      return (
        <AreaPicker
          label={filter.label}
          areas={filter.areas}
          value={value}
          onChange={(next) => onChange(filter.name, next)}
        />
      )
  }
}

const readers = {
  text: (text: string): string | undefined => text.trim(),
  day: (text: string): string | undefined => dayTyped(text, today()),
  month: (text: string): string | undefined => monthTyped(text),
}

/** Acts 300 ms after the last key, never while Chinese is being composed. */
function TypedFilter({ filter, value, onChange }: ControlProps & { filter: { kind: 'text' | 'day' | 'month' } }) {
  const [known, setKnown] = useState(value)
  const [text, setText] = useState(value ?? '')
  const [composing, setComposing] = useState(false)
  if (known !== value) {
    setKnown(value)
    setText(value ?? '')
  }
  const act = useEffectEvent(() => {
    const read = text.trim() === '' ? '' : readers[filter.kind](text)
    if (!composing && read !== undefined && read !== (value ?? '')) onChange(filter.name, read || undefined)
  })
  useEffect(() => {
    const timer = setTimeout(() => act(), 300)
    return () => clearTimeout(timer)
  }, [text, composing])
  return (
    <Input
      aria-label={filter.label}
      placeholder={filter.label}
      value={text}
      allowClear
      className="gy-filter"
      onChange={(event) => setText(event.target.value)}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={() => setComposing(false)}
    />
  )
}

interface SentenceProps {
  filters: readonly Filter[]
  values: Values
  onChange: (values: Values) => void
}

/** '等级：半失能 ×；乡镇：××镇 ×' — each part can be taken away. */
export function FilterSentence({ filters, values, onChange }: SentenceProps) {
  const phrases = phrasesOf(filters, values)
  if (phrases.length === 0) return null
  return (
    <p className="gy-table-words">
      {phrases.map((phrase) => (
        <Phrase
          key={phrase.name}
          phrase={phrase}
          onRemove={() => onChange(withValue(values, phrase.name, undefined))}
        />
      ))}
    </p>
  )
}

function Phrase({ phrase, onRemove }: { phrase: FilterPhrase; onRemove: () => void }) {
  return (
    <span className="gy-phrase">
      {phrase.text}
      <button type="button" aria-label={`去掉${phrase.text}`} onClick={onRemove}>
        ×
      </button>
    </span>
  )
}

const Saved = z.array(z.object({ title: z.string(), values: z.record(z.string(), z.string()) }))

function SavedFilters({ table, values, onChange }: Omit<Props, 'filters'>) {
  const key = `${useMe().accountId}.filters.${table}`
  const [saved, setSaved] = useState(() => kept(key, Saved) ?? [])
  const put = (next: z.infer<typeof Saved>) => {
    setSaved(next)
    keep(key, next)
  }
  const active = Object.keys(values).length > 0
  return (
    <>
      {saved.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: saved.map((each) => ({ key: each.title, label: each.title })),
            onClick: ({ key: title }) => onChange(saved.find((each) => each.title === title)?.values ?? {}),
          }}
        >
          <Button type="text">我的筛选</Button>
        </Dropdown>
      )}
      {active && (
        <SaveButton
          onSave={(title) => put([...saved.filter((each) => each.title !== title), { title, values: { ...values } }])}
        />
      )}
    </>
  )
}

function SaveButton({ onSave }: { onSave: (title: string) => void }) {
  const [open, setOpen] = useState(false)
  const [title, setTitle] = useState('')
  const save = () => {
    if (title.trim() === '') return
    onSave(title.trim())
    setOpen(false)
    setTitle('')
  }
  const content = (
    <div className="gy-actions">
      <Input
        aria-label="给这组筛选起个名字"
        placeholder="给这组筛选起个名字"
        value={title}
        maxLength={20}
        onChange={(event) => setTitle(event.target.value)}
        onPressEnter={save}
      />
      <Button onClick={save}>保存筛选</Button>
    </div>
  )
  return (
    <Popover trigger="click" open={open} onOpenChange={setOpen} content={content} destroyOnHidden>
      <Button type="text">保存筛选</Button>
    </Popover>
  )
}
