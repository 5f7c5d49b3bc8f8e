/** 一人一档: the visits of a person, month by month. */
import { sql } from 'kysely'
import type { PlainDate } from '#kernel/calendar.ts'
import { addMonths, monthOf, monthText, plainMonth } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import type { Span, TimelineItem } from '#platform/module.ts'

interface Month {
  month: string
  last: PlainDate
  visits: number
  valid: number
  doubtful: number
}

/** Whole months, with one more at either end: a visit may be counted to the month beside its day. */
export async function visitTimeline(context: Context, personId: string, span?: Span): Promise<TimelineItem[]> {
  const from = span?.from ? addMonths(monthOf(span.from), -1) : '0001-01'
  const to = span?.before ? addMonths(monthOf(span.before), 1) : '9999-12'
  const found = await sql<Month>`
    select month, max((started_at at time zone 'Asia/Shanghai')::date) as last, count(*)::int as visits,
      (count(*) filter (where verdict = 'valid'))::int as valid, (count(*) filter (where verdict = 'doubtful'))::int as doubtful
    from visits.visit_view where county_code = ${context.county} and person_id = ${personId}::uuid
      and month between ${from} and ${to} group by month order by month`.execute(context.transaction)
  return found.rows.map(({ month, last, visits, valid, doubtful }) => ({
    at: last,
    kind: 'service' as const,
    text: `${monthText(plainMonth(month))}上门服务${visits}次，有效${valid}次${doubtful > 0 ? `，存疑${doubtful}次` : ''}`,
    to: `/visits?month=${month}&person=${personId}`,
    source: 'system' as const,
  }))
}
