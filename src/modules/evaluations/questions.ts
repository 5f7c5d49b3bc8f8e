/** Policy cases about evaluation forms and rounds. */
import * as z from 'zod'
import { PlainDate } from '#kernel/calendar.ts'
import type { PolicyInForce, PolicyValue } from '#kernel/policy.ts'
import { type Questions, question } from '#kernel/question.ts'
import { cluesIn, type EvaluationForm, objectionsToForm, openResults, reportedValue, wrongValues } from './form.ts'
import { coverageOf, paceOf, vetoDecidable, type VetoRule } from './rules.ts'

const count = z.int().nonnegative()

const formOf = (policy: PolicyInForce, form: string): PolicyValue<EvaluationForm> =>
  policy.value<EvaluationForm>(`form.${form}`)

const check = question(
  z.object({
    form: z.string(),
    answers: z.record(z.string(), z.string()),
    consent: z.union([z.literal('none'), z.object({ by: z.string() })]).default('none'),
  }),
  ({ form: name, answers, consent }, policy) => {
    const form = formOf(policy, name)
    const [wrong] = wrongValues(form.value, answers)
    const reasons = objectionsToForm(form, answers)
    return {
      ok: reasons.length === 0,
      result_in: openResults(form.value, answers),
      clue: cluesIn(form.value, answers, consent !== 'none').length > 0,
      ...(wrong ? { allowed: wrong.allowed } : {}),
      reasons,
    }
  },
)

const report = question(
  z.object({ form: z.string(), field: z.string(), value: z.string(), columns: count }),
  (given, policy) => {
    const column = formOf(policy, given.form).value.columns.find((each) => each.field === given.field)
    return column ? reportedValue(column, given.value, given.columns) : { reported: 'none', kept: given.value }
  },
)

const coverage = question(z.object({ evaluated: count, dispersed: count }), ({ evaluated, dispersed }) =>
  coverageOf(evaluated, dispersed),
)

const pace = question(z.object({ persons: count, starts: PlainDate, due: PlainDate }), ({ persons, starts, due }) => {
  const { days, perDay } = paceOf(persons, starts, due)
  return { days, per_day: perDay }
})

const veto = question(z.object({ class: z.string() }), (given, policy) => {
  const rule = policy.value<VetoRule>('evaluation.veto_classes').value
  return { decidable: vetoDecidable(given.class, rule), needs: rule.needs }
})

export const questions: Questions = {
  'form.check': check,
  'form.report_value': report,
  'evaluation.coverage': coverage,
  'evaluation.pace': pace,
  'evaluation.veto': veto,
}
