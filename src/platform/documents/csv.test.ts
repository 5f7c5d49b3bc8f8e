import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Refusal } from '#kernel/refusal.ts'
import { readCsv, writeCsv } from './csv.ts'
import { encodeGb18030 } from './gb18030.ts'
import { rareNames } from './given.ts'

const limits = { maxRows: 1000, maxColumns: 50, maxBytes: 1_000_000 }
const encodings = ['utf-8', 'gb18030'] as const

const refusal = (read: () => unknown): Refusal => {
  try {
    read()
  } catch (error) {
    if (error instanceof Refusal) return error
  }
  throw new Error('was not refused')
}

test.each(encodings)('rare names survive in %s, and the encoding is found out', (encoding) => {
  const rows = [['姓名'], ...rareNames.map((name) => [name])]
  expect(readCsv(writeCsv(rows, { encoding }), limits)).toEqual({ encoding, rows })
})

test('UTF-8 carries the mark by which Excel knows it; GB18030 has the codes of the standard', () => {
  expect(writeCsv([['甲']]).slice(0, 3)).toEqual(Uint8Array.of(0xef, 0xbb, 0xbf))
  expect(Buffer.from(encodeGb18030('甲䶮㑇𠅤€')).toString('hex')).toBe('bcd7fe9ffe569532a632a2e3')
})

test('what is written is read back, whatever the text', () => {
  const cell = fc.string({ unit: 'grapheme', maxLength: 12 })
  const row = fc.array(cell, { minLength: 2, maxLength: 5 })
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), (rows) => {
      // A zero byte is no text; the reader refuses it.
      const clean = rows.map((cells) => cells.map((text) => text.replaceAll('\u0000', '')))
      expect(readCsv(writeCsv(clean), limits).rows).toEqual(clean)
    }),
  )
})

test('GB18030 holds every sign of Unicode and gives it back', () => {
  const inUse = (point: number) => point !== 0 && (point < 0xd800 || point > 0xf8ff)
  const sign = fc
    .integer({ min: 0, max: 0x10ffff })
    .filter(inUse)
    .map((point) => String.fromCodePoint(point))
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 200 }), (signs) => {
      const text = signs.join('')
      // The decoder takes a first U+FEFF for a mark.
      const decoder = new TextDecoder('gb18030', { fatal: true, ignoreBOM: true })
      expect(decoder.decode(encodeGb18030(text))).toBe(text)
    }),
  )
})

test('a private sign that GB18030 has no code for is refused by name, not lost', () => {
  expect(refusal(() => writeCsv([['张\ue81e']], { encoding: 'gb18030' })).message).toContain('U+E81E')
})

test('formulas are disarmed, amounts below zero are not', () => {
  const bytes = writeCsv([['=1+1', '+1', '-x', '@a', '-313.00', "'=a", -5, -31_300n, null]])
  const text = new TextDecoder().decode(bytes)
  expect(text).toBe("'=1+1,'+1,'-x,'@a,-313.00,''=a,-5,-313.00,\r\n")
  expect(readCsv(bytes, limits).rows[0]).toEqual(['=1+1', '+1', '-x', '@a', '-313.00', "'=a", '-5', '-313.00', ''])
})

test('quotes, breaks, tabs between cells and a missing last line break are read', () => {
  const read = (text: string) => readCsv(new TextEncoder().encode(text), limits).rows
  expect(read('甲,"乙,\n""丙"""\r\n丁,\r\n')).toEqual([
    ['甲', '乙,\n"丙"'],
    ['丁', ''],
  ])
  expect(read('甲\t乙\n1\t2')).toEqual([
    ['甲', '乙'],
    ['1', '2'],
  ])
  expect(read('5"管,1\n')).toEqual([['5"管', '1']])
  expect(read('')).toEqual([])
})

test('an open quote, a picture, and files beyond the limits are refused in words', () => {
  const text = (content: string) => new TextEncoder().encode(content)
  expect(refusal(() => readCsv(text('甲\n"乙'), limits)).message).toContain('第2行的引号没有配对')
  expect(refusal(() => readCsv(Uint8Array.of(0x89, 0x50, 0xff, 0xff), limits)).message).toContain('不是CSV文本')
  expect(refusal(() => readCsv(text('PK\u0000'), limits)).message).toContain('不是CSV文本')
  expect(refusal(() => readCsv(text('1\n'.repeat(1001)), limits)).message).toContain('超过1000行')
  expect(refusal(() => readCsv(text(','.repeat(60)), limits)).message).toContain('超过50列')
  expect(refusal(() => readCsv(new Uint8Array(1_000_001), limits)).status).toBe(413)
})
