/** Findings learn that a month is approved: what is decided afterwards goes to the next open month (SX-4.5.2e). */
import * as z from 'zod'
import { PlainMonth } from '#kernel/calendar.ts'
import { announcement } from '#kernel/contract.ts'
import type { Context } from '#platform/context.ts'

const monthApproved = announcement('findings.monthApproved', z.object({ organisationId: z.uuid(), month: PlainMonth }))

export const tellFindings = (context: Context, fact: { organisationId: string; month: PlainMonth }): Promise<void> =>
  context.announce(monthApproved, fact)
