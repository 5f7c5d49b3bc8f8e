/** Whether a filled table has the headings, the names, the order and the serial numbers of the printed one. Pure. */
import { type Checking, fault, placeOf } from './check-cells.ts'
import type { Disagreement, Row } from './contract.ts'
import { nameField } from './layout.ts'

export const shapeFaults = (checking: Checking, rows: readonly Row[]): Disagreement[] => [
  ...headFaults(checking),
  ...nameFaults(checking, rows),
]

function headFaults(checking: Checking): Disagreement[] {
  const { located, columns } = checking
  const missing = located.missing.map((column) =>
    fault(checking, located.headRow, column.field, {
      printed: '',
      expected: column.title,
      rule: 'column_missing',
      because: `表头没有“${column.title}”；应照印表头。请补上这一栏`,
    }),
  )
  const there = columns.filter((column) => located.places.has(column.field))
  const misplaced = there.filter(
    (column, index) =>
      index > 0 && placeOf(located, column.field) < placeOf(located, (there[index - 1] ?? column).field),
  )
  return [
    ...missing,
    ...misplaced.map((column) =>
      fault(checking, located.headRow, column.field, {
        printed: column.title,
        expected: `第${column.no}栏`,
        rule: 'column_order',
        because: `栏目次序与原表不同；应为第${column.no}栏。请照原表排列`,
      }),
    ),
  ]
}

function nameFaults(checking: Checking, rows: readonly Row[]): Disagreement[] {
  const { layout, located } = checking
  const field = nameField(layout)
  const printed = layout.rows.order_list
  const names = rows.map((row) => String(row.values[field] ?? ''))
  const part = located.totalRow === null && rows.length < printed.length
  const faults = names.flatMap((name, index) => {
    const at = located.dataRows[index] ?? 0
    if (printed.length > 0 && !printed.includes(name))
      return [
        fault(checking, at, field, {
          printed: name,
          expected: '表中单位',
          rule: 'row_unknown',
          because: `表内“${name}”不在原表各行之中；应照印名称。请核对名称`,
        }),
      ]
    if (names.indexOf(name) < index)
      return [
        fault(checking, at, field, {
          printed: name,
          expected: '每个单位一行',
          rule: 'row_twice',
          because: `表内“${name}”重复；应每个单位一行。请删去多余的一行`,
        }),
      ]
    return []
  })
  const missing = part ? [] : printed.filter((name) => !names.includes(name))
  const end = (located.dataRows.at(-1) ?? located.headRow) + 1
  const lacking = missing.map((name) =>
    fault(checking, end, field, {
      printed: '',
      expected: name,
      rule: 'row_missing',
      because: `表内没有“${name}”；应有这一行。请补上`,
    }),
  )
  return [...faults, ...lacking, ...orderFaults(checking, names), ...serialFaults(checking, rows)]
}

/** Compared among the rows that are there, so that one missing row does not move all below it. */
function orderFaults(checking: Checking, names: readonly string[]): Disagreement[] {
  const { layout, located } = checking
  const known = names.filter((name, index) => layout.rows.order_list.includes(name) && names.indexOf(name) === index)
  const expected = layout.rows.order_list.filter((name) => known.includes(name))
  const wrong = expected.findIndex((name, index) => known[index] !== name)
  if (wrong < 0) return []
  const name = known[wrong] ?? ''
  const at = located.dataRows[names.indexOf(name)] ?? 0
  const should = expected[wrong] ?? ''
  return [
    fault(checking, at, nameField(layout), {
      printed: name,
      expected: should,
      rule: 'row_order',
      because: `表内“${name}”，按原表次序应为“${should}”。请照原表排列`,
    }),
  ]
}

function serialFaults(checking: Checking, rows: readonly Row[]): Disagreement[] {
  const field = checking.layout.columns.find(({ type }) => type === 'serial')?.field
  if (field === undefined || !checking.located.places.has(field)) return []
  return rows.flatMap((row, index) => {
    const printed = String(row.values[field] ?? '')
    const expected = String(index + 1)
    const at = checking.located.dataRows[index] ?? 0
    if (printed === expected) return []
    return [
      fault(checking, at, field, {
        printed,
        expected,
        rule: 'serial',
        because: `表内${printed || '空白'}，应为${expected}。序号应连续，请改正`,
      }),
    ]
  })
}
