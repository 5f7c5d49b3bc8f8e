/** The evaluation form as its pack declares it, with what a township changed. Pure. */
import * as z from 'zod'
import type { PolicyInForce, PolicyValue } from '#kernel/policy.ts'
import type { FormField } from './form-operations.ts'
import { tableIds } from './layout.ts'

const FormColumn = z.object({
  no: z.int(),
  field: z.string(),
  title: z.string(),
  type: z.string(),
  source: z.string().optional(),
  scale: z.record(z.string(), z.string()).optional(),
  report_as: z.record(z.string(), z.string()).optional(),
  clue_when: z.string().optional(),
  check: z.string().optional(),
  footnote: z.int().optional(),
  restricted: z.boolean().default(false),
})
export type FormColumn = z.infer<typeof FormColumn>

export const EvaluationLayout = z.object({
  form: z.string(),
  title: z.string(),
  version: z.int().default(1),
  head: z.array(z.string()).default([]),
  township_may_change: z.boolean().default(false),
  core_fields_locked: z.array(z.string()).default([]),
  columns: z.array(FormColumn),
  consistency: z
    .array(
      z.object({
        when: z.union([z.string(), z.array(z.string())]),
        result_not: z.array(z.string()).optional(),
        result_in: z.array(z.string()).optional(),
      }),
    )
    .default([]),
  red_flags: z.record(z.string(), z.array(z.string())).default({}),
  footnotes: z.record(z.string(), z.string()).default({}),
})
export type EvaluationLayout = z.infer<typeof EvaluationLayout>

export interface FoundForm {
  id: string
  form: EvaluationLayout
  value: PolicyValue
}

/** The form of the county for evaluating dispersed persons; undefined where its policy has none. */
export function formOf(policy: PolicyInForce): FoundForm | undefined {
  const named = policy.find<{ form: string }>('evaluation.form')
  const value = named && policy.find(`form.${named.value.form}`)
  const form = value && EvaluationLayout.safeParse(value.value)
  return named && value && form?.success ? { id: named.value.form, form: form.data, value } : undefined
}

export function isForm(policy: PolicyInForce, name: string): boolean {
  const found = formOf(policy)
  return found !== undefined && tableIds(name).includes(found.id)
}

export interface Adapted {
  version: number
  hidden: readonly string[]
  added: readonly { field: string; title: string; choices: readonly string[] }[]
}

const fromFile = new Set(['no', 'village', 'name', 'sex', 'age', 'carer_name', 'carer_age', 'carer_relation', 'level'])

/** Columns 1–9 come from the file; what a township added stands last. */
export function fieldsOf(form: EvaluationLayout, adapted: Adapted | undefined): FormField[] {
  const own = form.columns
    .filter(({ field }) => !adapted?.hidden.includes(field))
    .map((column) => ({
      no: column.no,
      field: column.field,
      title: column.title,
      type: column.type,
      choices: choicesOf(column),
      footnote: column.footnote === undefined ? null : (form.footnotes[String(column.footnote)] ?? null),
      prefilled: fromFile.has(column.field),
      restricted: column.restricted,
      locked: form.core_fields_locked.includes(column.field),
    }))
  const added = (adapted?.added ?? []).map(({ field, title, choices }, index) => ({
    no: form.columns.length + index + 1,
    field,
    title,
    type: choices.length > 0 ? 'choice' : 'text',
    choices: choices.map((choice) => ({ value: choice, title: choice })),
    footnote: null,
    prefilled: false,
    restricted: false,
    locked: false,
  }))
  return [...own, ...added]
}

const choicesOf = (column: FormColumn): FormField['choices'] => {
  if (column.type === 'yes_no')
    return [
      { value: 'yes', title: '是' },
      { value: 'no', title: '否' },
    ]
  return Object.entries(column.scale ?? {}).map(([value, title]) => ({ value, title }))
}

/** What is printed for a stored answer. */
export const answerText = (field: Pick<FormField, 'choices'>, value: string): string =>
  field.choices.find((choice) => choice.value === value)?.title ?? value
