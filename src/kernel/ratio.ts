/** Shares of whole numbers, always by whole numbers: a binary fraction raises 55 % of 100 to 56 (requirements §4). */
import { divideHalfUp } from './money.ts'

/** The least whole number that is at least so many per cent of a count. */
export function shareUp(count: number, percent: number): number {
  const raised = count * percent + 99
  return (raised - (raised % 100)) / 100
}

/** Whether a part is at least so many per cent of a whole; exactly so many is enough. */
export const reaches = (part: number, whole: number, percent: number): boolean => part * 100 >= whole * percent

/** '46.52': a share in per cent with two decimals, half up; '—' of nothing. */
export const percentText = (part: number, whole: number): string => decimalText(part * 100, whole)

/** '8.00': a quotient with two decimals, half up; '—' when divided by nothing. */
export function decimalText(dividend: number, divisor: number): string {
  if (divisor === 0) return '—'
  const hundredths = divideHalfUp(BigInt(dividend) * 100n, BigInt(divisor))
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`
}
