/** Reads what people type: full-width digits, commas, blanks, days in five spellings (screens 5.3). Pure. */
import { type Instant, instant, PlainDate, type PlainMonth, PlainMonth as PlainMonthSchema } from '#kernel/calendar.ts'
import { fenOfYuan, yuanOf } from '#kernel/money.ts'

/** Full-width digits, letters and marks as half-width ones; the wide blank as a blank. */
export const halfWidth = (text: string): string =>
  text
    .replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ')
    .replaceAll('。', '.')
    .replaceAll('，', ',')

/** A day typed as 20230901, 2023.9.1, 2023/9/1, 2023年9月1日 or 9-1 (this year); undefined when it is no day. */
export function dayTyped(text: string, today: PlainDate): PlainDate | undefined {
  const tidy = halfWidth(text)
    .replace(/\s/g, '')
    .replace(/[年月./]/g, '-')
    .replace(/日$/, '')
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(tidy) ?? /^(?:(\d{4})-)?(\d{1,2})-(\d{1,2})$/.exec(tidy)
  if (!match) return undefined
  const [, year = today.slice(0, 4), month = '', day = ''] = match
  const read = PlainDate.safeParse(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
  return read.success ? read.data : undefined
}

/** A day and an hour by the clock: 2023-09-01 10:02, 9-1 10:02, 202309011002, 9月1日10时02分; what the browser writes (…T10:02) too. */
export function momentTyped(text: string, today: PlainDate): Instant | undefined {
  const tidy = halfWidth(text)
    .trim()
    .replace(/[时点]/g, ':')
    .replace(/分$/, '')
    .replace(/:$/, ':00')
  const match = /^(\d{8})(\d{2})(\d{2})$/.exec(tidy) ?? /^(.*(?:日|T|\s))\s*(\d{1,2}):(\d{1,2})$/.exec(tidy)
  const [, dayText = '', hour = '', minute = ''] = match ?? []
  const day = dayTyped(dayText.replace(/T$/, ''), today)
  if (!day || Number(hour) > 23 || Number(minute) > 59) return undefined
  return instant(`${day}T${hour.padStart(2, '0')}:${minute.padStart(2, '0')}:00+08:00`)
}

/** A month typed as 202308, 2023-8, 2023.8 or 2023年8月. */
export function monthTyped(text: string): PlainMonth | undefined {
  const tidy = halfWidth(text)
    .replace(/\s/g, '')
    .replace(/[年./]/g, '-')
    .replace(/月$/, '')
  const match = /^(\d{4})-?(\d{1,2})$/.exec(tidy)
  const read = PlainMonthSchema.safeParse(`${match?.[1]}-${match?.[2]?.padStart(2, '0')}`)
  return read.success ? read.data : undefined
}

/** A number with full-width digits, blanks and thousands commas; undefined when it is none. */
export function numberTyped(text: string): number | undefined {
  const tidy = halfWidth(text).replace(/[\s,]/g, '')
  return /^-?\d+(\.\d+)?$/.test(tidy) ? Number(tidy) : undefined
}

/** Yuan as typed to fen as the wire carries it; undefined when it is no amount with at most two decimals. */
export function yuanTyped(text: string): number | undefined {
  try {
    return Number(fenOfYuan(halfWidth(text).replace(/[\s,元]/g, '')))
  } catch {
    return undefined
  }
}

export const yuanShown = (fen: number | undefined): string => (fen === undefined ? '' : yuanOf(BigInt(fen)))

/** Names keep rare characters and '·'; only blanks around them and look-alike dots go. */
export const nameTyped = (text: string): string => text.trim().replace(/[•・‧∙]/g, '·')
