/** What looks odd in a table without being an arithmetic error: questions to the units, never refusals. Pure. */
import type { Row } from './contract.ts'
import type { Layout } from './layout.ts'

/** Defaults of this system: from how many expected persons a zero is odd, and how far above the average a share is. */
const settings = { expectedAtLeast: 5, timesAverage: 3, partOfAll: 3 }

interface Shares {
  part: string
  title: string
  whole: string
  name: string
}

export function plausibilityNotes(layout: Layout, rows: readonly Row[]): string[] {
  const name = layout.rows.one_per
  return layout.checks.flatMap((check) => {
    if (check.rule !== 'sum_at_most') return []
    const titleOf = (field: string) =>
      (layout.columns.find((column) => column.field === field)?.title ?? field).replace(/^其中[：:]/, '')
    const notes = check.parts.flatMap((part) =>
      partNotes(rows, { part, title: titleOf(part), whole: check.whole, name }),
    )
    return [...notes, ...highShares(rows, { parts: check.parts, whole: check.whole, name })]
  })
}

const at = (row: Row, field: string): number => Number(row.values[field] ?? 0)
const nameOf = (row: Row, field: string): string => String(row.values[field] ?? '')
const sum = (rows: readonly Row[], field: string): number => rows.reduce((total, row) => total + at(row, field), 0)

function partNotes(rows: readonly Row[], { part, title, whole, name }: Shares): string[] {
  const all = sum(rows, part)
  const persons = sum(rows, whole)
  if (all === 0 || persons === 0) return []
  const notes: string[] = []
  const zero = rows.filter((row) => at(row, part) === 0 && at(row, whole) > 0)
  if (zero.length > 1)
    notes.push(`${zero.length}个单位${title}为0（${zero.map((row) => nameOf(row, name)).join('、')}），请核实。`)
  for (const row of zero) {
    const expected = Math.round((all * at(row, whole)) / persons)
    if (expected >= settings.expectedAtLeast)
      notes.push(`${nameOf(row, name)}${at(row, whole)}人，${title}为0；按平均比例约为${expected}人，请核实。`)
  }
  for (const row of rows) {
    const here = at(row, part)
    const crowded = here * settings.partOfAll >= all && here * persons > all * at(row, whole) * settings.timesAverage
    if (crowded && here > 1) notes.push(`${nameOf(row, name)}${title}${here}人，占全部${all}人的三分之一以上，请核实。`)
  }
  return notes
}

function highShares(
  rows: readonly Row[],
  { parts, whole, name }: { parts: readonly string[]; whole: string; name: string },
): string[] {
  const partsOf = (row: Row) => parts.reduce((total, part) => total + at(row, part), 0)
  const all = rows.reduce((total, row) => total + partsOf(row), 0)
  const persons = sum(rows, whole)
  return rows
    .filter((row) => at(row, whole) > 0 && partsOf(row) * persons > all * at(row, whole) * settings.timesAverage)
    .map((row) => `${nameOf(row, name)}失能、半失能${partsOf(row)}人，占${at(row, whole)}人的比例明显偏高，请核实。`)
}
