/** Whether a picture is whole as far as its frame tells: one that broke off cannot be shown or printed. Pure. */

const png = '89504e470d0a1a0a'
const hex = (bytes: Buffer, from: number, length: number) => bytes.subarray(from, from + length).toString('hex')
const name = (bytes: Buffer, from: number) => bytes.subarray(from, from + 4).toString('latin1')

export function isWholePicture(mediaType: string, given: Uint8Array): boolean {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
  if (mediaType === 'image/png') return isWholePng(bytes)
  return mediaType === 'image/jpeg' ? isWholeJpeg(bytes) : true
}

/** IHDR first with a width and a height, every block inside the file, some content, IEND at the end. */
function isWholePng(bytes: Buffer): boolean {
  if (hex(bytes, 0, 8) !== png || bytes.length < 33 || name(bytes, 12) !== 'IHDR') return false
  if (bytes.readUInt32BE(16) === 0 || bytes.readUInt32BE(20) === 0) return false
  let filled = false
  for (let at = 8; at + 12 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    if (name(bytes, at + 4) === 'IEND') return filled
    filled ||= name(bytes, at + 4) === 'IDAT'
  }
  return false
}

/** SOI, then marked segments up to the scan, and behind it an EOI; cameras may write more after that. */
function isWholeJpeg(bytes: Buffer): boolean {
  if (hex(bytes, 0, 2) !== 'ffd8') return false
  let at = 2
  let framed = false
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0
    // SOF: how high and how wide.
    framed ||= marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (marker === 0xda) return framed && bytes.indexOf('ffd9', at, 'hex') > at
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2)
  }
  return false
}
