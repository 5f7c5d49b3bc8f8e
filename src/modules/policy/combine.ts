/** How the values of nation, province, city, county and township combine into the one that decides. */
import type { AreaLevel } from '#kernel/areas.ts'
import type { Force } from '#kernel/policy.ts'
import type { KeyDeclaration } from './keys/types.ts'
import { holdsAll, incomplete, intersection, joined, same } from './same.ts'
import { compareSizes, sizeOf } from './sizes.ts'
import { levelRank, type Standing } from './standing.ts'

export type WhyPassedOver = 'upper_binding' | 'less_strict' | 'replaced_below' | 'contradicts_upper' | 'same'

export const whyPassedOverText: Record<WhyPassedOver, string> = {
  upper_binding: '上级有约束力的规定优先，本级未获授权改变',
  less_strict: '另有更严的规定',
  replaced_below: '下级在授权内另有规定',
  contradicts_upper: '与上级规定不一致，以上级为准',
  same: '与所依据的规定相同',
}

export interface PassedOver extends Standing {
  why: WhyPassedOver
}

/** Two rules that cannot both be met as they stand: both clauses are shown. */
export interface Conflict {
  decided: Standing
  other: Standing
  fields: string[]
}

export interface Combined {
  value: unknown
  force: Force
  /** Whose words make up the value, the one that decides first. */
  decided: Standing[]
  passedOver: PassedOver[]
  conflicts: Conflict[]
}

export interface Combining {
  declaration: KeyDeclaration
  /** Levels that a delegation in force names, or undefined when none speaks of the key. */
  maySet: readonly AreaLevel[] | undefined
}

const forces: readonly Force[] = ['must', 'in_principle', 'encouraged', 'aim']
const strongest = (standings: readonly Standing[]): Force =>
  forces.find((force) => standings.some((standing) => standing.force === force)) ?? 'must'
const weakest = (standings: readonly Standing[]): Force =>
  forces.findLast((force) => standings.some((standing) => standing.force === force)) ?? 'must'

const alone = (standing: Standing): Combined => ({
  value: standing.value,
  force: standing.force,
  decided: [standing],
  passedOver: [],
  conflicts: [],
})

/** Takes the standing values, higher levels first; there is at least one. */
export function combine(first: Standing, others: readonly Standing[], how: Combining): Combined {
  const start = alone(first)
  switch (how.declaration.combine) {
    case 'replace':
      return others.reduce((so, next) => replaced(so, next, how), start)
    case 'floor':
      return byStrictness([first, ...others], 'floor')
    case 'ceiling':
      return byStrictness([first, ...others], 'ceiling')
    case 'union':
      return together([first, ...others], weakest)
    case 'all':
    case 'forbid':
      return together([first, ...others], strongest)
    case 'conflict':
      return others.reduce(besides, start)
    case 'intersect':
      return others.reduce(narrowed, start)
  }
}

function mayReplace(lower: Standing, upper: Standing, { declaration, maySet }: Combining): boolean {
  // Two rules of one level and one day: neither displaces the other, so the contradiction is shown.
  if (lower.level === upper.level) return false
  if (upper.force !== 'must' && lower.force === 'must') return true
  if (maySet) return maySet.includes(lower.level)
  return levelRank[lower.level] <= levelRank[declaration.downTo]
}

function replaced(so: Combined, next: Standing, how: Combining): Combined {
  const upper = so.decided[0]
  if (!upper) return alone(next)
  if (same(upper.value, next.value)) return { ...so, passedOver: [...so.passedOver, { ...next, why: 'same' }] }
  if (mayReplace(next, upper, how)) {
    const over: PassedOver[] = so.decided.map((standing) => ({ ...standing, why: 'replaced_below' }))
    return { ...alone(next), passedOver: [...so.passedOver, ...over] }
  }
  const conflicts = [...so.conflicts, { decided: upper, other: next, fields: [] }]
  return { ...so, conflicts, passedOver: [...so.passedOver, { ...next, why: 'upper_binding' }] }
}

/** The strictest decides; demands that no number compares with it are met besides. */
function byStrictness(standings: readonly Standing[], kind: 'floor' | 'ceiling'): Combined {
  const ranked = standings.toSorted((one, other) => stricterFirst(one.value, other.value, kind))
  const [decided, ...others] = ranked
  if (!decided) throw new RangeError('no value to combine')
  return others.reduce((so, next) => {
    const comparable = sizeOf(next.value) !== undefined || incomplete(next.value)
    if (comparable) {
      const why = same(so.value, next.value) ? 'same' : 'less_strict'
      return { ...so, passedOver: [...so.passedOver, { ...next, why }] }
    }
    return joinedWith(so, next, decided)
  }, alone(decided))
}

function stricterFirst(one: unknown, other: unknown, kind: 'floor' | 'ceiling'): number {
  const gaps = Number(sizeOf(one) === undefined) - Number(sizeOf(other) === undefined)
  if (gaps !== 0) return gaps
  const [first, second] = [sizeOf(one), sizeOf(other)]
  if (!first || !second) return Number(incomplete(one)) - Number(incomplete(other))
  return kind === 'floor' ? compareSizes(second, first) : compareSizes(first, second)
}

function joinedWith(so: Combined, next: Standing, decided: Standing): Combined {
  const both = joined(so.value, next.value)
  const conflict = both.contradicts.length > 0
  const useless = conflict && !both.added
  return {
    ...so,
    value: both.value,
    decided: useless ? so.decided : [...so.decided, next],
    passedOver: useless ? [...so.passedOver, { ...next, why: 'contradicts_upper' }] : so.passedOver,
    conflicts: conflict ? [...so.conflicts, { decided, other: next, fields: both.contradicts }] : so.conflicts,
  }
}

function together(standings: readonly Standing[], forceOf: (standings: readonly Standing[]) => Force): Combined {
  const [first, ...others] = standings
  if (!first) throw new RangeError('no value to combine')
  const all = others.reduce((so, next) => joinedWith(so, next, first), alone(first))
  return { ...all, force: forceOf(all.decided) }
}

/** Shown side by side: a stricter or higher binding one decides, and every difference is a conflict. */
function besides(so: Combined, next: Standing): Combined {
  const [upper] = so.decided
  if (!upper) return alone(next)
  if (same(so.value, next.value)) return { ...so, decided: [...so.decided, next] }
  if (upper.force !== 'must' && next.force === 'must') {
    const turned = beside(alone(next), upper, next)
    return { ...turned, passedOver: [...so.passedOver, ...turned.passedOver] }
  }
  // More parties to an agreement fulfil the higher rule as well, so the longer list is the stricter one.
  if (Array.isArray(so.value) && Array.isArray(next.value) && holdsAll(next.value, so.value)) {
    const over: PassedOver[] = so.decided.map((standing) => ({ ...standing, why: 'less_strict' }))
    return { ...alone(next), passedOver: [...so.passedOver, ...over], conflicts: so.conflicts }
  }
  return beside(so, next, upper)
}

function beside(so: Combined, other: Standing, decided: Standing): Combined {
  const both = Array.isArray(so.value)
    ? { value: so.value, contradicts: [], added: false }
    : joined(so.value, other.value)
  const conflicts = [...so.conflicts, { decided, other, fields: both.contradicts }]
  if (both.added) return { ...so, value: both.value, decided: [...so.decided, other], conflicts }
  return { ...so, conflicts, passedOver: [...so.passedOver, { ...other, why: 'contradicts_upper' }] }
}

function narrowed(so: Combined, next: Standing): Combined {
  if (!Array.isArray(so.value) || !Array.isArray(next.value)) return so
  const value = intersection(so.value, next.value)
  const [decided] = so.decided
  const empty = value.length === 0 && decided !== undefined
  return {
    ...so,
    value,
    decided: [...so.decided, next],
    conflicts: empty ? [...so.conflicts, { decided, other: next, fields: [] }] : so.conflicts,
  }
}
