/** 部门比对: benefits beside support, deaths and other facts that another department has on its lists (AH-4.3, BJ-5.3). */
import * as z from 'zod'
import { PlainMonth } from '#kernel/calendar.ts'
import { announcement, contract } from '#kernel/contract.ts'
import { Citation } from '#kernel/policy.ts'
import { hitOperations } from './hit-operations.ts'
import { listOperations } from './list-operations.ts'

export type { Change, Hit, Uncollected } from './hit-operations.ts'
export type { List } from './list-operations.ts'

export const overlaps = contract('overlaps', { ...listOperations, ...hitOperations })

/** Two schemes both paid: which of them paid too long, and in which months (A-38, C-12). `scheme` is 'support' or the benefit's code. */
export const overpaidFound = announcement(
  'overlaps.overpaidFound',
  z.object({
    hitId: z.uuid(),
    personId: z.uuid(),
    scheme: z.string(),
    schemeTitle: z.string(),
    months: z.array(PlainMonth).min(1),
    monthFen: z.bigint().nullable(),
    citations: z.array(Citation),
  }),
)
/** Another scheme goes before support: support is to be ended, in its own lawful way and by others. */
export const supportGivesWay = announcement(
  'overlaps.supportGivesWay',
  z.object({
    hitId: z.uuid(),
    decisionNo: z.int(),
    personId: z.uuid(),
    schemeTitle: z.string(),
    /** First month of the other scheme. */
    newFrom: PlainMonth,
    words: z.string(),
  }),
)
/** What was judged of these hits is judged anew. */
export const overpaidDropped = announcement(
  'overlaps.overpaidDropped',
  z.object({ hitIds: z.array(z.uuid()), why: z.string() }),
)
