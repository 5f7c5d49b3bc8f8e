/** The keys on disk: one file only its owner may read, and the sheet from which they can be typed in again. */
import { createHmac, randomBytes } from 'node:crypto'
import { chmod, mkdir, open, readFile, rename } from 'node:fs/promises'
import path from 'node:path'
import * as z from 'zod'
import { refuse } from '#kernel/refusal.ts'
import { parseJson } from './parse-json.ts'

const Key = z.object({
  id: z.string().regex(/^[0-9a-f]{8}$/),
  madeAt: z.string(),
  secret: z.string().regex(/^[0-9a-f]{64}$/),
})
export type Key = z.infer<typeof Key>

/** Oldest key first: the last one writes, all can read, the one named `index` makes blind indexes and file addresses. */
const Keyring = z.object({ version: z.literal(1), index: z.string(), keys: z.array(Key).min(1) })
export type Keyring = z.infer<typeof Keyring>

const ringName = 'keyring.json'
const sheetName = '恢复单.txt'

export const sheetPathIn = (folder: string): string => path.join(folder, sheetName)

/** The id follows from the key, so a wrong key under a right name is noticed. */
export function keyIdOf(secret: Uint8Array): string {
  return createHmac('sm3', secret).update('gongyang key id').digest('hex').slice(0, 8)
}

export function newKey(): Key {
  const secret = randomBytes(32)
  return { id: keyIdOf(secret), madeAt: new Date().toISOString(), secret: secret.toString('hex') }
}

export function newKeyring(): Keyring {
  const key = newKey()
  return { version: 1, index: key.id, keys: [key] }
}

export async function findKeyring(folder: string): Promise<Keyring | undefined> {
  const ringText = await textIn(folder, ringName)
  if (ringText === undefined) {
    if ((await textIn(folder, sheetName)) === undefined) return undefined
    refuse(
      'unavailable',
      'key_missing',
      `密钥文件夹里有恢复单却没有 ${ringName}。请放回原来的 ${ringName}，或用恢复单重新录入密钥；不要另生成密钥，否则已加密的内容再也打不开`,
    )
  }
  const ring = Keyring.safeParse(parseJson(ringText))
  if (!ring.success)
    refuse(
      'unavailable',
      'key_damaged',
      `密钥文件 ${ringName} 已损坏，读不出密钥。请从保管的副本放回，或用恢复单重新录入密钥`,
    )
  checkKeyring(ring.data)
  await tighten(folder)
  return ring.data
}

function checkKeyring(ring: Keyring): void {
  for (const key of ring.keys) {
    if (keyIdOf(Buffer.from(key.secret, 'hex')) === key.id) continue
    refuse(
      'unavailable',
      'key_wrong',
      `密钥 ${key.id} 的内容与编号不符，被改动过或抄错了。请从保管的副本放回，或用恢复单重新录入密钥`,
    )
  }
  if (ring.keys.some((key) => key.id === ring.index)) return
  refuse(
    'unavailable',
    'key_missing',
    `缺少索引密钥 ${ring.index}，按证件号、电话查找会落空。请从保管的副本放回，或用恢复单重新录入密钥`,
  )
}

/** Written beside and renamed, so that a power cut leaves the old keys or the new ones, never half a file. */
export async function writeKeyring(folder: string, ring: Keyring): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeWhole(path.join(folder, sheetName), recoverySheet(ring))
  await writeWhole(path.join(folder, ringName), `${JSON.stringify(ring, null, 2)}\n`)
  await tighten(folder)
}

async function writeWhole(file: string, text: string): Promise<void> {
  const beside = `${file}.${process.pid}.new`
  const handle = await open(beside, 'w', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(beside, file)
}

async function tighten(folder: string): Promise<void> {
  await chmod(folder, 0o700)
  await chmod(path.join(folder, ringName), 0o600)
}

export function recoverySheet(ring: Keyring): string {
  const keys = ring.keys.flatMap((key) => [
    `密钥 ${key.id}（${key.madeAt} 生成${key.id === ring.index ? '，索引密钥' : ''}）`,
    `  ${(key.secret.match(/.{1,4}/g) ?? []).join(' ')}`,
    '',
  ])
  return [
    '供养平台 密钥恢复单',
    '',
    '证件号、银行账号、电话、附件和留痕内容都用下面的密钥加密。密钥不在任何备份里；没有密钥，备份恢复不出来。',
    '请打印两份，分别由两人在两处锁存；打印后从这台电脑上移走本文件。密钥轮换后须重新打印，旧密钥仍要保留。',
    '',
    ...keys,
  ].join('\n')
}

/** Reads a sheet that was typed in again; a slip of the pen is found by the key's id. */
export function keyringOfSheet(sheet: string): Keyring {
  const keys = [
    ...sheet.matchAll(/密钥 ([0-9a-f]{8})（(\S+) 生成(，索引密钥)?）\s+((?:[0-9a-fA-F]{4}\s+){15}[0-9a-fA-F]{4})/g),
  ].map((found) => ({
    key: { id: found[1] ?? '', madeAt: found[2] ?? '', secret: (found[4] ?? '').replace(/\s+/g, '').toLowerCase() },
    isIndex: found[3] !== undefined,
  }))
  const index = keys.find((each) => each.isIndex)
  if (!index)
    refuse(
      'invalid',
      'sheet_unreadable',
      '恢复单里读不出完整的密钥：每把密钥应有一行编号和16组、每组4位的内容，并有一把注明“索引密钥”。请对照打印件逐组核对',
    )
  const ring: Keyring = { version: 1, index: index.key.id, keys: keys.map((each) => each.key) }
  checkKeyring(ring)
  return ring
}

async function textIn(folder: string, name: string): Promise<string | undefined> {
  try {
    return await readFile(path.join(folder, name), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    refuse('unavailable', 'key_unreadable', `读不了密钥文件 ${name}。请检查该文件是否属于运行本程序的用户，权限应为600`)
  }
}
