/** What a backup says of itself. Keys are never in it, only their ids; a seal made with them shows a changed manifest. */
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import * as z from 'zod'
import { canonicalJson } from '#kernel/canonical.ts'
import { refuse } from '#kernel/refusal.ts'
import { parseJson } from '../parse-json.ts'
import type { Secrets } from '../secrets.ts'

export const formatVersion = 1

const Hash = z.string().regex(/^[0-9a-f]{64}$/)
const name = /^[a-z][a-z0-9_]*$/
const TableName = z.string().regex(/^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/)
const Count = z.int().min(0)

export const BackupTable = z.object({
  name: TableName,
  columns: z.array(z.string().regex(name)).min(1),
  rows: Count,
  /** SHA-256 of the rows as COPY text, in the order of the primary key. */
  sha256: Hash,
})
export type BackupTable = z.infer<typeof BackupTable>

export const BackupHead = z.object({ county: z.string().regex(/^\d{6}$/), size: z.int().min(1), root: Hash })
export type BackupHead = z.infer<typeof BackupHead>

export const BackupSequence = z.object({ name: TableName, value: z.string().regex(/^\d+$/), called: z.boolean() })
export type BackupSequence = z.infer<typeof BackupSequence>

export const Contents = z.object({
  format: z.literal(formatVersion),
  /** Migrations that had run, in their order. */
  migrations: z.array(z.string().regex(/^[a-z0-9_]+\.sql$/)).min(1),
  /** Ids of the keys without which nothing sealed in it opens. */
  keys: z.string().regex(/^[0-9a-f]{8}(\+[0-9a-f]{8})*$/),
  tables: z.array(BackupTable).min(1),
  sequences: z.array(BackupSequence),
  jobs: z.object({ count: Count, sha256: Hash, lastId: z.string().regex(/^\d+$/) }),
  files: z.object({ count: Count, bytes: Count, sha256: Hash }),
  heads: z.array(BackupHead),
  madeAt: z.string(),
})
export type Contents = z.infer<typeof Contents>

const Manifest = Contents.extend({ seal: Hash })
export type Manifest = z.infer<typeof Manifest>

const manifestName = 'manifest.json'

const sealOf = (contents: Contents, secrets: Secrets): string =>
  secrets.keyedHash('000000', Buffer.from(`gongyang backup\n${canonicalJson(contents)}`))

export async function writeManifest(folder: string, contents: Contents, secrets: Secrets): Promise<Manifest> {
  const manifest = { ...contents, seal: sealOf(contents, secrets) }
  const text = `${JSON.stringify(manifest, null, 2)}\n`
  await writeFile(path.join(folder, manifestName), text, { mode: 0o600, flush: true })
  return manifest
}

export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(path.join(folder, manifestName), 'utf8').catch(() => undefined)
  if (text === undefined)
    return refuse('invalid', 'not_a_backup', `这里没有 ${manifestName}，不是一份完整的备份。请指定备份文件或备份文件夹`)
  const json = parseJson(text)
  const format = z.object({ format: z.number() }).safeParse(json)
  if (format.success && format.data.format !== formatVersion)
    refuse(
      'invalid',
      'format',
      `备份格式是第${format.data.format}版，本程序只读第${formatVersion}版。请用制作备份时的程序版本恢复后再升级`,
    )
  const parsed = Manifest.safeParse(json)
  if (parsed.success) return parsed.data
  return refuse('invalid', 'manifest_damaged', `备份的 ${manifestName} 已损坏或被改动，无法恢复。请换一份备份`)
}

/** After the keys are known to be the right ones. */
export function requireSeal({ seal, ...contents }: Manifest, secrets: Secrets): void {
  if (sealOf(contents, secrets) === seal) return
  refuse('invalid', 'manifest_changed', `备份的 ${manifestName} 与制作时不同，被改动过。请换一份没有动过的备份`)
}
