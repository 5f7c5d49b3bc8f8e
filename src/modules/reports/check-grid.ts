/** Works a filled table out again and names each cell that disagrees. Pure. */
import type { Citation, PolicyValue } from '#kernel/policy.ts'
import { formulaOf } from './compute.ts'
import type { Column, Disagreement, Row } from './contract.ts'
import { addressOf, type Grid, type Located, locate, plain } from './grid.ts'
import { type Layout, nameField } from './layout.ts'
import { plausibilityNotes } from './plausible.ts'
import { objectionsToRow } from './rules.ts'

export interface Checked {
  disagreements: Disagreement[]
  notes: string[]
  rowsRead: number
}

interface Checking {
  grid: Grid
  located: Located
  layout: Layout
  columns: readonly Column[]
  percent: number | null
  citations: Citation[]
}

interface Fault {
  printed: string
  expected: string
  rule: string
  /** What is so and what should be so, after the cell's address. */
  because: string
}

export interface Against {
  layout: Layout
  columns: readonly Column[]
  percent: number | null
  citations: Citation[]
}

/** Undefined when the grid is not this table. */
export function checkGrid(grid: Grid, against: Against): Checked | undefined {
  const located = locate(grid, against.columns, against.layout)
  if (!located) return undefined
  const checking = { grid, located, ...against }
  const read = located.dataRows.map((row) => readRow(checking, row))
  const rows = read.map(({ row }) => row)
  const disagreements = [
    ...headFaults(checking),
    ...nameFaults(checking, rows),
    ...read.flatMap(({ faults }) => faults),
    ...located.dataRows.flatMap((at, index) => crossFaults(checking, at, rows[index])),
    ...totalFaults(checking, rows),
  ]
  const notes = located.extra.map((title) => `表内多出“${title}”一栏，核对时不看。`)
  return {
    disagreements,
    notes: [...notes, ...plausibilityNotes(against.layout, rows)],
    rowsRead: rows.length,
  }
}

const textAt = ({ grid, located }: Checking, row: number, field: string): string => {
  const place = located.places.get(field)
  return place === undefined ? '' : plain(grid[row]?.[place] ?? '')
}

function fault(checking: Checking, row: number, field: string, found: Fault): Disagreement {
  const { located, columns, layout, citations } = checking
  const place = located.places.get(field) ?? 0
  const cell = addressOf(row, place)
  const rowName =
    row === located.totalRow
      ? (layout.total?.title ?? '合计')
      : textAt(checking, row, nameField(layout)) || `第${row + 1}行`
  const column = columns.find((each) => each.field === field)?.title ?? field
  const { printed, expected, rule, because } = found
  return {
    cell,
    row: rowName,
    column,
    printed,
    expected,
    rule,
    message: `${cell}（${rowName}·${column}）：${because}`,
    citations,
  }
}

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
    (column, index) => index > 0 && place(located, column) < place(located, there[index - 1] ?? column),
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

const place = (located: Located, column: Column): number => located.places.get(column.field) ?? 0

function readRow(checking: Checking, at: number): { row: Row; faults: Disagreement[] } {
  const { layout, located } = checking
  const values: Record<string, string | number | null> = {}
  const faults: Disagreement[] = []
  for (const column of layout.columns) {
    if (!located.places.has(column.field)) continue
    const text = textAt(checking, at, column.field)
    if (column.type !== 'count') values[column.field] = text
    else if (/^-?\d+$/.test(text) && (column.formula || !text.startsWith('-'))) values[column.field] = Number(text)
    else {
      values[column.field] = null
      const so = text === '' ? '没有填数' : `表内为“${text}”`
      const expected = column.formula ? '整数' : '不小于0的整数'
      faults.push(
        fault(checking, at, column.field, {
          printed: text,
          expected,
          rule: 'number',
          because: `${so}，应为${expected}。没有的填0，请改正`,
        }),
      )
    }
  }
  return { row: { key: String(at), values, cells: [] }, faults }
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

/** Cross-row rules and formulas of one row. */
function crossFaults(checking: Checking, at: number, row: Row | undefined): Disagreement[] {
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
function totalFaults(checking: Checking, rows: readonly Row[]): Disagreement[] {
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
