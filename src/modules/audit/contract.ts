/** Who did and who looked (操作留痕), and the proof that nothing of it was altered. */
import * as z from 'zod'
import { Instant, PlainDate } from '#kernel/calendar.ts'
import { command, contract, query } from '#kernel/contract.ts'

export const EntryKind = z.enum(['command', 'query', 'refused', 'signin', 'system'])
export type EntryKind = z.infer<typeof EntryKind>
export const entryKindText: Record<EntryKind, string> = {
  command: '办理',
  query: '查看',
  refused: '被拒绝',
  signin: '登录',
  system: '系统',
}

export const AuditEntry = z.object({
  id: z.uuid(),
  at: Instant,
  who: z.string(),
  role: z.string(),
  kind: EntryKind,
  operation: z.string(),
  title: z.string(),
  persons: z.int(),
  purpose: z.string(),
  result: z.string(),
  count: z.int().nullable(),
  client: z.string(),
  number: z.int().nullable(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

const Head = z.object({ size: z.int(), root: z.string(), at: Instant })

const chosen = z.object({
  from: PlainDate.optional(),
  to: PlainDate.optional(),
  personId: z.uuid().optional(),
  who: z.string().max(60).default(''),
  kinds: z.array(EntryKind).default([]),
  operation: z.string().max(80).default(''),
})

export const audit = contract('audit', {
  entries: query({
    title: '查看操作留痕',
    input: chosen.extend({
      page: z.int().min(1).max(10_000).default(1),
      pageSize: z.int().min(1).max(200).default(50),
    }),
    output: z.object({ rows: z.array(AuditEntry), total: z.int() }),
  }),
  own: query({
    title: '查看本人操作留痕',
    input: z.object({ page: z.int().min(1).max(10_000).default(1), pageSize: z.int().min(1).max(200).default(50) }),
    output: z.object({ rows: z.array(AuditEntry), total: z.int() }),
  }),
  exportEntries: command({
    title: '导出操作留痕',
    input: chosen.extend({ reason: z.string().trim().min(4, '请写明导出的理由，至少4个字').max(300) }),
    output: z.object({ ticket: z.string(), name: z.string() }),
  }),
  head: query({ title: '查看留痕根值', input: z.object({}), output: z.object({ head: Head.nullable() }) }),
  verify: query({
    title: '验证操作留痕',
    snapshot: true,
    input: z.object({
      /** Heads from printed sheets: '1024:9c41…' each. */
      heads: z
        .array(z.string().regex(/^\d+:[0-9a-f]{64}$/, '根值应写成“条数:64位十六进制”'))
        .max(20)
        .default([]),
    }),
    output: z.object({
      ok: z.boolean(),
      message: z.string(),
      size: z.int(),
      root: z.string(),
      pending: z.int(),
      findings: z.array(z.string()),
      more: z.int(),
    }),
  }),
  proof: query({
    title: '下载留痕证明',
    snapshot: true,
    input: z.object({ entryId: z.uuid() }),
    output: z.object({ json: z.string() }),
  }),
})
