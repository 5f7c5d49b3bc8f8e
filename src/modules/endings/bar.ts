/** 责任、协议、服务、钱 by day: who answers for the person on each, so that a day without anybody shows. */
import { sql } from 'kysely'
import {
  addDays,
  addMonths,
  dateText,
  firstDay,
  lastDay,
  monthOf,
  monthText,
  plainDate,
  type PlainDate,
  PlainMonth,
} from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { type Paid, paidOf, pausedFrom, stoodOn } from './paid-until.ts'

export interface Span {
  from: PlainDate
  to: PlainDate
  text: string
  gap: boolean
}

interface Given {
  from: PlainDate
  to: PlainDate | null
  text: string
}

/** Spans cut to the window, with the days between them on which nobody stands. Pure. */
export function withGaps(given: readonly Given[], window: { from: PlainDate; to: PlainDate }): Span[] {
  const spans: Span[] = []
  let open = window.from
  const gap = (to: PlainDate) => {
    if (open <= to) spans.push({ from: open, to, text: '空档', gap: true })
  }
  const cut = given
    .map(({ from, to, text }) => ({ from, to: to === null || to > window.to ? window.to : to, text }))
    .filter(({ from, to }) => to >= window.from && from <= window.to && from <= to)
    .toSorted((one, other) => (one.from < other.from ? -1 : 1))
  for (const { from, to, text } of cut) {
    const start = from < open ? open : from
    if (start > to) continue
    gap(addDays(start, -1))
    spans.push({ from: start, to, text, gap: false })
    open = addDays(to, 1)
  }
  gap(window.to)
  return spans
}

export interface Bar {
  bar: { title: string; spans: Span[] }[]
  barFrom: PlainDate
  barTo: PlainDate
}

/** The month before, the present one and the one after; a row in which nothing ever stood is left out. */
export async function barOf(
  context: Context,
  { personId, about, pause }: { personId: string; about: PlainDate; pause?: PlainDate | undefined },
): Promise<Bar> {
  const barFrom = firstDay(addMonths(monthOf(about), -1))
  const barTo = lastDay(addMonths(monthOf(about), 1))
  const rows = await readRows(context, personId, monthOf(barFrom))
  const window = { from: barFrom, to: barTo }
  const whole = (month: string, text: string): Given => ({
    from: firstDay(PlainMonth.parse(month)),
    to: lastDay(PlainMonth.parse(month)),
    text,
  })
  const standing = pause ? pausedFrom(rows.standing, pause) : rows.standing
  const listed = rows.served.map(({ month, name }) => whole(month, name))
  const bar = [
    { title: '责任', given: withHomes(rows.charge, rows.homes) },
    { title: '协议', given: rows.agreements },
    { title: '服务', given: [...without(listed, rows.homes), ...rows.homes] },
    {
      title: '钱',
      given: [
        ...rows.paid.map(({ month }) => whole(month, `${monthText(PlainMonth.parse(month))}已列入发放`)),
        ...monthsOf(window, rows.paid).flatMap((month) => {
          const said = dueText(standing, month)
          return said ? [whole(month, said)] : []
        }),
      ],
    },
  ]
  // A roster or a payment that is not made yet is no gap; and nobody has to answer for days without support.
  const supported = supportedIn(rows.charge, window)
  const spansOf = (title: string, given: readonly Given[]): Span[] => {
    const spans = withGaps(given, window)
    const held = spans.filter(({ gap }) => !gap)
    if (!supported || (title !== '责任' && title !== '协议')) return held
    return [...held, ...withGaps(given, supported).filter(({ gap }) => gap)]
  }
  const shown = bar.map(({ title, given }) => ({ title, spans: spansOf(title, given) }))
  return { barFrom, barTo, bar: shown.filter(({ spans }) => spans.length > 0) }
}

/** What each row is made of, from a month on: under the whole county, for a home or another township may hold it. */
async function readRows(context: Context, personId: string, month: PlainMonth) {
  const { county, transaction } = context
  return context.within({ kind: 'county', counties: [county], ids: [] }, async () => ({
    charge: await charge(context, personId),
    standing: await paidOf(context, personId),
    homes: (
      await sql<Given>`select s.from_on as "from", s.to_on as "to", o.name as text from stays.stay_view s
        join access.organisation_view o on o.county_code = s.county_code and o.id = s.organisation_id
        where s.county_code = ${county} and s.person_id = ${personId} order by s.from_on`.execute(transaction)
    ).rows,
    agreements: (
      await sql<Given>`select effective_from as "from", effective_to as "to", number as text from agreements.agreement_view
        where county_code = ${county} and person_id = ${personId} and effective_from is not null`.execute(transaction)
    ).rows,
    served: (
      await sql<{ month: string; name: string }>`select l.month, o.name from rosters.line_view l
        join access.organisation_view o on o.county_code = l.county_code and o.id = l.organisation_id
        where l.county_code = ${county} and l.person_id = ${personId} and l.month >= ${month}`.execute(transaction)
    ).rows,
    paid: (
      await sql<{ month: string }>`select distinct month from payments.share_view
        where county_code = ${county} and person_id = ${personId} and month >= ${month}`.execute(transaction)
    ).rows,
  }))
}

/** Months of the window that no list names yet. */
function monthsOf(
  { from, to }: { from: PlainDate; to: PlainDate },
  listed: readonly { month: string }[],
): PlainMonth[] {
  const months: PlainMonth[] = []
  for (let month = monthOf(from); month <= monthOf(to); month = addMonths(month, 1))
    if (!listed.some((each) => each.month === month)) months.push(month)
  return months
}

/** Whoever stands on the first day of a month is paid for it; whoever is paused then is not. */
function dueText({ paid, paused }: Paid, month: PlainMonth): string | undefined {
  const first = firstDay(month)
  if (stoodOn(paid, first)) return `${monthText(month)}应发`
  return stoodOn(paused, first) ? `${monthText(month)}暂停不发` : undefined
}

const end = (to: PlainDate | null): PlainDate => to ?? plainDate('2999-12-31')

/** What is left of spans on the days on which none of the others runs. Pure. */
export function without(spans: readonly Given[], others: readonly Given[]): readonly Given[] {
  return others.reduce<readonly Given[]>(
    (left, other) =>
      left.flatMap((span): Given[] => {
        if (end(other.to) < span.from || other.from > end(span.to)) return [span]
        return [
          ...(span.from < other.from ? [{ ...span, to: addDays(other.from, -1) }] : []),
          ...(end(other.to) < end(span.to) ? [{ ...span, from: addDays(end(other.to), 1) }] : []),
        ]
      }),
    spans,
  )
}

/** On the days of a stay the home answers for him, under the township that does. Pure. */
export function withHomes(townships: readonly Given[], homes: readonly Given[]): Given[] {
  const within = townships.flatMap((township) =>
    homes.flatMap((home): Given[] => {
      const from = home.from > township.from ? home.from : township.from
      const to = end(home.to) < end(township.to) ? home.to : township.to
      return from <= end(to) ? [{ from, to, text: `${home.text}（${township.text}）` }] : []
    }),
  )
  return [...without(townships, homes), ...within].toSorted((one, other) => (one.from < other.from ? -1 : 1))
}

/** The days of the window on which support goes on; undefined when there is none. */
function supportedIn(charge: readonly Given[], window: { from: PlainDate; to: PlainDate }) {
  const [first] = charge
  const last = charge.at(-1)
  if (!first || !last) return undefined
  const from = first.from > window.from ? first.from : window.from
  const to = last.to !== null && last.to < window.to ? last.to : window.to
  return from <= to ? { from, to } : undefined
}

/** The responsible township by day, while support goes on. */
async function charge(context: Context, personId: string): Promise<Given[]> {
  const { rows } = await sql<{ from: PlainDate; kind: string; value: string; name: string | null }>`
    select f.from_on as "from", f.kind, f.value, a.name from persons.fact_view f
    left join access.area_view a on f.kind = 'township' and a.id::text = f.value
    where f.county_code = ${context.county} and f.person_id = ${personId} and f.kind in ('township', 'status')
      and not exists (select from persons.fact_view r where r.county_code = f.county_code and r.replaces_id = f.id)
    order by f.from_on, f.known_at`.execute(context.transaction)
  const spans: Given[] = []
  let name = ''
  let supported = false
  for (const row of rows) {
    const last = spans.at(-1)
    if (last && last.to === null) last.to = addDays(row.from, -1)
    if (row.kind === 'township') name = row.name ?? ''
    else supported = row.value === 'active' || row.value === 'suspended'
    if (supported && name) spans.push({ from: row.from, to: null, text: `${name}，${dateText(row.from)}起` })
  }
  return spans
}
