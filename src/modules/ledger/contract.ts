/** Where each purpose's money came from and went (资金入账). */
import * as z from 'zod'
import { Instant, PlainDate, PlainMonth } from '#kernel/calendar.ts'
import { command, contract, query } from '#kernel/contract.ts'
import { Fen } from '#kernel/money.ts'
import { Citation } from '#kernel/policy.ts'
import { Reason } from '#kernel/refusal.ts'
import { Account, Earmark, Flow, VoucherKind } from './words.ts'

export * from './words.ts'

const Pot = z.object({
  earmark: Earmark,
  beforeFen: Fen,
  inFen: Fen,
  outFen: Fen,
  balanceFen: Fen,
})
export type Pot = z.infer<typeof Pot>

const Posting = z.object({
  id: z.uuid(),
  postedOn: PlainDate,
  postedAt: Instant,
  earmark: Earmark,
  debit: Account,
  credit: Account,
  amountFen: Fen,
  summary: z.string(),
  sourceTable: z.string(),
  sourceId: z.uuid(),
  voucherNo: z.string(),
  madeName: z.string(),
  checkedName: z.string(),
})
export type Posting = z.infer<typeof Posting>

const Voucher = z.object({
  id: z.uuid(),
  kind: VoucherKind,
  earmark: Earmark,
  amountFen: Fen,
  onDay: PlainDate,
  number: z.string(),
  words: z.string(),
  category: z.string().nullable(),
  madeName: z.string(),
  madeAt: Instant,
  checkedName: z.string().nullable(),
  checkedAt: Instant.nullable(),
  refusedReason: z.string(),
  mine: z.boolean(),
})
export type Voucher = z.infer<typeof Voucher>

const chosenPostings = z.object({
  month: PlainMonth.optional(),
  earmark: Earmark.optional(),
  /** Into the pot, or out of it; other postings only move what is owed. */
  flow: Flow.optional(),
  text: z.string().trim().max(60).default(''),
  sourceTable: z.string().max(60).optional(),
  sourceId: z.uuid().optional(),
})

const spending = {
  earmark: Earmark,
  category: z.string().trim().min(1, '请选择支出项目').max(60),
  amountFen: Fen.refine((fen) => fen > 0n, '金额应大于0'),
}

export const ledger = contract('ledger', {
  pots: query({
    title: '查看专项资金余额',
    input: z.object({ month: PlainMonth }),
    output: z.object({
      pots: z.array(Pot),
      /** 化零为整: null where the pack does not pool the care money. */
      pool: z
        .object({
          accruedFen: Fen,
          paidFen: Fen,
          bouncedFen: Fen,
          returnedFen: Fen,
          balanceFen: Fen,
          citations: z.array(Citation),
        })
        .nullable(),
      /** What support money may not be spent on, with the clauses. */
      denied: z.object({ categories: z.array(z.string()), citations: z.array(Citation) }).nullable(),
    }),
  }),
  postings: query({
    title: '查看资金流水',
    input: chosenPostings.extend({
      page: z.int().min(1).max(1000).default(1),
      pageSize: z.int().min(1).max(200).default(50),
    }),
    output: z.object({ rows: z.array(Posting), total: z.int(), sumFen: Fen, at: Instant }),
  }),
  exportPostings: command({
    title: '导出资金流水',
    input: chosenPostings.extend({ format: z.enum(['xlsx', 'pdf', 'csv']).default('xlsx') }),
    output: z.object({ ticket: z.string(), name: z.string() }),
  }),
  vouchers: query({
    title: '查看凭证',
    input: z.object({
      month: PlainMonth.optional(),
      onlyToCheck: z.boolean().default(false),
      kind: VoucherKind.optional(),
      earmark: Earmark.optional(),
      text: z.string().trim().max(60).default(''),
      page: z.int().min(1).max(1000).default(1),
      pageSize: z.int().min(1).max(200).default(50),
    }),
    output: z.object({ rows: z.array(Voucher), total: z.int(), at: Instant }),
  }),
  enter: command({
    title: '登记资金凭证',
    input: z.object({
      kind: VoucherKind,
      earmark: Earmark,
      amountFen: Fen.refine((fen) => fen > 0n, '金额应大于0'),
      onDay: PlainDate,
      number: z.string().trim().min(1, '请填写凭证号').max(60, '凭证号最多60字'),
      words: z.string().trim().max(200, '摘要最多200字').default(''),
      category: z.string().trim().max(60).nullable().default(null),
      fileId: z.uuid().nullable().default(null),
    }),
    output: z.object({ voucherId: z.uuid() }),
  }),
  check: command({
    title: '复核资金凭证',
    input: z.object({
      voucherId: z.uuid(),
      confirm: z.boolean(),
      reason: z.string().trim().max(200).default(''),
    }),
    output: z.object({}),
  }),
  mayUse: query({
    title: '查询资金能否用于某项支出',
    input: z.object(spending),
    output: z.object({ ok: z.boolean(), reasons: z.array(Reason) }),
  }),
})
