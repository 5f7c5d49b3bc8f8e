/** When a table is late, whether it may be submitted, and what its rows must satisfy. */
import { daysBetween, type PlainDate } from '#kernel/calendar.ts'
import type { PolicyValue } from '#kernel/policy.ts'
import { type Reason, reasonBy } from '#kernel/refusal.ts'

export interface Submission {
  due: PlainDate
  submitted: PlainDate | null
  returned: PlainDate | null
  resubmitted: PlainDate | null
}

/** reports.late */
export interface LateRule {
  circulated: boolean
  counts_in_performance: boolean
  first_due_kept: boolean
}

export interface Lateness {
  lateDays: number
  firstDue: PlainDate
  firstSubmitted: PlainDate | null
}

/** Days late on a day: a table that was sent back counts until it comes again, against the first due day (C-26). */
export function lateness(submission: Submission, on: PlainDate): Lateness {
  const { due, submitted, returned, resubmitted } = submission
  const settled = returned ? resubmitted : submitted
  const lateDays = Math.max(0, daysBetween(due, settled ?? on))
  return { lateDays, firstDue: due, firstSubmitted: submitted }
}

/** Why a table cannot be submitted: person by person it must agree with what finance paid. */
export function objectionsToSubmitting(
  openDifferences: number,
  reconcile: PolicyValue<{ before: string }> | undefined,
): Reason[] {
  if (!reconcile || openDifferences === 0) return []
  const message = `与财务数据还有${openDifferences}处差异；上报前应核对一致。请逐人核对并处理差异`
  return [{ ...reasonBy(reconcile, 'differs_from_finance', message), count: openDifferences }]
}

/** Standards that a record does not show apart, though they must be counted apart. */
export const missingStandards = (has: readonly string[], split: readonly string[]): string[] =>
  split.filter((standard) => !has.includes(standard))

export type RowCheck =
  | { rule: 'sum_at_most'; parts: string[]; whole: string }
  | { rule: 'sum_equals'; parts: string[]; whole: string }
  | { rule: 'at_most'; left: string; right: string }
  | { rule: 'carry_forward'; opening: string; plus: string; minus: string; closing: string }

export interface TableLayout {
  rows: { order: string; order_list?: string[] }
  columns: { field: string; title: string; type: string }[]
  total?: { columns: string[]; rule: 'sum_of_rows' }
  checks?: RowCheck[]
  /** What the document itself prints, without the total row. */
  sample_rows?: Readonly<Record<string, unknown>>[]
}

export type TableRow = Readonly<Record<string, number>>

/** What a row breaks of the checks of its table. */
export function objectionsToRow(row: TableRow, table: PolicyValue<TableLayout>): Reason[] {
  return (table.value.checks ?? []).flatMap((check) => {
    const message = faultOfRow(row, check, titlesOf(table.value))
    return message ? [reasonBy(table, check.rule, message)] : []
  })
}

type Titles = (field: string) => string
const titlesOf =
  (table: TableLayout): Titles =>
  (field) =>
    table.columns.find((column) => column.field === field)?.title ?? field

function faultOfRow(row: TableRow, check: RowCheck, title: Titles): string | undefined {
  const at = (field: string): number => row[field] ?? 0
  switch (check.rule) {
    case 'at_most':
      if (at(check.left) <= at(check.right)) return undefined
      return `“${title(check.left)}”${at(check.left)}大于“${title(check.right)}”${at(check.right)}；应不大于。请核对`
    case 'carry_forward': {
      const expected = at(check.opening) + at(check.plus) - at(check.minus)
      if (expected === at(check.closing)) return undefined
      return `上期数加新增减退出为${expected}，“${title(check.closing)}”为${at(check.closing)}；应相等。请核对增减人员`
    }
    case 'sum_at_most':
    case 'sum_equals': {
      const sum = check.parts.reduce((total, part) => total + at(part), 0)
      if (check.rule === 'sum_equals' ? sum === at(check.whole) : sum <= at(check.whole)) return undefined
      const parts = check.parts.map((part) => `“${title(part)}”`).join('加')
      const should = check.rule === 'sum_equals' ? '等于' : '不大于'
      return `${parts}为${sum}，“${title(check.whole)}”为${at(check.whole)}；前者应${should}后者。请核对`
    }
  }
}

/** The total row: each totalled column is the sum of the rows, never worked out anew. */
export function totalRow(rows: readonly TableRow[], columns: readonly string[]): Record<string, number> {
  return Object.fromEntries(columns.map((column) => [column, rows.reduce((sum, row) => sum + (row[column] ?? 0), 0)]))
}

/** Persons able to look after themselves: not printed in annex 1, what is left of the dispersed. */
export const ableDerived = (row: { dispersed: number; unable: number; partly_able: number }): number =>
  row.dispersed - row.unable - row.partly_able

/** Names in the printed order of the table; names it does not print follow in their own order. */
export function inPrintedOrder(names: readonly string[], printed: readonly string[]): string[] {
  const place = new Map(printed.map((name, index) => [name, index]))
  return names.toSorted((a, b) => (place.get(a) ?? printed.length) - (place.get(b) ?? printed.length))
}
