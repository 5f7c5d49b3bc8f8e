/** What the clerk has put right in an uploaded list: kept beside the file, which itself is never changed. */
import type { Layout } from './columns.ts'
import type { Field } from './fields.ts'
import type { FaultCode } from './import-faults.ts'
import type { Table } from './table.ts'

export interface KeptAsIs {
  /** The text it was said of: once the cell says something else, the reason no longer speaks for it. */
  written: string
  reason: string
}

export interface Repairs {
  /** New text of a cell, by repairKey(row, field). */
  cells: ReadonlyMap<string, string>
  /** By repairKey(row, field, code). */
  kept: ReadonlyMap<string, KeptAsIs>
}

export const noRepairs: Repairs = { cells: new Map(), kept: new Map() }

/** `row` as the sheet counts, from 1. */
export const repairKey = (row: number, field: Field, code?: FaultCode): string => [row, field, code ?? ''].join(':')

/** A file, how it is read, and what was put right in it. */
export interface Source {
  table: Table
  layout: Layout
  repairs: Repairs
}

export const sourceOf = (table: Table, layout: Layout, repairs: Repairs = noRepairs): Source => ({
  table,
  layout,
  repairs,
})
