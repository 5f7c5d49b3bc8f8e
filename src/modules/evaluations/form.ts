/** An evaluation form as the pack prints it: its scales, its red flags, and which results they leave open. */
import type { PolicyValue } from '#kernel/policy.ts'
import { type Reason, reasonBy } from '#kernel/refusal.ts'

export interface FormColumn {
  field: string
  title: string
  type: string
  /** Codes with the words printed for them; a yes_no column has none. */
  scale?: Record<string, string>
  /** What a value becomes in a table that prints fewer values. */
  report_as?: Record<string, string>
  /** The answer that, without consent, is a clue to look into. */
  clue_when?: string
}

/** Which results stay open when something was found: a red flag by field, a value by field_value, or a count of flags. */
export interface Consistency {
  when: string | string[]
  result_not?: string[]
  result_in?: string[]
}

export interface EvaluationForm {
  columns: FormColumn[]
  consistency?: Consistency[]
  red_flags?: Record<string, string[]>
}

export type FormAnswers = Readonly<Record<string, string>>

export interface WrongValue {
  field: string
  title: string
  allowed: string[]
}

const yesNo = ['yes', 'no']

function allowedValues(column: FormColumn): string[] | undefined {
  if (column.scale) return Object.keys(column.scale)
  return column.type === 'yes_no' ? yesNo : undefined
}

/** Answers that are not on the printed scale of their column. */
export function wrongValues(form: EvaluationForm, answers: FormAnswers): WrongValue[] {
  return form.columns.flatMap((column) => {
    const answer = answers[column.field]
    const allowed = allowedValues(column)
    if (answer === undefined || !allowed || allowed.includes(answer)) return []
    return [{ field: column.field, title: column.title, allowed }]
  })
}

/** Fields whose answer is a red flag. */
export const redFlags = (form: EvaluationForm, answers: FormAnswers): string[] =>
  Object.entries(form.red_flags ?? {}).flatMap(([field, values]) =>
    values.includes(answers[field] ?? '') ? [field] : [],
  )

/** Results that stay open, in the printed order of the scale. */
export function openResults(form: EvaluationForm, answers: FormAnswers): string[] {
  const flags = redFlags(form, answers)
  const results = Object.keys(form.columns.find((column) => column.field === 'result')?.scale ?? {})
  const applying = (form.consistency ?? []).filter((rule) =>
    [rule.when].flat().every((condition) => holds(condition, answers, flags)),
  )
  return results.filter((result) =>
    applying.every((rule) => !rule.result_not?.includes(result) && (rule.result_in?.includes(result) ?? true)),
  )
}

function holds(condition: string, answers: FormAnswers, flags: readonly string[]): boolean {
  if (condition === 'any_red_flag') return flags.length >= 1
  if (condition === 'two_or_more_red_flags') return flags.length >= 2
  if (flags.includes(condition)) return true
  return Object.entries(answers).some(([field, value]) => condition === `${field}_${value}`)
}

/** Fields whose answer is a clue: without the person's consent somebody else does what is the person's to do. */
export const cluesIn = (form: EvaluationForm, answers: FormAnswers, consented: boolean): string[] =>
  consented
    ? []
    : form.columns.flatMap((column) =>
        column.clue_when !== undefined && answers[column.field] === column.clue_when ? [column.field] : [],
      )

/** Why a filled form cannot be handed in. */
export function objectionsToForm(form: PolicyValue<EvaluationForm>, answers: FormAnswers): Reason[] {
  const reasons = wrongValues(form.value, answers).map((wrong) =>
    reasonBy(form, wrong.field, `“${wrong.title}”填的值不在表上；应为${printed(form.value, wrong)}之一。请改选`),
  )
  const open = openResults(form.value, answers)
  const { result } = answers
  if (result === undefined || open.includes(result) || reasons.some((reason) => reason.code === 'result'))
    return reasons
  const flags = redFlags(form.value, answers).map((field) => `“${titleOf(form.value, field)}”`)
  const results = printed(form.value, { field: 'result', title: '', allowed: open })
  const message = `${flags.join('、')}为红线，评估结果只能为${results}。请改评估结果或核对各项`
  return [...reasons, reasonBy(form, 'result', message)]
}

const columnOf = (form: EvaluationForm, field: string) => form.columns.find((column) => column.field === field)
const titleOf = (form: EvaluationForm, field: string): string => columnOf(form, field)?.title ?? field
const printed = (form: EvaluationForm, wrong: WrongValue): string =>
  wrong.allowed
    .map((value) => columnOf(form, wrong.field)?.scale?.[value] ?? (value === 'yes' ? '是' : '否'))
    .join('、')

export interface ReportedValue {
  reported: string
  /** The value as it was found, always kept beside the reported one. */
  kept: string
}

/** A value in a table that prints only so many of the scale's values. */
export function reportedValue(column: FormColumn, value: string, printedColumns: number): ReportedValue {
  const fewer = printedColumns < Object.keys(column.scale ?? {}).length
  return { reported: fewer ? (column.report_as?.[value] ?? value) : value, kept: value }
}
