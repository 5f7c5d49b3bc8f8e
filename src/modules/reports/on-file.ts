/** What a filled table says otherwise than the register, cell by cell: not an arithmetic fault, one of the two is out of date. Pure. */
import { maskedPhone } from '#kernel/identity-number.ts'
import { type Checking, columnTitle, placeOf, rowName, textAt } from './check-cells.ts'
import type { OnFile, Row, Table } from './contract.ts'
import { addressOf, plain } from './grid.ts'
import { nameField } from './layout.ts'

export interface FromFile {
  differences: OnFile[]
  notes: string[]
}

export function differencesFromFile(checking: Checking, register: Table): FromFile {
  const { located } = checking
  if (register.rows.length === 0)
    return { differences: [], notes: ['本系统还没有这个月的在册数，只核对了表内的计算，没有与在册比较。'] }
  const byName = new Map(register.rows.map((row) => [nameOn(checking, row), row]))
  const sent = located.dataRows.map((at) => textAt(checking, at, nameField(checking.layout)))
  const rows = located.dataRows.flatMap((at, index) => {
    const name = sent[index] ?? ''
    // The second of two rows with one name is a fault of its own.
    const row = sent.indexOf(name) === index ? byName.get(name) : undefined
    return row ? rowDifferences(checking, { at, key: row.key, values: row.values, register }) : []
  })
  const absent = [...byName.keys()].filter((name) => !sent.includes(name))
  const strangers = sent.filter((name) => name !== '' && !byName.has(name))
  const { totals } = register
  // The total of other rows than those on file is another total.
  const total =
    totals && located.totalRow !== null && absent.length === 0 && strangers.length === 0
      ? rowDifferences(checking, { at: located.totalRow, key: 'total', values: totals.values, register })
      : []
  return { differences: [...rows, ...total], notes: notesOn(checking, register, { strangers, absent }) }
}

const nameOn = ({ layout }: Checking, row: Row): string => plain(String(row.values[nameField(layout)] ?? ''))

interface OneRow {
  at: number
  key: string
  values: Row['values']
  register: Table
}

/** Numbers, and names and telephones where the asker sees them; remarks are free. */
function rowDifferences(checking: Checking, { at, key, values, register }: OneRow): OnFile[] {
  const { located, columns } = checking
  return columns.flatMap((column) => {
    const kept = values[column.field]
    if (!located.places.has(column.field) || kept === undefined || kept === null) return []
    const printed = textAt(checking, at, column.field)
    // Directors and their telephones may be left out; where they are written and the asker sees them, they must agree.
    if (column.type !== 'count' && !(column.restricted && kept !== '' && printed !== '')) return []
    if (same(printed, plain(String(kept)), column.type)) return []
    const onFile = column.type === 'phone' ? maskedPhone(String(kept)) : String(kept)
    const cell = addressOf(at, placeOf(located, column.field))
    const place = `${cell}（${rowName(checking, at)}·${columnTitle(checking, column.field)}）`
    const asked = new URLSearchParams({ table: register.table, month: register.month, row: key, column: column.field })
    return [
      {
        cell,
        row: rowName(checking, at),
        column: columnTitle(checking, column.field),
        printed,
        onFile,
        message: `${place}：与在册不一致：表内${printed || '空白'}，在册${onFile}。请核对是表填错，还是在册没有登记变化`,
        rowKey: key,
        field: column.field,
        link: `/reports?${asked.toString()}`,
      },
    ]
  })
}

const same = (printed: string, kept: string, type: string): boolean =>
  printed === kept || (type === 'count' && /^-?\d+$/.test(printed) && Number(printed) === Number(kept))

function notesOn(
  checking: Checking,
  register: Table,
  { strangers, absent }: { strangers: readonly string[]; absent: readonly string[] },
): string[] {
  const whole = checking.located.totalRow !== null
  const total = whole ? '合计也没有比较。' : ''
  return [
    ...otherMonth(checking, register),
    ...(strangers.length > 0
      ? [`${strangers.join('、')}不在您能看到的在册数中，这些行没有与在册比较；${total}`.replace(/；$/, '。')]
      : []),
    ...(whole && absent.length > 0 ? [`在册有而表内没有：${absent.join('、')}；合计没有与在册比较。`] : []),
  ]
}

/** A table of another month differs in nearly every cell; better to say so at once. */
function otherMonth({ grid, located }: Checking, register: Table): string[] {
  const above = grid.slice(0, located.headRow).map((row) => plain(row.join('')))
  const [, own] = /(\d{1,2})月/.exec(above.find((text) => /\d{1,2}月/.test(text)) ?? '') ?? []
  const month = Number(register.month.slice(5))
  if (own === undefined || Number(own) === month) return []
  return [`表题写的是${Number(own)}月，现按${register.month.slice(0, 4)}年${month}月的在册数比较；请在上方改选月份。`]
}
