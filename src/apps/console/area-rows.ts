/** The areas of one's scope, as access gives them row by row, made into the tree that the pickers show. */
import type { AreaNode as AreaRow } from '#modules/access/contract.ts'
import type { AreaNode } from '#ui/area-tree.ts'

/** Areas whose parent lies outside the scope stand on top. A merged area names its successor (screens 5.15). */
export function areaTree(rows: readonly AreaRow[]): AreaNode[] {
  const known = new Map(rows.map((row) => [row.id, row]))
  const below = Map.groupBy(rows, (row) => (row.parentId && known.has(row.parentId) ? row.parentId : ''))
  const noteOf = (row: AreaRow): string | undefined => {
    const successor = row.successorId ? known.get(row.successorId) : undefined
    return row.toOn && successor ? `${row.toOn.slice(0, 4)}年并入${successor.name}` : undefined
  }
  const nodesOf = (parentId: string): AreaNode[] =>
    (below.get(parentId) ?? []).map((row) => {
      return { code: row.id, name: row.name, note: noteOf(row), children: nodesOf(row.id) }
    })
  return nodesOf('')
}
