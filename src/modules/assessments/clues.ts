/** Shares of levels that stand out: a clue to look at the persons, never a verdict (F-13, F-14). Pure. */
import type { SelfCareLevel } from '#kernel/self-care.ts'

export type Counts = Record<SelfCareLevel, number>

export interface UnitCounts extends Counts {
  id: string
  name: string
}

export interface LevelClue {
  unitId: string
  kind: 'high' | 'low'
  text: string
}

/** assessment.clue_limits */
export interface ClueLimits {
  /** Fewer persons than this say nothing by their shares. */
  fewest_persons: number
  /** So many standard deviations from the neighbours' share. */
  deviations: number
  /** A rise is looked at for so many days. */
  look_back_days: number
  /** An illness explains a rise if it lay within so many days before the decision. */
  illness_days: number
  /** In hospital for so many days. */
  stay_days: number
  /** Of these kinds and this grade or graver, where it means no ability to work: looked at if the level is the lightest. */
  disability_kinds?: readonly string[]
  disability_grade?: number
}

export const totalOf = ({ able, partly_able, unable }: Counts): number => able + partly_able + unable
const needing = ({ partly_able, unable }: Counts): number => partly_able + unable

export function sumOfCounts(units: readonly Counts[]): Counts {
  const sum = { able: 0, partly_able: 0, unable: 0 }
  for (const unit of units) {
    sum.able += unit.able
    sum.partly_able += unit.partly_able
    sum.unable += unit.unable
  }
  return sum
}

/** Each unit against all the others together, so that a large one is not compared with itself. */
export function levelClues(units: readonly UnitCounts[], limits: ClueLimits): LevelClue[] {
  const all = sumOfCounts(units)
  return units.flatMap((unit) => {
    const others = {
      able: all.able - unit.able,
      partly_able: all.partly_able - unit.partly_able,
      unable: all.unable - unit.unable,
    }
    return clueOf(unit, others, limits)
  })
}

function clueOf(unit: UnitCounts, others: Counts, limits: ClueLimits): LevelClue[] {
  const persons = totalOf(unit)
  const share = totalOf(others) === 0 ? 0 : needing(others) / totalOf(others)
  if (persons < limits.fewest_persons || share === 0 || share === 1) return []
  const expected = persons * share
  const distance = (needing(unit) - expected) / Math.sqrt(expected * (1 - share))
  if (Math.abs(distance) < limits.deviations) return []
  const own = `${persons}人中失能和半失能${needing(unit)}人，占${percentText(needing(unit) / persons)}`
  const text = `${own}；其他单位合计占${percentText(share)}，按此约为${Math.round(expected)}人`
  return [{ unitId: unit.id, kind: distance > 0 ? 'high' : 'low', text }]
}

interface GraveLine {
  kinds: readonly string[]
  grades: readonly number[]
}

/** A card that by eligibility.no_labour means no ability to work, within what the county looks at (F-14). */
export function isGrave(
  written: { kind: string; grade: number } | undefined,
  lines: readonly GraveLine[],
  { disability_kinds: kinds = [], disability_grade: most = 0 }: ClueLimits,
): boolean {
  if (!written || !kinds.includes(written.kind) || written.grade > most) return false
  return lines.some((line) => line.kinds.includes(written.kind) && line.grades.includes(written.grade))
}

export const percentText = (share: number): string => `${(share * 100).toFixed(2)}%`
