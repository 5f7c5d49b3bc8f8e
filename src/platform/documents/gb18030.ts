/** Encodes GB18030 (GB 18030, 强制性国家标准). The platform only decodes it, so the table is made by decoding every code once. */
import { refuse } from '#kernel/refusal.ts'

const replacement = '\ufffd'

interface Tables {
  /** Code unit → two bytes, 0 where there is none. */
  two: Uint16Array
  /** Four-byte codes of the basic plane: linear number + 1, 0 where there is none. */
  four: Uint16Array
}

let tables: Tables | undefined

export function encodeGb18030(text: string): Uint8Array {
  tables ??= makeTables()
  const bytes = new Uint8Array(text.length * 4)
  let size = 0
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0
    for (const byte of codeOf(point, tables)) {
      bytes[size] = byte
      size += 1
    }
  }
  return bytes.slice(0, size)
}

function codeOf(point: number, { two, four }: Tables): number[] {
  if (point < 0x80) return [point]
  // Planes 1 to 16 follow by rule from 90 30 81 30 on.
  if (point >= 0x10000) return fourBytes(point - 0x10000 + 189_000)
  const pair = two[point] ?? 0
  if (pair > 0) return [pair >> 8, pair & 0xff]
  const linear = four[point] ?? 0
  if (linear > 0) return fourBytes(linear - 1)
  // Half a surrogate pair is written as the replacement sign, as UTF-8 does.
  if (point >= 0xd800 && point < 0xe000) return codeOf(0xfffd, { two, four })
  return refuse(
    'invalid',
    'not_in_gb18030',
    `“${String.fromCodePoint(point)}”（U+${point.toString(16).toUpperCase()}，自造字）不能用GB18030编码。请改用UTF-8导出。`,
  )
}

function fourBytes(linear: number): number[] {
  return [
    0x81 + Math.floor(linear / 12_600),
    0x30 + (Math.floor(linear / 1260) % 10),
    0x81 + (Math.floor(linear / 10) % 126),
    0x30 + (linear % 10),
  ]
}

function makeTables(): Tables {
  const decoder = new TextDecoder('gb18030')
  const two = new Uint16Array(0x10000)
  const four = new Uint16Array(0x10000)
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail === 0x7f) continue
      const text = decoder.decode(Uint8Array.of(lead, trail))
      // The decoder answers with the replacement sign for codes not in use; its own code has four bytes.
      if (text !== replacement) keep(two, text, (lead << 8) | trail)
    }
  }
  // 39,420 codes, 81 30 81 30 to 84 31 a4 39, are the basic plane.
  for (let linear = 0; linear < 39_420; linear += 1) {
    keep(four, decoder.decode(Uint8Array.from(fourBytes(linear))), linear + 1)
  }
  return { two, four }
}

/** One code decodes to one sign; two signs mean that the code is not in use. */
function keep(table: Uint16Array, text: string, code: number): void {
  const point = text.charCodeAt(0)
  if (text.length === 1 && table[point] === 0) table[point] = code
}
