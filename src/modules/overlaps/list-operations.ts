/** Lists of other departments: taken in, matched, taken back (screens 4.27). */
import * as z from 'zod'
import { Instant, PlainMonth } from '#kernel/calendar.ts'
import { command, query } from '#kernel/contract.ts'
import { Choice, Field } from './fields.ts'
import { ListStatus } from './words.ts'

export const Kind = z.string().regex(/^[a-z_]{3,60}$/, '请选择名单的种类')
export const Reason = z.string('请填写理由').trim().min(4, '理由不少于4个字').max(300, '最多300个字')
const ListOnly = z.object({ listId: z.uuid() })
export const page = { page: z.int().min(1).max(100_000).default(1), pageSize: z.int().min(1).max(200).default(50) }
export const Given = z.object({ ticket: z.string(), name: z.string() })

export const Column = z.object({ index: z.int(), heading: z.string(), field: Field.nullable() })

export const List = z.object({
  id: z.uuid(),
  kind: z.string(),
  source: z.string(),
  month: PlainMonth,
  fileName: z.string(),
  sha256: z.string(),
  status: ListStatus,
  columns: z.array(Column),
  /** Lines of the file; null where they cannot be counted beforehand. */
  lines: z.int().nullable(),
  readTo: z.int(),
  /** Rows with a person in them. */
  rows: z.int(),
  hits: z.int(),
  open: z.int(),
  known: z.int(),
  apart: z.int(),
  fault: z.string(),
  startedBy: z.string(),
  startedAt: Instant,
  publishedAt: Instant.nullable(),
  droppedAt: Instant.nullable(),
  undoneAt: Instant.nullable(),
  undoReason: z.string(),
})
export type List = z.infer<typeof List>

export const KindChoice = z.object({
  kind: z.string(),
  title: z.string(),
  /** What the county's policy says of it beside support. */
  relation: z.enum(['exclusive', 'compatible', 'to_be_decided', 'register']),
})

export const listOperations = {
  kinds: query({
    title: '查看可比对的名单种类',
    input: z.object({}),
    output: z.array(KindChoice),
  }),
  start: command({
    title: '导入部门名单',
    input: z.object({
      fileId: z.uuid(),
      kind: Kind,
      source: z.string('请填写名单来自哪个部门').trim().min(2, '请填写名单来自哪个部门').max(100, '最多100个字'),
      month: PlainMonth,
    }),
    output: ListOnly,
  }),
  lists: query({
    title: '查看部门名单',
    input: z.object({ ...page }),
    output: z.object({ rows: z.array(List), total: z.int() }),
  }),
  list: query({ title: '查看部门名单的进度', input: ListOnly, output: List }),
  map: command({
    title: '指定部门名单各列的含义',
    input: ListOnly.extend({
      columns: z
        .array(z.object({ index: z.int().min(0).max(500), choice: Choice }))
        .min(1, '请至少指定一列')
        .max(200),
    }),
    output: ListOnly,
  }),
  discard: command({ title: '放弃部门名单', input: ListOnly, output: ListOnly }),
  undo: command({
    title: '撤销部门名单',
    input: ListOnly.extend({ reason: Reason }),
    output: z.object({ removed: z.int() }),
  }),
  read: command({
    title: '比对部门名单',
    internal: true,
    input: ListOnly.extend({ edition: z.int(), from: z.int().min(0) }),
    output: z.object({ readTo: z.int() }),
  }),
  drop: command({
    title: '删除部门名单原件',
    internal: true,
    input: ListOnly,
    output: z.object({}),
  }),
}
