/** From the answers of a form to a level, with every step of the reasoning in words. Pure. */
import type { Citation, PolicyValue } from '#kernel/policy.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { SelfCareLevel } from '#kernel/self-care.ts'
import { type AbilityForm, abilityLevel, countNotMet, type LevelBands, scoreOf, selfCareLevel } from './rules.ts'
import { signText } from './words.ts'

export interface SixItems {
  items: readonly { field: string; title: string }[]
  bands: LevelBands
  /** 部分丧失生活自理能力: the words of the national measure, and the county's own. */
  lawWords: Record<SelfCareLevel, string>
  ownWords: Record<SelfCareLevel, string>
}

export interface Concluded {
  notMet: number
  unanswered: string[]
  level: SelfCareLevel | undefined
  lines: string[]
}

/** Footer of the form: '2项不能达到 → 部分丧失，本县称半失能'. */
export function conclude(form: SixItems, met: Readonly<Record<string, boolean>>): Concluded {
  const fields = form.items.map(({ field }) => field)
  const { notMet, unanswered } = countNotMet({ met }, fields)
  const titleOf = (field: string) => form.items.find((item) => item.field === field)?.title ?? field
  const level = unanswered.length === 0 ? selfCareLevel(notMet, form.bands) : undefined
  if (!level)
    return {
      notMet,
      unanswered: unanswered.map(titleOf),
      level: undefined,
      lines: [`还有${unanswered.length}项没有填`],
    }
  const failed = fields.filter((field) => met[field] === false).map(titleOf)
  const band = form.bands[level]
  const lines = [
    failed.length === 0 ? `${fields.length}项全部达到。` : `不能达到${notMet}项：${failed.join('、')}。`,
    `${bandText(band)}不能达到的，为${form.lawWords[level]}。`,
    ...(form.ownWords[level] === form.lawWords[level] ? [] : [`本县称${form.ownWords[level]}。`]),
  ]
  return { notMet, unanswered: [], level, lines }
}

const bandText = ({ not_met_from: from, not_met_to: to }: LevelBands[SelfCareLevel]): string =>
  from === to ? `有${from}项` : `有${from}至${to}项`

export interface Ability {
  score: number
  level: number
  title: string
  lines: string[]
}

/** GB/T 42195-2022 beside the six items; undefined with the items that lack a score. */
export function concludeAbility(
  form: AbilityForm,
  scores: Readonly<Record<string, number>>,
  signs: readonly string[],
): { ability?: Ability; faults: string[] } {
  const { total, faults } = scoreOf(form, scores)
  const items = form.groups.flatMap((group) => group.items)
  if (faults.length > 0)
    return { faults: faults.map((field) => items.find((item) => item.field === field)?.title ?? field) }
  const level = abilityLevel(form, total, signs)
  const byScore = abilityLevel(form, total, [])
  if (level === undefined || byScore === undefined) return { faults: ['总分'] }
  const title = form.levels.find((band) => band.level === level)?.title ?? ''
  const lines = [`总分${total}分（满分${form.maximum}分），按分数为${byScore}级。`]
  if (level !== byScore) lines.push(`${signs.map(signText).join('；')}，变更为${level}级。`)
  return { ability: { score: total, level, title, lines }, faults: [] }
}

/** The county follows the rule, or says why it departs from it. */
export function objectionsToDeparture(
  ruleLevel: SelfCareLevel,
  level: SelfCareLevel,
  reason: string,
  bands: PolicyValue,
): Reason[] {
  if (level === ruleLevel || Array.from(reason.trim()).length >= 4) return []
  const message = '审定的等级与按指标算出的等级不同，应写明理由。请填写理由（不少于4个字），或按算出的等级审定。'
  return [{ code: 'departure', message, citations: bands.citations }]
}

/** Codes of the items that the measure names against those the form asks: both come from the pack. */
export function objectionsToForm(items: PolicyValue<string[]>, form: readonly { field: string }[]): Reason[] {
  const asked = new Set(form.map(({ field }) => field))
  if (items.value.every((field) => asked.has(field)) && items.value.length === asked.size) return []
  const citations: Citation[] = items.citations
  return [{ code: 'form', message: '评估表的项目与规定的指标不一致。请县级民政部门核对政策包中的表式。', citations }]
}
