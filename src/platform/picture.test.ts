import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isWholePicture } from './picture.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
)
/** SOI, APP0, a frame of one point, a scan, EOI. */
const jpeg = Buffer.from('ffd8ffe000044a46ffc0000b080001000101011100ffda0008010100003f00d2cf20ffd9', 'hex')
const kinds = [
  ['image/png', png],
  ['image/jpeg', jpeg],
] as const

test('a whole picture is whole, also with something behind its end; a scan of papers is not looked into', () => {
  for (const [type, bytes] of kinds) {
    expect(isWholePicture(type, bytes), type).toBe(true)
    expect(isWholePicture(type, Buffer.concat([bytes, Buffer.from('more')])), type).toBe(true)
  }
  expect(isWholePicture('application/pdf', Buffer.from('%PDF-'))).toBe(true)
})

test('cut off anywhere before its end it is not, and no bytes make the check itself fail', () => {
  for (const [type, bytes] of kinds) {
    for (let length = 0; length < bytes.length; length += 1)
      expect(isWholePicture(type, bytes.subarray(0, length)), `${type} ${length}`).toBe(false)
    const head = bytes.subarray(0, 12)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (rest) => {
        expect(typeof isWholePicture(type, Buffer.concat([head, rest]))).toBe('boolean')
      }),
    )
  }
  expect(isWholePicture('image/png', jpeg)).toBe(false)
  expect(isWholePicture('image/jpeg', png)).toBe(false)
})
