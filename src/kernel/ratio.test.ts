import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decimalText, percentText, reaches, shareUp } from './ratio.ts'

test('a share is the least whole number that reaches it, for every percentage and 1 to 2000 beds', () => {
  const wrong: string[] = []
  for (let beds = 1; beds <= 2000; beds += 1) {
    for (let percent = 0; percent <= 100; percent += 1) {
      const share = shareUp(beds, percent)
      const least = share * 100 >= beds * percent && (share - 1) * 100 < beds * percent
      if (!least) wrong.push(`${percent} % of ${beds} is not ${share}`)
    }
  }
  expect(wrong).toEqual([])
})

test('55 % of 100 is 55 and 56 % of 25 is 14, where binary fractions say 56 and 15', () => {
  expect(shareUp(100, 55)).toBe(55)
  expect(shareUp(25, 56)).toBe(14)
  expect(Math.ceil(100 * 0.55)).toBe(56)
})

test('exactly so many per cent is enough (A-08)', () => {
  expect(reaches(24, 40, 60)).toBe(true)
  expect(reaches(23, 40, 60)).toBe(false)
})

test('a rate has two decimals, half up, and nothing has no rate', () => {
  expect(percentText(341, 733)).toBe('46.52')
  expect(percentText(12, 70)).toBe('17.14')
  expect(percentText(1, 16)).toBe('6.25')
  expect(percentText(1, 32)).toBe('3.13')
  expect(percentText(0, 0)).toBe('—')
  expect(decimalText(48, 6)).toBe('8.00')
})

test('the printed rate is never more than half a hundredth from the true one', () => {
  fc.assert(
    fc.property(fc.nat(100_000), fc.integer({ min: 1, max: 100_000 }), (part, whole) => {
      const printed = Number(percentText(part, whole).replace('.', ''))
      expect(Math.abs(printed * whole - part * 10_000) * 2).toBeLessThanOrEqual(whole)
    }),
  )
})
