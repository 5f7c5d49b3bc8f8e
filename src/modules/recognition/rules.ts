/** Who is recognised as a supported person, from when, and when support ends. */
import * as z from 'zod'
import { addMonths, firstDay, monthOf, type PlainDate } from '#kernel/calendar.ts'
import type { PolicyValue } from '#kernel/policy.ts'
import { shareUp } from '#kernel/ratio.ts'
import { type Reason, reasonBy } from '#kernel/refusal.ts'

export const DisabilityKind = z.enum(['intellectual', 'mental', 'physical', 'visual', 'hearing', 'speech', 'multiple'])
export type DisabilityKind = z.infer<typeof DisabilityKind>

export interface Disability {
  kind: DisabilityKind
  /** 1 is the gravest. */
  grade: number
}

/** eligibility.no_labour */
export interface NoLabourRule {
  old_age_at_least: number
  young_age_below: number
  disability: { kinds: DisabilityKind[]; grades: number[] }[]
}

export type NoLabourGround = 'old_age' | 'young_age' | 'disability'

/** Why someone counts as unable to work; undefined when no ground is met. */
export function noLabourGround(
  age: number,
  disabilities: readonly Disability[],
  rule: NoLabourRule,
): NoLabourGround | undefined {
  if (age >= rule.old_age_at_least) return 'old_age'
  if (age < rule.young_age_below) return 'young_age'
  const severe = disabilities.some((disability) =>
    rule.disability.some((line) => line.kinds.includes(disability.kind) && line.grades.includes(disability.grade)),
  )
  return severe ? 'disability' : undefined
}

/** eligibility.minor.orphan_route */
export interface OrphanRoute {
  age_below: number
  when: 'meets_both' | 'meets_both_and_chosen'
  result: string
}

export interface MinorRules {
  route: OrphanRoute | undefined
  /** eligibility.minor.support_age_below */
  supportBelow: { years: number } | undefined
  /** eligibility.minor.in_school: stages in which support goes on after that age. */
  inSchool: { after_18_while: string[] } | undefined
}

export interface Minor {
  age: number
  orphanConditions: boolean
  /** The scheme that the person or guardian chose. */
  chosen: string | null
  schoolStage: string | null
}

export interface MinorScheme {
  scheme: string
  untilAge?: number
}

/** Which scheme a minor falls under: an age of its own, apart from the age of placement. */
export function schemeOfMinor(minor: Minor, rules: MinorRules): MinorScheme {
  const { route, supportBelow, inSchool } = rules
  if (route && minor.orphanConditions && minor.age < route.age_below) {
    if (route.when === 'meets_both' || minor.chosen === route.result) return { scheme: route.result }
  }
  if (supportBelow && minor.age < supportBelow.years) return { scheme: 'support', untilAge: supportBelow.years }
  if (minor.schoolStage !== null && inSchool?.after_18_while.includes(minor.schoolStage)) return { scheme: 'support' }
  return { scheme: 'not_decided_by_this_clause' }
}

/** How many of a batch the county checks on the spot, rounded up so that no batch goes unchecked. */
export const randomCheckSize = (cases: number, rule: { percent: number }): number => shareUp(cases, rule.percent)

/** recognition.support_starts and exit.support_stops */
export interface EffectRule {
  on: 'first_day_of_month_after'
}

/** The first day on which a decision shows in the payments. */
export const takesEffect = (decided: PlainDate, rule: EffectRule): PlainDate => {
  switch (rule.on) {
    case 'first_day_of_month_after':
      return firstDay(addMonths(monthOf(decided), 1))
  }
}

/** recognition.legacy_rules: the one-time crossing from the old schemes. */
export interface LegacyRules {
  cutoff: PlainDate
  cutoff_day_counts_as: 'before' | 'after'
  rules: { category: string; recognised: 'before_cutoff' | 'on_or_after_cutoff' | 'any'; path: string }[]
}

/** How someone of an old scheme comes into the new one; undefined where no line speaks of the case (C-29). */
export function legacyPath(category: string, recognised: PlainDate, legacy: LegacyRules): string | undefined {
  const after = recognised > legacy.cutoff || (recognised === legacy.cutoff && legacy.cutoff_day_counts_as === 'after')
  const period = after ? 'on_or_after_cutoff' : 'before_cutoff'
  return legacy.rules.find(
    (rule) => rule.category === category && (rule.recognised === 'any' || rule.recognised === period),
  )?.path
}

export interface ExitRules {
  reasons: PolicyValue<string[]>
  /** exit.hearing_required; undefined before the law asks for it. */
  hearing: PolicyValue<{ before: string[] }> | undefined
  /** exit.hearing_exempt: nobody is left who could be heard; our reading, the law prints no exception. */
  exempt: readonly string[]
}

/** Why support cannot be ended yet. */
export function objectionsToEnding(reason: string, heard: boolean, rules: ExitRules): Reason[] {
  const found: Reason[] = []
  if (!rules.reasons.value.includes(reason)) {
    found.push(reasonBy(rules.reasons, 'exit_reason', '终止事由不在规定的终止情形之内。请核对事由'))
  }
  const asksHearing = rules.hearing?.value.before.includes('terminate') && !rules.exempt.includes(reason)
  if (rules.hearing && asksHearing && !heard) {
    found.push(
      reasonBy(rules.hearing, 'hearing', '尚未听取救助对象意见；减发、终止救助前应当听取意见。请先听取意见并记录'),
    )
  }
  return found
}
