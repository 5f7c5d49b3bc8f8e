/** What differs between two states of one table, with the persons behind it. Pure. */
import type { Difference, Row } from './contract.ts'

export type Members = ReadonlyMap<string, Readonly<Record<string, readonly string[]>>>

export interface State {
  rows: readonly Row[]
  members: Members
}

interface Named {
  field: string
  title: string
  type: string
}

/** Serial numbers and remarks do not count; a row that came or went differs in each of its columns. */
export function differencesOf(before: State, after: State, columns: readonly Named[], nameField: string): Difference[] {
  const earlier = new Map(before.rows.map((row) => [row.key, row]))
  const later = new Map(after.rows.map((row) => [row.key, row]))
  return [...new Set([...earlier.keys(), ...later.keys()])].flatMap((key) =>
    columns.flatMap((column) => {
      if (column.type === 'serial' || column.field === 'remark') return []
      const was = earlier.get(key)?.values[column.field] ?? null
      const is = later.get(key)?.values[column.field] ?? null
      const moved = movedIn(before.members.get(key)?.[column.field], after.members.get(key)?.[column.field])
      if (was === is && moved.joined.length === 0 && moved.left.length === 0) return []
      const row = String((later.get(key) ?? earlier.get(key))?.values[nameField] ?? key)
      return [{ row, rowKey: key, column: column.title, field: column.field, before: was, after: is, ...moved }]
    }),
  )
}

function movedIn(before: readonly string[] = [], after: readonly string[] = []) {
  const was = new Set(before)
  const is = new Set(after)
  return { joined: after.filter((id) => !was.has(id)), left: before.filter((id) => !is.has(id)) }
}
