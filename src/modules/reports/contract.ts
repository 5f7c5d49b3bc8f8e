/** The statutory tables: made, opened, checked, signed and kept; and the evaluation form of dispersed persons. */
import * as z from 'zod'
import { Instant, PlainDate, PlainMonth } from '#kernel/calendar.ts'
import { command, contract, query } from '#kernel/contract.ts'
import { Citation } from '#kernel/policy.ts'
import { Reason } from '#kernel/refusal.ts'
import { figureOperations } from './figure-operations.ts'
import { formOperations } from './form-operations.ts'

export const CellValue = z.union([z.string(), z.number(), z.null()])
export type CellValue = z.infer<typeof CellValue>

export const Column = z.object({
  no: z.int(),
  field: z.string(),
  title: z.string(),
  type: z.string(),
  /** Shown to entitled roles only; blank for others. */
  restricted: z.boolean(),
})
export type Column = z.infer<typeof Column>

export const Row = z.object({
  /** The township or home; a person in the evaluation form. */
  key: z.string(),
  values: z.record(z.string(), CellValue),
  /** The same in printed order. */
  cells: z.array(CellValue),
})
export type Row = z.infer<typeof Row>

const County = z
  .string()
  .regex(/^\d{6}$/, '县代码应为6位数字')
  .optional()
const TableName = z.string().trim().min(1, '请选择报表').max(80)
const asked = { table: TableName, county: County, month: PlainMonth, knownAt: Instant.optional() }

export const Status = z.object({
  state: z.enum(['draft', 'signed', 'sent', 'received', 'returned']),
  text: z.string(),
  submissionId: z.uuid().nullable(),
  edition: z.int().nullable(),
  dueOn: PlainDate,
  /** Which rule says so; our own default where no document does. */
  dueBasis: z.string(),
  lateDays: z.int(),
})

export const Table = z.object({
  table: z.string(),
  title: z.string(),
  county: z.string(),
  month: PlainMonth,
  /** 统计时点 */
  day: PlainDate,
  knownAt: Instant,
  columns: z.array(Column),
  rows: z.array(Row),
  totals: z
    .object({ title: z.string(), values: z.record(z.string(), z.number()), cells: z.array(CellValue) })
    .nullable(),
  /** Beside the sheet, never in it. */
  besides: z.array(z.object({ code: z.string(), title: z.string(), value: z.number(), text: z.string() })),
  footnotes: z.array(z.string()),
  /** How we read the document where it leaves a question, with the page on which the reading stands. */
  readings: z.array(z.object({ text: z.string(), to: z.string() })),
  citations: z.array(Citation),
  status: Status,
})
export type Table = z.infer<typeof Table>

const File = z.object({ ticket: z.string(), name: z.string(), fileId: z.uuid() })

export const Disagreement = z.object({
  /** As spreadsheets name it: 'E17'. */
  cell: z.string(),
  row: z.string(),
  column: z.string(),
  printed: z.string(),
  expected: z.string(),
  rule: z.string(),
  message: z.string(),
  citations: z.array(Citation),
})
export type Disagreement = z.infer<typeof Disagreement>

/** A cell that says otherwise than the register: told apart from what is wrong in the table itself. */
export const OnFile = z.object({
  cell: z.string(),
  row: z.string(),
  column: z.string(),
  printed: z.string(),
  onFile: z.string(),
  message: z.string(),
  /** Of the cell in the register's own table: 'total' for the total. */
  rowKey: z.string(),
  field: z.string(),
  /** Page that opens the cell to its persons or its home. */
  link: z.string(),
})
export type OnFile = z.infer<typeof OnFile>

export const Difference = z.object({
  row: z.string(),
  rowKey: z.string(),
  column: z.string(),
  field: z.string(),
  before: CellValue,
  after: CellValue,
  /** Persons counted after and not before, and the other way round. */
  joined: z.array(z.string()),
  left: z.array(z.string()),
})
export type Difference = z.infer<typeof Difference>

export const reports = contract('reports', {
  ...formOperations,
  ...figureOperations,

  tables: query({
    title: '查看报表目录',
    input: z.object({ county: County, month: PlainMonth }),
    output: z.array(
      z.object({
        table: z.string(),
        title: z.string(),
        kind: z.enum(['table', 'form']),
        every: z.string(),
        status: Status,
      }),
    ),
  }),
  table: query({ title: '查看统计报表', input: z.object(asked), output: Table }),
  persons: query({
    title: '打开报表单元格',
    look: true,
    input: z.object({
      ...asked,
      /** Key of the row, or 'total'. */
      row: z.string().max(80),
      column: z.string().max(80),
      page: z.int().min(1).default(1),
      pageSize: z.int().min(1).max(200).default(50),
    }),
    output: z.object({
      title: z.string(),
      value: CellValue,
      /** How the number came about: '24×60%＝14.4，向上取整15'. */
      explanation: z.string(),
      citations: z.array(Citation),
      homeId: z.uuid().nullable(),
      rows: z.array(
        z.object({
          personId: z.string().nullable(),
          name: z.string(),
          sex: z.string(),
          age: z.int(),
          level: z.string(),
          place: z.string(),
        }),
      ),
      total: z.int(),
      at: Instant,
    }),
  }),
  export: command({
    title: '导出统计报表',
    input: z.object({
      ...asked,
      format: z.enum(['xlsx', 'pdf', 'csv']),
      /** The table as it was signed in this edition, with its 校验码; otherwise the figures of today. */
      edition: z.int().min(1).optional(),
    }),
    output: File,
  }),
  check: command({
    title: '核对报来的表',
    input: z.object({
      table: TableName.optional(),
      county: County,
      month: PlainMonth.optional(),
      fileId: z.uuid().optional(),
      /** For programs that have the file at hand. */
      file: z.object({ name: z.string().max(200), base64: z.string().max(6_000_000) }).optional(),
    }),
    output: z.object({
      table: z.string(),
      title: z.string(),
      month: PlainMonth,
      /** The table is right in itself: headings, names, order, rules, formulas, totals. */
      ok: z.boolean(),
      /** No cell differs from the register. */
      asOnFile: z.boolean(),
      rowsRead: z.int(),
      disagreements: z.array(Disagreement),
      /** 与在册不一致 */
      onFile: z.array(OnFile),
      notes: z.array(z.string()),
      citations: z.array(Citation),
      annotated: File,
    }),
  }),
  compare: query({
    title: '与上月报表比较',
    input: z.object(asked),
    output: z.object({ month: PlainMonth, differences: z.array(Difference) }),
  }),
  submit: command({
    title: '签字统计报表',
    input: z.object({ table: TableName, month: PlainMonth, note: z.string().trim().max(500).default('') }),
    output: z.object({ submissionId: z.uuid(), edition: z.int(), hash: z.string() }),
  }),
  send: command({
    title: '报送统计报表',
    input: z.object({ submissionId: z.uuid() }),
    output: z.object({ sentAt: Instant }),
  }),
  answer: command({
    title: '接收或退回统计报表',
    input: z.object({
      submissionId: z.uuid(),
      decision: z.enum(['received', 'returned']),
      reason: z.string().trim().max(500).default(''),
    }),
    output: z.object({}),
  }),
  submission: query({
    title: '查看已签字的报表',
    input: z.object({
      table: TableName,
      county: County,
      month: PlainMonth,
      edition: z.int().min(1).optional(),
    }),
    output: z.object({
      submissionId: z.uuid(),
      edition: z.int(),
      editions: z.int(),
      hash: z.string(),
      /** The rows still have the hash under which they were signed. */
      unchanged: z.boolean(),
      signedBy: z.string(),
      signedAt: Instant,
      kept: z.object({ title: z.string(), columns: z.array(Column), rows: z.array(Row), totals: Table.shape.totals }),
      today: Table,
      differences: z.array(Difference),
      /** Against the table signed for the month before, as both were signed. */
      before: z.object({ month: PlainMonth, edition: z.int(), differences: z.array(Difference) }).nullable(),
      steps: z.array(z.object({ step: z.string(), by: z.string(), at: Instant, reason: z.string() })),
    }),
  }),
})

export { Reason }
