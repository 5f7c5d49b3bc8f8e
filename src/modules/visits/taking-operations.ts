/** Taking in by phone and by other programs; correcting; judging again. */
import * as z from 'zod'
import { PlainDate, PlainMonth } from '#kernel/calendar.ts'
import { command } from '#kernel/contract.ts'
import { NewVisit, Source, Taken, Why } from './shapes.ts'

export const takingOperations = {
  take: command({
    title: '上传服务记录',
    input: z.object({
      visits: z.array(NewVisit).min(1, '没有服务记录').max(500, '一次最多上传500条'),
      source: Source.exclude(['sheet']).default('api'),
      /** For whoever is not of a provider: whose visits these are. */
      organisationId: z.uuid().optional(),
    }),
    /** One answer for each visit, in the order sent: what is refused says why and holds up nothing else. */
    output: z.object({ visits: z.array(Taken) }),
  }),
  correct: command({
    title: '更正服务记录',
    input: z.object({ visitId: z.uuid(), visit: NewVisit, reason: Why }),
    output: Taken,
  }),
  /** After late news (a death, an agreement ended) or a roster sent. */
  rejudge: command({
    title: '重新核验服务记录',
    internal: true,
    input: z.object({
      personIds: z.array(z.uuid()).max(5000).default([]),
      from: PlainDate.optional(),
      month: PlainMonth.optional(),
      organisationId: z.uuid().optional(),
    }),
    output: z.object({ judged: z.int(), changed: z.int() }),
  }),
}
