/** Shapes that several operations of this module share. */
import * as z from 'zod'
import { Instant } from '#kernel/calendar.ts'
import { Reason } from '#kernel/refusal.ts'

export const Verdict = z.enum(['valid', 'doubtful', 'not_counted'])
export type Verdict = z.infer<typeof Verdict>
export const Confirmation = z.enum(['signature', 'code', 'voice', 'neighbour', 'none'])
export type Confirmation = z.infer<typeof Confirmation>
export const Source = z.enum(['phone', 'sheet', 'api'])
export type Source = z.infer<typeof Source>

export const Point = z.object({
  sign: z.enum(['good', 'warn', 'bad']),
  text: z.string(),
  points: z.int(),
})
export type Point = z.infer<typeof Point>

export const Datum = z.enum(['WGS-84', 'GCJ-02'], '坐标系应为WGS-84或GCJ-02')
const Code = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, '项目应写代码，如daily_cleaning')

/** A visit as phones, other programs and sheets send it. */
export const NewVisit = z
  .object({
    /** Made by the sender; the same id again is the same visit. */
    id: z.uuid('编号应为UUID'),
    personId: z.uuid(),
    carerId: z.uuid(),
    startedAt: Instant,
    endedAt: Instant,
    position: z
      .object({
        longitude: z.number().min(70, '经度应在70到140之间').max(140, '经度应在70到140之间'),
        latitude: z.number().min(15, '纬度应在15到55之间').max(55, '纬度应在15到55之间'),
        datum: Datum,
        accuracy: z.int().min(0).max(100_000).nullable().default(null),
      })
      .nullable()
      .default(null),
    services: z.array(Code).max(20).default([]),
    contents: z.array(Code).max(20).default([]),
    confirmation: Confirmation.default('none'),
    confirmedBy: z.string().trim().max(60).default(''),
    cardScanned: z.boolean().default(false),
    photos: z
      .array(z.string().regex(/^[0-9a-f]{32,128}$/, '照片应给出散列值'))
      .max(20)
      .default([]),
    device: z.string().max(100).default(''),
    note: z.string().trim().max(500, '备注最多500字').default(''),
  })
  .refine(({ startedAt, endedAt }) => startedAt <= endedAt, { message: '结束时间早于开始时间', path: ['endedAt'] })
  .refine(({ startedAt, endedAt }) => Date.parse(endedAt) - Date.parse(startedAt) <= 86_400_000, {
    message: '一次服务不超过24小时',
    path: ['endedAt'],
  })
export type NewVisit = z.infer<typeof NewVisit>

export const Why = z.string().trim().min(4, '请写明理由，至少4个字').max(500, '理由最多500字')
export const nothing = z.object({})
export const Given = z.object({ ticket: z.string(), name: z.string() })
export const Taken = z.object({
  id: z.uuid(),
  result: z.enum(['taken', 'same', 'refused']),
  verdict: Verdict.nullable(),
  reasons: z.array(Reason),
})
export type Taken = z.infer<typeof Taken>
