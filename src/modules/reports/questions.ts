/** Policy cases about tables and their submission. */
import * as z from 'zod'
import { PlainDate } from '#kernel/calendar.ts'
import type { PolicyInForce, PolicyValue } from '#kernel/policy.ts'
import { type Questions, question } from '#kernel/question.ts'
import {
  ableDerived,
  type LateRule,
  lateness,
  missingStandards,
  objectionsToRow,
  objectionsToSubmitting,
  type TableLayout,
  totalRow,
} from './rules.ts'

const tableOf = (policy: PolicyInForce, table: string): PolicyValue<TableLayout> =>
  policy.value<TableLayout>(`table.${table}`)

const late = question(
  z.object({
    due: PlainDate,
    submitted: PlainDate.nullable().default(null),
    returned: PlainDate.nullable().default(null),
    resubmitted: PlainDate.nullable().default(null),
  }),
  (given, policy) => {
    const found = lateness(given, policy.on)
    const rule = policy.find<LateRule>('reports.late')?.value
    return {
      late_days: found.lateDays,
      first_due: found.firstDue,
      first_submitted: found.firstSubmitted ?? 'none',
      circulated: rule?.circulated === true && found.lateDays > 0,
    }
  },
)

const submit = question(z.object({ open_differences: z.int().nonnegative() }), ({ open_differences }, policy) => {
  const reconcile = policy.find<{ before: string }>('reports.reconcile_with_finance')
  const reasons = objectionsToSubmitting(open_differences, reconcile)
  return { allowed: reasons.length === 0, reasons }
})

const split = question(z.object({ has: z.array(z.string()) }), ({ has }, policy) => {
  const missing = missingStandards(has, policy.find<string[]>('reports.split_by_standard')?.value ?? [])
  return { ok: missing.length === 0, missing }
})

const checkRow = question(
  z.object({ table: z.string(), row: z.record(z.string(), z.number()) }),
  ({ table, row }, policy) => {
    const reasons = objectionsToRow(row, tableOf(policy, table))
    return { ok: reasons.length === 0, reasons }
  },
)

const order = question(z.object({ table: z.string() }), ({ table }, policy) => {
  const printed = tableOf(policy, table).value.rows.order_list ?? []
  return { first: printed[0] ?? 'none', last: printed.at(-1) ?? 'none', rows: printed.length }
})

const count = z.coerce.number().int().nonnegative()

/** The total of the rows that the document itself prints. */
const total = question(z.object({ table: z.string(), sample: z.string() }), ({ table }, policy) => {
  const layout = tableOf(policy, table).value
  const columns = layout.total?.columns ?? []
  const numbers = (layout.sample_rows ?? []).map((row) =>
    Object.fromEntries(columns.map((column) => [column, count.parse(row[column])])),
  )
  const sums = totalRow(numbers, columns)
  const dispersed = z.object({ dispersed: count, unable: count, partly_able: count }).safeParse(sums)
  return { ...sums, ...(dispersed.success ? { able_derived: ableDerived(dispersed.data) } : {}) }
})

export const questions: Questions = {
  'report.lateness': late,
  'report.may_submit': submit,
  'report.split': split,
  'report.check_row': checkRow,
  'report.order': order,
  'report.total': total,
}
