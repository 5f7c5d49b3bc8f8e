/** A file of visits: checked as a whole, taken in as a whole, undone as a whole. */
import * as z from 'zod'
import { Instant } from '#kernel/calendar.ts'
import { command, query } from '#kernel/contract.ts'
import { Given, nothing, Why } from './shapes.ts'

export const VisitImport = z.object({
  id: z.uuid(),
  organisationId: z.uuid(),
  organisation: z.string(),
  fileName: z.string(),
  fileHash: z.string(),
  status: z.enum(['checked', 'taking', 'published', 'undone']),
  rows: z.int(),
  good: z.int(),
  same: z.int(),
  faulty: z.int(),
  taken: z.int(),
  /** Recognised columns: heading of the file to the name here; null when it is not taken over. */
  columns: z.array(z.object({ heading: z.string(), title: z.string().nullable() })),
  madeBy: z.string(),
  madeAt: Instant,
  publishedAt: Instant.nullable(),
  undoneAt: Instant.nullable(),
  undoneReason: z.string(),
})
export type VisitImport = z.infer<typeof VisitImport>

export const ImportRow = z.object({
  rowNo: z.int(),
  state: z.enum(['good', 'faulty', 'same', 'taken']),
  cells: z.record(z.string(), z.string()),
  /** What is wrong, column by column, in words. */
  faults: z.array(z.object({ column: z.string(), message: z.string() })),
})
export type ImportRow = z.infer<typeof ImportRow>

const Chosen = z.object({ importId: z.uuid() })

export const importOperations = {
  importTemplate: command({ title: '下载服务记录样表', input: nothing, output: Given }),
  importStart: command({
    title: '检查服务记录文件',
    input: z.object({ fileId: z.uuid(), organisationId: z.uuid().optional() }),
    output: z.object({
      import: VisitImport,
      /** The sentence when this very file was taken in before. */
      again: z.string().nullable(),
    }),
  }),
  importRows: query({
    title: '查看服务记录文件的检查结果',
    input: Chosen.extend({
      state: z.enum(['good', 'faulty', 'same', 'taken']).optional(),
      page: z.int().min(1).default(1),
      pageSize: z.int().min(1).max(200).default(50),
    }),
    output: z.object({ import: VisitImport, rows: z.array(ImportRow), total: z.int() }),
  }),
  importFaults: command({ title: '下载服务记录问题行', input: Chosen, output: Given }),
  importTake: command({
    title: '导入服务记录',
    input: Chosen.extend({
      /** all: only when every row is good; good: the good rows. */
      which: z.enum(['all', 'good']),
    }),
    output: VisitImport,
  }),
  importChunk: command({ title: '继续导入服务记录', internal: true, input: Chosen, output: VisitImport }),
  importUndo: command({ title: '撤销服务记录导入', input: Chosen.extend({ reason: Why }), output: VisitImport }),
  imports: query({
    title: '查看服务记录导入',
    input: nothing,
    output: z.array(VisitImport),
  }),
}
