/** Rows chosen over several pages, and what is done with them together (screens 5.1). */
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import type { TableQuery } from './address-text.ts'
import { countText } from './formats.ts'
import { countOf, type Selection } from './table-parts.ts'

export interface Choice<Row> {
  selection: Selection<Row>
  has: (key: string) => boolean
  put: (key: string, row: Row, chosen: boolean) => void
  putMany: (rows: ReadonlyArray<readonly [string, Row]>, chosen: boolean) => void
  all: (query: TableQuery, total: number) => void
  clear: () => void
}

export function useChoice<Row>(): Choice<Row> {
  const [some, setSome] = useState<ReadonlyMap<string, Row>>(new Map())
  const [all, setAll] = useState<{ query: TableQuery; total: number }>()
  const putMany = (rows: ReadonlyArray<readonly [string, Row]>, chosen: boolean) => {
    const next = new Map(some)
    for (const [key, row] of rows) {
      if (chosen) next.set(key, row)
      else next.delete(key)
    }
    setAll(undefined)
    setSome(next)
  }
  return {
    selection: all ? { kind: 'all', ...all } : { kind: 'some', keys: [...some.keys()], rows: [...some.values()] },
    has: (key) => all !== undefined || some.has(key),
    put: (key, row, chosen) => putMany([[key, row]], chosen),
    putMany,
    all: (query, total) => setAll({ query, total }),
    clear: () => {
      setSome(new Map())
      setAll(undefined)
    },
  }
}

interface Props<Row> {
  choice: Choice<Row>
  query: TableQuery
  total: number
  /** Every row the filters find, with its key; asked only for as many as can be chosen one by one. */
  everything: () => Promise<ReadonlyArray<readonly [string, Row]>>
  children: (selection: Selection<Row>, clear: () => void) => ReactNode
}

/** Up to here all that is found is chosen row by row, so that every deed for chosen rows can be done to it. */
export const mostChosen = 1000

export function ChoiceBar<Row>({ choice, query, total, everything, children }: Props<Row>) {
  const count = countOf(choice.selection)
  const [loading, setLoading] = useState(false)
  const chooseAll = async () => {
    if (total > mostChosen) return choice.all(query, total)
    setLoading(true)
    try {
      choice.putMany(await everything(), true)
    } finally {
      setLoading(false)
    }
  }
  if (count === 0) return null
  return (
    <div className="gy-choice">
      <output>
        {choice.selection.kind === 'all'
          ? `已选筛选结果全部${countText(count)}项`
          : `已选${countText(count)}项（跨页）`}
      </output>
      {choice.selection.kind === 'some' && count < total && (
        <Button type="link" size="small" loading={loading} onClick={() => void chooseAll().catch(() => {})}>
          全选筛选结果{countText(total)}项
        </Button>
      )}
      <Button type="link" size="small" onClick={choice.clear}>
        清除
      </Button>
      {!loading && children(choice.selection, choice.clear)}
    </div>
  )
}
