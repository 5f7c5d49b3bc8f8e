/** 发放批次: made, checked, approved by two, sent to the bank, answered, put right, reconciled. */
import * as z from 'zod'
import { Instant, PlainDate, PlainMonth } from '#kernel/calendar.ts'
import { command, query } from '#kernel/contract.ts'
import { Fen } from '#kernel/money.ts'
import { Citation } from '#kernel/policy.ts'
import { Reason } from '#kernel/refusal.ts'
import { BatchStatus, ItemStatus, PayeeKind, Purpose, Step } from './words.ts'

const Words = z.string().trim().min(4, '请写明原因，至少4个字').max(300, '原因最多300字')
const nothing = z.object({})
const id = z.object({ batchId: z.uuid() })
const File = z.object({ ticket: z.string(), name: z.string() })
const chosenItems = id.extend({
  status: ItemStatus.optional(),
  text: z.string().trim().max(40).default(''),
  amountFen: Fen.optional(),
})

export const Batch = z.object({
  id: z.uuid(),
  number: z.string(),
  month: PlainMonth,
  purpose: Purpose,
  kind: z.enum(['regular', 'reissue']),
  status: BatchStatus,
  itemCount: z.int(),
  totalFen: Fen,
  paidFen: Fen,
  failed: z.int(),
  failedFen: Fen,
  madeName: z.string(),
  madeAt: Instant,
  mine: z.boolean(),
})
export type Batch = z.infer<typeof Batch>

export const Item = z.object({
  id: z.uuid(),
  lineNo: z.int(),
  purpose: Purpose,
  personId: z.uuid().nullable(),
  organisationId: z.uuid().nullable(),
  township: z.string(),
  payee: z.string(),
  payeeKind: PayeeKind,
  holder: z.string(),
  bank: z.string(),
  accountMasked: z.string(),
  amountFen: Fen,
  persons: z.int(),
  statementId: z.uuid().nullable(),
  statementNumber: z.string().nullable(),
  status: ItemStatus,
  paidOn: PlainDate.nullable(),
  bankReason: z.string(),
  advice: z.string(),
  reissueOf: z.uuid().nullable(),
  reissuedIn: z.string().nullable(),
})
export type Item = z.infer<typeof Item>

/** Whose money a line is. */
export const ItemPerson = z.object({
  personId: z.uuid(),
  name: z.string(),
  township: z.string(),
  month: PlainMonth,
  purpose: Purpose,
  amountFen: Fen,
  reason: z.string(),
})
export type ItemPerson = z.infer<typeof ItemPerson>

export const Problem = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  name: z.string(),
  township: z.string(),
  purpose: z.string(),
  code: z.string(),
  message: z.string(),
  blocking: z.boolean(),
  citations: z.array(Citation),
})
export type Problem = z.infer<typeof Problem>

const Approval = z.object({
  step: Step,
  verdict: z.enum(['passed', 'returned']),
  words: z.string(),
  byName: z.string(),
  byRole: z.string(),
  at: Instant,
  round: z.int(),
})

const ReturnLine = z.object({
  rowNo: z.int(),
  lineNo: z.int().nullable(),
  accountTail: z.string(),
  amountFen: Fen.nullable(),
  unknown: z.string(),
})

export const batchOperations = {
  list: query({
    title: '查看发放批次',
    input: z.object({
      month: PlainMonth.optional(),
      purpose: Purpose.optional(),
      status: BatchStatus.optional(),
      /** Part of a batch's number. */
      words: z.string().trim().max(40, '批次号最多40字').default(''),
      page: z.int().min(1).max(1000).default(1),
      pageSize: z.int().min(1).max(200).default(50),
    }),
    output: z.object({ rows: z.array(Batch), total: z.int(), at: Instant }),
  }),
  get: query({
    title: '查看发放批次详情',
    input: id,
    output: z.object({
      batch: Batch,
      round: z.int(),
      returnedReason: z.string(),
      voucherNo: z.string(),
      approvals: z.array(Approval),
      nextStep: Step.nullable(),
      mayDecide: z.boolean(),
      files: z.array(
        z.object({
          name: z.string(),
          format: z.string(),
          encoding: z.string(),
          hash: z.string(),
          exportedName: z.string(),
          exportedAt: Instant,
        }),
      ),
      unknownLines: z.array(ReturnLine),
      problems: z.object({ blocking: z.int(), warnings: z.int() }),
      /** What has happened since it was made and stops its approval: somebody died or ended, a consent lapsed. */
      stops: z.array(Reason),
      /** 应付, 已付, 待重发, 重发在途, 不再重发, 追不回的差. */
      sums: z.object({ dueFen: Fen, paidFen: Fen, toReissueFen: Fen, reissuedFen: Fen, stoppedFen: Fen, openFen: Fen }),
      /** 办理经过, in order of time. */
      history: z.array(z.object({ at: Instant, by: z.string(), deed: z.string(), words: z.string() })),
      citations: z.array(Citation),
    }),
  }),
  items: query({
    title: '查看发放明细',
    input: chosenItems.extend({
      page: z.int().min(1).max(1000).default(1),
      pageSize: z.int().min(1).max(200).default(50),
    }),
    output: z.object({ rows: z.array(Item), total: z.int(), sumFen: Fen, at: Instant }),
  }),
  itemPersons: query({
    title: '查看一笔的人员',
    input: id.extend({ itemId: z.uuid() }),
    output: z.array(ItemPerson),
  }),
  itemPlace: query({
    title: '打开一笔所在的批次',
    input: z.object({ itemId: z.uuid() }),
    output: z.object({ batchId: z.uuid(), lineNo: z.int(), payee: z.string(), amountFen: Fen }),
  }),
  exportItems: command({
    title: '导出发放明细',
    input: chosenItems.extend({ format: z.enum(['xlsx', 'pdf', 'csv']).default('xlsx') }),
    output: File,
  }),
  problems: query({
    title: '查看发放核对结果',
    input: id.extend({
      page: z.int().min(1).max(1000).default(1),
      pageSize: z.int().min(1).max(200).default(50),
    }),
    output: z.object({ rows: z.array(Problem), total: z.int(), at: Instant }),
  }),
  makeBatch: command({
    title: '生成照料护理费批次',
    input: z.object({
      month: PlainMonth,
      applicationIds: z.array(z.uuid()).min(1, '请选择支付申请').max(100),
    }),
    output: z.object({ batchId: z.uuid(), number: z.string() }),
  }),
  makeList: command({
    title: '生成发放花名册',
    input: z.object({ month: PlainMonth }),
    output: z.object({ batchId: z.uuid(), number: z.string(), persons: z.int(), totalFen: Fen, problems: z.int() }),
  }),
  removeFromBatch: command({
    title: '移出发放批次',
    input: id.extend({ itemIds: z.array(z.uuid()).min(1, '请选择').max(500), reason: Words }),
    output: z.object({ removed: z.int() }),
  }),
  removePerson: command({
    title: '从发放批次移出某人',
    input: id.extend({ personId: z.uuid(), reason: Words }),
    output: z.object({ removed: z.int() }),
  }),
  cancelBatch: command({ title: '作废发放批次', input: id.extend({ reason: Words }), output: nothing }),
  approve: command({
    title: '审批发放批次',
    input: id.extend({ words: z.string().trim().max(300).default('') }),
    output: nothing,
  }),
  returnBatch: command({ title: '退回发放批次', input: id.extend({ reason: Words }), output: nothing }),
  exportFile: command({
    title: '导出银行文件',
    input: id.extend({ format: z.enum(['csv', 'xlsx']).optional(), encoding: z.enum(['utf8', 'gb18030']).optional() }),
    output: File.extend({ hash: z.string(), items: z.int(), totalFen: Fen }),
  }),
  importReturn: command({
    title: '导入银行回盘',
    input: id.extend({ fileId: z.uuid('请上传回盘文件') }),
    /** `late`: of the failed, those reported as paid before (退票). */
    output: z.object({ rows: z.int(), paid: z.int(), failed: z.int(), late: z.int(), unknown: z.array(ReturnLine) }),
  }),
  reissue: command({
    title: '失败重发',
    input: id.extend({
      itemIds: z.array(z.uuid()).min(1, '请选择退回的笔').max(500),
      /** Needed where the account stays as it was. */
      reason: z.string().trim().max(200).default(''),
    }),
    output: z.object({ batchId: z.uuid(), number: z.string() }),
  }),
  reconcile: command({
    title: '发放对账',
    input: id.extend({ voucherNo: z.string().trim().min(1, '请填写凭证号').max(60) }),
    output: z.object({ dueFen: Fen, paidFen: Fen, bankFen: Fen }),
  }),
  print: command({
    title: '打印发放表',
    input: id.extend({ paper: z.enum(['approval', 'public']) }),
    output: File,
  }),
}
