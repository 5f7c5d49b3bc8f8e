/** How many work in a home, what they must have learnt, and who may direct it (C-6 … C-8). */
import * as z from 'zod'
import type { PlainDate } from '#kernel/calendar.ts'
import { divideUp } from '#kernel/money.ts'
import type { PolicyValue } from '#kernel/policy.ts'
import { decimalText } from '#kernel/ratio.ts'
import { type Reason, reasonBy } from '#kernel/refusal.ts'
import type { SelfCareLevel } from '#kernel/self-care.ts'

/** Residents for each of the staff, all staff counted, carers or not (C-6). */
export const residentsPerStaff = (residents: number, staff: number): string => decimalText(residents, staff)

export type ByLevel = Record<SelfCareLevel, number>

/** staff.ratio: how many residents of each level one carer looks after; 'none' until the county sets it. */
export interface StaffRatio {
  numbers: ByLevel | 'none'
  to_set_by?: string
}

/** Carers needed: the fractions are added first and rounded up once (C-7). */
export function requiredCarers(residents: ByLevel, ratio: ByLevel): number {
  const able = BigInt(ratio.able)
  const partly = BigInt(ratio.partly_able)
  const unable = BigInt(ratio.unable)
  const carers =
    BigInt(residents.able) * partly * unable +
    BigInt(residents.partly_able) * able * unable +
    BigInt(residents.unable) * able * partly
  return Number(divideUp(carers, able * partly * unable))
}

/** Who is trained, and the word by which training.rules speaks of them. */
export const Trainee = z.enum([
  'home_carer',
  'home_visiting_carer',
  'manager',
  'social_worker',
  'home_staff',
  'official',
])
export type Trainee = z.infer<typeof Trainee>
const groupOf: Record<Trainee, string> = {
  home_carer: 'home_carers',
  home_visiting_carer: 'home_visiting_carers',
  manager: 'managers',
  social_worker: 'social_workers',
  home_staff: 'home_staff',
  official: 'officials',
}

export interface TrainingRule {
  who: string
  /** Class hours in a calendar year; 'none' where the document gives no number. */
  hours: number | 'none'
  teams?: string[]
}

export interface TrainingStanding {
  total: number
  required: number | 'none'
  deficit: number
  passed: boolean
  /** Came in the course of the year: marked, but the hours are not reduced. */
  flag?: 'joined_in_year'
}

export interface TrainingYear {
  who: Trainee
  /** Of attended, valid courses of the calendar year. */
  classHours: readonly number[]
  joined?: PlainDate | undefined
}

/** Class hours against what the rules ask of this group; where several give a number, the highest. */
export function trainingStanding(year: TrainingYear, rules: readonly TrainingRule[], on: PlainDate): TrainingStanding {
  const total = year.classHours.reduce((sum, hours) => sum + hours, 0)
  const group = groupOf[year.who]
  const asked = rules.flatMap((rule) =>
    rule.hours !== 'none' && (rule.who === group || rule.teams?.includes(group)) ? [rule.hours] : [],
  )
  const yearStart = `${on.slice(0, 4)}-01-01`
  const flag = year.joined && year.joined > yearStart && year.joined <= on ? { flag: 'joined_in_year' as const } : {}
  if (asked.length === 0) return { total, required: 'none', deficit: 0, passed: true, ...flag }
  const required = Math.max(...asked)
  return { total, required, deficit: Math.max(0, required - total), passed: total >= required, ...flag }
}

/** Why a director has to be replaced: any second post is a part-time director. */
export function reasonsToReplaceDirector(
  posts: readonly string[],
  qualified: boolean,
  replaceWhen: PolicyValue<string[]>,
): Reason[] {
  const reasons: Reason[] = []
  const others = posts.filter((post) => post !== 'director')
  if (others.length > 0 && replaceWhen.value.includes('part_time')) {
    reasons.push(
      reasonBy(replaceWhen, 'part_time', `院长另任${others.length}个职务，属兼职；应为专职。请辞去其他职务或调整院长`),
    )
  }
  if (!qualified && replaceWhen.value.includes('unqualified')) {
    reasons.push(reasonBy(replaceWhen, 'unqualified', '院长不能胜任；应由胜任的人担任。请调整院长'))
  }
  return reasons
}
