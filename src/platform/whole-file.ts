/** Whether an uploaded paper is whole as far as its frame tells: a scan that broke off would be filed and found empty years later. Pure. */
import { isWholePicture } from './picture.ts'

export function isWholeFile(mediaType: string, bytes: Uint8Array): boolean {
  if (mediaType === 'application/pdf') return isWholePdf(bytes)
  if (mediaType === 'image/heic') return isWholeHeic(bytes)
  if (mediaType === 'application/ofd' || mediaType.includes('wordprocessingml')) return isWholeZip(bytes)
  return isWholePicture(mediaType, bytes)
}

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
/** Scanners and mail programs write a little behind the end; readers look for it in the last 1,024 bytes (ISO 32000, annex H). */
const behindEnd = 2048

/** A reader begins at the end. */
function isWholePdf(bytes: Uint8Array): boolean {
  let end = bytes.length
  while (end > 0 && (bytes[end - 1] ?? 1) <= 0x20) end -= 1
  const tail = bufferOf(bytes.subarray(Math.max(0, end - behindEnd), end)).toString('latin1')
  return tail.includes('%%EOF')
}

/** Box after box, none longer than what is left of the file. */
function isWholeHeic(given: Uint8Array): boolean {
  const bytes = bufferOf(given)
  let at = 0
  while (at + 8 <= bytes.length) {
    const said = bytes.readUInt32BE(at)
    // 0: up to the end of the file; 1: the length follows in eight bytes.
    if (said === 0) return true
    if (said === 1 && at + 16 > bytes.length) return false
    const length = said === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : said
    if (length < 8 || at + length > bytes.length) return false
    at += length
  }
  return at === bytes.length
}

/** The directory of a zip stands at its end. */
const isWholeZip = (bytes: Uint8Array): boolean =>
  bufferOf(bytes.subarray(Math.max(0, bytes.length - 65_557))).includes('504b0506', 0, 'hex')
