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

/** Scans are compressed already: packing them again would cost time and gain nothing. */
export function writeZip(parts: readonly ZipPart[], day: string): Uint8Array {
  const local: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const { name, bytes } of parts) {
    const named = Buffer.from(name, 'utf8')
    const shared = sharedHead({ bytes, nameLength: named.length, date: dosDate(day) })
    const head = Buffer.concat([signature(0x04034b50), shared, named])
    central.push(centralHead(shared, offset), named)
    local.push(head, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    offset += head.length + bytes.length
  }
  const directory = Buffer.concat(central)
  if (offset + directory.length > 0xffffffff || parts.length > 0xfffe) throw new RangeError('too large for a zip')
  return new Uint8Array(Buffer.concat([...local, directory, ending(parts.length, directory.length, offset)]))
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
