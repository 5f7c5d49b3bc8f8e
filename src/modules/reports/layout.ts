/** A table's layout as its pack declares it: columns, order, formulas, checks. Pure. */
import * as z from 'zod'
import type { PlainMonth } from '#kernel/calendar.ts'
import type { Column } from './contract.ts'

const RowCheck = z.union([
  z.object({ rule: z.enum(['sum_at_most', 'sum_equals']), parts: z.array(z.string()), whole: z.string() }),
  z.object({ rule: z.literal('at_most'), left: z.string(), right: z.string() }),
  z.object({
    rule: z.literal('carry_forward'),
    opening: z.string(),
    plus: z.string(),
    minus: z.string(),
    closing: z.string(),
  }),
])

const LayoutColumn = z.object({
  no: z.int(),
  field: z.string(),
  title: z.string(),
  type: z.string(),
  of: z.string().optional(),
  formula: z.enum(['beds_times_percent', 'target_minus_residents']).optional(),
  percent_key: z.string().optional(),
  restricted: z.boolean().default(false),
})
export type LayoutColumn = z.infer<typeof LayoutColumn>

export const Layout = z.object({
  table: z.string(),
  title: z.string(),
  every: z.string().optional(),
  rows: z.object({ one_per: z.string(), order: z.string(), order_list: z.array(z.string()).default([]) }),
  columns: z.array(LayoutColumn).min(2),
  total: z.object({ title: z.string(), columns: z.array(z.string()), rule: z.literal('sum_of_rows') }).exactOptional(),
  checks: z.array(RowCheck).default([]),
  not_printed: z.array(z.string()).default([]),
  besides: z.object({ positive_gap_sum: z.boolean() }).optional(),
  sample: z.string().optional(),
})
export type Layout = z.infer<typeof Layout>

/** '{year}年{month}月…' with the month's own numbers, written without a zero in front as the document does. */
export const titleFor = (layout: Layout, month: PlainMonth): string =>
  layout.title.replaceAll('{year}', month.slice(0, 4)).replaceAll('{month}', String(Number(month.slice(5))))

/** Headings that speak of the target say the target in force, not the one of the day of printing. */
export function columnsFor(layout: Layout, percent: number | null): Column[] {
  return layout.columns.map(({ no, field, title, type, restricted, formula }) => ({
    no,
    field,
    title: formula && percent !== null ? title.replace(/\d+%/, `${percent}%`) : title,
    type,
    restricted,
  }))
}

/** Column that names the row: the unit or the home. */
export const nameField = (layout: Layout): string => layout.rows.one_per

/** The table that a name means: its own id, or a county's short name before it ('aohan-annex-1'). */
export function tableIds(name: string): string[] {
  const [, ...rest] = name.split('-')
  return rest.length > 0 ? [name, rest.join('-')] : [name]
}
