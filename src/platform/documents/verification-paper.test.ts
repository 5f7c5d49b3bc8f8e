import fc from 'fast-check'
import { expect, test } from 'vitest'
import { barsOf } from './verification-paper.ts'

/** Reads Code 39 as a scanner does: runs of bar and gap, nine to a character. */
function scanned(code: string): string {
  const { bars, width } = barsOf(code)
  const dark = new Set(bars.flatMap(({ at, width: wide }) => Array.from({ length: wide }, (_, index) => at + index)))
  const runs: number[] = []
  for (let at = 0; at < width; at += 1) {
    const same = at > 0 && dark.has(at) === dark.has(at - 1)
    if (same) runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1
    else runs.push(1)
  }
  const characters = Array.from({ length: (runs.length + 1) / 10 }, (_, index) =>
    runs.slice(index * 10, index * 10 + 9).reduce((bits, run) => bits * 2 + (run > 1 ? 1 : 0), 0),
  )
  return characters.map((bits) => standard.get(bits) ?? '?').join('')
}

/** ISO/IEC 16388: wide elements as ones. */
const standard = new Map([
  [0b000110100, '0'],
  [0b100100001, '1'],
  [0b001100001, '2'],
  [0b101100000, '3'],
  [0b000110001, '4'],
  [0b100110000, '5'],
  [0b001110000, '6'],
  [0b000100101, '7'],
  [0b100100100, '8'],
  [0b001100100, '9'],
  [0b010010100, '*'],
])

test('a scanner reads the code in the corner back, between its start and its stop', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{3}-\d{4}-\d{2}-\d$/), (code) => {
      expect(scanned(code)).toBe(`*${code.replaceAll('-', '')}*`)
    }),
    { numRuns: 50 },
  )
})
