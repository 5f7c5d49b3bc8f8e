/** What a module hands over of one person as data: small tables with Chinese headings, for people and for other programs. */
import type { PlainDate } from '#kernel/calendar.ts'
import type { TableValue } from './documents/table.ts'

export interface ArchiveTable {
  /** Name of its two files in the package. */
  name: string
  columns: readonly string[]
  rows: readonly (readonly TableValue[])[]
}

/** A scan that a module keeps of him outside the papers of the file: a signed page, a proof. */
export interface ArchivePaper {
  fileId: string
  /** '协议XY-1签署页（李样本）': what it is, for people. */
  title: string
  on: PlainDate | null
}

/** Heading → cell, in the order of the columns. */
export function archiveTable<Row>(
  name: string,
  rows: readonly Row[],
  columns: Readonly<Record<string, (row: Row) => TableValue>>,
): ArchiveTable {
  return {
    name,
    columns: Object.keys(columns),
    rows: rows.map((row) => Object.values(columns).map((cell) => cell(row))),
  }
}

export const yesNo = (value: boolean | null): string => (value === null ? '' : value ? '是' : '否')
