/** Opens a zip archive from an unknown hand: every size is measured while unpacking, none is believed. */
import { createInflateRaw, inflateRawSync } from 'node:zlib'
import { refuse } from '#kernel/refusal.ts'

export interface ZipEntry {
  name: string
  method: number
  flags: number
  packed: number
  offset: number
}

export interface ZipArchive {
  entries: ReadonlyMap<string, ZipEntry>
  /** A whole part, at most so many bytes unpacked. */
  read(entry: ZipEntry, limit: number): Uint8Array
  /** A part in pieces; ends with a refusal as soon as it grows beyond the limit. */
  pieces(entry: ZipEntry, limit: number): AsyncGenerator<Uint8Array>
}

const largestDirectory = 10_000
/** All parts together. */
const mostUnpacked = 256 * 1024 * 1024

/** `most`: for what is read row by row and never held as a whole. */
export function openZip(bytes: Uint8Array, most = mostUnpacked): ZipArchive {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let room = most
  const spend = (size: number) => {
    room -= size
    if (room < 0) tooLarge()
  }
  return {
    entries: readDirectory(bytes, view),
    read(entry, limit) {
      const part = readPart(body(bytes, view, entry), entry, Math.min(limit, room))
      spend(part.length)
      return part
    },
    async *pieces(entry, limit) {
      for await (const piece of readPieces(body(bytes, view, entry), entry, limit)) {
        spend(piece.length)
        yield piece
      }
    },
  }
}

export const damaged = (detail: string): never =>
  refuse('invalid', 'file_damaged', `文件已损坏或格式不对（${detail}）。请用Excel、Word或WPS打开，重新另存后再上传。`)

const tooLarge = (): never =>
  refuse(
    'too_large',
    'file_unpacks_too_large',
    '文件解压后过大，应不超过256 MB。请删去多余的工作表、空行和图片，或拆成几个文件后再上传。',
  )

function readDirectory(bytes: Uint8Array, view: DataView): Map<string, ZipEntry> {
  const end = findEnd(view)
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  if (count > largestDirectory) tooLarge()
  if (count === 0xffff || at === 0xffffffff) damaged('ZIP64')
  const entries = new Map<string, ZipEntry>()
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) damaged('目录不完整')
    const nameLength = view.getUint16(at + 28, true)
    const extraLength = view.getUint16(at + 30, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    const extra = { from: at + 46 + nameLength, to: at + 46 + nameLength + extraLength }
    entries.set(name, {
      name,
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      packed: packedSize(view, at, extra),
      offset: view.getUint32(at + 42, true),
    })
    at = extra.to + view.getUint16(at + 32, true)
  }
  return entries
}

/** Some writers put 64-bit sizes beside small files: uncompressed size first, then the packed one (APPNOTE 4.5.3). */
function packedSize(view: DataView, at: number, extra: { from: number; to: number }): number {
  const packed = view.getUint32(at + 20, true)
  if (packed !== 0xffffffff) return packed
  let field = extra.from
  while (field + 4 <= Math.min(extra.to, view.byteLength)) {
    const skip = view.getUint32(at + 24, true) === 0xffffffff ? 8 : 0
    if (view.getUint16(field, true) === 1 && field + 12 + skip <= view.byteLength) {
      return Number(view.getBigUint64(field + 4 + skip, true))
    }
    field += 4 + view.getUint16(field + 2, true)
  }
  return damaged('ZIP64')
}

function findEnd(view: DataView): number {
  const last = view.byteLength - 22
  for (let at = last; at >= 0 && at > last - 65_536; at -= 1) {
    if (view.getUint32(at, true) === 0x06054b50) return at
  }
  return damaged('没有目录')
}

function body(bytes: Uint8Array, view: DataView, entry: ZipEntry): Uint8Array {
  if ((entry.flags & 1) === 1) {
    refuse('invalid', 'file_encrypted', '文件设有密码，系统不能读取。请在Excel或WPS中去掉密码，另存后再上传。')
  }
  if (entry.method !== 0 && entry.method !== 8) damaged('压缩方式')
  if (entry.offset + 30 > bytes.length || view.getUint32(entry.offset, true) !== 0x04034b50) damaged('目录不完整')
  const from = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true)
  if (from + entry.packed > bytes.length) damaged('内容不完整')
  return bytes.subarray(from, from + entry.packed)
}

function readPart(packed: Uint8Array, entry: ZipEntry, limit: number): Uint8Array {
  if (entry.method === 0) return packed.length > limit ? tooLarge() : packed
  try {
    return inflateRawSync(packed, { maxOutputLength: limit })
  } catch (error) {
    return isTooLarge(error) ? tooLarge() : damaged('内容不完整')
  }
}

const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'

async function* readPieces(packed: Uint8Array, entry: ZipEntry, limit: number): AsyncGenerator<Uint8Array> {
  if (entry.method === 0) {
    yield readPart(packed, entry, limit)
    return
  }
  let size = 0
  const inflate = createInflateRaw({ chunkSize: 256 * 1024 })
  inflate.end(packed)
  try {
    for await (const piece of inflate) {
      size += piece.length
      if (size > limit) tooLarge()
      yield piece
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) damaged('内容不完整')
    throw error
  } finally {
    inflate.destroy()
  }
}
