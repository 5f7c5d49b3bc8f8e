/** 本地配套政策 on the topics a document names, and its filing with the province (JL-2). */
import * as z from 'zod'
import { PlainDate } from '#kernel/calendar.ts'
import { command, query } from '#kernel/contract.ts'
import { Citation } from '#kernel/policy.ts'

const Words = (label: string, most: number) =>
  z.string(`请填写${label}`).trim().min(2, `请填写${label}`).max(most, `${label}最多${most}字`)
const File = z.uuid('请上传文件').optional()
const one = { id: z.uuid() }

export const LocalPolicy = z.object({
  id: z.uuid(),
  number: z.string(),
  title: z.string(),
  issuedOn: PlainDate,
  topics: z.array(z.string()),
  /** '' where no file was kept. */
  fileName: z.string(),
  filedOn: PlainDate.nullable(),
  receipt: z.string(),
  receiptFileName: z.string(),
  enteredBy: z.string(),
  dropReason: z.string(),
})
export type LocalPolicy = z.infer<typeof LocalPolicy>

export const PolicyState = z.object({
  /** Topics the document names; empty where none asks for local policy here. */
  topics: z.array(z.object({ code: z.string(), title: z.string(), documents: z.array(z.string()) })),
  dueOn: PlainDate.nullable(),
  /** Calendar days after the due day without all topics issued and filed. */
  lateDays: z.int(),
  missing: z.array(z.string()),
  unfiled: z.int(),
  /** Issued or filed last, when all is done. */
  doneOn: PlainDate.nullable(),
  text: z.string(),
  citations: z.array(Citation),
})
export type PolicyState = z.infer<typeof PolicyState>

export const policyOperations = {
  localPolicies: query({
    title: '查看本地配套政策',
    input: z.object({}),
    output: z.object({ rows: z.array(LocalPolicy), state: PolicyState }),
  }),
  registerLocalPolicy: command({
    title: '登记本地配套政策',
    input: z.object({
      number: Words('文号', 80),
      title: Words('标题', 200),
      issuedOn: PlainDate,
      topics: z
        .array(z.string().regex(/^[a-z_]{2,60}$/, '没有这个事项'))
        .min(1, '请选择涉及的事项')
        .max(20),
      fileId: File,
    }),
    output: z.object(one),
  }),
  fileLocalPolicy: command({
    title: '登记配套政策备案',
    input: z.object({ ...one, on: PlainDate, receipt: Words('回执号', 100), fileId: File }),
    output: z.object(one),
  }),
  dropLocalPolicy: command({
    title: '作废本地配套政策',
    input: z.object({
      ...one,
      reason: z.string('请填写原因').trim().min(4, '原因不少于4个字').max(300, '原因最多300个字'),
    }),
    output: z.object(one),
  }),
  openLocalPolicyFile: command({
    title: '打开配套政策文件',
    input: z.object({ ...one, which: z.enum(['policy', 'receipt']) }),
    output: z.object({ ticket: z.string(), name: z.string() }),
  }),
  policyFiling: query({
    title: '查看各县配套政策备案',
    input: z.object({ late: z.boolean().default(false) }),
    output: z.array(z.object({ county: z.string(), name: z.string(), documents: z.int(), state: PolicyState })),
  }),
}
