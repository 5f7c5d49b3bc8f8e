/** Reads the cells of one row; what cannot be read is left out, for the list is another department's and is not corrected here. */
import { monthText, PlainDate, PlainMonth } from '#kernel/calendar.ts'
import { fenOfYuan } from '#kernel/money.ts'
import type { StreamedCell, StreamedRow } from '#platform/documents/stream-rows.ts'
import type { Layout } from './columns.ts'
import type { Field } from './fields.ts'
import { identityOf } from './identity.ts'
import type { Places } from './places.ts'
import { tidyName } from './readings.ts'
import type { RowRead } from './score.ts'

type Reading = Pick<Layout, 'at'>

function text(row: StreamedRow, { at }: Reading, field: Field): string {
  const index = at.get(field)
  const cell: StreamedCell | undefined = index === undefined ? undefined : row.cells[index]
  if (cell === null || cell === undefined) return ''
  return typeof cell === 'string' ? cell.trim() : String(cell)
}

/** Totals and lines for signatures under the table hold no person. */
const footer = /^(?:合计|总计|小计|共计|制表|填表|审核|负责人|经办人|注[:：]|说明[:：])/

export function readRow(row: StreamedRow, reading: Reading, places: Places): RowRead | undefined {
  const name = tidyName(text(row, reading, 'name'))
  const identity = identityOf(text(row, reading, 'idNumber'))
  if ((name === '' && identity.state === 'missing') || footer.test(name)) return undefined
  const written = bornOf(text(row, reading, 'bornOn'))
  return {
    rowNo: row.rowNo,
    name,
    identity,
    born: written > 0 ? written : bornIn(identity.day),
    sex: sexOf(text(row, reading, 'sex')),
    place: places.find(text(row, reading, 'township'), text(row, reading, 'village'), text(row, reading, 'address')),
  }
}

const sexOf = (word: string) => (word.startsWith('男') ? 'male' : word.startsWith('女') ? 'female' : undefined)

/** Eight digits of a number say the day of birth, unless they are no day. */
const bornIn = (day: number): number => (isDay(day) ? day : 0)
const isDay = (day: number): boolean => {
  const [month, date] = [Math.floor(day / 100) % 100, day % 100]
  return day > 18_500_000 && day < 22_000_000 && month >= 1 && month <= 12 && date >= 1 && date <= 31
}

/** 1956-03-12, 1956/3/12, 1956.3.12, 1956年3月12日, 19560312; of 1956-03 and 1956 the year alone is taken. */
export function bornOf(written: string): number {
  const [, year = '', month = '', day = ''] =
    /^(\d{4})[-/.年]?(\d{1,2})?(?:[-/.月])?(\d{1,2})?日?/.exec(written.normalize('NFKC')) ?? []
  if (year === '') return 0
  const whole = Number(year) * 10_000 + Number(month) * 100 + Number(day)
  return isDay(whole) ? whole : Number(year) > 1850 && Number(year) < 2200 ? Number(year) * 10_000 : 0
}

/** What a hit keeps of the row besides who is meant. */
export interface Benefit {
  fromMonth: PlainMonth | null
  toMonth: PlainMonth | null
  amountFen: bigint | null
  happenedOn: PlainDate | null
}

export function benefitOf(row: StreamedRow, reading: Reading): Benefit {
  const fromMonth = monthIn(text(row, reading, 'fromMonth'))
  const toMonth = monthIn(text(row, reading, 'toMonth'))
  const reversed = fromMonth !== null && toMonth !== null && fromMonth > toMonth
  return {
    fromMonth: reversed ? null : fromMonth,
    toMonth: reversed ? null : toMonth,
    amountFen: fenIn(text(row, reading, 'amount')),
    happenedOn: dayIn(text(row, reading, 'happenedOn')),
  }
}

/** Cells that were written and could not be used: nobody decides on months and amounts that the list does not say. */
export function unreadIn(row: StreamedRow, reading: Reading, month: PlainMonth): string[] {
  const cell = (field: Parameters<typeof text>[2]) => text(row, reading, field)
  const [from, to] = [monthIn(cell('fromMonth')), monthIn(cell('toMonth'))]
  const unread = (title: string, written: string, read: unknown) =>
    written !== '' && read === null ? [`${title}“${written.slice(0, 20)}”没有读懂`] : []
  return [
    ...unread('起始月份', cell('fromMonth'), from),
    ...unread('终止月份', cell('toMonth'), to),
    ...unread('金额', cell('amount'), fenIn(cell('amount'))),
    ...unread('日期', cell('happenedOn'), dayIn(cell('happenedOn'))),
    ...(from !== null && from > month ? [`起始月份${monthText(from)}晚于名单月份`] : []),
    ...(from !== null && to !== null && from > to ? [`终止月份${monthText(to)}早于起始月份，两个都没有采用`] : []),
  ]
}

const two = (digits: string): string => digits.padStart(2, '0')

function monthIn(written: string): PlainMonth | null {
  const [, year = '', month = ''] = /^(\d{4})[-/.年]?(\d{1,2})/.exec(written) ?? []
  return PlainMonth.safeParse(`${year}-${two(month)}`).data ?? null
}

function dayIn(written: string): PlainDate | null {
  const [, year = '', month = '', day = ''] = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})/.exec(written) ?? []
  return PlainDate.safeParse(`${year}-${two(month)}-${two(day)}`).data ?? null
}

function fenIn(written: string): bigint | null {
  const plain = written.replace(/[,，元￥¥\s]/g, '')
  return /^\d{1,7}(?:\.\d{1,2})?$/.test(plain) ? fenOfYuan(plain) : null
}

/** The row as it stands, for the two to be laid side by side. */
export interface Written {
  name: string
  idNumber: string
  bornOn: string
  sex: string
  township: string
  village: string
  address: string
  unread: string[]
}

export const writtenIn = (row: StreamedRow, reading: Reading, month: PlainMonth): Written => ({
  name: text(row, reading, 'name'),
  idNumber: text(row, reading, 'idNumber'),
  bornOn: text(row, reading, 'bornOn'),
  sex: text(row, reading, 'sex'),
  township: text(row, reading, 'township'),
  village: text(row, reading, 'village'),
  address: text(row, reading, 'address'),
  unread: unreadIn(row, reading, month),
})
