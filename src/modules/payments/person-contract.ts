/** What was paid to one person, claims by name, and accounts of homes. */
import * as z from 'zod'
import { Instant, PlainDate, PlainMonth } from '#kernel/calendar.ts'
import { command, query } from '#kernel/contract.ts'
import { Fen } from '#kernel/money.ts'
import { secret } from '#kernel/secret.ts'
import { ClaimGround, ClaimStatus, ItemStatus, PayeeKind, Purpose } from './words.ts'

const Words = z.string().trim().min(4, '请写明原因，至少4个字').max(300, '原因最多300字')
const text = (title: string, most: number) =>
  z.string().trim().min(1, `请填写${title}`).max(most, `${title}最多${most}字`)

export const PersonShare = z.object({
  id: z.uuid(),
  month: PlainMonth,
  purpose: Purpose,
  reason: z.string(),
  amountFen: Fen,
  batchId: z.uuid(),
  batchNumber: z.string(),
  payee: z.string(),
  payeeKind: PayeeKind,
  accountMasked: z.string(),
  status: ItemStatus,
  paidOn: PlainDate.nullable(),
  told: z.boolean(),
})
export type PersonShare = z.infer<typeof PersonShare>

export const Claim = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  name: z.string(),
  township: z.string(),
  month: PlainMonth,
  purpose: Purpose,
  ground: ClaimGround,
  amountFen: Fen,
  words: z.string(),
  status: ClaimStatus,
  openedAt: Instant,
  decidedReason: z.string(),
  decidedName: z.string(),
  decidedAt: Instant.nullable(),
  voucherNo: z.string(),
})
export type Claim = z.infer<typeof Claim>

export const HomeAccount = z.object({
  id: z.uuid(),
  organisationId: z.uuid(),
  organisation: z.string(),
  bank: z.string(),
  holder: z.string(),
  /** The holder is the home itself and not, say, the township that runs it. */
  ownName: z.boolean(),
  accountMasked: z.string(),
  from: PlainDate,
  to: PlainDate.nullable(),
  reason: z.string(),
  state: z.enum(['proposed', 'confirmed', 'refused']),
  refusedReason: z.string(),
  mine: z.boolean(),
  proposedName: z.string(),
  proposedAt: Instant,
  decidedName: z.string(),
  decidedAt: Instant.nullable(),
})
export type HomeAccount = z.infer<typeof HomeAccount>

export const personOperations = {
  ofPerson: query({
    title: '查看某人的发放',
    look: true,
    input: z.object({ personId: z.uuid() }),
    output: z.array(PersonShare),
  }),
  claims: query({
    title: '查看追回款',
    input: z.object({
      status: ClaimStatus.optional(),
      page: z.int().min(1).max(1000).default(1),
      pageSize: z.int().min(1).max(200).default(50),
    }),
    output: z.object({ rows: z.array(Claim), total: z.int(), sumFen: Fen, at: Instant }),
  }),
  exportClaims: command({
    title: '导出追回款名单',
    input: z.object({ status: ClaimStatus.optional(), format: z.enum(['xlsx', 'pdf', 'csv']).default('xlsx') }),
    output: z.object({ ticket: z.string(), name: z.string() }),
  }),
  decideClaim: command({
    title: '登记追回结果',
    input: z.object({
      claimId: z.uuid(),
      recovered: z.boolean(),
      reason: Words,
      voucherNo: z.string().trim().max(60).default(''),
    }),
    output: z.object({}),
  }),
  homeAccounts: query({
    title: '查看供养机构账户',
    input: z.object({}),
    output: z.object({
      rows: z.array(HomeAccount),
      homes: z.array(z.object({ id: z.uuid(), name: z.string() })),
    }),
  }),
  proposeHomeAccount: command({
    title: '登记供养机构账户',
    input: z.object({
      organisationId: z.uuid(),
      bank: text('开户银行', 100),
      holder: text('户名', 100),
      account: secret(z.string().regex(/^\d{8,30}$/, '账号应为8到30位数字')),
      from: PlainDate,
      reason: text('原因', 200),
    }),
    output: z.object({ accountId: z.uuid() }),
  }),
  decideHomeAccount: command({
    title: '复核供养机构账户',
    input: z.object({ accountId: z.uuid(), confirm: z.boolean(), reason: z.string().trim().max(200).default('') }),
    output: z.object({}),
  }),
}
