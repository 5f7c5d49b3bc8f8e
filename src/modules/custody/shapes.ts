/** Shapes that several operations of custody share. */
import * as z from 'zod'
import { Instant, PlainDate } from '#kernel/calendar.ts'
import { Fen } from '#kernel/money.ts'
import { Citation } from '#kernel/policy.ts'
import { Reason } from '#kernel/refusal.ts'
import {
  AccountStatus,
  Direction,
  EntryKind,
  Giver,
  LineState,
  Receiver,
  RoundState,
  Scope,
  SlipState,
} from './words.ts'

export const Id = z.uuid()
export const Day = PlainDate
export const FileId = z.uuid().nullable().default(null)
export const File = z.object({ ticket: z.string(), name: z.string() })
export const text = (title: string, least: number, most: number) =>
  z
    .string()
    .trim()
    .min(least, least > 1 ? `请填写${title}，至少${least}个字` : `请填写${title}`)
    .max(most, `${title}最多${most}字`)
export const maybe = (title: string, most: number) => z.string().trim().max(most, `${title}最多${most}字`).default('')
export const Sum = Fen.refine((fen) => fen > 0n && fen <= 1_000_000_00n, '金额应大于0，不超过100万元')
export const paged = {
  page: z.int().min(1).max(1000).default(1),
  pageSize: z.int().min(1).max(200).default(50),
}

export const AccountRow = z.object({
  id: Id,
  number: z.string(),
  personId: Id,
  name: z.string(),
  home: z.string(),
  /** '货币，至2024-08-31'; '' when nothing is entrusted any more. */
  entrusted: z.string(),
  /** Null for whoever sees that there is an account, and no more of it. */
  balanceFen: Fen.nullable(),
  inFen: Fen.nullable(),
  outFen: Fen.nullable(),
  statementOn: PlainDate.nullable(),
  status: AccountStatus,
  /** 已离院，应结清 and the like. */
  remark: z.string(),
  waiting: z.int(),
})
export type AccountRow = z.infer<typeof AccountRow>

/** The persons' balances against the bank's, of one home (C-14). */
export const HomeBalance = z.object({
  homeId: Id,
  home: z.string(),
  accounts: z.int(),
  bookFen: Fen,
  bankFen: Fen.nullable(),
  bankOn: PlainDate.nullable(),
  /** The book on the bank's day, less the bank: nought is ✓. */
  bookOnDayFen: Fen.nullable(),
  differenceFen: Fen.nullable(),
})
export type HomeBalance = z.infer<typeof HomeBalance>

export const EntryRow = z.object({
  id: Id,
  no: z.int(),
  on: PlainDate,
  kind: EntryKind,
  direction: Direction,
  amountFen: Fen,
  balanceAfterFen: Fen,
  purpose: z.string(),
  voucher: z.string(),
  receiver: Receiver,
  receiverName: z.string(),
  signed: z.string(),
  madeName: z.string(),
  checkedName: z.string(),
  at: Instant,
  hasFile: z.boolean(),
  corrected: z.boolean(),
  correctsNo: z.int().nullable(),
})
export type EntryRow = z.infer<typeof EntryRow>

export const SlipRow = z.object({
  id: Id,
  accountId: Id,
  name: z.string(),
  kind: EntryKind,
  direction: Direction,
  amountFen: Fen,
  on: PlainDate,
  purpose: z.string(),
  voucher: z.string(),
  receiver: Receiver,
  receiverName: z.string(),
  taker: z.string(),
  proof: z.string(),
  inventory: z.string(),
  state: SlipState,
  madeName: z.string(),
  madeAt: Instant,
  mine: z.boolean(),
  decidedName: z.string(),
  decisionWords: z.string(),
  hasFile: z.boolean(),
})
export type SlipRow = z.infer<typeof SlipRow>

export const EntrustmentRow = z.object({
  id: Id,
  givenBy: Giver,
  giver: z.string(),
  scope: Scope,
  from: PlainDate,
  to: PlainDate.nullable(),
  withdrawnOn: PlainDate.nullable(),
  withdrawnWords: z.string(),
  paperReference: z.string(),
  hasFile: z.boolean(),
  inForce: z.boolean(),
  /** His own, while he is able no more: his guardian entrusts anew. */
  lapsed: z.boolean(),
})
export type EntrustmentRow = z.infer<typeof EntrustmentRow>

export const ConsentRow = z.object({
  id: Id,
  kind: z.enum(['pocket_money', 'entrusted_money']),
  givenBy: Giver,
  receiver: z.string(),
  from: PlainDate,
  to: PlainDate.nullable(),
  valid: z.boolean(),
})
export type ConsentRow = z.infer<typeof ConsentRow>

export const ThingRow = z.object({
  id: Id,
  name: z.string(),
  quantity: z.int(),
  receivedOn: PlainDate,
  returnedOn: PlainDate.nullable(),
  returnedTo: z.string(),
})
export type ThingRow = z.infer<typeof ThingRow>

export const AccountDetails = z.object({
  id: Id,
  number: z.string(),
  personId: Id,
  name: z.string(),
  homeId: Id,
  home: z.string(),
  openedOn: PlainDate,
  status: AccountStatus,
  frozenOn: PlainDate.nullable(),
  settledOn: PlainDate.nullable(),
  balanceFen: Fen,
  statementOn: PlainDate.nullable(),
  /** He lives in the home; otherwise the account is to be settled. */
  lives: z.boolean(),
  died: z.boolean(),
  /** Who has to entrust: by his capacity. */
  manager: Giver,
  managerCitations: z.array(Citation),
  guardians: z.array(z.string()),
  entrustments: z.array(EntrustmentRow),
  consents: z.array(ConsentRow),
  slips: z.array(SlipRow),
  entries: z.array(EntryRow),
  things: z.array(ThingRow),
  /** Why nothing may be put in or taken out now, with what is to be done. */
  stopped: z.array(Reason),
  citations: z.array(Citation),
  estate: z.array(Citation),
})
export type AccountDetails = z.infer<typeof AccountDetails>

export const RoundRow = z.object({
  id: Id,
  homeId: Id,
  home: z.string(),
  month: z.string(),
  state: RoundState,
  lines: z.int(),
  paid: z.int(),
  sumFen: Fen,
  paidFen: Fen,
  madeName: z.string(),
  mine: z.boolean(),
  decidedName: z.string(),
  decisionWords: z.string(),
})
export type RoundRow = z.infer<typeof RoundRow>

export const LineRow = z.object({
  id: Id,
  no: z.int(),
  accountId: Id,
  personId: Id,
  name: z.string(),
  amountFen: Fen,
  balanceFen: Fen,
  state: LineState,
  /** How it was received: '本人 捺印', '王演示 代领'. */
  received: z.string(),
  /** Whom he or his guardian lets collect it, in force today. */
  consents: z.array(ConsentRow),
  /** Why his own signature is not enough; empty where it is. */
  unable: z.string(),
})
export type LineRow = z.infer<typeof LineRow>
