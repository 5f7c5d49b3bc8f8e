/** 更正 on which money rests: what one proposes, another agrees to. */
import * as z from 'zod'
import { Instant } from '#kernel/calendar.ts'
import { command, query } from '#kernel/contract.ts'
import { Changed, Id, Text } from './shapes.ts'
import { CorrectedField } from './words.ts'

export const correctionOperations = {
  correctionsToConfirm: query({
    title: '查看待确认的更正',
    look: true,
    input: z.object({}),
    output: z.array(
      z.object({
        id: Id,
        personId: Id,
        person: z.string(),
        township: z.string(),
        field: CorrectedField,
        was: z.string(),
        becomes: z.string(),
        reason: z.string(),
        paperReference: z.string(),
        proposer: z.string(),
        proposedAt: Instant,
        mine: z.boolean(),
      }),
    ),
  }),
  confirmCorrection: command({
    title: '确认更正',
    input: z.object({ id: Id, agree: z.boolean(), reason: Text.default('') }),
    output: Changed,
  }),
}
