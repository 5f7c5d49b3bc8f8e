/** 不再重发: a returned payment of somebody who died goes to no account any more; what was due is the estate's. */
import * as z from 'zod'
import { Instant, PlainDate } from '#kernel/calendar.ts'
import { command, query } from '#kernel/contract.ts'
import { Fen } from '#kernel/money.ts'
import { Citation } from '#kernel/policy.ts'
import { StopStatus, Taker } from './words.ts'

const words = (what: string, least: number, most: number) =>
  z.string(`请填写${what}`).trim().min(least, `请填写${what}，至少${least}个字`).max(most, `${what}最多${most}字`)
const nothing = z.object({})
const one = z.object({ stopId: z.uuid() })

export const Stop = z.object({
  id: z.uuid(),
  batchId: z.uuid(),
  number: z.string(),
  lineNo: z.int(),
  personId: z.uuid(),
  name: z.string(),
  diedOn: PlainDate,
  /** Owed to the estate: of the month of death and before. */
  estateFen: Fen,
  /** Never due: of later months; it stays where it came from. */
  backFen: Fen,
  reason: z.string(),
  status: StopStatus,
  proposedName: z.string(),
  proposedAt: Instant,
  decidedWords: z.string(),
  decidedName: z.string(),
  decidedAt: Instant.nullable(),
  taker: Taker.nullable(),
  takerName: z.string(),
  paper: z.string(),
  voucherNo: z.string(),
  handedOn: PlainDate.nullable(),
  handedName: z.string(),
  /** The reader proposed it, so another decides. */
  mine: z.boolean(),
  /** The reader decided it, so another hands over. */
  decided: z.boolean(),
})
export type Stop = z.infer<typeof Stop>

export const stopOperations = {
  stops: query({
    title: '查看不再重发',
    input: z.object({ batchId: z.uuid() }),
    output: z.object({ rows: z.array(Stop), citations: z.array(Citation) }),
  }),
  proposeStop: command({
    title: '提出不再重发',
    input: z.object({ batchId: z.uuid(), itemId: z.uuid(), reason: words('原因', 4, 300) }),
    output: z.object({ stopId: z.uuid(), estateFen: Fen, backFen: Fen }),
  }),
  decideStop: command({
    title: '决定不再重发',
    input: one.extend({ agree: z.boolean('请选择同意或不同意'), words: words('意见', 2, 300) }),
    output: nothing,
  }),
  handToEstate: command({
    title: '登记交付遗产继承人、管理人',
    input: one.extend({
      taker: Taker,
      takerName: words('领取的人或单位', 2, 60),
      paper: words('依据和领取凭据（存放位置）', 4, 200),
      voucherNo: words('凭证号', 1, 60),
      on: PlainDate,
    }),
    output: nothing,
  }),
}
