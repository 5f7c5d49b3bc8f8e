/** The input kept beside an entry: still there, still the same, or destroyed under the law. */
import { Refusal } from '#kernel/refusal.ts'
import { note } from './findings.ts'
import type { Finding } from './findings.ts'
import { sm3 } from './leaf.ts'
import { sameBytes } from './merkle.ts'
import type { Verifying } from './verify.ts'
import { openPayload } from './write.ts'

/** To be followed by a join of record.payload as `p`; `e` is the entry. */
export const payloadColumns = `p.key as "payloadKey", p.sealed as "payloadSealed",
  exists (select from record.destruction d
    where d.county_code = e.county_code and d.destroyed_entry_id = e.id and d.table_name is null) as "isDestroyed"`

export interface PayloadRow {
  payloadKey: Buffer | null
  payloadSealed: Buffer | null
  isDestroyed: boolean
}

interface EntryWithPayload extends PayloadRow {
  id: string
  payloadHash: Buffer | null
  sealedHash: Buffer | null
}

export function verifyPayload(verifying: Verifying, row: EntryWithPayload, name: string): void {
  const found = payloadFinding(verifying, row)
  if (row.payloadSealed) verifying.checked.payloads += 1
  if (found) note(verifying.findings, { code: found.code, entryId: row.id, message: `${name}${found.message}` })
}

type Found = Pick<Finding, 'code' | 'message'> | undefined

function payloadFinding({ county, options }: Verifying, row: EntryWithPayload): Found {
  const { payloadKey: key, payloadSealed: sealed } = row
  if (!key || !sealed) {
    const isGone = row.payloadHash !== null && !row.isDestroyed
    return isGone ? { code: 'payload_removed', message: '的内容被删除，且没有销毁记录' } : undefined
  }
  if (!row.payloadHash || !row.sealedHash) return { code: 'payload_added', message: '本无内容，却被加上了内容' }
  if (row.isDestroyed) return { code: 'destruction_undone', message: '的内容已依法销毁，现在又出现了；请重新执行销毁' }
  if (!sameBytes(sm3(sealed), row.sealedHash)) return { code: 'payload_changed', message: '的内容被改动' }
  const { secrets } = options
  if (!secrets) return undefined
  const opened = tryOpening(() => openPayload({ county, entryId: row.id }, { key, sealed }, secrets))
  if (typeof opened === 'string') return { code: 'payload_changed', message: `的内容打不开：${opened}` }
  return sameBytes(opened.hash, row.payloadHash)
    ? undefined
    : { code: 'payload_changed', message: '的内容与入树时的摘要不符' }
}

function tryOpening<T>(open: () => T): T | string {
  try {
    return open()
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
}
