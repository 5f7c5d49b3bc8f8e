/** What the six items and GB/T 42195 say of the same doing: one sheet must not contradict the other unexplained. Pure. */
import type { Reason } from '#kernel/refusal.ts'
import type { AbilityForm, AbilityItem } from './rules.ts'
import { signText } from './words.ts'

/** Which of the twenty-six items speak of each of the six; neither document says so, this is our own reading (本系统默认). */
const alike: Readonly<Record<string, readonly string[]>> = {
  eating: ['eating'],
  dressing: ['upper_dressing', 'lower_dressing'],
  getting_in_and_out_of_bed: ['bed_position_change', 'bed_chair_transfer'],
  toilet: ['toilet'],
  walking_indoors: ['level_walking'],
  bathing: ['bathing'],
}

/** 主要靠他人，自身能给予配合: with as few points nobody does it by himself. */
const mostlyOthers = 1

interface BothForms {
  items: readonly { field: string; title: string }[]
  rows: readonly AbilityItem[]
  met: Readonly<Record<string, boolean>>
  scores: Readonly<Record<string, number>>
  signs: readonly string[]
}

/** Warnings: whoever goes on says why. */
export function objectionsToBoth({ items, rows, met, scores, signs }: BothForms): Reason[] {
  const differing = items.flatMap(({ field, title }) => {
    const same = rows.filter((row) => alike[field]?.includes(row.field) && scores[row.field] !== undefined)
    const points = (row: (typeof rows)[number]) => scores[row.field] ?? 0
    const low = met[field] === true ? same.filter((row) => points(row) <= mostlyOthers) : []
    const full = met[field] === false && same.length > 0 && same.every((row) => points(row) === row.maximum)
    if (low.length > 0)
      return [`“${title}”填达到，${low.map((row) => `“${row.title}”只得${points(row)}分`).join('、')}`]
    return full ? [`“${title}”填不能达到，${same.map((row) => `“${row.title}”得满分`).join('、')}`] : []
  })
  const asleep = signs.includes('coma') && Object.values(met).includes(true) ? ['填了昏迷，六项中又有达到的'] : []
  const told = [...differing, ...asleep]
  if (told.length === 0) return []
  const message = `六项指标与能力评估表不一致：${told.join('；')}。请核对后改正；两张表都属实的，请写明理由`
  return [{ code: 'forms_differ', message, warning: true }]
}

/** A field that the form does not have is a slip of the program that sent it, and would be kept unread. */
export function objectionsToFields(sent: readonly string[], form: readonly { field: string }[]): Reason[] {
  const known = new Set(form.map(({ field }) => field))
  const unknown = sent.filter((field) => !known.has(field))
  if (unknown.length === 0) return []
  return [{ code: 'met', message: `评估表中没有“${unknown.slice(0, 5).join('、')}”这些项目。请刷新后按表重填` }]
}

/** Only what the form of that day names. */
export function objectionsToSigns(
  signs: readonly string[],
  { level_changes }: Pick<AbilityForm, 'level_changes'>,
): Reason[] {
  const named = level_changes.flatMap((change) => (change.then === 'set_level' ? [change.when] : change.when_any))
  const unknown = signs.filter((sign) => !named.includes(sign))
  if (unknown.length === 0) return []
  const only = named.length > 0 ? `只能是：${named.map(signText).join('、')}` : '本次只用六项指标，没有变更情形'
  const message = `变更情形“${unknown.join('、')}”不在评估表中，${only}。请刷新后重新勾选`
  return [{ code: 'signs', message }]
}
