/** 追缴建议: what is proposed to be taken back, heard, decided by another. */
import * as z from 'zod'
import { Instant, PlainDate, PlainMonth } from '#kernel/calendar.ts'
import { command, query } from '#kernel/contract.ts'
import { Fen } from '#kernel/money.ts'
import { Citation } from '#kernel/policy.ts'
import { HeardWho, ProposalSource, ProposalStatus } from './words.ts'

export const ClaimProposal = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  name: z.string(),
  township: z.string(),
  source: ProposalSource,
  sourceId: z.uuid(),
  scheme: z.string(),
  schemeTitle: z.string(),
  months: z.array(PlainMonth),
  amountFen: Fen.nullable(),
  words: z.string(),
  citations: z.array(Citation),
  status: ProposalStatus,
  proposedName: z.string(),
  proposedAt: Instant,
  heardOn: PlainDate.nullable(),
  heardWho: z.string(),
  heardWords: z.string(),
  heardPaper: z.string(),
  heardName: z.string(),
  decidedReason: z.string(),
  decidedName: z.string(),
  decidedAt: Instant.nullable(),
  settledReason: z.string(),
  settledName: z.string(),
  voucherNo: z.string(),
  /** The reader proposed or heard it, so another decides. */
  mine: z.boolean(),
  version: z.int(),
})
export type ClaimProposal = z.infer<typeof ClaimProposal>

const words = (what: string, least: number, most: number) =>
  z.string().trim().min(least, `请填写${what}，至少${least}个字`).max(most, `${what}最多${most}字`)
const of = z.object({ proposalId: z.uuid(), version: z.int().min(1) })
const Amount = Fen.refine((fen) => fen > 0n && fen < 100_000_000_00n, '金额应大于0，不超过1亿元')

export const proposalOperations = {
  claimProposals: query({
    title: '查看追缴建议',
    input: z.object({
      status: ProposalStatus.optional(),
      open: z.boolean().default(false),
      page: z.int().min(1).max(1000).default(1),
      pageSize: z.int().min(1).max(200).default(50),
    }),
    output: z.object({ rows: z.array(ClaimProposal), total: z.int(), at: Instant }),
  }),
  hearClaim: command({
    title: '登记追缴前听取意见',
    input: of.extend({
      on: PlainDate,
      who: HeardWho,
      name: words('姓名', 1, 40),
      words: words('意见（原话）', 2, 1000),
      paper: words('纸质凭据', 1, 200),
      /** Asked of the other department where its list named none. */
      amountFen: Amount.optional(),
    }),
    output: z.object({}),
  }),
  decideProposal: command({
    title: '决定追缴建议',
    input: of.extend({ establish: z.boolean(), reason: words('理由', 4, 300) }),
    output: z.object({ claims: z.int() }),
  }),
  settleProposal: command({
    title: '登记追缴结果',
    input: of.extend({
      recovered: z.boolean(),
      reason: words('说明', 4, 300),
      voucherNo: z.string().trim().max(60, '凭证号最多60字').default(''),
    }),
    output: z.object({}),
  }),
}
