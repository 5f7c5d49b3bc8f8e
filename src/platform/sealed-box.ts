/**
 * Encrypt-then-MAC with the commercial cryptography of GB/T 32907 and GB/T 32905: SM4-CTR under one key, HMAC-SM3 under
 * another. OpenSSL has no sm4-gcm (stack.md), so the pair is made here. What the MAC binds is never stored: whoever moves
 * the bytes to another place can no longer open them.
 */
import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hash,
  hkdfSync,
  randomFillSync,
  timingSafeEqual,
} from 'node:crypto'
import type { KeyObject } from 'node:crypto'

export interface BoxKeys {
  cipher: KeyObject
  mac: MacKey
}

/** A key of HMAC-SM3 as its two blocks: an object for each of a hundred thousand short texts costs more than the hashing. */
export interface MacKey {
  inner: Buffer
  outer: Buffer
}

const blockLength = 64

/** `key`: no longer than a block, as all keys here are (RFC 2104). */
export function macKey(key: Uint8Array): MacKey {
  if (key.length > blockLength) throw new RangeError('key longer than a block')
  const inner = Buffer.alloc(blockLength, 0x36)
  const outer = Buffer.alloc(blockLength, 0x5c)
  for (const [at, byte] of key.entries()) {
    inner[at] = byte ^ 0x36
    outer[at] = byte ^ 0x5c
  }
  return { inner, outer }
}

/** HMAC-SM3 over the parts in one (RFC 2104). */
export function mac({ inner, outer }: MacKey, parts: readonly Uint8Array[]): Buffer {
  const first = hash('sm3', Buffer.concat([inner, ...parts]), 'buffer')
  return hash('sm3', Buffer.concat([outer, first]), 'buffer')
}

const randomness = Buffer.alloc(4096)
let used = randomness.length

/** Fresh random bytes out of a stock that is filled four kilobytes at a time. */
export function randomOf(length: number): Buffer {
  if (used + length > randomness.length) {
    randomFillSync(randomness)
    used = 0
  }
  used += length
  const fresh = Buffer.from(randomness.subarray(used - length, used))
  randomness.fill(0, used - length, used)
  return fresh
}

const boxVersion = 1
const idLength = 4
const ivLength = 16
const tagLength = 32
const headLength = 1 + idLength + ivLength
export const boxOverhead = headLength + tagLength

/** Two keys that have nothing in common out of one secret; `purpose` and `county` keep every use apart. */
export function boxKeys(secret: Uint8Array, purpose: string, county: string): BoxKeys {
  return {
    cipher: createSecretKey(derived(secret, `${purpose}/cipher`, county, 16)),
    mac: macKey(derived(secret, `${purpose}/mac`, county, 32)),
  }
}

export const dataKeyLength = 48

/** A data key is random as a whole, so its two halves need no derivation. */
export function dataKeys(key: Buffer): BoxKeys {
  return { cipher: createSecretKey(key.subarray(0, 16)), mac: macKey(key.subarray(16)) }
}

export function derived(secret: Uint8Array, purpose: string, county: string, length: number): Buffer {
  return Buffer.from(hkdfSync('sm3', secret, Buffer.from(county), `gongyang/1/${purpose}`, length))
}

/** version(1) ‖ key id(4) ‖ iv(16) ‖ ciphertext ‖ tag(32) */
export function sealBox(keys: BoxKeys, keyId: Buffer, place: readonly string[], clear: Uint8Array): Buffer {
  const iv = randomOf(ivLength)
  const cipher = createCipheriv('sm4-ctr', keys.cipher, iv)
  const body = Buffer.concat([Buffer.of(boxVersion), keyId, iv, cipher.update(clear), cipher.final()])
  return Buffer.concat([body, tagOf(keys, place, body)])
}

/** Undefined when the bytes were changed or belong to another place. */
export function openBox(keys: BoxKeys, place: readonly string[], box: Buffer): Buffer | undefined {
  if (box.length < boxOverhead || box[0] !== boxVersion) return undefined
  const body = box.subarray(0, box.length - tagLength)
  if (!timingSafeEqual(tagOf(keys, place, body), box.subarray(body.length))) return undefined
  const decipher = createDecipheriv('sm4-ctr', keys.cipher, body.subarray(1 + idLength, headLength))
  return Buffer.concat([decipher.update(body.subarray(headLength)), decipher.final()])
}

export function keyIdOfBox(box: Buffer): string {
  return box.subarray(1, 1 + idLength).toString('hex')
}

function tagOf(keys: BoxKeys, place: readonly string[], body: Buffer): Buffer {
  // Each part carries its length, so that ('ab', 'c') and ('a', 'bc') are different places.
  const bound = place.map((part) => `${Buffer.byteLength(part)}:${part}`).join('')
  return mac(keys.mac, [Buffer.from(`${bound}|`), body])
}
