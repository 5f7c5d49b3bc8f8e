/**
 * Does the record still say what it said? Recomputes every leaf, the tree, every earlier head, and every evidence row from
 * the tables themselves. Heads kept outside (printed sheets) show what whoever owns the database could otherwise hide.
 */
import type pg from 'pg'
import { refuse } from '#kernel/refusal.ts'
import type { Secrets } from '../secrets.ts'
import type { Finding, Findings } from './findings.ts'
import { verifyEvidence } from './verify-evidence.ts'
import { verifyTree } from './verify-tree.ts'
import { verifyUnnumbered } from './verify-unnumbered.ts'

export interface OutsideHead {
  size: number
  /** Hex, as printed. */
  root: string
}

export interface Progress {
  step: 'entries' | 'evidence'
  table?: string
  done: number
}

export interface VerifyOptions {
  /** Heads from printed sheets. */
  heads?: readonly OutsideHead[]
  evidenceTables: readonly string[]
  /** With the keys each payload is opened and its commitment recomputed too; without them its sealed bytes are compared. */
  secrets?: Secrets
  onProgress?: (progress: Progress) => void
}

export interface Verdict {
  county: string
  ok: boolean
  /** The tree as recomputed. */
  size: number
  root: string
  /** Committed and waiting for the sequencer. */
  pending: number
  checked: { entries: number; payloads: number; evidenceRows: number; heads: number }
  findings: Finding[]
  more: number
  /** One sentence for screen and terminal. */
  message: string
}

/** One county, while its tables are read. */
export interface Verifying {
  client: pg.ClientBase
  county: string
  options: VerifyOptions
  findings: Findings
  checked: Verdict['checked']
}

/** Within the caller's transaction, which must be REPEATABLE READ (else work going on looks like tampering) and see every row. */
export async function verifyRecord(client: pg.ClientBase, county: string, options: VerifyOptions): Promise<Verdict> {
  for (const head of options.heads ?? []) requireHead(head)
  const findings: Findings = { list: [], more: 0 }
  const checked = { entries: 0, payloads: 0, evidenceRows: 0, heads: 0 }
  const verifying = { client, county, options, findings, checked }
  const { size, root } = await verifyTree(verifying)
  const pending = await verifyUnnumbered(verifying)
  await verifyEvidence(verifying)
  const { list, more } = findings
  const ok = list.length === 0
  const outside = options.heads?.length
    ? `，与带来的${options.heads.length}个树根一致`
    : '；没有带来外部树根，整体重算过也看不出'
  const message = ok
    ? `${county} 的留痕完整：${size}条，证据${checked.evidenceRows}行${outside}`
    : `${county} 的留痕有${list.length + more}处不符，请保全数据库现状并逐条查明`
  return { county, ok, size, root, pending, checked, findings: list, more, message }
}

// A head mistyped must not pass as one that was compared.
function requireHead({ size, root }: OutsideHead): void {
  if (Number.isSafeInteger(size) && size > 0 && /^[0-9a-fA-F]{64}$/.test(root)) return
  refuse(
    'invalid',
    'head',
    `外部树根写得不对：${size}:${root}。应为“条数:树根”，条数是正整数，树根是64位十六进制；请照印发表格页脚抄写`,
  )
}
