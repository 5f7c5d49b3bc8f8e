/** Makes a table: its layout from the pack, its numbers from the register, its state from what was signed. */
import {
  addMonths,
  type Instant,
  lastDay,
  type PlainDate,
  type PlainMonth,
  dateText,
  momentText,
} from '#kernel/calendar.ts'
import { percentText } from '#kernel/ratio.ts'
import { citationText, type PolicyInForce, type PolicyValue } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { besidesOf, type Counted, makeTable } from './compute.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { reports } from './contract.ts'
import { countFor } from './counting.ts'
import { blankNotes, readingsOf } from './reading-notes.ts'
import { columnsFor, Layout, tableIds, titleFor } from './layout.ts'
import { plausibilityNotes } from './plausible.ts'
import { statusOf } from './status.ts'

type Table = OutputOf<typeof reports.operations.table>

export interface Asked {
  table: string
  month: PlainMonth
  county?: string | undefined
  knownAt?: Instant | undefined
}

export interface Found {
  layout: Layout
  /** Name by which programs ask for it. */
  name: string
  value: PolicyValue
}

/** The table of a month is made in the month after: the layout and the target then in force are meant. */
export const policyFor = (context: Context, month: PlainMonth, county: string): Promise<PolicyInForce> =>
  context.policyOn(lastDay(addMonths(month, 1)), county)

export function countyAsked(context: Context, county: string | undefined): string {
  const asked = county ?? context.county
  if (!context.actor.scope.counties.includes(asked) || asked === '000000')
    refuse('forbidden', 'county', '该县不在您的工作范围内；应为本人所属的县。请改选县，或请该县的同事办理')
  return asked
}

export function findLayout(policy: PolicyInForce, table: string): Found {
  for (const id of tableIds(table)) {
    const value = policy.find(`table.${id}`)
    const layout = value && Layout.safeParse(value.value)
    if (value && layout?.success) {
      const name = layout.data.sample ?? id
      if (name === table || id === table) return { layout: layout.data, name, value }
    }
  }
  return refuse('not_found', 'table', `本地没有登记“${table}”这张表；应为政策包中的表。请在报表目录中选择`)
}

export interface Made {
  answer: Table
  layout: Layout
  counted: Counted[]
  percent: number | null
}

export async function makeFor(context: Context, asked: Asked): Promise<Made> {
  const county = countyAsked(context, asked.county)
  const { month, knownAt = context.now } = asked
  const policy = await policyFor(context, month, county)
  const { layout, name, value } = findLayout(policy, asked.table)
  const day = lastDay(month)
  const target = targetOf(policy, layout)
  const percent = target?.value.percent ?? null
  const counted = await countFor(context, layout.rows.one_per, { county, day, known: knownAt })
  const made = makeTable(layout, counted, percent)
  const besides = besidesOf(layout, made)
  const citations = [...value.citations, ...(target?.citations ?? [])].filter(
    (citation, index, all) => all.findIndex((each) => citationText(each) === citationText(citation)) === index,
  )
  const footnotes = [
    `统计时点为${dateText(day)}，按${momentText(knownAt)}前已知的情况；合计是各行之和。`,
    ...(percent === null
      ? []
      : [`应住人数＝实有床位×${percent}%，各行向上取整；还应入住人数＝应住人数－现入住，超出的为负数。`]),
    ...besides.filter(({ code }) => code !== 'net_gap').map(({ text }) => `${text}。`),
    ...plausibilityNotes(layout, made.rows),
    ...(await blankNotes(context, layout)),
    `依据：${citations.map(citationText).join('；')}。`,
  ]
  const answer = {
    table: name,
    title: titleFor(layout, month),
    county,
    month,
    day,
    knownAt,
    columns: columnsFor(layout, percent),
    ...made,
    besides,
    footnotes,
    readings: readingsOf(layout, besides),
    citations,
    status: await statusOf(context, { county, table: name, month }),
  }
  return { answer, layout, counted, percent }
}

function targetOf(policy: PolicyInForce, layout: Layout): PolicyValue<{ percent: number }> | undefined {
  const key = layout.columns.find((column) => column.percent_key)?.percent_key
  return key ? policy.find<{ percent: number }>(key) : undefined
}

/** How the number in a cell came about. */
export function explain(made: Made, rowKey: string, field: string): string {
  const { answer, layout, percent } = made
  const column = layout.columns.find((each) => each.field === field)
  const row = answer.rows.find(({ key }) => key === rowKey)
  if (rowKey === 'total') return `各行之和：${answer.rows.map((each) => String(each.values[field] ?? '')).join('＋')}`
  if (!row || !column) return ''
  const beds = Number(row.values['beds'] ?? 0)
  const residents = Number(row.values['residents'] ?? 0)
  if (column.formula === 'beds_times_percent' && percent !== null)
    return `${beds}×${percent}%＝${(beds * percent) / 100}，向上取整${String(row.values[field])}`
  if (column.formula === 'target_minus_residents')
    return `应住${Number(row.values[field]) + residents}－现入住${residents}＝${String(row.values[field])}`
  if (column.of) {
    const whole = Number(row.values[column.of] ?? 0)
    return `${whole}人中的${String(row.values[field])}人（${percentText(Number(row.values[field]), whole)}%）`
  }
  return String(row.values[field] ?? '')
}

export type { PlainDate }
