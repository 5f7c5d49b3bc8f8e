/** What a check of an uploaded list says, and the result for each row. */
import * as z from 'zod'
import type { Field } from './fields.ts'
import type { Source } from './repairs.ts'

export const FaultCode = z.enum([
  'id_missing',
  'by_case',
  'id_check',
  'id_length',
  'id_characters',
  'id_date',
  'id_15',
  'id_as_number',
  'id_duplicate',
  'name_missing',
  'name_strange',
  'name_lost',
  'name_differs',
  'born_differs',
  'born_future',
  'born_long_ago',
  'sex_differs',
  'date_unreadable',
  'date_month_only',
  'date_ambiguous',
  'date_text',
  'date_serial',
  'dates_order',
  'date_future',
  'word_unknown',
  'full_width',
  'blanks',
  'merged',
  'formula',
  'formula_empty',
  'area_unknown',
  'area_missing',
  'area_alias',
  'area_several',
  'area_elsewhere',
  'other_county',
  'phone_form',
  'account_form',
  'holder_differs',
  'account_shared',
  'here_already',
  'here_ended',
  'elsewhere_ended',
  'elsewhere',
  'overlap',
  'leaver_unknown',
  'leaver_ended',
  'change_unknown',
  'paper_missing',
  'exit_missing',
  'month_missing',
  'files_differ',
  'family_only',
])
export type FaultCode = z.infer<typeof FaultCode>

/** error: the row is not imported until repaired or kept · warning: imported, someone should look · info: what was done. */
export type Severity = 'error' | 'warning' | 'info'

export interface Proposal {
  /** What to write into the cell. */
  value: string
  /** The button: 改为××村. */
  title: string
}

export interface Fault {
  /** As the sheet counts, from 1. */
  row: number
  /** Index from 0; undefined when the file has no such column. */
  column: number | undefined
  field: Field
  code: FaultCode
  message: string
  severity: Severity
  proposal?: Proposal
  /** An error that was kept as it is, with this reason: it no longer stops the row. */
  kept?: string
}

export type RowOutcome = 'new' | 'change' | 'unchanged' | 'leave' | 'faulty'

export interface FieldChange {
  field: Field
  from: string
  to: string
}

/** Canonical: days 2023-09-11, months 2023-09, levels, modes, sexes and classes by their names in code, areas by their present name. */
export type Values = Partial<Record<Field, string>>

/** A row read and checked by itself, before it is compared with its neighbours and the registry. */
export interface Draft {
  /** The sheet or file the row stands in. */
  table: string
  row: number
  /** As in the cells before reading, where that differs from the value; ask writtenOf. */
  written: Values
  values: Values
  /** The 18-digit number by which the person is looked up; what is written when that cannot be one; else empty. */
  key: string
  townshipId: string | undefined
  villageId: string | undefined
  faults: readonly Fault[]
  source: Source
}

/** What stands in the cell: what is shown beside a fault, and what a repair compares. */
export const writtenOf = (row: { written: Values; values: Values }, field: Field): string =>
  row.written[field] ?? row.values[field] ?? ''

export interface CheckedRow extends Omit<Draft, 'source'> {
  outcome: RowOutcome
  /** On file here under this id, now or formerly. */
  personId: string | undefined
  changes: readonly FieldChange[]
}

/** Errors of fact that a clerk may vouch for with a reason; the others contradict the registry or cannot be read. */
const keepable = new Set<FaultCode>([
  'id_missing',
  'id_check',
  'id_length',
  'id_characters',
  'id_date',
  'id_15',
  'name_strange',
  'name_lost',
  'name_differs',
  'born_differs',
  'born_long_ago',
  'sex_differs',
  'area_missing',
  'account_form',
  'dates_order',
  'overlap',
  'paper_missing',
])
export const canBeKept = (code: FaultCode): boolean => keepable.has(code)

export const isOpen = (fault: Fault): boolean => fault.severity === 'error' && fault.kept === undefined
