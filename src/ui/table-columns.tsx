/** Which columns a person wants to see; kept per account and table (screens 5.1). */
import { Button, Checkbox, Popover } from 'antd'
import { useState } from 'react'
import * as z from 'zod'
import { useMe } from './me.tsx'
import { forget, keep, kept } from './store.ts'

interface Named {
  key: string
  title: string
  hidden?: boolean
}

const Keys = z.array(z.string())

export interface ColumnChoice<C extends Named> {
  shown: C[]
  choose: (keys: readonly string[]) => void
  reset: () => void
}

export function useColumns<C extends Named>(table: string, columns: readonly C[]): ColumnChoice<C> {
  const key = `${useMe().accountId}.columns.${table}`
  const [keys, setKeys] = useState(() => kept(key, Keys))
  return {
    shown: columns.filter((column) => (keys ? keys.includes(column.key) : !column.hidden)),
    choose: (next) => {
      setKeys([...next])
      keep(key, next)
    },
    reset: () => {
      setKeys(undefined)
      forget(key)
    },
  }
}

interface Props {
  columns: readonly Named[]
  shown: readonly Named[]
  onChoose: (keys: readonly string[]) => void
  onReset: () => void
}

export function ColumnChooser({ columns, shown, onChoose, onReset }: Props) {
  const content = (
    <div className="gy-stack">
      <Checkbox.Group
        className="gy-stack"
        value={shown.map((column) => column.key)}
        options={columns.map((column, index) => ({ value: column.key, label: column.title, disabled: index === 0 }))}
        onChange={(keys) => onChoose(keys.map(String))}
      />
      <Button type="link" size="small" onClick={onReset}>
        恢复默认列
      </Button>
    </div>
  )
  return (
    <Popover trigger="click" content={content} placement="bottomRight">
      <Button type="text">选择列</Button>
    </Popover>
  )
}
