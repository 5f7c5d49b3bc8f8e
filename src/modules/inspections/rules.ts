/** Who sees a check before it begins, who sits in a working group, and what the checks of a year must cover (C-19 … C-21). */
import { monthOf, type PlainDate, type PlainMonth, plainMonth } from '#kernel/calendar.ts'

/** inspection.unannounced */
export interface UnannouncedRule {
  hidden_until_started: boolean
}

/** Whether a viewer may know of a sealed check; only the inspected unit is kept in the dark. */
export const checkVisible = (
  viewer: 'inspected_unit' | 'inspector',
  started: boolean,
  rule: UnannouncedRule | undefined,
): boolean => viewer === 'inspector' || started || rule?.hidden_until_started !== true

/** Lines of work that a group lacks. */
export const missingLines = (lines: readonly string[], required: readonly string[]): string[] =>
  required.filter((line) => !lines.includes(line))

export interface Check {
  on: PlainDate
  onSite: boolean
  /** What the check looked at: fire, food, safety, quality, money. */
  covers: readonly string[]
}

/** Months of a year without a single check that covers all that it must; an on-site visit is also that month's check. */
export function monthsWithoutCheck(
  checks: readonly Check[],
  year: number,
  mustCover: readonly string[] = [],
): PlainMonth[] {
  const done = new Set(
    checks
      .filter((check) => mustCover.every((topic) => check.covers.includes(topic)))
      .map((check) => monthOf(check.on)),
  )
  return monthsOf(year).filter((month) => !done.has(month))
}

/** Calendar quarters, 1 to 4, without an on-site check: four visits in January do nothing for April. */
export function quartersWithoutVisit(checks: readonly Check[], year: number): number[] {
  const done = new Set(
    checks
      .filter((check) => check.onSite && check.on.startsWith(`${year}-`))
      .map((check) => Math.ceil(Number(check.on.slice(5, 7)) / 3)),
  )
  return [1, 2, 3, 4].filter((quarter) => !done.has(quarter))
}

const monthsOf = (year: number): PlainMonth[] =>
  Array.from({ length: 12 }, (_, index) => plainMonth(`${year}-${String(index + 1).padStart(2, '0')}`))

export interface HomeOfYear {
  /** Null while it works. */
  closed: PlainDate | null
  opened: PlainDate | null
  checks: readonly Check[]
}

/** Homes that worked at any time of the year and were checked for everything, out of those that worked (C-20). */
export function yearlyCoverage(homes: readonly HomeOfYear[], year: number, mustCover: readonly string[]) {
  const worked = homes.filter(
    (home) =>
      (home.opened === null || home.opened <= `${year}-12-31`) &&
      (home.closed === null || home.closed >= `${year}-01-01`),
  )
  const covered = worked.filter((home) => {
    const seen = new Set(
      home.checks.filter((check) => check.on.startsWith(`${year}-`)).flatMap((check) => check.covers),
    )
    return mustCover.every((topic) => seen.has(topic))
  })
  return { covered: covered.length, worked: worked.length }
}
