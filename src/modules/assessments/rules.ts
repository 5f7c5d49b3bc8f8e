/** From the items of a form to a level, and who may change a level. */
import { addMonths, monthOf, type PlainDate, type PlainMonth } from '#kernel/calendar.ts'
import type { PolicyValue } from '#kernel/policy.ts'
import { type Reason, reasonBy } from '#kernel/refusal.ts'
import { SelfCareLevel } from '#kernel/self-care.ts'

// Other modules and screens come in by this file.
export * from './ability.ts'

/** assessment.levels: how many of the six items are not met at each level. */
export type LevelBands = Record<SelfCareLevel, { not_met_from: number; not_met_to: number }>

/** The legal level; undefined when the count lies in no band. */
export const selfCareLevel = (notMet: number, bands: LevelBands): SelfCareLevel | undefined =>
  SelfCareLevel.options.find((level) => notMet >= bands[level].not_met_from && notMet <= bands[level].not_met_to)

export interface SelfCareAnswers {
  /** Whether each item is met, by its field. */
  met: Readonly<Record<string, boolean>>
}

export interface SelfCareResult {
  notMet: number
  /** Items of the form without an answer; a level needs them all. */
  unanswered: string[]
}

/** Counts the items not met (民发〔2021〕43号 第二十二条). */
export function countNotMet(answers: SelfCareAnswers, items: readonly string[]): SelfCareResult {
  return {
    notMet: items.filter((item) => answers.met[item] === false).length,
    unanswered: items.filter((item) => answers.met[item] === undefined),
  }
}

/** Who may decide on a change of level: never the one who is paid by it. */
export function objectionsToLevelChange(by: string, decider: PolicyValue<{ by: string }>): Reason[] {
  if (by === decider.value.by) return []
  const message = '照料级别的变更应由县级民政部门审定，其他单位和个人不得自行变更。请报县级民政部门审定'
  return [reasonBy(decider, 'not_the_decider', message)]
}

/** Why someone may not assess: the provider and its carers are not independent of the result. */
export function objectionsToAssessor(
  assessorIs: readonly string[],
  independentOf: PolicyValue<string[]> | undefined,
): Reason[] {
  if (!independentOf || !independentOf.value.some((role) => assessorIs.includes(role))) return []
  const message = '评估人与照料服务机构或照料人员有关系；评估人应与其无关。请另派评估人'
  return [reasonBy(independentOf, 'assessor_not_independent', message)]
}

/** A level that is to stand in place of another; what was said of it. */
export interface Falling {
  before: SelfCareLevel | null
  level: SelfCareLevel | null
  heard: boolean
}

/** exit.hearing_required: the money of a level falls with it. */
export const mustBeHeard = ({ before, level }: Falling, heardBefore: readonly string[]): boolean =>
  before !== null &&
  level !== null &&
  SelfCareLevel.options.indexOf(level) < SelfCareLevel.options.indexOf(before) &&
  heardBefore.includes('reduce')

/** assessment.level_effective */
export interface LevelEffect {
  on: string
  event: string
}

/** The month from which a decided level counts; undefined for a rule this edition cannot follow. */
export const effectiveMonth = (decidedOn: PlainDate, { value }: PolicyValue<LevelEffect>): PlainMonth | undefined =>
  value.on === 'first_day_of_month_after' ? addMonths(monthOf(decidedOn), 1) : undefined
