/** One person, one file (一人一档): the register of supported persons. */
import * as z from 'zod'
import { PlainDate } from '#kernel/calendar.ts'
import { announcement } from '#kernel/contract.ts'
import { SupportMode } from '#kernel/self-care.ts'

/** A person died: everything that runs for him stops, whoever reported it. */
export const personDied = announcement('persons.died', z.object({ personId: z.uuid(), diedOn: PlainDate }))
/** `endedOn` is the last day of support. */
export const personEnded = announcement(
  'persons.ended',
  z.object({ personId: z.uuid(), endedOn: PlainDate, reason: z.string() }),
)
export const modeChanged = announcement(
  'persons.modeChanged',
  z.object({ personId: z.uuid(), mode: SupportMode, from: PlainDate }),
)
