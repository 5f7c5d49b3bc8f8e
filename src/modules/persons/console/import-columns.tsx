/** Columns that were not recognised: point each to a field, or skip it; remembered for the next file of this shape. */
import { Button, Select } from 'antd'
import { useId, useState } from 'react'
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

type Columns = Import['columns']

/** What was not recognised stands open; all columns can be opened, should one have been taken for another. */
export function ImportColumns({ found }: { found: Import }) {
  const unknown = found.columns.filter((column) => !column.known)
  return (
    <>
      {unknown.length > 0 && (
        <Panel title="未识别的列" count={unknown.length}>
          <Mapping importId={found.importId} columns={unknown} />
        </Panel>
      )}
      <details className="gy-part">
        <summary>查看、改正各列的含义（{found.columns.length}列）</summary>
        <Mapping importId={found.importId} columns={found.columns} />
      </details>
    </>
  )
}

function Mapping({ importId, columns }: { importId: string; columns: Columns }) {
  const [chosen, setChosen] = useState<Readonly<Record<number, Choice>>>({})
  const map = useCommand(persons, 'importMap')
  const id = useId()
  const picked = Object.entries(chosen).map(([index, choice]) => ({ index: Number(index), choice }))
  return (
    <>
      <div className="gy-mapping">
        {columns.map((column) => (
          <div key={column.index} className="gy-field">
            <label htmlFor={`${id}-${column.index}`}>“{column.heading || `第${column.index + 1}列`}”是</label>
            <Select
              id={`${id}-${column.index}`}
              showSearch={{ optionFilterProp: 'label' }}
              className="gy-short"
              placeholder={column.known ? presentOf(column) : '选择含义'}
              options={choices}
              value={chosen[column.index] ?? null}
              onChange={(value: string) => setChosen({ ...chosen, [column.index]: choiceOf(value) })}
            />
          </div>
        ))}
      </div>
      <ReasonsOf error={map.error} action="指定列的含义" />
      <Button
        disabled={picked.length === 0}
        loading={map.isPending}
        onClick={() => map.mutate({ importId, columns: picked })}
      >
        按此重新检查
      </Button>
    </>
  )
}

function presentOf({ field, title }: Columns[number]): string {
  return title || (field ? fieldTitle[field] : '不导入这一列')
}
