/** Whether the numbers of a filled table are right in themselves: rules of a row, formulas, totals. Pure. */
import type { PolicyValue } from '#kernel/policy.ts'
import { type Checking, fault, textAt } from './check-cells.ts'
import { formulaOf } from './compute.ts'
import type { Disagreement, Row } from './contract.ts'
import type { Layout } from './layout.ts'
import { objectionsToRow } from './rules.ts'

/** Cross-row rules and formulas of one row. */
export function crossFaults(checking: Checking, at: number, row: Row | undefined): Disagreement[] {
  if (!row) return []
  const { layout, citations } = checking
  const numbers = Object.fromEntries(
    Object.entries(row.values).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  )
  const value: PolicyValue<Layout> = { value: layout, force: 'must', citations }
  const broken = layout.checks.flatMap((check) => {
    const fields = 'parts' in check ? [...check.parts, check.whole] : 'left' in check ? [check.left, check.right] : []
    if (fields.some((field) => numbers[field] === undefined)) return []
    const field = fields[0] ?? ''
    return objectionsToRow(numbers, { ...value, value: { ...layout, checks: [check] } }).map((reason) =>
      fault(checking, at, field, {
        printed: String(numbers[field]),
        expected:
          'right' in check
            ? `不大于${numbers[check.right]}`
            : 'whole' in check
              ? `合计不大于${numbers[check.whole]}`
              : '',
        rule: check.rule,
        because: reason.message,
      }),
    )
  })
  return [...broken, ...formulaFaults(checking, at, row)]
}

/** What a formula column should show, from the columns as printed. */
function expectedOf(checking: Checking, row: Row, column: Layout['columns'][number]): number | null {
  const known = row.values['beds'] !== null && row.values['residents'] !== null
  return column.formula && known ? formulaOf(column.formula, row.values, checking.percent) : null
}

function formulaFaults(checking: Checking, at: number, row: Row): Disagreement[] {
  const { layout, percent } = checking
  return layout.columns.flatMap((column) => {
    const expected = expectedOf(checking, row, column)
    const printed = row.values[column.field]
    if (expected === null || printed === undefined || printed === null || printed === expected) return []
    const why =
      column.formula === 'beds_times_percent'
        ? `${String(row.values['beds'])}张的${percent}%，各行向上取整`
        : '应住人数减现入住人数，超出的写负数'
    return [
      fault(checking, at, column.field, {
        printed: String(printed),
        expected: String(expected),
        rule: column.formula ?? '',
        because: `表内${printed}，应为${expected}。${why}`,
      }),
    ]
  })
}

/** The total is the sum of the rows; of a worked-out column the sum of the right values. */
export function totalFaults(checking: Checking, rows: readonly Row[]): Disagreement[] {
  const { layout, located } = checking
  const { totalRow } = located
  if (!layout.total) return []
  if (totalRow === null) return rows.length < Math.max(2, layout.rows.order_list.length) ? [] : [noTotal(checking)]
  return layout.total.columns.flatMap((field) => {
    const column = layout.columns.find((each) => each.field === field)
    if (!column || !located.places.has(field)) return []
    const expected = rows.reduce(
      (sum, row) => sum + (expectedOf(checking, row, column) ?? Number(row.values[field] ?? 0)),
      0,
    )
    const printed = textAt(checking, totalRow, field)
    if (printed === String(expected)) return []
    const rounding = column.formula === 'beds_times_percent' ? '，各行向上取整' : ''
    return [
      fault(checking, totalRow, field, {
        printed,
        expected: String(expected),
        rule: 'sum_of_rows',
        because: `表内${printed || '空白'}，应为${expected}。合计是各行之和${rounding}。`,
      }),
    ]
  })
}

function noTotal(checking: Checking): Disagreement {
  const at = (checking.located.dataRows.at(-1) ?? 0) + 1
  const title = checking.layout.total?.title ?? '合计'
  const [first] = checking.layout.columns
  return fault(checking, at, first?.field ?? '', {
    printed: '',
    expected: title,
    rule: 'total_missing',
    because: `表内没有“${title}”一行；应有合计。请补上`,
  })
}
