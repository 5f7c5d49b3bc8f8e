/** How days, moments, durations, shares and sums are written everywhere (screens 1.11). Pure. */
import { ageOn, dateText, daysBetween, type Instant, momentText, type PlainDate } from '#kernel/calendar.ts'
import { divideHalfUp, yuanText } from '#kernel/money.ts'

/** '9月11日 14:05'; with the year when it is not the year of `now`. */
export function momentShort(moment: Instant, now: Instant): string {
  const text = momentText(moment)
  const day = `${Number(text.slice(5, 7))}月${Number(text.slice(8, 10))}日 ${text.slice(11)}`
  return text.slice(0, 4) === momentText(now).slice(0, 4) ? day : `${text.slice(0, 4)}年${day}`
}

/** '9月11日'; with the year when it is not the year of `today`. */
export function dayShort(day: PlainDate, today: PlainDate): string {
  const text = `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`
  return day.slice(0, 4) === today.slice(0, 4) ? text : `${Number(day.slice(0, 4))}年${text}`
}

/** '2023年9月1日至9月30日', '2023年9月1日至今'. */
export function spanText(from: PlainDate, to: PlainDate | null): string {
  if (!to) return `${dateText(from)}至今`
  const end = dateText(to)
  return `${dateText(from)}至${from.slice(0, 4) === to.slice(0, 4) ? end.replace(/^\d+年/, '') : end}`
}

/** '42分钟', '1小时5分', '2小时'. */
export function durationText(minutes: number): string {
  const whole = Math.round(minutes)
  if (whole < 60) return `${whole}分钟`
  const rest = whole % 60
  return `${Math.floor(whole / 60)}小时${rest ? `${rest}分` : ''}`
}

/** '1,234.00 元' in sentences; columns headed （元） use `yuanText`. */
export const moneyText = (fen: bigint): string => `${yuanText(fen)} 元`

/** '54.36万元', for charts; one rounding, half up. */
export function wanText(fen: bigint): string {
  return `${yuanText(divideHalfUp(fen, 10_000n))}万元`
}

/** '46.52%' of two whole numbers; '—' of nothing. One rounding, half up. */
export function percentText(part: number | bigint, whole: number | bigint): string {
  if (BigInt(whole) === 0n) return '—'
  const hundredths = divideHalfUp(BigInt(part) * 10_000n, BigInt(whole))
  return `${yuanText(hundredths).replaceAll(',', '')}%`
}

export const ageText = (bornOn: PlainDate, day: PlainDate): string => `${ageOn(bornOn, day)}岁`

/** '2,134' */
export const countText = (count: number | bigint): string => String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ',')

/** '1.4 MB', '320 KB'. */
export function sizeText(bytes: number): string {
  if (bytes >= 1_048_576) return `${(bytes / 1_048_576).toFixed(1)} MB`
  return `${Math.max(1, Math.round(bytes / 1024))} KB`
}

export type TermUnit = 'working' | 'calendar'

/** '3个工作日' against '3天': the two are never mixed. */
export const termText = (count: number, unit: TermUnit): string =>
  unit === 'working' ? `${count}个工作日` : `${count}天`

/** How long ago, for lists of events: '今天', '昨天', '3天前', then the day itself. */
export function agoText(day: PlainDate, today: PlainDate): string {
  const days = daysBetween(day, today)
  if (days === 0) return '今天'
  if (days === 1) return '昨天'
  return days > 1 && days <= 7 ? `${days}天前` : dayShort(day, today)
}
