/** Checks a proof with nothing but the file and, best, a head that was printed: no database, no keys, no network. */
import * as z from 'zod'
import { commitment, leafHash, sm3 } from './leaf.ts'
import { verifyInclusion } from './merkle.ts'
import { parseJson } from '../parse-json.ts'

const Hex = z.string().regex(/^([0-9a-f]{2})*$/)
const Hash = z.string().regex(/^[0-9a-f]{64}$/)

const LeafShape = z.strictObject({
  format: z.literal(1),
  county: z.string(),
  id: z.string(),
  request: z.string(),
  operation: z.string(),
  version: z.int(),
  kind: z.string(),
  account: z.string().nullable(),
  role: z.string().nullable(),
  organisation: z.string().nullable(),
  at: z.string(),
  details: Hash,
  persons: z.strictObject({ count: z.int(), hash: Hash }),
  payload: z.strictObject({ hash: Hash, sealed: Hash }).nullable(),
  evidence: z.strictObject({ tables: z.int(), rows: z.int(), hash: Hash }),
})

const Opened = z.strictObject({
  salt: Hex,
  details: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  persons: z.array(z.string()).readonly(),
  evidence: z.array(z.strictObject({ table: z.string(), rows: z.int(), hash: Hash })).readonly(),
})

export const Proof = z.strictObject({
  format: z.literal('gongyang-proof-1'),
  leaf: LeafShape,
  /** From 0. */
  index: z.int().min(0),
  head: z.object({ size: z.int().min(1), root: Hash, at: z.string() }),
  path: z.array(Hash).max(64),
  opened: Opened.optional(),
})
export type Proof = z.infer<typeof Proof>

export interface ProofVerdict {
  ok: boolean
  message: string
}

/** `json`: the file's text or the object in it. `head`: size and root as printed on a sheet, without which only the file itself is checked. */
export function checkProof(json: unknown, head?: { size: number; root: string }): ProofVerdict {
  const parsed = Proof.safeParse(typeof json === 'string' ? parseJson(json) : json)
  if (!parsed.success) return bad('证明文件的格式不对或不完整，请重新取得')
  const proof = parsed.data
  if (head && (head.size !== proof.head.size || head.root.toLowerCase() !== proof.head.root)) {
    return bad(
      `证明所依据的树根（${proof.head.size}条）与手中的树根（${head.size}条）不同。请向县民政局索取对应这一树根的证明`,
    )
  }
  const claim = {
    index: proof.index,
    size: proof.head.size,
    leaf: leafHash(proof.leaf),
    root: Buffer.from(proof.head.root, 'hex'),
  }
  const path = proof.path.map((each) => Buffer.from(each, 'hex'))
  if (!verifyInclusion(sm3, claim, path)) return bad('记录不在这棵树里：记录、序号或路径被改动过')
  if (!isOpenedTruly(proof)) return bad('记录在树里，但随附的明细与树中的承诺不符，明细被改动过')
  const against = head ? '与手中的树根一致' : '请再与印发表格页脚的树根核对'
  return {
    ok: true,
    message: `第${proof.index + 1}条（${proof.leaf.operation}，${proof.leaf.at}）确在${proof.head.size}条的树中，${against}`,
  }
}

function isOpenedTruly({ leaf, opened }: Proof): boolean {
  if (!opened) return true
  const salt = Buffer.from(opened.salt, 'hex')
  return (
    commitment(salt, 'details', opened.details) === leaf.details &&
    commitment(salt, 'persons', opened.persons) === leaf.persons.hash &&
    commitment(salt, 'evidence', opened.evidence) === leaf.evidence.hash
  )
}

const bad = (message: string): ProofVerdict => ({ ok: false, message })
