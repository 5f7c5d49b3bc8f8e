/** Accounts: the list with its equation, one account, what is entrusted, entered, checked and settled (screens 4.48). */
import * as z from 'zod'
import { Instant, PlainDate } from '#kernel/calendar.ts'
import { command, query } from '#kernel/contract.ts'
import { Fen } from '#kernel/money.ts'
import { Citation } from '#kernel/policy.ts'
import {
  AccountDetails,
  AccountRow,
  Day,
  File,
  FileId,
  HomeBalance,
  Id,
  maybe,
  paged,
  SlipRow,
  Sum,
  text,
} from './shapes.ts'
import { AccountStatus, EntryKind, Giver, Scope, SignedAs, Taker } from './words.ts'

const Filter = {
  words: z.string().trim().max(40, '最多40字').default(''),
  status: AccountStatus.optional(),
  homeId: Id.optional(),
  /** Only those that somebody has to do something about. */
  todo: z.boolean().optional(),
}

const entrustment = {
  givenBy: Giver,
  giver: text('委托人姓名', 1, 60),
  scope: Scope,
  from: Day,
  to: Day.nullable().default(null),
  paperReference: maybe('委托书的纸质位置', 200),
  fileId: FileId,
}

const of = z.object({ accountId: Id })

/** 结清 and 零用钱 have ways of their own. */
export const EnteredKind = EntryKind.extract(['deposit', 'withdrawal', 'purchase'], '请选择存入、支取或代购')

export const accountOperations = {
  accounts: query({
    title: '查看代管资金',
    input: z.object({ ...Filter, ...paged }),
    output: z.object({
      rows: z.array(AccountRow),
      total: z.int(),
      sumFen: Fen.nullable(),
      at: Instant,
    }),
  }),
  balances: query({
    title: '查看代管资金与银行专户',
    input: z.object({}),
    output: z.object({ homes: z.array(HomeBalance), citations: z.array(Citation) }),
  }),
  exportAccounts: command({
    title: '导出代管资金',
    input: z.object({ ...Filter, format: z.enum(['xlsx', 'pdf', 'csv']).default('xlsx') }),
    output: File,
  }),
  account: query({ title: '打开代管账户', look: true, input: of, output: AccountDetails }),
  /** Residents of the home who have no account yet. */
  withoutAccount: query({
    title: '查看可开户的院民',
    look: true,
    input: z.object({}),
    output: z.object({
      rows: z.array(
        z.object({
          personId: Id,
          name: z.string(),
          idMasked: z.string(),
          manager: Giver,
          guardians: z.array(z.string()),
        }),
      ),
    }),
  }),
  open: command({
    title: '登记委托并开户',
    input: z.object({ personId: z.uuid('请选择院民'), ...entrustment }),
    output: z.object({ accountId: Id, number: z.string() }),
  }),
  entrust: command({ title: '登记委托', input: of.extend(entrustment), output: z.object({}) }),
  withdrawEntrustment: command({
    title: '撤回委托',
    input: z.object({ entrustmentId: Id, on: Day, words: text('撤回的经过', 2, 200) }),
    output: z.object({ balanceFen: Fen }),
  }),
  enter: command({
    title: '登记收支',
    input: of.extend({
      kind: EnteredKind,
      amountFen: Sum,
      on: Day,
      purpose: text('用途或来源', 2, 200),
      voucher: maybe('凭证号', 60),
      receiver: z.enum(['person', 'other']).default('person'),
      consentId: Id.nullable().default(null),
      signedAs: SignedAs.optional(),
      fileId: FileId,
    }),
    output: z.object({ slipId: Id }),
  }),
  correct: command({
    title: '更正一笔收支',
    input: z.object({ entryId: Id, words: text('更正的理由', 4, 200) }),
    output: z.object({ slipId: Id }),
  }),
  settle: command({
    title: '登记结清',
    input: of.extend({
      on: Day,
      taker: Taker,
      takerName: text('接收人姓名或单位', 1, 60),
      proof: maybe('证明', 200),
      inventory: text('清点情况和在场的人', 4, 1000),
      signedAs: SignedAs,
      fileId: FileId,
    }),
    output: z.object({ slipId: Id, amountFen: Fen }),
  }),
  decide: command({
    title: '复核收支',
    input: z.object({ slipId: Id, agree: z.boolean(), words: maybe('意见', 200) }),
    output: z.object({}),
  }),
  waiting: query({ title: '查看待复核的收支', input: z.object({}), output: z.object({ rows: z.array(SlipRow) }) }),
  recordBank: command({
    title: '登记银行专户余额',
    input: z.object({
      homeId: Id,
      on: Day,
      balanceFen: Fen.refine((fen) => fen >= 0n && fen <= 100_000_000_00n, '余额应不小于0，不超过1亿元'),
      reference: text('银行对账单编号', 1, 60),
      words: maybe('差额的原因', 200),
      fileId: FileId,
    }),
    output: z.object({ differenceFen: Fen }),
  }),
  bankLines: query({
    title: '查看银行专户余额',
    input: z.object({ homeId: Id }),
    output: z.object({
      rows: z.array(
        z.object({
          id: Id,
          on: PlainDate,
          balanceFen: Fen,
          bookFen: Fen,
          differenceFen: Fen,
          reference: z.string(),
          words: z.string(),
          madeName: z.string(),
          at: Instant,
        }),
      ),
    }),
  }),
  keepThing: command({
    title: '登记代管物品',
    input: of.extend({ name: text('物品', 1, 100), quantity: z.int().min(1).max(9999), on: Day }),
    output: z.object({}),
  }),
  returnThing: command({
    title: '交还代管物品',
    input: z.object({ thingId: Id, on: Day, to: text('交给谁', 1, 60), words: maybe('说明', 200) }),
    output: z.object({}),
  }),
  printStatement: command({
    title: '打印代管对账单',
    input: of.extend({ from: Day.optional(), format: z.enum(['pdf', 'word']).default('pdf') }),
    output: File,
  }),
  openFile: command({
    title: '打开代管资金凭据',
    input: z.object({ kind: z.enum(['entrustment', 'slip', 'entry']), id: Id }),
    output: File,
  }),
}
