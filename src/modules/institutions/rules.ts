/** Which homes may receive whom, and what they must offer. */
import * as z from 'zod'
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import type { PolicyValue } from '#kernel/policy.ts'
import { type Reason, reasonBy } from '#kernel/refusal.ts'

// Other modules and screens come in by this file.
export * from './occupancy.ts'
export * from './staffing.ts'

export const HomeOwnership = z.enum(['public', 'private'])
export type HomeOwnership = z.infer<typeof HomeOwnership>

/** institution.admission_gate */
export interface AdmissionGate {
  legal_person?: 'required'
  filed_with_civil_affairs?: 'required'
  grade_at_least?: number
  else?: 'dated_upgrade_plan'
}

export interface Home {
  legalPerson: boolean
  filed: boolean
  /** Star or grade; null when it was never graded. */
  grade: number | null
  /** The day on which a written upgrade plan says the grade will be reached. */
  upgradeDoneBy: PlainDate | null
}

/** Why a home may not receive supported persons on a day (BJ-1.6, HZ-3.3b). */
export function objectionsToReceiving(home: Home, gate: PolicyValue<AdmissionGate>, on: PlainDate): Reason[] {
  const reasons: Reason[] = []
  const asked = gate.value
  if (asked.legal_person && !home.legalPerson) {
    reasons.push(reasonBy(gate, 'legal_person', '机构未办理法人登记；接收特困人员须先登记。请办理登记后再接收'))
  }
  if (asked.filed_with_civil_affairs && !home.filed) {
    reasons.push(
      reasonBy(gate, 'filed_with_civil_affairs', '机构未向民政部门备案；接收特困人员须先备案。请备案后再接收'),
    )
  }
  if (
    asked.grade_at_least !== undefined &&
    (home.grade ?? 0) < asked.grade_at_least &&
    !underUpgrade(home, asked, on)
  ) {
    const grade = home.grade === null ? '未评定等级' : `为${home.grade}级`
    const plan = home.upgradeDoneBy ? `，改造期限${dateText(home.upgradeDoneBy)}已过` : ''
    reasons.push(
      reasonBy(
        gate,
        'grade',
        `机构${grade}${plan}；应达到${asked.grade_at_least}级${asked.else ? '，或有写明完成日期的改造方案' : ''}。请改造提升或另选机构`,
      ),
    )
  }
  return reasons
}

/** A dated upgrade plan is the only exception to the grade; its last day still counts. */
const underUpgrade = (home: Home, gate: AdmissionGate, on: PlainDate): boolean =>
  gate.else === 'dated_upgrade_plan' && home.upgradeDoneBy !== null && on <= home.upgradeDoneBy

export interface Designation {
  reasons: Reason[]
  /** Last day of a designation that rests on an upgrade plan. */
  until: PlainDate | null
}

/** Whether a home may be designated: the grade is a gate, the ownership a warning. */
export function designation(
  home: Home & { ownership: HomeOwnership },
  gate: PolicyValue<AdmissionGate>,
  ownership: PolicyValue<string[]> | undefined,
  on: PlainDate,
): Designation {
  const reasons = objectionsToReceiving(home, gate, on)
  if (ownership && !ownership.value.includes(home.ownership)) {
    reasons.push(reasonBy(ownership, 'ownership', '拟定点机构不是公办；定点机构原则上为公办。请写明理由并报批准'))
  }
  const graded = gate.value.grade_at_least === undefined || (home.grade ?? 0) >= gate.value.grade_at_least
  return { reasons, until: !graded && underUpgrade(home, gate.value, on) ? home.upgradeDoneBy : null }
}

/** institution.paying_residents */
export interface PayingResidents {
  allowed: boolean
  only_after?: 'local_supported_persons_placed'
}

/** Why a home may not take a paying resident; a warning only where a bed stays free after all who wait are placed. */
export function objectionsToPayingResident(
  localWaiting: number,
  freeBeds: number,
  rule: PolicyValue<PayingResidents>,
): Reason[] {
  if (!rule.value.allowed) {
    return [reasonBy(rule, 'not_allowed', '本地规定供养机构不接收社会老人。请介绍到其他养老机构')]
  }
  if (freeBeds <= 0) return [reasonBy(rule, 'no_free_bed', '机构没有空床；有空床方可入住。请另选机构')]
  if (rule.value.only_after !== 'local_supported_persons_placed' || localWaiting === 0) return []
  const reason = reasonBy(
    rule,
    'local_supported_persons_first',
    `本地还有${localWaiting}名特困人员待入住，空床${freeBeds}张；应先满足特困人员。请先安排特困人员入住`,
  )
  return [freeBeds > localWaiting ? { ...reason, warning: true } : reason]
}

export interface ResidentCount {
  occupancy: number
  supported: number
}

/** All categories fill beds, but only one is supported persons. */
export function countResidents(byCategory: Readonly<Record<string, number>>): ResidentCount {
  const occupancy = Object.values(byCategory).reduce((sum, count) => sum + count, 0)
  return { occupancy, supported: byCategory.supported_centralised ?? 0 }
}

export const Meal = z.enum(['breakfast', 'lunch', 'dinner'])
export type Meal = z.infer<typeof Meal>

/** What a meal lacks of what meals.rules asks for; a meal the rules do not name lacks nothing. */
export const missingInMeal = (
  meal: Meal,
  tags: readonly string[],
  rules: Readonly<Partial<Record<Meal, string[]>>>,
): string[] => (rules[meal] ?? []).filter((tag) => !tags.includes(tag))
