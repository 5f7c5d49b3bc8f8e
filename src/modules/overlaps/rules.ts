/** Benefits that go with support and benefits that do not (C-12, A-37, A-38). */
import { addMonths, type PlainMonth } from '#kernel/calendar.ts'
import { sumOf } from '#kernel/money.ts'
import type { PolicyValue } from '#kernel/policy.ts'

export const benefitText: Record<string, string> = {
  dibao: '最低生活保障',
  orphan_allowance: '孤儿基本生活保障',
  de_facto_unattended_child_allowance: '事实无人抚养儿童保障',
  disability_living_allowance: '困难残疾人生活补贴',
  disability_care_allowance: '重度残疾人护理补贴',
  resident_pension: '城乡居民基本养老保险',
  basic_medical_insurance: '基本医疗保险',
  social_insurance: '社会保险',
  old_age_allowance: '高龄津贴',
  social_welfare: '社会福利',
}

/** One line of eligibility.exclusions. */
export interface Exclusion {
  benefit: string
  /** The benefit's own code, or 'support'. */
  wins: string
  /** Excludes only when the person chose the benefit instead of support. */
  when?: 'chosen'
}

export interface OverlapRules {
  exclusions: PolicyValue<Exclusion[]> | undefined
  compatible: PolicyValue<string[]> | undefined
}

export interface Overlap {
  /** A benefit that no list names is to be decided; nothing stops by itself. */
  allowed: boolean | 'to_be_decided'
  /** Which of the two stops: the benefit's code, 'support' or 'none'. */
  stops: string
  citations: PolicyValue['citations']
}

export interface HeldBenefit {
  benefit: string
  /** The person chose this benefit instead of support. */
  chosen: boolean
}

/** Whether a supported person may also draw a benefit, and if not, which of the two stops. */
export function overlapWithSupport(held: HeldBenefit, rules: OverlapRules): Overlap {
  const excluded = rules.exclusions?.value.find(
    (line) => line.benefit === held.benefit && (line.when !== 'chosen' || held.chosen),
  )
  if (excluded) {
    const stops = excluded.wins === 'support' ? held.benefit : 'support'
    return { allowed: false, stops, citations: rules.exclusions?.citations ?? [] }
  }
  if (rules.compatible?.value.includes(held.benefit)) {
    return { allowed: true, stops: 'none', citations: rules.compatible.citations }
  }
  return { allowed: 'to_be_decided', stops: 'none', citations: [] }
}

/** Months both paid, times the amount of each: what is to be recovered (C-12). */
export const overpaid = (amounts: readonly bigint[]): bigint => sumOf(amounts)

export interface Change {
  /** Last month of the scheme that stops. */
  oldThrough: PlainMonth
  /** First month of the scheme that stays: no month twice and none left out. */
  newFrom: PlainMonth
}

export const changeOfScheme = (decided: PlainMonth): Change => ({ oldThrough: decided, newFrom: addMonths(decided, 1) })
