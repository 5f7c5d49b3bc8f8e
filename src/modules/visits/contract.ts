/** Visits to people supported at home (服务记录): taken in, judged with reasons, decided by people (SX-4.2, SX-4.5.1a). */
import * as z from 'zod'
import { PlainMonth } from '#kernel/calendar.ts'
import { announcement, contract } from '#kernel/contract.ts'
import { decisionOperations } from './decision-operations.ts'
import { importOperations } from './import-operations.ts'
import { listOperations } from './list-operations.ts'
import { takingOperations } from './taking-operations.ts'

export { Confirmation, Source, Verdict, type NewVisit, type Point } from './shapes.ts'
export type { ListedVisit, MonthDay, VisitDetail } from './list-operations.ts'
export type { ImportRow, VisitImport } from './import-operations.ts'

export const visits = contract('visits', {
  ...takingOperations,
  ...listOperations,
  ...decisionOperations,
  ...importOperations,
})

/** A visit is taken further as a problem (转问题整改); findings makes a clue of it. */
export const turnedIntoProblem = announcement(
  'visits.turnedIntoProblem',
  z.object({
    visitId: z.uuid(),
    month: PlainMonth,
    organisationId: z.uuid(),
    townshipId: z.uuid(),
    personId: z.uuid(),
    /** What the check found, by code. */
    codes: z.array(z.string()),
    /** What the visit shows, in the words of its reasons. */
    facts: z.string(),
    reason: z.string(),
  }),
)
