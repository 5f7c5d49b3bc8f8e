/** 零用钱发放: the round of a month (screens 4.48, BJ-3.3). */
import * as z from 'zod'
import { PlainMonth } from '#kernel/calendar.ts'
import { command, query } from '#kernel/contract.ts'
import { Citation } from '#kernel/policy.ts'
import { File, Id, LineRow, maybe, paged, RoundRow, Sum } from './shapes.ts'
import { SignedAs } from './words.ts'

const of = z.object({ roundId: Id })

export const roundOperations = {
  rounds: query({
    title: '查看零用钱发放',
    input: z.object({ ...paged }),
    output: z.object({ rows: z.array(RoundRow), total: z.int() }),
  }),
  round: query({
    title: '打开零用钱发放',
    look: true,
    input: of,
    output: z.object({ row: RoundRow, lines: z.array(LineRow), citations: z.array(Citation) }),
  }),
  prepareRound: command({
    title: '制作零用钱发放表',
    input: z.object({ homeId: Id, month: PlainMonth, amountFen: Sum }),
    output: z.object({ roundId: Id, lines: z.int(), left: z.array(z.string()) }),
  }),
  decideRound: command({
    title: '复核零用钱发放表',
    input: of.extend({ agree: z.boolean(), words: maybe('意见', 200) }),
    output: z.object({}),
  }),
  payLine: command({
    title: '发放零用钱',
    input: z.object({
      lineId: Id,
      /** Null when he takes it himself; otherwise the consent under which another collects it. */
      receiver: z.enum(['person', 'other']),
      consentId: Id.nullable().default(null),
      signedAs: SignedAs,
    }),
    output: z.object({ next: Id.nullable() }),
  }),
  closeRound: command({
    title: '结束零用钱发放',
    input: of,
    output: z.object({ kept: z.int() }),
  }),
  printRound: command({
    title: '打印零用钱签收册',
    input: of.extend({ format: z.enum(['pdf', 'word']).default('pdf') }),
    output: File,
  }),
}
