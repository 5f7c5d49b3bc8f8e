/** 老五保、三无: what a province's crossing rule makes of an old recognition, said in words (JL-5c, JL-5d). Pure. */
import * as z from 'zod'
import { dateText, PlainDate } from '#kernel/calendar.ts'
import { birthDateOf, tidyIdentityNumber } from '#kernel/identity-number.ts'
import { Citation } from '#kernel/policy.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Application } from './intake-shape.ts'
import type { Condition } from './reasoning.ts'
import { type LegacyRules, legacyPath } from './rules.ts'
import { LegacyCategory, legacyText } from './words.ts'

/** The rule as the intake is given it, so that the path is seen while the day is typed. */
export const LegacyShown = z.object({
  cutoff: PlainDate,
  cutoff_day_counts_as: z.enum(['before', 'after']),
  rules: z.array(
    z.object({
      category: z.string(),
      recognised: z.enum(['before_cutoff', 'on_or_after_cutoff', 'any']),
      path: z.string(),
    }),
  ),
  citations: z.array(Citation),
})
export type LegacyShown = z.infer<typeof LegacyShown>

const pathText: Readonly<Record<string, string>> = {
  direct: '可以直接确认为特困人员，由县级救助负责人直接确认',
  full_recognition: '应按规定的全部程序重新认定',
}

export interface LegacyPath {
  path: string
  text: string
}

/** Undefined where nobody asked yet or no line speaks of the case (C-29). */
export function legacySaid(
  category: string,
  on: PlainDate | null,
  legacy: LegacyRules,
  nearRelative = false,
): LegacyPath | undefined {
  if (category === 'new_application' || on === null) return undefined
  const path = legacyPath(category, on, legacy)
  if (path === undefined)
    return { path: 'none', text: `${titleOf(category)}${dateText(on)}认定的，规定没有写明，请按全部程序办理。` }
  // A relative of those who decide is visited by the county first; the crossing rule only says that one may confirm directly.
  if (path === 'direct' && nearRelative)
    return {
      path: 'full_recognition',
      text: `${titleOf(category)}，${dateText(on)}认定，${dayText(on, legacy)}；属近亲属备案，由县里入户核查后决定，不直接确认。`,
    }
  const anyDay = legacy.rules.some((rule) => rule.category === category && rule.recognised === 'any')
  return {
    path,
    text: `${titleOf(category)}，${dateText(on)}认定，${anyDay ? '无论何时认定的' : dayText(on, legacy)}，${pathText[path] ?? path}。`,
  }
}

function titleOf(category: string): string {
  const known = LegacyCategory.safeParse(category)
  return `原为${known.success ? legacyText[known.data] : category}`
}

function dayText(on: PlainDate, { cutoff, cutoff_day_counts_as: counts }: LegacyRules): string {
  const day = dateText(cutoff)
  if (on === cutoff) return `${day}当日按“${counts === 'after' ? '以后' : '以前'}”算`
  return `${on < cutoff ? '早于' : '晚于'}${day}`
}

/** The old recognition is a fact of paper: a scan, or where the approval lies; and nobody was recognised before he was born. */
export function legacyFaults(given: Application): Reason[] {
  if (given.legacyCategory === 'new_application') return []
  const bornOn = birthDateOf(tidyIdentityNumber(given.idNumber))
  return [
    ...(given.legacyOn && bornOn && given.legacyOn < bornOn
      ? [{ code: 'legacyOn', message: '原认定日期早于出生日期。请核对是否录错。' }]
      : []),
    ...(given.paperReference.length < 2 && given.fileIds.length === 0
      ? [
          {
            code: 'paperReference',
            message:
              '原为五保、三无对象的，应上传原审批表或供养证的照片，或者在“纸质申请放在哪里”写明放在哪里（盒、夹、页）。',
          },
        ]
      : []),
  ]
}

interface Old {
  legacyCategory: string
  householdClass: string
  property: string
  /** What the three conditions say of him by age and disability. */
  labour: Pick<Condition, 'verdict' | 'lines'> | undefined
}

/** What speaks against confirming without a visit: he is looked at first; an age that does not fit is explained. */
export function directObjections(row: Old, whyFits: string): Reason[] {
  const rural = row.legacyCategory.startsWith('rural')
  return [
    ...(rural === (row.householdClass === 'urban')
      ? [
          {
            code: 'household',
            message: `原为${rural ? '农村供养' : '城市“三无”'}对象，现登记为${rural ? '城市' : '农村'}户籍，不能直接确认。请由乡镇入户调查，按规定程序认定。`,
          },
        ]
      : []),
    ...(row.property === 'beyond'
      ? [{ code: 'property', message: '申报财产超过规定，不能直接确认。请由乡镇入户调查，按规定程序认定。' }]
      : []),
    ...(row.labour?.verdict === 'not_met' && whyFits.length < 4
      ? [
          {
            code: 'whyFits',
            message: `${row.labour.lines.join('；')}。仍予直接确认的，应写明原认定为什么成立、凭什么材料，至少4个字；否则请由乡镇入户调查。`,
          },
        ]
      : []),
  ]
}

/** Nobody has assessed him yet: more than the lowest level rests on a paper. */
export const levelObjections = (level: string, levelPaper: string): Reason[] =>
  level === 'able' || levelPaper.length >= 4
    ? []
    : [
        {
          code: 'levelPaper',
          message: '没有入户调查和评估，不按全自理确认的，应写明依据：原评定文书或医院证明，及放在哪里，至少4个字。',
        },
      ]
