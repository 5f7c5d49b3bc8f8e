/**
 * Encrypt-then-MAC with the commercial cryptography of GB/T 32907 and GB/T 32905: SM4-CTR under one key, HMAC-SM3 under
 * another. OpenSSL has no sm4-gcm (stack.md), so the pair is made here. What the MAC binds is never stored: whoever moves
 * the bytes to another place can no longer open them.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import type { KeyObject } from 'node:crypto'

export interface BoxKeys {
  cipher: KeyObject
  mac: KeyObject
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
    mac: createSecretKey(derived(secret, `${purpose}/mac`, county, 32)),
  }
}

export const dataKeyLength = 48

/** A data key is random as a whole, so its two halves need no derivation. */
export function dataKeys(key: Buffer): BoxKeys {
  return { cipher: createSecretKey(key.subarray(0, 16)), mac: createSecretKey(key.subarray(16)) }
}

export function derived(secret: Uint8Array, purpose: string, county: string, length: number): Buffer {
  return Buffer.from(hkdfSync('sm3', secret, Buffer.from(county), `gongyang/1/${purpose}`, length))
}

/** version(1) ‖ key id(4) ‖ iv(16) ‖ ciphertext ‖ tag(32) */
export function sealBox(keys: BoxKeys, keyId: Buffer, place: readonly string[], clear: Uint8Array): Buffer {
  const iv = randomBytes(ivLength)
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
  const mac = createHmac('sm3', keys.mac)
  // Each part carries its length, so that ('ab', 'c') and ('a', 'bc') are different places.
  for (const part of place) mac.update(`${Buffer.byteLength(part)}:`).update(part)
  return mac.update('|').update(body).digest()
}
