/** Columns that were not recognised: point each to a field, or skip it; remembered for the next file of this shape. */
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useCommand } from '#ui/ask.ts'
import { Panel } from '#ui/page.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { type Import, persons } from '../contract.ts'
import { Field, fieldTitle } from '../fields.ts'

type Choice = Field | 'skip'
const choices = [
  { value: 'skip', label: '不导入这一列' },
  ...Field.options.map((value) => ({ value, label: fieldTitle[value] })),
]
const choiceOf = (value: string): Choice => {
  const field = Field.safeParse(value)
  return field.success ? field.data : 'skip'
}

export function ImportColumns({ found }: { found: Import }) {
  const [chosen, setChosen] = useState<Readonly<Record<number, Choice>>>({})
  const map = useCommand(persons, 'importMap')
  const unknown = found.columns.filter((column) => !column.known)
  if (unknown.length === 0) return null
  const columns = Object.entries(chosen).map(([index, choice]) => ({ index: Number(index), choice }))
  return (
    <Panel title="未识别的列" count={unknown.length}>
      {unknown.map((column) => (
        <p key={column.index}>
          <label htmlFor={`column-${column.index}`}>“{column.heading}”是</label>{' '}
          <Select
            id={`column-${column.index}`}
            showSearch
            optionFilterProp="label"
            style={{ width: 220 }}
            placeholder="选择含义"
            options={choices}
            value={chosen[column.index] ?? null}
            onChange={(value: string) => setChosen({ ...chosen, [column.index]: choiceOf(value) })}
          />
        </p>
      ))}
      <ReasonsOf error={map.error} action="指定列的含义" />
      <Button
        disabled={columns.length === 0}
        loading={map.isPending}
        onClick={() => map.mutate({ importId: found.importId, columns })}
      >
        按此重新检查
      </Button>
    </Panel>
  )
}
