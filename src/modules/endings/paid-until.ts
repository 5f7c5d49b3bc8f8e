/** Until when somebody was paid and served: by month, as he stood on its first day, a pause left out. */
import { sql } from 'kysely'
import {
  addDays,
  addMonths,
  dateText,
  firstDay,
  lastDay,
  monthOf,
  monthText,
  type PlainDate,
  type PlainMonth,
} from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'

interface Span {
  from: PlainDate
  to: PlainDate | null
}

/** Days on which he stands as supported, and days of a pause; each in the order of days. */
export interface Paid {
  paid: readonly Span[]
  paused: readonly Span[]
}

/** To be asked within the county: who reports a death may not see the file. */
export async function paidOf(context: Context, personId: string): Promise<Paid> {
  const { rows } = await sql<{ from: PlainDate; value: string }>`
    select f.from_on as "from", f.value from persons.fact_view f
    where f.county_code = ${context.county} and f.person_id = ${personId} and f.kind = 'status'
      and not exists (select from persons.fact_view r where r.county_code = f.county_code and r.replaces_id = f.id)
    order by f.from_on, f.known_at`.execute(context.transaction)
  return spansOf(rows)
}

/** Pure. */
export function spansOf(facts: readonly { from: PlainDate; value: string }[]): Paid {
  const spans = facts.map(({ from, value }, index) => {
    const next = facts[index + 1]
    return { value, from, to: next ? addDays(next.from, -1) : null }
  })
  const real = spans.filter(({ from, to }) => to === null || from <= to)
  return {
    paid: real.filter(({ value }) => value === 'active'),
    paused: real.filter(({ value }) => value === 'suspended'),
  }
}

/** A pause that is proposed, as it will stand: nobody is paid again until a resumption is decided. */
export const pausedFrom = ({ paid, paused }: Paid, from: PlainDate): Paid => ({
  paid: paid
    .filter((span) => span.from < from)
    .map((span) => (span.to === null || span.to >= from ? { ...span, to: addDays(from, -1) } : span)),
  paused: [...paused.filter((span) => span.from < from), { from, to: null }],
})

export const stoodOn = (spans: readonly Span[], day: PlainDate): boolean =>
  spans.some(({ from, to }) => from <= day && (to === null || to >= day))

const began = ({ paid }: Paid, last: PlainDate): boolean => paid.some(({ from }) => from <= last)

/** The last month that was due when support ends on a day; undefined when none was. */
export function lastMonthDue({ paid }: Paid, last: PlainDate): PlainMonth | undefined {
  const first = paid[0]
  if (!first) return undefined
  for (let month = monthOf(last); month >= monthOf(first.from); month = addMonths(month, -1))
    if (stoodOn(paid, firstDay(month))) return month
  return undefined
}

/** The day since which he was paused when support ended. */
export const pausedSince = ({ paused }: Paid, last: PlainDate): PlainDate | undefined =>
  paused.findLast(({ from, to }) => from <= last && (to === null || to >= last))?.from

export function paidUntil(paid: Paid, last: PlainDate): string {
  if (!began(paid, last)) return '供养没有开始，没有发放，没有要追回的钱'
  const month = lastMonthDue(paid, last)
  const since = pausedSince(paid, last)
  const pause = since ? `；${dateText(since)}起暂停，暂停的月份不发` : ''
  if (month === undefined) return `没有发放过${pause}`
  return month === monthOf(last) || !since
    ? `基本生活、照料护理各发至${monthText(month)}${month === monthOf(last) ? '' : pause}`
    : `基本生活、照料护理已发至${monthText(month)}${pause}`
}

export function servedUntil(paid: Paid, last: PlainDate): string {
  if (!began(paid, last)) return '供养没有开始，没有服务'
  const month = lastMonthDue(paid, last)
  const paused = pausedSince(paid, last) !== undefined
  if (!paused) return `最后一天${dateText(last)}`
  if (month === undefined) return '没有服务过，已暂停'
  const day = month < monthOf(last) ? lastDay(month) : last
  return `最后一天${dateText(day)}，其后已暂停`
}
