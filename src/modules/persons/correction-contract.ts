/** 更正 and 旧决定补录, on which money rests: what one proposes, another agrees to. */
import * as z from 'zod'
import { Instant, PlainDate } from '#kernel/calendar.ts'
import { command, query } from '#kernel/contract.ts'
import { SelfCareLevel, SupportMode } from '#kernel/self-care.ts'
import { NewPerson } from './file-operations.ts'
import { Changed, Id, Text } from './shapes.ts'
import { CorrectedField } from './words.ts'

const ProposedFiling = z.object({
  id: Id,
  name: z.string(),
  idMasked: z.string(),
  bornOn: PlainDate.nullable(),
  township: z.string(),
  mode: SupportMode,
  level: SelfCareLevel,
  supportedFrom: PlainDate,
  decisionNo: z.string(),
  decidedOn: PlainDate.nullable(),
  paperReference: z.string(),
  /** What the second person has to know before agreeing. */
  warnings: z.array(z.string()),
  proposer: z.string(),
  proposedAt: Instant,
  mine: z.boolean(),
})

/** Sent back to who proposed it; shown to him for a month. */
const ReturnedFiling = z.object({ id: Id, name: z.string(), reason: z.string(), by: z.string(), at: Instant })

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
  proposeFiling: command({
    title: '旧决定补录',
    input: NewPerson,
    output: z.object({ id: Id, warnings: z.array(z.string()) }),
  }),
  filingsToConfirm: query({
    title: '查看待确认的补录',
    look: true,
    input: z.object({}),
    output: z.object({ waiting: z.array(ProposedFiling), returned: z.array(ReturnedFiling) }),
  }),
  confirmFiling: command({
    title: '确认补录',
    input: z.object({ id: Id, agree: z.boolean(), reason: Text.default('') }),
    output: z.object({ personId: Id.nullable(), fileNo: z.string(), warnings: z.array(z.string()) }),
  }),
}
