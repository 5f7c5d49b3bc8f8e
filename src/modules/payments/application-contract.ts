/** 支付申请: acceptance report, invoice, budget line and contract for a settlement that finance approved. */
import * as z from 'zod'
import { PlainDate, PlainMonth } from '#kernel/calendar.ts'
import { command, query } from '#kernel/contract.ts'
import { Fen } from '#kernel/money.ts'
import { Citation } from '#kernel/policy.ts'
import { Reason } from '#kernel/refusal.ts'

const Words = z.string().trim().min(4, '请写明原因，至少4个字').max(300, '原因最多300字')

export const Payable = z.object({
  statementId: z.uuid(),
  statementNumber: z.string(),
  organisationId: z.uuid(),
  organisation: z.string(),
  month: PlainMonth,
  payableFen: Fen,
  reportNo: z.string().nullable(),
  contractNumber: z.string(),
  contractSumFen: Fen.nullable(),
  usedFen: Fen,
  budgetLine: z.string(),
  accountMasked: z.string().nullable(),
  holder: z.string().nullable(),
  application: z
    .object({ id: z.uuid(), number: z.string(), invoiceNumber: z.string(), status: z.enum(['open', 'batched']) })
    .nullable(),
  batch: z.object({ id: z.uuid(), number: z.string() }).nullable(),
  /** What still keeps the application from being made. */
  missing: z.array(Reason),
  citations: z.array(Citation),
})
export type Payable = z.infer<typeof Payable>

export const applicationOperations = {
  payable: query({
    title: '查看待付的结算',
    input: z.object({ month: PlainMonth }),
    output: z.array(Payable),
  }),
  apply: command({
    title: '提交支付申请',
    input: z.object({
      statementId: z.uuid(),
      invoiceNumber: z
        .string()
        .trim()
        .regex(/^[0-9A-Za-z-]{4,40}$/, '发票号码应为4到40位数字或字母'),
      invoiceOn: PlainDate,
      invoiceFen: Fen,
      fileId: z.uuid('请上传发票'),
      budgetLine: z.string().trim().max(100).default(''),
    }),
    output: z.object({ applicationId: z.uuid(), number: z.string() }),
  }),
  withdrawApplication: command({
    title: '撤回支付申请',
    input: z.object({ applicationId: z.uuid(), reason: Words }),
    output: z.object({}),
  }),
}
