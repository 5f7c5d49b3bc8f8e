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

/** Months from the first to the last, both included; none when the last lies before the first. */
export function monthsFrom(first: PlainMonth, last: PlainMonth): PlainMonth[] {
  const months: PlainMonth[] = []
  for (let month = first; month <= last; month = addMonths(month, 1)) months.push(month)
  return months
}

export interface Span {
  from: PlainMonth
  /** Null while it goes on. */
  to: PlainMonth | null
}

const later = (one: PlainMonth, other: PlainMonth): PlainMonth => (one > other ? one : other)
const earlier = (one: PlainMonth | null, other: PlainMonth): PlainMonth => (one !== null && one < other ? one : other)

/** Months both paid, up to the last month of the scheme that stops. */
export const doubleMonths = (held: Span, supported: Span, through: PlainMonth): PlainMonth[] =>
  monthsFrom(later(held.from, supported.from), earlier(held.to, earlier(supported.to, through)))

/** What ended longer ago than this was not followed by support: it is no change of scheme, and leaves no gap. */
const followsWithin = 12

/** Months in which neither paid: the benefit had ended and support had not begun (AH-4.3g). */
export function gapMonths(held: Span, supported: Span): PlainMonth[] {
  if (held.to === null || held.to >= supported.from) return []
  if (held.to < addMonths(supported.from, -followsWithin - 1)) return []
  return monthsFrom(addMonths(held.to, 1), addMonths(supported.from, -1))
}

/** Whether a benefit is of any concern: it was paid in a month of support, or its end left a month open before. */
export const touches = (held: Span, supported: Span): boolean =>
  (held.from <= (supported.to ?? held.from) && (held.to === null || held.to >= supported.from)) ||
  gapMonths(held, supported).length > 0
