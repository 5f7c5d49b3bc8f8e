import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Refusal } from '#kernel/refusal.ts'
import { openSecrets, recoverKeys, requireKeys, rotateKeys } from './secrets.ts'
import type { Secrets } from './secrets.ts'

let root: string
let folder: string
let secrets: Secrets
const place = { table: 'persons.person', column: 'id_number', county: '371522', row: 'a' }

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'gongyang-keys-'))
  folder = path.join(root, 'keys')
  secrets = await openSecrets(folder)
})
afterAll(() => rm(root, { recursive: true, force: true }))

test('the first start makes keys that only their owner may read, and a sheet that names them', async () => {
  expect(secrets.isFirstStart).toBe(true)
  expect((await stat(folder)).mode & 0o777).toBe(0o700)
  expect((await stat(path.join(folder, 'keyring.json'))).mode & 0o777).toBe(0o600)
  expect((await stat(secrets.sheetPath)).mode & 0o777).toBe(0o600)
  expect(await readFile(secrets.sheetPath, 'utf8')).toContain(`密钥 ${secrets.fingerprint}`)
})

test('a later start opens the same keys and shuts what was left open to others', async () => {
  await chmod(path.join(folder, 'keyring.json'), 0o644)
  const again = await openSecrets(folder)
  expect(again.isFirstStart).toBe(false)
  expect(again.open(place, secrets.seal(place, '某某'))).toBe('某某')
  expect((await stat(path.join(folder, 'keyring.json'))).mode & 0o777).toBe(0o600)
})

test('what was sealed opens in its place, whatever it says', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const wellFormed = text.toWellFormed()
      expect(secrets.open(place, secrets.seal(place, wellFormed))).toBe(wellFormed)
    }),
  )
})

test('the same text sealed twice looks different', () => {
  expect(secrets.seal(place, '一').equals(secrets.seal(place, '一'))).toBe(false)
})

test('one changed byte anywhere and it does not open', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (seed, change) => {
      const sealed = secrets.seal(place, '110101')
      const at = seed % sealed.length
      sealed[at] = (sealed[at] ?? 0) ^ change
      expect(() => secrets.open(place, sealed)).toThrow(Refusal)
    }),
  )
})

test.each([
  { table: 'persons.contact' },
  { column: 'phone' },
  { county: '150430' },
  { row: 'b' },
  { table: 'persons.personi', column: 'd_number' },
])('moved to another place (%o) it does not open', (other) => {
  const sealed = secrets.seal(place, '110101')
  expect(() => secrets.open({ ...place, ...other }, sealed)).toThrow('挪来的')
})

test('a blind index finds equal text of its own kind only, and follows from the key', async () => {
  const index = secrets.blindIndex('identity', '110101')
  expect(index.length).toBe(16)
  expect(index.equals(secrets.blindIndex('identity', '110101'))).toBe(true)
  expect(index.equals(secrets.blindIndex('phone', '110101'))).toBe(false)
  expect(index.equals(secrets.blindIndex('identity', '110102'))).toBe(false)
  const others = await openSecrets(path.join(root, 'other'))
  expect(index.equals(others.blindIndex('identity', '110101'))).toBe(false)
})

test('a file opens only with its own key and under its own address; its address differs from county to county', () => {
  const bytes = Buffer.from('扫描件')
  const address = secrets.keyedHash('371522', bytes)
  expect(address).toMatch(/^[0-9a-f]{64}$/)
  expect(secrets.keyedHash('150430', bytes)).not.toBe(address)
  const at = { county: '371522', address }
  const stored = secrets.sealBytes(at, bytes)
  expect(secrets.openBytes(at, stored)).toEqual(bytes)
  const other = secrets.sealBytes(at, Buffer.from('别的'))
  expect(() => secrets.openBytes(at, { key: other.key, sealed: stored.sealed })).toThrow(Refusal)
  expect(() => secrets.openBytes({ ...at, address: 'x' }, stored)).toThrow(Refusal)
  expect(() => secrets.openBytes({ ...at, county: '150430' }, stored)).toThrow(Refusal)
})

test('after rotation the newest key writes, the old one reads, and what is found by index is still found', async () => {
  const keys = path.join(root, 'rotated')
  const before = await openSecrets(keys)
  const sealed = before.seal(place, '旧')
  const after = await rotateKeys(keys)
  expect(after.open(place, sealed)).toBe('旧')
  expect([after.isCurrent(sealed), after.isCurrent(after.seal(place, '新'))]).toEqual([false, true])
  expect(after.blindIndex('phone', '1').equals(before.blindIndex('phone', '1'))).toBe(true)
  expect(() => before.open(place, after.seal(place, '新'))).toThrow('缺少密钥')
  expect(before.missingFor(after.fingerprint)).toEqual([after.fingerprint.split('+')[1]])
  expect(after.missingFor(before.fingerprint)).toEqual([])
})

test('where data is, missing keys are refused by name instead of made anew', async () => {
  const empty = path.join(root, 'empty')
  await expect(openSecrets(empty, { needs: secrets.fingerprint })).rejects.toThrow(`缺少密钥 ${secrets.fingerprint}`)
  await expect(stat(empty)).rejects.toThrow('ENOENT')
  const other = await openSecrets(path.join(root, 'wrong'))
  expect(() => requireKeys(other, secrets.fingerprint)).toThrow(`缺少密钥 ${secrets.fingerprint}`)
})

test('a key that was altered, a broken file and a lost file beside its sheet are each refused in words', async () => {
  const keys = path.join(root, 'broken')
  await openSecrets(keys)
  const file = path.join(keys, 'keyring.json')
  const good = await readFile(file, 'utf8')
  await writeFile(
    file,
    good.replace(/"secret": "./, (found) => `${found.slice(0, -1)}${found.endsWith('0') ? '1' : '0'}`),
  )
  await expect(openSecrets(keys)).rejects.toThrow('内容与编号不符')
  await writeFile(file, good.slice(0, 40))
  await expect(openSecrets(keys)).rejects.toThrow('已损坏')
  await rm(file)
  await expect(openSecrets(keys)).rejects.toThrow('有恢复单却没有')
})

test('the sheet, typed in again, gives the same keys; a slip is named; keys that are there are not overwritten', async () => {
  const keys = path.join(root, 'recovered')
  await rotateKeys(path.join(root, 'rotated'))
  const original = await openSecrets(path.join(root, 'rotated'))
  const sheet = await readFile(original.sheetPath, 'utf8')
  const slip = sheet.replace(/\n {2}(.)/, (_, digit: string) => `\n  ${digit === 'a' ? 'b' : 'a'}`)
  await expect(recoverKeys(keys, slip)).rejects.toThrow('内容与编号不符')
  const recovered = await recoverKeys(
    keys,
    sheet.toUpperCase().replaceAll(/密钥 ([0-9A-F]{8})（(\S+)/g, (all) => all.toLowerCase()),
  )
  expect(recovered.fingerprint).toBe(original.fingerprint)
  expect(recovered.open(place, original.seal(place, '甲'))).toBe('甲')
  await expect(recoverKeys(keys, sheet)).rejects.toThrow('已有可用的密钥')
})
