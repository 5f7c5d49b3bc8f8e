/** 异议答复: what was found of an objection, told to whoever raised it and to the applicant in writing. */
import * as z from 'zod'
import { PlainDate } from '#kernel/calendar.ts'
import { command } from '#kernel/contract.ts'
import { Because, Id } from './shapes.ts'

export const ObjectionResult = z.enum(['upheld', 'partly', 'not_upheld'])
export type ObjectionResult = z.infer<typeof ObjectionResult>
export const objectionResultText: Record<ObjectionResult, string> = {
  upheld: '异议成立',
  partly: '异议部分成立',
  not_upheld: '异议不成立',
}

export const ObjectionShown = z.object({
  deedId: Id,
  round: z.int(),
  on: PlainDate,
  words: z.string(),
  /** Without a name nobody can be written to. */
  anonymous: z.boolean(),
  /** Empty where the reader does not handle it. */
  objector: z.string(),
  dueOn: PlainDate.nullable(),
  /** The new survey is in and the opinion after it is signed. */
  mayBeAnswered: z.boolean(),
  answer: z.object({ result: ObjectionResult, words: z.string(), on: PlainDate, by: z.string() }).nullable(),
})
export type ObjectionShown = z.infer<typeof ObjectionShown>

export const objectionOperations = {
  answerObjection: command({
    title: '登记异议答复',
    input: z.object({ caseId: Id, deedId: Id, result: ObjectionResult, words: Because, answeredOn: PlainDate }),
    output: z.object({ caseId: Id, warnings: z.array(z.string()) }),
  }),
  printObjection: command({
    title: '打印异议答复',
    input: z.object({
      caseId: Id,
      deedId: Id,
      to: z.enum(['objector', 'applicant']),
      format: z.enum(['pdf', 'word']).default('pdf'),
    }),
    output: z.object({ ticket: z.string(), name: z.string() }),
  }),
}
