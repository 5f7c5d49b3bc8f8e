import * as z from 'zod'

const isEmpty = (input: unknown): boolean => input === undefined || input === null || input === ''

/** A calendar day in China, 'YYYY-MM-DD'. Law speaks in days, so records do too; never a JS Date. */
export const PlainDate = z.iso
  .date({ error: ({ input }) => (isEmpty(input) ? '请填写日期' : '日期应写成2023-09-11的样子') })
  .refine(isOfOurTime, '日期应在1900年至2999年之间')
  .brand<'PlainDate'>()
export type PlainDate = z.infer<typeof PlainDate>

/** A calendar month, 'YYYY-MM'. */
export const PlainMonth = z
  .string('请填写月份')
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, {
    error: ({ input }) => (isEmpty(input) ? '请填写月份' : '月份应写成2023-08的样子'),
  })
  .refine(isOfOurTime, '月份应在1900年至2999年之间')
  .brand<'PlainMonth'>()
export type PlainMonth = z.infer<typeof PlainMonth>

/** A moment in UTC with milliseconds, as toISOString() writes it, so that text order is time order and `<` is safe. */
export const Instant = z.iso.datetime({ precision: 3, message: '时间格式不对' }).brand<'Instant'>()
export type Instant = z.infer<typeof Instant>

export const plainDate = (text: string): PlainDate => PlainDate.parse(text)
export const plainMonth = (text: string): PlainMonth => PlainMonth.parse(text)
export const instant = (text: string): Instant => Instant.parse(new Date(text).toISOString())

/** Nothing here is older or later; and days are added to and taken from it without leaving four-digit years. */
function isOfOurTime(text: string): boolean {
  return text >= '1900' && text < '3000'
}

const millisecondsInDay = 86_400_000
const chinaOffset = 8 * 3_600_000

// Every value built below has the form the schema asks for, so it is branded without a second parse.
const asDate = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 10) as PlainDate

export function addDays(date: PlainDate, days: number): PlainDate {
  return asDate(Date.parse(date) + days * millisecondsInDay)
}

export function daysBetween(from: PlainDate, to: PlainDate): number {
  return (Date.parse(to) - Date.parse(from)) / millisecondsInDay
}

/** The day in China on which a moment falls. */
export function dayOf(moment: Instant): PlainDate {
  return asDate(Date.parse(moment) + chinaOffset)
}

/** The moment at which a day begins in China. */
export function startOf(date: PlainDate): Instant {
  return new Date(Date.parse(date) - chinaOffset).toISOString() as Instant
}

export function addMilliseconds(moment: Instant, milliseconds: number): Instant {
  return new Date(Date.parse(moment) + milliseconds).toISOString() as Instant
}

export const monthOf = (date: PlainDate): PlainMonth => date.slice(0, 7) as PlainMonth
export const firstDay = (month: PlainMonth): PlainDate => `${month}-01` as PlainDate
export const lastDay = (month: PlainMonth): PlainDate => addDays(firstDay(addMonths(month, 1)), -1)
export const daysInMonth = (month: PlainMonth): number => Number(lastDay(month).slice(8))

export function addMonths(month: PlainMonth, months: number): PlainMonth {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + months
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}` as PlainMonth
}

/** The same day so many years on; 29 February becomes 28 February in a common year (Civil Code art. 202; C-24). */
export function addYears(date: PlainDate, years: number): PlainDate {
  const month = addMonths(monthOf(date), years * 12)
  const day = Math.min(Number(date.slice(8)), daysInMonth(month))
  return `${month}-${String(day).padStart(2, '0')}` as PlainDate
}

/** Completed years on a day (C-28): one is a year older on the birthday itself. */
export function ageOn(bornOn: PlainDate, day: PlainDate): number {
  const years = Number(day.slice(0, 4)) - Number(bornOn.slice(0, 4))
  return day.slice(5) < bornOn.slice(5) ? years - 1 : years
}

/** '2023年9月11日' */
export function dateText(date: PlainDate): string {
  return `${Number(date.slice(0, 4))}年${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`
}

/** '2023年8月' */
export function monthText(month: PlainMonth): string {
  return `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`
}

/** '2023-09-11 10:02', the clock in China. */
export function momentText(moment: Instant): string {
  const local = new Date(Date.parse(moment) + chinaOffset).toISOString()
  return `${local.slice(0, 10)} ${local.slice(11, 16)}`
}
