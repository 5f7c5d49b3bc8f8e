/** Operations on templates (协议范本); part of the contract of agreements. */
import * as z from 'zod'
import { PlainDate } from '#kernel/calendar.ts'
import { command, query } from '#kernel/contract.ts'
import { SupportMode } from '#kernel/self-care.ts'

export const TemplateRow = z.object({
  id: z.uuid(),
  kind: SupportMode,
  edition: z.int(),
  title: z.string(),
  clauses: z.record(z.string(), z.string()),
  fileName: z.string().nullable(),
  from: PlainDate,
  filedOn: PlainDate.nullable(),
  filingNo: z.string(),
})
export type TemplateRow = z.infer<typeof TemplateRow>

export const templateOperations = {
  templates: query({
    title: '查看协议范本',
    input: z.object({}),
    output: z.object({
      rows: z.array(TemplateRow),
      clauses: z.array(z.object({ code: z.string(), title: z.string() })),
    }),
  }),
  addTemplate: command({
    title: '登记协议范本',
    input: z.object({
      kind: SupportMode,
      title: z.string().trim().min(1, '请填写协议名称').max(60),
      clauses: z.record(z.string().max(40), z.string().trim().max(2000, '每项内容最多2000字')).default({}),
      /** The county's own Word file; its tags are checked by filling it once. */
      fileId: z.uuid().nullable().default(null),
      from: PlainDate,
    }),
    output: z.object({ templateId: z.uuid(), edition: z.int() }),
  }),
  fileTemplate: command({
    title: '登记协议范本备案',
    input: z.object({ templateId: z.uuid(), filedOn: PlainDate, filingNo: z.string().trim().max(60).default('') }),
    output: z.object({}),
  }),
  openTemplateFile: command({
    title: '打开协议范本文件',
    input: z.object({ templateId: z.uuid() }),
    output: z.object({ ticket: z.string(), name: z.string() }),
  }),
}
