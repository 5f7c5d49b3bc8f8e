/** 数据分析: what the charts of screens §6 show that no other module answers already. */
import * as z from 'zod'
import { Instant, PlainDate, PlainMonth } from '#kernel/calendar.ts'
import { query } from '#kernel/contract.ts'
import { Fen } from '#kernel/money.ts'
import { SelfCareLevel } from '#kernel/self-care.ts'
import { Earmark } from '#modules/ledger/words.ts'

export const Movement = z.enum(['joined', 'moved_in', 'ended', 'died'])
export type Movement = z.infer<typeof Movement>
export const movementText: Readonly<Record<Movement, string>> = {
  joined: '新增',
  moved_in: '转入',
  ended: '退出',
  died: '死亡',
}

export const figureOperations = {
  movement: query({
    title: '查看人员增减',
    look: true,
    input: z.object({
      month: PlainMonth,
      townshipId: z.uuid().optional(),
      kind: Movement.optional(),
      page: z.int().min(1).default(1),
      pageSize: z.int().min(1).max(200).default(50),
    }),
    output: z.object({
      from: PlainDate,
      day: PlainDate,
      opening: z.int(),
      closing: z.int(),
      counts: z.record(Movement, z.int()),
      rows: z.array(
        z.object({
          personId: z.uuid(),
          name: z.string(),
          township: z.string(),
          movement: Movement,
          /** '死亡', '自愿申请退出', '转到甲镇'. */
          reason: z.string(),
          on: PlainDate.nullable(),
        }),
      ),
      total: z.int(),
      at: Instant,
    }),
  }),
  spending: query({
    title: '查看每月支出',
    input: z.object({ month: PlainMonth }),
    output: z.object({
      /** Twelve months up to the one asked for. */
      months: z.array(z.object({ month: PlainMonth, spentFen: z.record(Earmark, Fen) })),
      /** From 1 January to the end of the month asked for, or to today. */
      year: z.object({
        to: PlainDate,
        days: z.int(),
        daysOfYear: z.int(),
        earmarks: z.array(z.object({ earmark: Earmark, allottedFen: Fen, spentFen: Fen })),
      }),
      at: Instant,
    }),
  }),
  perHead: query({
    title: '查看人均结算额',
    input: z.object({ month: PlainMonth, townshipId: z.uuid().optional() }),
    output: z.object({
      months: z.array(PlainMonth),
      rows: z.array(
        z.object({ month: PlainMonth, level: SelfCareLevel, persons: z.int(), payableFen: Fen, eachFen: Fen }),
      ),
      at: Instant,
    }),
  }),
}
