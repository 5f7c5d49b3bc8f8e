/** Papers that come after acceptance, and how a case ends without a decision: withdrawn, or the applicant died; asked for by one, agreed to by another. */
import * as z from 'zod'
import { PlainDate } from '#kernel/calendar.ts'
import { command } from '#kernel/contract.ts'
import { Because, Done, FileIds, Id, Missing, Short, Text } from './shapes.ts'
import { DeathProof, Ending } from './words.ts'

/** Where the signed paper lies, or its scan: one of both. */
const paper = { paperReference: Short.default(''), fileIds: FileIds }

/** A paper that no list asks for has a name of its own. */
export const otherPaper = 'other'

export const endOperations = {
  filePaper: command({
    title: '登记受理后补交的材料',
    input: z.object({
      caseId: Id,
      receivedOn: PlainDate,
      /** Code of recognition.materials, or 'other'. */
      material: z.string('请选择是哪一种材料').min(1, '请选择是哪一种材料').max(60),
      name: Short.default(''),
      ...paper,
      note: Text.default(''),
    }),
    output: Done.extend({ missing: z.array(Missing) }),
  }),
  withdraw: command({
    title: '登记撤回申请',
    input: z.object({ caseId: Id, reason: Because, ...paper }),
    output: Done,
  }),
  reportDied: command({
    title: '登记申请人死亡',
    input: z.object({
      caseId: Id,
      diedOn: PlainDate,
      proof: DeathProof,
      ...paper,
      note: Text.default(''),
    }),
    output: Done,
  }),
  answerEnd: command({
    title: '答复提请办结',
    input: z.object({ caseId: Id, agrees: z.boolean(), reason: Text.default('') }),
    output: Done,
  }),
}

/** As the deed that asks keeps it. */
export const EndAsked = z.object({
  as: Ending,
  diedOn: PlainDate.nullable().default(null),
  proof: DeathProof.nullable().default(null),
  paperReference: z.string().default(''),
  fileIds: z.array(z.string()).default([]),
})
export type EndAsked = z.infer<typeof EndAsked>
