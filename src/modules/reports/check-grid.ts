/** Works a filled table out again and names each cell that disagrees, in itself and with what is on file. Pure. */
import { type Against, readRow } from './check-cells.ts'
import { shapeFaults } from './check-shape.ts'
import { crossFaults, totalFaults } from './check-sums.ts'
import type { Disagreement, OnFile, Table } from './contract.ts'
import { type Grid, locate } from './grid.ts'
import { differencesFromFile } from './on-file.ts'
import { plausibilityNotes } from './plausible.ts'

export interface Checked {
  disagreements: Disagreement[]
  onFile: OnFile[]
  notes: string[]
  rowsRead: number
}

/** Undefined when the grid is not this table. */
export function checkGrid(grid: Grid, against: Against, register: Table): Checked | undefined {
  const located = locate(grid, against.columns, against.layout)
  if (!located) return undefined
  const checking = { grid, located, ...against }
  const read = located.dataRows.map((row) => readRow(checking, row))
  const rows = read.map(({ row }) => row)
  const disagreements = [
    ...shapeFaults(checking, rows),
    ...read.flatMap(({ faults }) => faults),
    ...located.dataRows.flatMap((at, index) => crossFaults(checking, at, rows[index])),
    ...totalFaults(checking, rows),
  ]
  const { differences, notes } = differencesFromFile(checking, register)
  const extra = located.extra.map((title) => `表内多出“${title}”一栏，核对时不看。`)
  return {
    disagreements,
    onFile: differences,
    notes: [...extra, ...notes, ...plausibilityNotes(against.layout, rows)],
    rowsRead: rows.length,
  }
}
