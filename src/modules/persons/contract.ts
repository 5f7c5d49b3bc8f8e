/** One person, one file (一人一档): the register of supported persons. */
import * as z from 'zod'
import { Instant, PlainDate, PlainMonth } from '#kernel/calendar.ts'
import { announcement, contract } from '#kernel/contract.ts'
import { SelfCareLevel, SupportMode } from '#kernel/self-care.ts'
import { circleOperations } from './circle-operations.ts'
import { correctionOperations } from './correction-contract.ts'
import { fileOperations } from './file-operations.ts'
import { importOperations } from './import-operations.ts'
import { listOperations } from './list-operations.ts'

export type { Import } from './import-operations.ts'
export { type ListedPerson, TimelineKind } from './shapes.ts'
export type { PersonFile } from './file-shape.ts'

export const persons = contract('persons', {
  ...listOperations,
  ...fileOperations,
  ...circleOperations,
  ...correctionOperations,
  ...importOperations,
})

/** A person died: everything that runs for him stops, whoever reported it. */
export const personDied = announcement('persons.died', z.object({ personId: z.uuid(), diedOn: PlainDate }))
/** The report was an error: what stopped with it goes on, where it can. */
export const deathWithdrawn = announcement(
  'persons.deathWithdrawn',
  z.object({ personId: z.uuid(), diedOn: PlainDate }),
)
/** `endedOn` is the last day of support. */
export const personEnded = announcement(
  'persons.ended',
  z.object({ personId: z.uuid(), endedOn: PlainDate, reason: z.string() }),
)
/** A decision was found wrong and put right: support goes on from `from`, as if it had not been taken away. */
export const supportRestored = announcement(
  'persons.supportRestored',
  z.object({ personId: z.uuid(), from: PlainDate, sourceId: z.uuid(), why: z.string() }),
)
/** Another township answers for him from a day on; it may still lie ahead. */
export const townshipChanged = announcement(
  'persons.townshipChanged',
  z.object({ personId: z.uuid(), townshipId: z.uuid(), villageId: z.uuid().nullable(), from: PlainDate }),
)
export const modeChanged = announcement(
  'persons.modeChanged',
  z.object({ personId: z.uuid(), mode: SupportMode, from: PlainDate }),
)
/** An import was undone: what it ended for these persons at that moment goes on. */
export const takenBack = announcement(
  'persons.takenBack',
  z.object({ personIds: z.array(z.uuid()), publishedAt: Instant }),
)
export const levelDecided = announcement(
  'persons.levelDecided',
  z.object({ personId: z.uuid(), level: SelfCareLevel, fromMonth: PlainMonth }),
)
