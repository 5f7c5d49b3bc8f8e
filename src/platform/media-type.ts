/** What a file is by its first bytes; its name must agree. Undefined for everything we do not take. */
import path from 'node:path'

const starts = (bytes: Uint8Array, hex: string) =>
  Buffer.from(bytes.subarray(0, hex.length / 2)).toString('hex') === hex

const byEnding: Record<string, { type: string; holds(bytes: Uint8Array): boolean }> = {
  '.xlsx': {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    holds: (bytes) => starts(bytes, '504b0304'),
  },
  '.docx': {
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    holds: (bytes) => starts(bytes, '504b0304'),
  },
  '.ofd': { type: 'application/ofd', holds: (bytes) => starts(bytes, '504b0304') },
  '.pdf': { type: 'application/pdf', holds: (bytes) => starts(bytes, '255044462d') },
  '.png': { type: 'image/png', holds: (bytes) => starts(bytes, '89504e470d0a1a0a') },
  '.jpg': { type: 'image/jpeg', holds: (bytes) => starts(bytes, 'ffd8ff') },
  '.jpeg': { type: 'image/jpeg', holds: (bytes) => starts(bytes, 'ffd8ff') },
  '.heic': { type: 'image/heic', holds: isHeic },
  '.csv': { type: 'text/csv', holds: isText },
  '.txt': { type: 'text/plain', holds: isText },
  '.yaml': { type: 'application/yaml', holds: isText },
  '.yml': { type: 'application/yaml', holds: isText },
}

export function mediaTypeOf(bytes: Uint8Array, name: string): string | undefined {
  const kind = byEnding[path.extname(name).toLowerCase()]
  return kind?.holds(bytes) ? kind.type : undefined
}

/** A film has the same frame; what it is stands in its brands. */
const heicBrands: ReadonlySet<string> = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'])

function isHeic(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 256))
  if (head.length < 16 || head.toString('latin1', 4, 8) !== 'ftyp') return false
  const end = Math.min(head.readUInt32BE(0), head.length)
  // The brand itself, and behind its version those it is compatible with.
  for (let at = 8; at + 4 <= end; at += at === 8 ? 8 : 4)
    if (heicBrands.has(head.toString('latin1', at, at + 4))) return true
  return false
}

/** Without the marks that nobody sees, among them those by which “fdp.exe” reads as a PDF. */
export const fileNameOf = (given: string): string =>
  given
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '')
    .trim()
    .slice(-255) || '未命名'

/** Text has no zero bytes; GB 18030 and UTF-8 both pass. */
function isText(bytes: Uint8Array): boolean {
  return !bytes.subarray(0, 65_536).includes(0)
}
