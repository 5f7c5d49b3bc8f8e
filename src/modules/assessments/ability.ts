/** Ability assessment of older persons by scores (GB/T 42195-2022): for admission and care plans, never for the legal level. */

export interface AbilityLevel {
  level: number
  title: string
  from_score: number
  to_score: number
}

/** What changes a level after the scores: a state that sets it, or signs that raise it once. */
export type LevelChange =
  | { when: string; then: 'set_level'; level: number }
  | { when_any: string[]; then: 'raise_one_level'; once: boolean; not_above: number }

/** For a form that came over the wire. */
export const isLevelChange = (change: Readonly<Record<string, unknown>>): change is LevelChange =>
  change['then'] === 'set_level' || (change['then'] === 'raise_one_level' && Array.isArray(change['when_any']))

export interface AbilityItem {
  field: string
  title: string
  minimum: number
  maximum: number
}

export interface AbilityForm {
  maximum: number
  groups: { field: string; title: string; maximum: number; items: AbilityItem[] }[]
  levels: AbilityLevel[]
  level_changes: LevelChange[]
}

export interface Scored {
  total: number
  /** Fields without a score or with one outside the item's range. */
  faults: string[]
}

/** The total is worked out on the server, never taken from the form. */
export function scoreOf(form: AbilityForm, scores: Readonly<Record<string, number>>): Scored {
  const faults: string[] = []
  let total = 0
  for (const item of form.groups.flatMap((group) => group.items)) {
    const score = scores[item.field]
    if (score === undefined || !Number.isInteger(score) || score < item.minimum || score > item.maximum) {
      faults.push(item.field)
    } else total += score
  }
  return { total, faults }
}

/** Level by score, then changed by what was found; several signs together raise it by one level only. */
export function abilityLevel(form: AbilityForm, score: number, changes: readonly string[]): number | undefined {
  const byScore = form.levels.find((band) => score >= band.from_score && score <= band.to_score)
  if (!byScore) return undefined
  return form.level_changes.reduce((level, change) => changed(level, change, changes), byScore.level)
}

function changed(level: number, change: LevelChange, found: readonly string[]): number {
  if (change.then === 'set_level') return found.includes(change.when) ? change.level : level
  const signs = change.when_any.filter((sign) => found.includes(sign)).length
  const steps = change.once ? Math.min(1, signs) : signs
  return steps === 0 ? level : Math.max(level, Math.min(level + steps, change.not_above))
}
