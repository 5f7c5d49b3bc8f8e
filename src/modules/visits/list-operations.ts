/** Looking: the list of a month, one visit, one person's month, the columns of the days; printing. */
import * as z from 'zod'
import { Instant, PlainDate, PlainMonth } from '#kernel/calendar.ts'
import { command, query } from '#kernel/contract.ts'
import { Citation } from '#kernel/policy.ts'
import { Reason } from '#kernel/refusal.ts'
import { SelfCareLevel } from '#kernel/self-care.ts'
import { Confirmation, Datum, Given, Point, Source, Verdict } from './shapes.ts'

export const Filter = z.object({
  month: PlainMonth,
  townshipId: z.uuid().optional(),
  organisationId: z.uuid().optional(),
  carerId: z.uuid().optional(),
  personId: z.uuid().optional(),
  verdict: z.array(Verdict).default([]),
  /** Code of a reason. */
  reason: z.string().max(40).optional(),
  day: PlainDate.optional(),
  late: z.boolean().default(false),
  importId: z.uuid().optional(),
})
export type Filter = z.infer<typeof Filter>

export const ListedVisit = z.object({
  id: z.uuid(),
  startedAt: Instant,
  endedAt: Instant,
  minutes: z.int(),
  personId: z.uuid(),
  person: z.string(),
  township: z.string(),
  organisation: z.string(),
  carerId: z.uuid(),
  carer: z.string(),
  services: z.array(z.string()),
  contents: z.array(z.string()),
  metres: z.int().nullable(),
  confirmation: Confirmation,
  photos: z.int(),
  verdict: Verdict,
  byRule: z.boolean(),
  score: z.int(),
  reasons: z.array(Reason),
  source: Source,
  correctsId: z.uuid().nullable(),
})
export type ListedVisit = z.infer<typeof ListedVisit>

const Place = z.object({
  longitude: z.number(),
  latitude: z.number(),
  datum: Datum,
  accuracy: z.int().nullable(),
  /** The same place in WGS-84. */
  converted: z.object({ longitude: z.number(), latitude: z.number() }),
})
const Judged = z.object({
  no: z.int(),
  verdict: Verdict,
  reasons: z.array(Reason),
  points: z.array(Point),
  score: z.int(),
  byRule: z.boolean(),
  by: z.string(),
  words: z.string(),
  at: Instant,
})

export const VisitDetail = ListedVisit.extend({
  month: PlainMonth,
  organisationId: z.uuid(),
  townshipId: z.uuid(),
  level: SelfCareLevel.nullable(),
  recordedAt: Instant,
  confirmedBy: z.string(),
  cardScanned: z.boolean(),
  position: Place.nullable(),
  fence: z.int().nullable(),
  note: z.string(),
  correctedById: z.uuid().nullable(),
  points: z.array(Point),
  judgements: z.array(Judged),
  explanations: z.array(
    z.object({ kind: z.enum(['asked', 'answered']), words: z.string(), by: z.string(), at: Instant }),
  ),
  /** What the level asks for, and what was done of it. */
  plan: z.object({
    items: z.array(z.object({ code: z.string(), title: z.string(), done: z.boolean() })),
    rule: z.enum(['all', 'by_need', 'none']),
    citations: z.array(Citation),
  }),
  /** Hashes of this visit's photos and of the person's visit before. */
  photoHashes: z.array(z.string()),
  previous: z.object({ id: z.uuid(), startedAt: Instant, photoHashes: z.array(z.string()) }).nullable(),
  ofMonth: z.object({ valid: z.int(), doubtful: z.int(), notCounted: z.int() }),
  carerDay: z.array(
    z.object({
      id: z.uuid(),
      person: z.string(),
      startedAt: Instant,
      endedAt: Instant,
      metresFromLast: z.int().nullable(),
    }),
  ),
  monthClosed: z.boolean(),
})
export type VisitDetail = z.infer<typeof VisitDetail>

export const MonthDay = z.object({
  day: PlainDate,
  /** The best verdict of the day; null when nobody came. */
  verdict: Verdict.nullable(),
  visits: z.array(
    z.object({ id: z.uuid(), startedAt: Instant, endedAt: Instant, verdict: Verdict, carer: z.string() }),
  ),
})
export type MonthDay = z.infer<typeof MonthDay>

const Labelled = z.object({ code: z.string(), title: z.string() })

export const listOperations = {
  month: query({
    title: '查看服务记录',
    input: Filter.extend({
      page: z.int().min(1).default(1),
      pageSize: z.int().min(1).max(200).default(50),
      sort: z.enum(['newest', 'oldest', 'score']).default('newest'),
    }),
    output: z.object({
      rows: z.array(ListedVisit),
      /** Exact up to 1,000; 1,001 means more. */
      total: z.int(),
      at: Instant,
      /** Why there is nothing: the roster and when it was sent. */
      rosterSentAt: Instant.nullable(),
      rosterLockedAt: Instant.nullable(),
    }),
  }),
  visit: query({ title: '查看一条服务记录', look: true, input: z.object({ visitId: z.uuid() }), output: VisitDetail }),
  personMonth: query({
    title: '查看个人当月服务',
    look: true,
    input: z.object({ personId: z.uuid(), month: PlainMonth }),
    output: z.object({
      personId: z.uuid(),
      person: z.string(),
      level: SelfCareLevel.nullable(),
      days: z.array(MonthDay),
      visits: z.int(),
      valid: z.int(),
      doubtful: z.int(),
      notCounted: z.int(),
      minutes: z.int(),
      items: z.array(Labelled.extend({ times: z.int() })),
    }),
  }),
  daily: query({
    title: '查看每日服务数量',
    input: Filter.pick({ month: true, townshipId: true, organisationId: true }),
    output: z.array(z.object({ day: PlainDate, valid: z.int(), doubtful: z.int(), notCounted: z.int() })),
  }),
  choices: query({
    title: '查看服务项目和核验界限',
    input: z.object({ month: PlainMonth }),
    output: z.object({
      services: z.array(Labelled),
      contents: z.array(Labelled),
      byLevel: z.array(
        z.object({ level: SelfCareLevel, items: z.array(Labelled), rule: z.string(), citations: z.array(Citation) }),
      ),
      limits: z
        .object({
          minutesAtLeast: z.int(),
          fenceMetres: z.int(),
          speedKmh: z.int(),
          recordWithinDays: z.int(),
          citations: z.array(Citation),
        })
        .nullable(),
      carers: z.array(z.object({ id: z.uuid(), name: z.string() })),
      organisations: z.array(z.object({ id: z.uuid(), name: z.string() })),
    }),
  }),
  monthSheet: command({
    title: '打印个人当月服务表',
    input: z.object({ personId: z.uuid(), month: PlainMonth }),
    output: Given,
  }),
  recordSheet: command({
    title: '打印上门服务记录单',
    input: z.object({
      month: PlainMonth,
      personIds: z.array(z.uuid()).min(1, '请先选择人员').max(500, '一次最多打印500人'),
      copies: z.int().min(1).max(31).default(2),
    }),
    output: Given,
  }),
  export: command({
    title: '导出服务记录',
    input: z.object({ filter: Filter, format: z.enum(['xlsx', 'csv', 'pdf']) }),
    output: Given,
  }),
}
