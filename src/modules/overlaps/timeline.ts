/** 一人一档: what was decided of a person in other departments' lists. */
import { sql } from 'kysely'
import { type Instant, monthOf, monthText, type PlainDate, plainMonth } from '#kernel/calendar.ts'
import type { Citation } from '#kernel/policy.ts'
import type { Context } from '#platform/context.ts'
import type { TimelineItem } from '#platform/module.ts'
import { changeText, kindText, verdictText } from './words.ts'

interface Row {
  on: PlainDate
  at: Instant
  kind: string
  month: string
  verdict: 'same' | 'different' | 'verify'
  words: string
  stops: string
  oldThrough: string | null
  newFrom: string | null
  doubleMonths: string[]
  gapMonths: string[]
  overpaidFen: bigint | null
  supportedFrom: PlainDate | null
  citations: Citation[]
  last: boolean
}

const monthOrNull = (month: string | null) => (month === null ? null : plainMonth(month))

export async function overlapsTimeline(context: Context, personId: string): Promise<TimelineItem[]> {
  const { rows } = await sql<Row>`
    select (d.at at time zone 'Asia/Shanghai')::date as on, d.at, d.kind, h.month, d.verdict, d.words, d.stops, d.old_through, d.new_from,
      d.double_months, d.gap_months, d.overpaid_fen, d.citations, d.no = h.decisions as last, p.supported_from
    from overlap.decision d join overlap.hit h on h.county_code = d.county_code and h.id = d.hit_id
      left join persons.person_view p on p.county_code = d.county_code and p.id = d.person_id
    where d.county_code = ${context.county} and d.person_id = ${personId}::uuid and d.part = 'verdict' order by d.at`.execute(
    context.transaction,
  )
  return rows.map((row) => {
    const months = { doubleMonths: row.doubleMonths.map(plainMonth), gapMonths: row.gapMonths.map(plainMonth) }
    const ends = { oldThrough: monthOrNull(row.oldThrough), newFrom: monthOrNull(row.newFrom) }
    const follows =
      row.verdict === 'same'
        ? changeText({ ...row, supportFrom: row.supportedFrom && monthOf(row.supportedFrom), ...months, ...ends })
        : row.words
    return {
      at: row.on,
      enteredAt: row.at,
      kind: row.stops === 'none' ? ('other' as const) : ('money' as const),
      text: `与${monthText(plainMonth(row.month))}${kindText(row.kind)}名单比对：${verdictText[row.verdict]}。${follows}`,
      to: `/overlaps?tab=decided&person=${personId}`,
      source: 'system' as const,
      citations: row.citations,
      struckThrough: !row.last,
    }
  })
}
