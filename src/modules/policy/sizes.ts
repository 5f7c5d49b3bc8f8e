/** How large a floor or ceiling is, so that the stricter of two can be told without fractions. */
import { isRecord } from './same.ts'

export interface Size {
  times: number
  of: number
}

/** Days of the calendar in which a term of that unit runs, as a ratio: five working days take a week. */
const daysOf: Record<string, Size> = {
  day: { times: 1, of: 1 },
  working_day: { times: 7, of: 5 },
  month: { times: 30, of: 1 },
}

const sizeFields = ['percent', 'years', 'at_least', 'limit', 'grade_at_least', 'count'] as const

/** Undefined when the value holds no single number to compare by. */
export function sizeOf(value: unknown): Size | undefined {
  if (!isRecord(value)) return undefined
  const { times, of, count, unit, term } = value
  if (typeof times === 'number' && typeof of === 'number') return { times, of }
  const days = typeof unit === 'string' ? daysOf[unit] : undefined
  if (typeof count === 'number' && days) return { times: count * days.times, of: days.of }
  if (term === 'at_once') return { times: 0, of: 1 }
  if (isRecord(term)) return sizeOf(term)
  for (const field of sizeFields) {
    const number = value[field]
    if (typeof number === 'number') return { times: number, of: 1 }
  }
  return undefined
}

/** Negative when the first is smaller. */
export const compareSizes = (one: Size, other: Size): number => one.times * other.of - other.times * one.of
