/** Values of packs in words. Codes without words never reach the screen: the clause's own words stand there instead. Pure. */
import { fenOfYuan, yuanText } from '#kernel/money.ts'
import type { Citation } from '#kernel/policy.ts'
import { isRecord } from './same.ts'
import { names, noteInWords, unitText } from './words.ts'

export interface Part {
  label: string
  text: string
}

const isYuan = (value: string): boolean => /^\d+\.\d{2}$/.test(value)
const monthText: Record<string, string> = { previous: '上月', same: '当月', next: '次月' }

/** Undefined when some name in it has no words. */
export function wordsOf(value: unknown): string | undefined {
  if (typeof value === 'string') return textWords(value)
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (Array.isArray(value)) return listWords(value)
  return isRecord(value) ? (shapeWords(value) ?? fieldWords(value)) : undefined
}

function textWords(value: string): string | undefined {
  if (isYuan(value)) return `${yuanText(fenOfYuan(value))} 元`
  return names[value] ?? (/[\u4e00-\u9fff]/.test(value) ? value : undefined)
}

function listWords(value: readonly unknown[]): string | undefined {
  if (value.length === 0) return '无'
  const words = value.map(wordsOf)
  return words.every((word) => word !== undefined) ? words.join('、') : undefined
}

/** Terms, ratios, per cents and days of the month read as one phrase. */
function shapeWords(value: Record<string, unknown>): string | undefined {
  const { count, unit, times, of, percent, month, day, working_day: workingDay, field, title } = value
  if (typeof count === 'number' && typeof unit === 'string') return `${count}${unitText[unit] ?? unit}`
  if (typeof times === 'number' && typeof of === 'number') return `${ratioText(times, of)}倍`
  if (typeof percent === 'number' && Object.keys(value).length === 1) return `${percent}%`
  if (typeof title === 'string') return titledWords(title, field, value['points'])
  const { score_from: from, score_to: to, factor } = value
  if (typeof from === 'number' && typeof to === 'number') return `${from}—${to}分：${wordsOf(factor) ?? ''}`
  if (typeof month !== 'string') return undefined
  if (typeof day === 'number') return `${monthText[month] ?? ''}${day}日`
  return typeof workingDay === 'number' ? `${monthText[month] ?? ''}第${workingDay}个工作日` : undefined
}

/** A column of a file by its title; an item of a form with the points it may get. */
function titledWords(title: string, field: unknown, points: unknown): string | undefined {
  if (typeof field === 'string') return title
  return typeof points === 'number' ? `${title}${points}分` : undefined
}

/** 13/10 → '1.3'; a ratio that has no short decimal stays a fraction. */
export function ratioText(times: number, of: number): string {
  const thousandths = times * 1000
  if (thousandths % of !== 0) return `${times}/${of}`
  return String(thousandths / of / 1000)
}

function fieldWords(value: Record<string, unknown>): string | undefined {
  const words = Object.entries(value).map(([name, field]) => {
    const [label, text] = [names[name], wordsOf(field)]
    return label === undefined || text === undefined ? undefined : `${label}：${text}`
  })
  return words.every((word) => word !== undefined) ? words.join('；') : undefined
}

interface Sourced {
  value?: unknown
  citations: readonly Citation[]
  says?: string
  note?: string
}

/** The value in words, else the words of its clause, the gist, or the note. */
export function textOfValue({ value, citations, says, note }: Sourced): string {
  if (value === undefined) return '—'
  return (
    wordsOf(value) ??
    citations.find(({ quote }) => quote)?.quote ??
    says ??
    (note && noteInWords(note)) ??
    '见所依据的条款'
  )
}

/** One part for each amount or named field, so that lists can show them row by row; one without label otherwise. */
export function partsOf(sourced: Sourced): Part[] {
  const parts = amountsIn(sourced.value).map(({ path, yuan }) => ({
    label: path.map((name) => names[name] ?? name).join('·'),
    text: `${yuanText(fenOfYuan(yuan))} 元`,
  }))
  return parts.length > 0 ? parts : [{ label: '', text: textOfValue(sourced) }]
}

export interface AmountAt {
  path: string[]
  yuan: string
}

export function amountsIn(value: unknown, path: readonly string[] = []): AmountAt[] {
  if (typeof value === 'string' && isYuan(value)) return [{ path: [...path], yuan: value }]
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([name, field]) => amountsIn(field, [...path, name]))
}

export const labelOf = (group: string): string =>
  group
    .split('.')
    .map((name) => names[name] ?? name)
    .join('·')
