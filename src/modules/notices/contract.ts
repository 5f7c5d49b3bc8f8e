/** 告知: what persons are told, and that they took note. */
import * as z from 'zod'
import { Instant, PlainDate, PlainMonth } from '#kernel/calendar.ts'
import { command, contract, query } from '#kernel/contract.ts'
import { NoticeKind } from './words.ts'

export * from './words.ts'

const Notice = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  addressee: z.string(),
  township: z.string(),
  village: z.string(),
  kind: NoticeKind,
  title: z.string(),
  text: z.string(),
  month: PlainMonth,
  madeAt: Instant,
  printedAt: Instant.nullable(),
  acknowledgedOn: PlainDate.nullable(),
  acknowledgedHow: NoticeKind.nullable(),
  acknowledgedBy: z.string().nullable(),
  remark: z.string(),
})
export type Notice = z.infer<typeof Notice>

export const notices = contract('notices', {
  list: query({
    title: '查看告知',
    input: z.object({
      month: PlainMonth.optional(),
      townshipId: z.uuid().optional(),
      villageId: z.uuid().optional(),
      text: z.string().trim().max(40).default(''),
      personId: z.uuid().optional(),
      onlyUntold: z.boolean().default(false),
      page: z.int().min(1).max(1000).default(1),
      pageSize: z.int().min(1).max(200).default(50),
    }),
    output: z.object({ rows: z.array(Notice), total: z.int(), untold: z.int(), at: Instant }),
  }),
  choose: command({
    title: '选择告知方式',
    input: z.object({ noticeIds: z.array(z.uuid()).min(1, '请选择告知').max(500), kind: NoticeKind }),
    output: z.object({ changed: z.int() }),
  }),
  acknowledge: command({
    title: '登记本人已知晓',
    input: z.object({
      noticeIds: z.array(z.uuid()).min(1, '请选择告知').max(500, '一次最多500份'),
      how: NoticeKind,
      on: PlainDate,
      remark: z.string().trim().max(200, '说明最多200字').default(''),
    }),
    output: z.object({ acknowledged: z.int() }),
  }),
  signList: command({
    title: '打印告知签收册',
    input: z.object({ month: PlainMonth, townshipId: z.uuid().optional(), villageId: z.uuid().optional() }),
    output: z.object({ ticket: z.string(), name: z.string() }),
  }),
  slips: command({
    title: '打印告知单',
    input: z.object({ noticeIds: z.array(z.uuid()).min(1, '请选择告知').max(200, '一次最多打印200份') }),
    output: z.object({ ticket: z.string(), name: z.string() }),
  }),
})
