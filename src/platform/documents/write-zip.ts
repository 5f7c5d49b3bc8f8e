/** Writes a zip archive that every system opens: parts as they are, names in UTF-8 (APPNOTE 4.4.4, bit 11). */
import { crc32 } from 'node:zlib'
import { plainDate } from '#kernel/calendar.ts'

export interface ZipPart {
  /** '材料/01 身份证复印件.pdf' */
  name: string
  bytes: Uint8Array
}

const utf8 = 0x0800
const version = 20

/** One that is fetched only when its turn comes, so that of many large parts one at a time is held beside the archive. */
export interface ZipSource {
  name: string
  size: number
  bytes(): Promise<Uint8Array>
}

/** Scans are compressed already: packing them again would cost time and gain nothing. */
export function writeZip(parts: readonly ZipPart[], day: string): Uint8Array {
  const zip = zipOf(
    parts.map(({ name, bytes }) => ({ name, size: bytes.length })),
    day,
  )
  for (const { bytes } of parts) zip.add(bytes)
  return zip.end()
}

export async function writeZipFrom(parts: readonly ZipSource[], day: string): Promise<Uint8Array> {
  const zip = zipOf(parts, day)
  for (const part of parts) zip.add(await part.bytes())
  return zip.end()
}

const localSize = 30
const centralSize = 46
const endSize = 22

/** Filled in order; its size is known before, so that it is laid out once and never copied. */
function zipOf(parts: readonly { name: string; size: number }[], day: string) {
  const names = parts.map(({ name }) => Buffer.from(name, 'utf8'))
  const named = names.reduce((sum, { length }) => sum + length, 0)
  const body = parts.reduce((sum, { size }) => sum + size + localSize, named)
  const directory = parts.length * centralSize + named
  if (body + directory > 0xffffffff || parts.length > 0xfffe) throw new RangeError('too large for a zip')
  const whole = Buffer.alloc(body + directory + endSize)
  const central: Buffer[] = []
  let at = 0
  const put = (piece: Uint8Array) => {
    whole.set(piece, at)
    at += piece.length
  }
  return {
    add(bytes: Uint8Array): void {
      const name = names[central.length / 2]
      const expected = parts[central.length / 2]
      if (!name || expected?.size !== bytes.length) throw new RangeError('a part of another size than was said')
      const shared = sharedHead({ bytes, nameLength: name.length, date: dosDate(day) })
      central.push(centralHead(shared, at), name)
      for (const piece of [signature(0x04034b50), shared, name, bytes]) put(piece)
    },
    end(): Uint8Array {
      for (const piece of [...central, ending(parts.length, directory, body)]) put(piece)
      return new Uint8Array(whole.buffer, whole.byteOffset, at)
    },
  }
}

function signature(value: number): Buffer {
  const four = Buffer.alloc(4)
  four.writeUInt32LE(value)
  return four
}

interface Shared {
  bytes: Uint8Array
  nameLength: number
  date: number
}

/** From "version needed" to "extra field length": the same in both heads. */
function sharedHead({ bytes, nameLength, date }: Shared): Buffer {
  const head = Buffer.alloc(26)
  head.writeUInt16LE(version, 0)
  head.writeUInt16LE(utf8, 2)
  head.writeUInt16LE(date, 8)
  head.writeUInt32LE(crc32(bytes), 10)
  head.writeUInt32LE(bytes.length, 14)
  head.writeUInt32LE(bytes.length, 18)
  head.writeUInt16LE(nameLength, 22)
  return head
}

function centralHead(shared: Buffer, offset: number): Buffer {
  const made = Buffer.alloc(2)
  made.writeUInt16LE(version)
  const rest = Buffer.alloc(14)
  rest.writeUInt32LE(offset, 10)
  return Buffer.concat([signature(0x02014b50), made, shared, rest])
}

function ending(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50)
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return end
}

function dosDate(day: string): number {
  const [year = 1980, month = 1, date = 1] = plainDate(day).split('-').map(Number)
  return ((year - 1980) << 9) | (month << 5) | date
}
