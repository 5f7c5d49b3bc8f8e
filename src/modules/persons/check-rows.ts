/** The check of an uploaded list: everything is checked before anything is written (screens 4.5). */
import type { Layout } from './columns.ts'
import { type CheckedRow, isOpen, type RowOutcome } from './import-faults.ts'
import { judgeRows } from './judge-rows.ts'
import { mergeFiles } from './merge-files.ts'
import { readRows } from './read-rows.ts'
import { noRepairs, type Repairs, type Source, sourceOf } from './repairs.ts'
import type { Surroundings } from './surroundings.ts'
import type { CellValue, Table } from './table.ts'

export function checkRows(
  table: Table,
  layout: Layout,
  surroundings: Surroundings,
  repairs: Repairs = noRepairs,
): CheckedRow[] {
  return judgeRows(readRows(sourceOf(table, layout, repairs), surroundings), surroundings)
}

/** Both exports of the province together. */
export function checkFiles(persons: Source, families: Source, surroundings: Surroundings): CheckedRow[] {
  const drafts = mergeFiles(readRows(persons, surroundings), readRows(families, surroundings))
  return judgeRows(drafts, surroundings)
}

export interface Summary {
  counts: Readonly<Record<RowOutcome, number>>
  /** 可导入 */
  ready: number
  /** 需处理 */
  open: number
  /** 与现有记录相同 */
  unchanged: number
  /** 新增31人，变更12人，跳过4行 */
  sentence: string
}

export function summaryOf(rows: readonly CheckedRow[]): Summary {
  const counts: Record<RowOutcome, number> = { new: 0, change: 0, unchanged: 0, leave: 0, faulty: 0 }
  for (const row of rows) counts[row.outcome] += 1
  const parts = [`新增${counts.new}人`, `变更${counts.change}人`]
  if (counts.leave > 0) parts.push(`退出${counts.leave}人`)
  parts.push(`跳过${counts.faulty}行`)
  const ready = counts.new + counts.change + counts.leave
  return { counts, ready, open: counts.faulty, unchanged: counts.unchanged, sentence: parts.join('，') }
}

/** [只下载有问题的行]: the file's own lines, headings first, with a column 原因. */
export function problemRows(table: Table, layout: Layout, rows: readonly CheckedRow[]): CellValue[][] {
  const width = Math.max(...table.rows.map((cells) => cells.length), 0)
  const line = (index: number, reason: string): CellValue[] => {
    const cells = table.rows[index] ?? []
    return [...Array.from({ length: width }, (_, column) => cells[column] ?? null), reason]
  }
  const faulty = rows.filter((row) => row.outcome === 'faulty' && row.table === table.name)
  const reasons = (row: CheckedRow) =>
    row.faults
      .filter(isOpen)
      .map((fault) => fault.message)
      .join('；')
  return [line(layout.firstRow - 1, '原因'), ...faulty.map((row) => line(row.row - 1, reasons(row)))]
}
