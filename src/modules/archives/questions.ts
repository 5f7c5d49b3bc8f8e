/** Policy cases about files and their keeping. */
import * as z from 'zod'
import { PlainDate } from '#kernel/calendar.ts'
import { type Questions, question } from '#kernel/question.ts'
import { type ArchiveBasis, archiveConflict, keptUntil, type Retention } from './rules.ts'

const destruction = question(
  z.object({ service_end: PlainDate, hold: z.string().optional() }),
  ({ service_end, hold }, policy) => {
    const kept = keptUntil(service_end, policy.value<Retention>('archive.retention_years').value)
    return { keep_through: kept.keepThrough, destroy_from: hold === undefined ? kept.destroyFrom : 'none' }
  },
)

const conflict = question(z.object({ paper: z.string(), electronic: z.string() }), ({ paper, electronic }, policy) =>
  archiveConflict(paper, electronic, policy.value<ArchiveBasis>('archive.basis').value),
)

export const questions: Questions = { 'archive.earliest_destruction': destruction, 'archive.conflict': conflict }
