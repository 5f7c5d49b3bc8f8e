/**
 * What must not be read from a stolen disk: ID numbers, accounts, phones, files, the inputs kept by the record. One secret
 * per key id; every purpose and county has its own keys out of it (HKDF with SM3), so one that leaks opens nothing else.
 */
import { randomBytes } from 'node:crypto'
import { refuse } from '#kernel/refusal.ts'
import { findKeyring, keyringOfSheet, newKey, newKeyring, sheetPathIn, writeKeyring } from './keyring.ts'
import type { Keyring } from './keyring.ts'
import { boxKeys, dataKeyLength, dataKeys, derived, keyIdOfBox, mac, macKey, openBox, sealBox } from './sealed-box.ts'
import type { BoxKeys, MacKey } from './sealed-box.ts'

/** Where a sealed value stands; bound by its MAC, so a value moved to another place does not open. */
export interface Place {
  table: string
  column: string
  county: string
  row: string
}

/** A data key in clear and as it is stored: wrapped under the county's key. */
export interface DataKey {
  key: Buffer
  wrapped: Buffer
}

export interface Secrets {
  seal(place: Place, text: string): Buffer
  open(place: Place, sealed: Buffer): string
  /** 16 bytes under which an equal text is found again; the same in all counties. Give the text in its one normal form. */
  blindIndex(kind: 'identity' | 'phone' | 'account' | 'last4', text: string): Buffer
  /** A file under a data key of its own: keep `key` in the row, `sealed` on the disk. `address` is bound to both. */
  sealBytes(place: { county: string; address: string }, bytes: Uint8Array): { key: Buffer; sealed: Buffer }
  openBytes(place: { county: string; address: string }, stored: { key: Buffer; sealed: Buffer }): Buffer
  /** Address of a file: whoever has the disk cannot ask whether a known document is there. 64 hex digits. */
  keyedHash(county: string, bytes: Uint8Array): string
  newPayloadKey(county: string): DataKey
  wrapKey(county: string, key: Buffer): Buffer
  unwrapKey(county: string, wrapped: Buffer): Buffer
  /** Seals under a data key; `name` says what it is and is bound. */
  sealUnder(key: Buffer, name: string, bytes: Uint8Array): Buffer
  openUnder(key: Buffer, name: string, sealed: Buffer): Buffer
  /** False when an older key sealed it: the rotation task opens and seals it again. */
  isCurrent(sealed: Buffer): boolean
  /** Ids of all keys, oldest first, '1a2b3c4d+5e6f7a8b': to be kept with data and backups. */
  fingerprint: string
  /** Key ids that a fingerprint names and that are not here. */
  missingFor(fingerprint: string): string[]
  /** True when this start made the keys: print the sheet. */
  isFirstStart: boolean
  sheetPath: string
}

/** `needs`: fingerprint that the data names; then keys are never made anew, since they could not open what is there. */
export async function openSecrets(keysFolder: string, options: { needs?: string } = {}): Promise<Secrets> {
  const found = await findKeyring(keysFolder)
  if (!found && options.needs) refuseMissing(options.needs.split('+'))
  const ring = found ?? newKeyring()
  if (!found) await writeKeyring(keysFolder, ring)
  const secrets = secretsOf(ring, { isFirstStart: !found, sheetPath: sheetPathIn(keysFolder) })
  if (options.needs) requireKeys(secrets, options.needs)
  return secrets
}

/** Refuses and names the keys that a backup or a database needs and that are not here. */
export function requireKeys(secrets: Secrets, fingerprint: string): void {
  const missing = secrets.missingFor(fingerprint)
  if (missing.length > 0) refuseMissing(missing)
}

function refuseMissing(ids: readonly string[]): never {
  refuse(
    'unavailable',
    'key_missing',
    `缺少密钥 ${ids.join('、')}，用它加密的内容打不开。请把原来的 keyring.json 放回密钥文件夹，或用恢复单重新录入密钥后再启动`,
  )
}

/** A new key that writes from now on; the old ones go on reading. Print the new sheet afterwards. */
export async function rotateKeys(keysFolder: string): Promise<Secrets> {
  const ring = await findKeyring(keysFolder)
  if (!ring) refuseMissing(['（全部）'])
  const rotated = { ...ring, keys: [...ring.keys, newKey()] }
  await writeKeyring(keysFolder, rotated)
  return secretsOf(rotated, { isFirstStart: false, sheetPath: sheetPathIn(keysFolder) })
}

/** Makes the key file out of a typed-in recovery sheet; never over keys that are there. */
export async function recoverKeys(keysFolder: string, sheet: string): Promise<Secrets> {
  const ring = keyringOfSheet(sheet)
  const present = await findKeyring(keysFolder).catch(() => undefined)
  if (present)
    refuse('conflict', 'keys_present', '密钥文件夹里已有可用的密钥，不能用恢复单覆盖。请先确认它是否就是要用的密钥')
  await writeKeyring(keysFolder, ring)
  return secretsOf(ring, { isFirstStart: false, sheetPath: sheetPathIn(keysFolder) })
}

interface Ring {
  keysOf(keyId: string, purpose: string, county: string): BoxKeys
  index: Buffer
  writing: string
  ids: string[]
}

function secretsOf(keyring: Keyring, about: { isFirstStart: boolean; sheetPath: string }): Secrets {
  const ring = ringOf(keyring)
  return {
    ...about,
    ...columnSecrets(ring),
    ...dataKeySecrets(ring),
    ...indexSecrets(ring),
    isCurrent: (sealed) => keyIdOfBox(sealed) === ring.writing,
    fingerprint: ring.ids.join('+'),
    missingFor: (fingerprint) => fingerprint.split('+').filter((id) => id !== '' && !ring.ids.includes(id)),
  }
}

function ringOf(keyring: Keyring): Ring {
  const secretOf = new Map(keyring.keys.map((key) => [key.id, Buffer.from(key.secret, 'hex')]))
  const ids = keyring.keys.map((key) => key.id)
  const kept = new Map<string, BoxKeys>()
  const keysOf = (keyId: string, purpose: string, county: string) => {
    const name = `${keyId}/${purpose}/${county}`
    const known = kept.get(name)
    if (known) return known
    const keys = boxKeys(secretOf.get(keyId) ?? refuseMissing([keyId]), purpose, county)
    kept.set(name, keys)
    return keys
  }
  return {
    keysOf,
    ids,
    writing: ids.at(-1) ?? '',
    index: secretOf.get(keyring.index) ?? refuseMissing([keyring.index]),
  }
}

function columnSecrets(ring: Ring): Pick<Secrets, 'seal' | 'open'> {
  const parts = (place: Place) => [place.county, place.table, place.column, place.row]
  return {
    seal: (place, text) => {
      const keys = ring.keysOf(ring.writing, 'column', place.county)
      return sealBox(keys, Buffer.from(ring.writing, 'hex'), parts(place), Buffer.from(text))
    },
    open: (place, sealed) => {
      const clear = openBox(ring.keysOf(keyIdOfBox(sealed), 'column', place.county), parts(place), sealed)
      return (clear ?? refuseBroken(`${place.table}.${place.column}（${place.county} ${place.row}）`)).toString()
    },
  }
}

const noKeyId = Buffer.alloc(4)

function dataKeySecrets(
  ring: Ring,
): Pick<Secrets, 'newPayloadKey' | 'wrapKey' | 'unwrapKey' | 'sealUnder' | 'openUnder' | 'sealBytes' | 'openBytes'> {
  const wrapKey = (county: string, key: Buffer) =>
    sealBox(ring.keysOf(ring.writing, 'data-key', county), Buffer.from(ring.writing, 'hex'), [county], key)
  const unwrapKey = (county: string, wrapped: Buffer) =>
    openBox(ring.keysOf(keyIdOfBox(wrapped), 'data-key', county), [county], wrapped) ??
    refuseBroken(`${county} 的数据密钥`)
  const sealUnder = (key: Buffer, name: string, bytes: Uint8Array) => sealBox(dataKeys(key), noKeyId, [name], bytes)
  const openUnder = (key: Buffer, name: string, sealed: Buffer) =>
    openBox(dataKeys(key), [name], sealed) ?? refuseBroken(name)
  const newPayloadKey = (county: string) => {
    const key = randomBytes(dataKeyLength)
    return { key, wrapped: wrapKey(county, key) }
  }
  return {
    wrapKey,
    unwrapKey,
    sealUnder,
    openUnder,
    newPayloadKey,
    sealBytes: ({ county, address }, bytes) => {
      const { key, wrapped } = newPayloadKey(county)
      return { key: wrapped, sealed: sealUnder(key, `file ${county} ${address}`, bytes) }
    },
    openBytes: ({ county, address }, stored) =>
      openUnder(unwrapKey(county, stored.key), `file ${county} ${address}`, stored.sealed),
  }
}

function indexSecrets(ring: Ring): Pick<Secrets, 'blindIndex' | 'keyedHash'> {
  const kept = new Map<string, MacKey>()
  const keyOf = (purpose: string, county: string) => {
    const name = `${purpose}/${county}`
    const key = kept.get(name) ?? macKey(derived(ring.index, purpose, county, 32))
    kept.set(name, key)
    return key
  }
  return {
    blindIndex: (kind, text) => mac(keyOf(`blind/${kind}`, ''), [Buffer.from(text)]).subarray(0, 16),
    keyedHash: (county, bytes) => mac(keyOf('file-address', county), [bytes]).toString('hex'),
  }
}

function refuseBroken(what: string): never {
  refuse(
    'unavailable',
    'seal_broken',
    `加密内容打不开：${what}被改动过，或是从别处挪来的。请勿继续使用这条数据，运行 gongyang verify 核对并从备份找回`,
  )
}
