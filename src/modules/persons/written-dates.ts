/** Days and months as people write them into sheets: 1956.3.12, 1956年3月, 19560312, 一九五六年三月, serial numbers. */
import { PlainDate, PlainMonth } from '#kernel/calendar.ts'
import { type CellValue, halfWidth, trimmed } from './table.ts'

export type ReadDay =
  | { kind: 'day'; day: PlainDate; how: 'plain' | 'text' | 'serial' }
  | { kind: 'month'; month: PlainMonth }
  | { kind: 'unreadable' }

export type ReadMonth =
  | { kind: 'month'; month: PlainMonth; how: 'plain' | 'text' | 'serial' }
  /** A number 2021.1 is January or, its nought lost, October: nobody can tell. */
  | { kind: 'ambiguous'; january: PlainMonth; october: PlainMonth }
  | { kind: 'unreadable' }

const unreadable = { kind: 'unreadable' } as const
const numerals = '〇一二三四五六七八九'

function fromNumerals(text: string): string {
  const digit = (character: string) => String(Math.max(0, numerals.indexOf(character)))
  return text.replace(/[零○]/g, '〇').replace(/[〇一二三四五六七八九十廿]+/g, (run) => {
    const tens = /^(.?)十(.?)$/.exec(run)
    if (!tens) return Array.from(run, digit).join('')
    return String(Number(tens[1] ? digit(tens[1]) : 1) * 10 + Number(tens[2] ? digit(tens[2]) : 0))
  })
}

const hasNumerals = /[〇零○一二三四五六七八九十]/
const tidy = (text: string): string => {
  const half = trimmed(halfWidth(text))
  return hasNumerals.test(half) ? fromNumerals(half) : half
}

const pad = (text: string | undefined): string => (text ?? '').padStart(2, '0')

function dayFrom(year = '', month = '', day = ''): PlainDate | undefined {
  const parsed = PlainDate.safeParse(`${year}-${pad(month)}-${pad(day)}`)
  return parsed.success ? parsed.data : undefined
}

function monthFrom(year = '', month = ''): PlainMonth | undefined {
  const parsed = PlainMonth.safeParse(`${year}-${pad(month)}`)
  return parsed.success ? parsed.data : undefined
}

const daysBefore1970 = 25_569
const millisecondsInDay = 86_400_000
// 1900 was no leap year, but spreadsheets count a 29 February (serial 60): days before it lie one later.
const falseLeapDay = 60

/** Serial number of the 1900 date system; a part of a day is its clock and falls away. */
export function dayOfSerial(serial: number): PlainDate | undefined {
  const whole = Math.floor(serial)
  if (whole < 1 || whole > 109_574 || whole === falseLeapDay) return undefined
  const shifted = whole < falseLeapDay ? whole + 1 : whole
  return PlainDate.parse(new Date((shifted - daysBefore1970) * millisecondsInDay).toISOString().slice(0, 10))
}

const plainDay = /^\d{4}-\d{2}-\d{2}$/
const compactDay = /^(\d{4})(\d{2})(\d{2})$/
const writtenDay =
  /^(\d{4}) ?[-./年、\s] ?(\d{1,2}) ?[-./月、\s] ?(\d{1,2}) ?[日号]?(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$/
const midnightInUtc = /^(\d{4})-(\d{2})-(\d{2})T00:00:00(?:\.0+)?Z$/
const compactMonth = /^(\d{4})(\d{2})$/
const writtenMonth = /^(\d{4}) ?[-./年、\s] ?(\d{1,2}) ?月?(?:份)?$/

function readTextDay(text: string): ReadDay {
  const parts = compactDay.exec(text) ?? writtenDay.exec(text) ?? midnightInUtc.exec(text)
  const day = parts ? dayFrom(parts[1], parts[2], parts[3]) : undefined
  if (day) return { kind: 'day', day, how: plainDay.test(text) ? 'plain' : 'text' }
  const short = parts ? null : (compactMonth.exec(text) ?? writtenMonth.exec(text))
  const month = short ? monthFrom(short[1], short[2]) : undefined
  return month ? { kind: 'month', month } : unreadable
}

/** `shownAsDate`: the sheet says that the number is a date. Serial numbers without that mark are taken from 1900-03 to 2099. */
export function readDay(value: CellValue, shownAsDate = false): ReadDay {
  if (typeof value === 'string') {
    const text = tidy(value)
    return /^\d{5}$/.test(text) ? readDay(Number(text)) : readTextDay(text)
  }
  if (typeof value !== 'number') return unreadable
  if (!shownAsDate && value >= 100_000) return readTextDay(String(value))
  const day = value > falseLeapDay || shownAsDate ? dayOfSerial(value) : undefined
  if (!day || (!shownAsDate && day >= '2100-01-01')) return unreadable
  // 1956 and 1956.3 are a year and a month, not the spring of 1905.
  if (!shownAsDate && value < 10_000) return Number.isInteger(value) ? unreadable : readTextDay(String(value))
  return { kind: 'day', day, how: shownAsDate ? 'plain' : 'serial' }
}

function readTextMonth(text: string): ReadMonth {
  const short = compactMonth.exec(text) ?? writtenMonth.exec(text)
  const month = short ? monthFrom(short[1], short[2]) : undefined
  if (month) return { kind: 'month', month, how: text === month ? 'plain' : 'text' }
  const day = readTextDay(text)
  return day.kind === 'day' ? { kind: 'month', month: PlainMonth.parse(day.day.slice(0, 7)), how: 'text' } : unreadable
}

export function readMonth(value: CellValue, shownAsDate = false): ReadMonth {
  if (typeof value === 'string') return readTextMonth(tidy(value))
  if (typeof value !== 'number') return unreadable
  const text = String(value)
  if (!shownAsDate && /^\d{4}\.1$/.test(text)) {
    const year = text.slice(0, 4)
    return { kind: 'ambiguous', january: PlainMonth.parse(`${year}-01`), october: PlainMonth.parse(`${year}-10`) }
  }
  if (!shownAsDate && (value >= 100_000 || !Number.isInteger(value))) return readTextMonth(text)
  const day = readDay(value, shownAsDate)
  if (day.kind !== 'day') return unreadable
  return { kind: 'month', month: PlainMonth.parse(day.day.slice(0, 7)), how: day.how }
}
