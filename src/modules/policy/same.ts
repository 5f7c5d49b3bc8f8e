/** Comparing and joining plain values of packs. */

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The same text for the same value, whatever the order of its fields. */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`
  if (!isRecord(value)) return JSON.stringify(value) ?? 'null'
  const fields = Object.keys(value).toSorted()
  return `{${fields.map((name) => `${JSON.stringify(name)}:${canonicalText(value[name])}`).join(',')}}`
}

export const same = (one: unknown, other: unknown): boolean => canonicalText(one) === canonicalText(other)

/** Items of both lists, each once, those of the first before those of the second. */
export function union(one: readonly unknown[], other: readonly unknown[]): unknown[] {
  const seen = new Set(one.map(canonicalText))
  return [...one, ...other.filter((item) => !seen.has(canonicalText(item)))]
}

export function intersection(one: readonly unknown[], other: readonly unknown[]): unknown[] {
  const kept = new Set(other.map(canonicalText))
  return one.filter((item) => kept.has(canonicalText(item)))
}

export const holdsAll = (whole: readonly unknown[], part: readonly unknown[]): boolean =>
  intersection(part, whole).length === part.length

/** True when somebody still has to set some number or table in it. */
export function incomplete(value: unknown): boolean {
  if (value === 'none') return true
  if (Array.isArray(value)) return value.some(incomplete)
  return isRecord(value) && Object.values(value).some(incomplete)
}

export interface Joined {
  value: unknown
  /** Fields in which the second contradicts the first; the first stands there. */
  contradicts: string[]
  /** True when the second brought anything the first did not say. */
  added: boolean
}

/** Both together: lists are united, a demand of either is a demand, and where they contradict the first stands. */
export function joined(first: unknown, second: unknown, field = ''): Joined {
  if (same(first, second)) return { value: first, contradicts: [], added: false }
  if (first === 'none' || first === undefined) return { value: second, contradicts: [], added: true }
  if (second === 'none' || second === undefined) return { value: first, contradicts: [], added: false }
  if (Array.isArray(first) && Array.isArray(second)) {
    const value = union(first, second)
    return { value, contradicts: [], added: value.length > first.length }
  }
  if (isRecord(first) && isRecord(second)) return joinedFields(first, second, field)
  if (typeof first === 'boolean' && typeof second === 'boolean') return { value: true, contradicts: [], added: second }
  return { value: first, contradicts: [field || '值'], added: false }
}

function joinedFields(first: Record<string, unknown>, second: Record<string, unknown>, field: string): Joined {
  const value: Record<string, unknown> = { ...first }
  const contradicts: string[] = []
  let added = false
  for (const [name, other] of Object.entries(second)) {
    const part = joined(first[name], other, field ? `${field}.${name}` : name)
    value[name] = part.value
    contradicts.push(...part.contradicts)
    added ||= part.added
  }
  return { value, contradicts, added }
}
