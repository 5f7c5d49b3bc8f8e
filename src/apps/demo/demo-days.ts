/** The months of the demonstration, counted back from the day on which it is made, and moments within them. */
import type pg from 'pg'
import {
  addMonths,
  dayOf,
  firstDay,
  instant,
  lastDay,
  monthOf,
  plainDate,
  type Instant,
  type PlainDate,
  type PlainMonth,
} from '#kernel/calendar.ts'

export interface DemoDays {
  today: PlainDate
  /** Oldest first; both closed. */
  closed: readonly [PlainMonth, PlainMonth]
  /** The month before this one: every stage of it occupied. */
  open: PlainMonth
  present: PlainMonth
  /** Contracts and agreements begin the month before the first closed one and hold for a year. */
  from: PlainDate
  to: PlainDate
  /** China's clock on a day; what would lie in the future is a little before now. */
  at(day: PlainDate, clock: string): Instant
  /** The n-th day of a month. */
  on(month: PlainMonth, day: number): PlainDate
}

export function demoDays(now: Instant): DemoDays {
  const today = dayOf(now)
  const present = monthOf(today)
  const from = firstDay(addMonths(present, -4))
  const latest = instant(new Date(Date.parse(now) - 60_000).toISOString())
  return {
    today,
    closed: [addMonths(present, -3), addMonths(present, -2)],
    open: addMonths(present, -1),
    present,
    from,
    to: lastDay(addMonths(monthOf(from), 11)),
    at(day, clock) {
      const moment = instant(`${day}T${clock}:00+08:00`)
      return moment < latest ? moment : latest
    },
    on: (month, day) => plainDate(`${month}-${String(day).padStart(2, '0')}`),
  }
}

/** The moment at which the demonstration was begun: one that died half-way goes on with the months it began with. */
export async function begunAt(client: Pick<pg.ClientBase, 'query'>, now: Instant): Promise<Instant> {
  await client.query(`insert into platform.setting (name, value) values ('demo_begun', $1) on conflict do nothing`, [
    now,
  ])
  const found = await client.query<{ value: string }>(`select value from platform.setting where name = 'demo_begun'`)
  return instant(found.rows[0]?.value ?? now)
}
