/** The form of a day, made from the packs: six items and, where the county uses it, GB/T 42195-2022. */
import type { PlainDate } from '#kernel/calendar.ts'
import { requireNone } from '#kernel/refusal.ts'
import type { SelfCareLevel } from '#kernel/self-care.ts'
import type { Context } from '#platform/context.ts'
import { objectionsToForm } from './conclude.ts'
import type { AbilityForm, LevelBands } from './rules.ts'
import type { FormShown } from './shapes.ts'
import { type FormKind, signText } from './words.ts'

interface SixForm {
  title: string
  items: { no: number; field: string; title: string }[]
}

type Group = AbilityForm['groups'][number]

export interface AbilityPack extends Omit<AbilityForm, 'groups'> {
  title: string
  groups: (Omit<Group, 'items'> & { items: (Group['items'][number] & { no: number })[] })[]
  typical_scale_4: Record<string, string>
}

const words = (labels: Record<SelfCareLevel, string>) => ({
  able: labels.able,
  partly_able: labels.partly_able,
  unable: labels.unable,
})

export async function sheetOf(context: Context, form: FormKind, day: PlainDate): Promise<FormShown> {
  const policy = await context.policyOn(day)
  const nation = await context.policyOn(day, '000000')
  const labels = 'codes.self_care_level.labels'
  const six = policy.value<SixForm>('form.self-care-six')
  const bands = policy.value<LevelBands>('assessment.levels')
  requireNone(objectionsToForm(policy.value<string[]>('assessment.items'), six.value.items))
  return {
    items: six.value.items.map(({ no, field, title }) => ({ no, field, title })),
    bands: { able: bands.value.able, partly_able: bands.value.partly_able, unable: bands.value.unable },
    lawWords: words(nation.value<Record<SelfCareLevel, string>>(labels).value),
    ownWords: words(policy.value<Record<SelfCareLevel, string>>(labels).value),
    citations: [...bands.citations, ...six.citations],
    ability: form === 'gbt_42195' ? await abilitySheet(context, day) : null,
  }
}

export async function abilityPack(context: Context, day: PlainDate): Promise<AbilityPack> {
  return (await context.policyOn(day)).value<AbilityPack>('form.gbt-42195-2022').value
}

async function abilitySheet(context: Context, day: PlainDate): Promise<NonNullable<FormShown['ability']>> {
  const { value: pack, citations } = (await context.policyOn(day)).value<AbilityPack>('form.gbt-42195-2022')
  return {
    title: pack.title,
    maximum: pack.maximum,
    groups: pack.groups.map(({ field, title, maximum, items }) => ({
      field,
      title,
      maximum,
      items: items.map((item) => ({
        no: item.no,
        field: item.field,
        title: item.title,
        minimum: item.minimum,
        maximum: item.maximum,
      })),
    })),
    levels: pack.levels.map(({ level, title, from_score, to_score }) => ({ level, title, from_score, to_score })),
    changes: pack.level_changes.map((change) =>
      change.then === 'set_level'
        ? { signs: [change.when], text: `${signText(change.when)}的，直接为${change.level}级` }
        : { signs: change.when_any, text: '有以下情况之一的，能力等级提高一级（几项并存也只提高一级）' },
    ),
    scale: Object.entries(pack.typical_scale_4)
      .map(([points, text]) => ({ points: Number(points), text }))
      .toSorted((a, b) => b.points - a.points),
    levelChanges: pack.level_changes.map((each) => ({ ...each })),
    citations,
  }
}
