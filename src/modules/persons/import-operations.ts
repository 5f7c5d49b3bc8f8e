/** 名单导入: upload → check → confirm → undo (screens 4.5, 5.10). */
import * as z from 'zod'
import { Instant, PlainDate } from '#kernel/calendar.ts'
import { command, query } from '#kernel/contract.ts'
import { secret } from '#kernel/secret.ts'
import { Field } from './fields.ts'
import { FaultCode } from './import-faults.ts'
import { Id, page, Reason } from './shapes.ts'

export const ImportStatus = z.enum(['checking', 'checked', 'publishing', 'published', 'undone', 'failed', 'discarded'])
const ImportOnly = z.object({ importId: Id })

export const ImportColumn = z.object({
  index: z.int(),
  heading: z.string(),
  field: Field.nullable(),
  title: z.string(),
  known: z.boolean(),
})

export const Import = z.object({
  importId: Id,
  fileName: z.string(),
  sha256: z.string(),
  status: ImportStatus,
  format: z.string(),
  sentence: z.string(),
  columns: z.array(ImportColumn),
  rowCount: z.int(),
  checkedCount: z.int(),
  ready: z.int(),
  open: z.int(),
  unchanged: z.int(),
  /** 新增31人，变更12人，跳过4行 */
  summary: z.string(),
  fault: z.string(),
  startedBy: z.string(),
  startedAt: Instant,
  publishedAt: Instant.nullable(),
  undoneAt: Instant.nullable(),
  undoReason: z.string(),
  undoneCount: z.int(),
  paperReference: z.string(),
  /** 示民认〔2023〕9号 2023年8月20日: what newcomers stand on whose own row names no decision; empty when there is none. */
  decision: z.string(),
  /** The one who asks uploaded it or put something right in it: another confirms it. */
  mine: z.boolean(),
})
export type Import = z.infer<typeof Import>

const ShownFault = z.object({
  field: Field,
  title: z.string(),
  code: FaultCode,
  message: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  written: secret(z.string()),
  proposal: z.object({ value: secret(z.string()), title: z.string() }).nullable(),
  kept: z.string().nullable(),
  canBeKept: z.boolean(),
  /** Rows that the same repair would put right. */
  alike: z.int(),
})

export const importOperations = {
  importStart: command({
    title: '上传名单',
    input: z.object({
      fileId: Id,
      /** 特困人员家庭查询, to be merged with the person file. */
      familyFileId: Id.optional(),
      /** Where the paper list and its decisions are. */
      paperReference: z.string().trim().min(2, '请写明纸质名单和决定书的文号或存放位置').max(200, '最多200个字'),
      /** For newcomers whose own row names no decision. */
      decisionNo: z.string().trim().max(80, '最多80个字').default(''),
      decidedOn: PlainDate.nullable().default(null),
    }),
    output: z.object({
      importId: Id,
      /** 这个文件9月1日10:02已导入过，没有新的变化。 */
      earlier: z.string().nullable(),
    }),
  }),
  importList: query({
    title: '查看导入记录',
    input: z.object({ ...page }),
    output: z.object({ rows: z.array(Import), total: z.int() }),
  }),
  importStatus: query({ title: '查看导入进度', input: ImportOnly, output: Import }),
  importRows: query({
    title: '查看导入明细',
    look: true,
    input: z.object({ importId: Id, group: z.enum(['ready', 'open', 'unchanged', 'all']).default('open'), ...page }),
    output: z.object({
      rows: z.array(
        z.object({
          row: z.int(),
          outcome: z.enum(['new', 'change', 'unchanged', 'leave', 'faulty']),
          name: z.string(),
          idMasked: z.string(),
          personId: Id.nullable(),
          faults: z.array(ShownFault),
          changes: z.array(z.object({ title: z.string(), from: z.string(), to: z.string() })),
        }),
      ),
      total: z.int(),
    }),
  }),
  importMap: command({
    title: '指定列的含义',
    input: z.object({
      importId: Id,
      columns: z
        .array(z.object({ index: z.int().min(0).max(500), choice: z.union([Field, z.literal('skip')]) }))
        .min(1)
        .max(200),
    }),
    output: ImportOnly,
  }),
  importRepair: command({
    title: '改正导入的行',
    input: z.object({
      importId: Id,
      row: z.int().positive(),
      field: Field,
      /** What to write; null goes back to what the file says. */
      value: secret(z.string().max(500)).nullable(),
      /** 本文件全部照此改 */
      allLike: z.boolean().default(false),
    }),
    output: ImportOnly,
  }),
  importAcceptWithReason: command({
    title: '按原样保留',
    input: z.object({ importId: Id, row: z.int().positive(), field: Field, code: FaultCode, reason: Reason }),
    output: ImportOnly,
  }),
  importCommit: command({
    title: '确认导入',
    input: z.object({ importId: Id, goodRowsOnly: z.boolean() }),
    output: ImportOnly,
  }),
  importUndo: command({
    title: '撤销导入',
    input: z.object({
      importId: Id,
      reason: Reason,
      /** 撤销其余: leaves those that were worked on since. */
      restOnly: z.boolean().default(false),
    }),
    output: z.object({ undone: z.int(), left: z.array(z.object({ personId: Id, name: z.string() })) }),
  }),
  confirmImportedPayees: command({
    title: '确认导入的收款账户',
    input: ImportOnly,
    output: z.object({ confirmed: z.int(), left: z.int() }),
  }),
  importDiscard: command({ title: '放弃导入', input: ImportOnly, output: ImportOnly }),
  importTemplate: command({
    title: '下载导入模板',
    input: z.object({}),
    output: z.object({ ticket: z.string(), name: z.string() }),
  }),
  importFaults: command({
    title: '下载有问题的行',
    input: ImportOnly,
    output: z.object({ ticket: z.string(), name: z.string() }),
  }),
  importCheck: command({
    title: '检查名单',
    internal: true,
    input: z.object({ importId: Id, edition: z.int(), from: z.int().min(0) }),
    output: z.object({ checked: z.int() }),
  }),
  importPublish: command({
    title: '写入名单',
    internal: true,
    input: ImportOnly,
    output: z.object({ persons: z.int() }),
  }),
}
