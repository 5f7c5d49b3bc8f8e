/** The rules of all modules, as cases of policy packs ask for them; each module's questions.ts is found, not listed. */
import { glob } from 'node:fs/promises'
import path from 'node:path'
import * as z from 'zod'
import { workingCalendarOf } from '#kernel/holidays.ts'
import type { WorkingCalendar } from '#kernel/working-days.ts'
import type { Questions } from '#modules/policy/cases.ts'
import { readHolidays } from '#modules/policy/index.ts'

const modules = path.resolve(import.meta.dirname, '../modules')

const isQuestions = (value: unknown): value is Questions =>
  typeof value === 'object' && value !== null && Object.values(value).every((answer) => typeof answer === 'function')
const isWith = (value: unknown): value is (material: { calendar: WorkingCalendar }) => Questions =>
  typeof value === 'function'

const Found = z.object({
  questions: z.custom<Questions>(isQuestions),
  questionsWith: z.custom<(material: { calendar: WorkingCalendar }) => Questions>(isWith).optional(),
})

/** Throws when two modules answer the same question: which of them is asked would be chance. */
export async function allQuestions(): Promise<Questions> {
  const calendar = workingCalendarOf(await readHolidays())
  const all: Questions = {}
  for await (const file of glob('*/questions.ts', { cwd: modules })) {
    const { questions, questionsWith } = Found.parse(await import(path.join(modules, file)))
    for (const [ask, answer] of Object.entries(questionsWith?.({ calendar }) ?? questions)) {
      if (all[ask]) throw new RangeError(`${ask} is answered twice`)
      all[ask] = answer
    }
  }
  return all
}
