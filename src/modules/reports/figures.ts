/** The numbers of 数据分析 (screens §6), under the scope of whoever asks. */
import { sql } from 'kysely'
import { addMonths, daysBetween, lastDay, plainDate, type PlainDate, type PlainMonth } from '#kernel/calendar.ts'
import { divideHalfUp } from '#kernel/money.ts'
import { Earmark } from '#modules/ledger/words.ts'
import { endReasonText } from '#modules/persons/words.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { reports } from './contract.ts'
import type { Movement } from './figure-operations.ts'

export const figures = part(reports, {
  async movement(context, input) {
    const { month, townshipId, kind, page, pageSize } = input
    const from = lastDay(addMonths(month, -1))
    const last = lastDay(month)
    const day = last > context.today ? context.today : last
    const { opening, closing, moved } = await movedIn(context, { from, day, townshipId })
    const counts: Record<Movement, number> = { joined: 0, moved_in: 0, ended: 0, died: 0 }
    for (const { movement } of moved) counts[movement] += 1
    const chosen = moved.filter(({ movement }) => kind === undefined || movement === kind)
    const rows = chosen.slice((page - 1) * pageSize, page * pageSize)
    for (const { personId } of rows) context.concerns(personId)
    context.shows(input, chosen.length)
    return { from, day, opening, closing, counts, rows, total: chosen.length, at: context.now }
  },

  async spending(context, { month }) {
    const months = twelveMonths(month)
    const found = await sql<{ month: PlainMonth; earmark: Earmark; spent: bigint }>`
      select month, earmark, ${spent} as spent from ledger.posting_view
      where county_code = ${context.county} and month between ${months[0] ?? month} and ${month}
      group by 1, 2`.execute(context.transaction)
    const fenOf = (of: PlainMonth, earmark: Earmark) =>
      found.rows.find((row) => row.month === of && row.earmark === earmark)?.spent ?? 0n
    return {
      months: months.map((each) => ({
        month: each,
        spentFen: {
          living: fenOf(each, 'living'),
          care: fenOf(each, 'care'),
          running: fenOf(each, 'running'),
        },
      })),
      year: await yearUntil(context, month),
      at: context.now,
    }
  },

  async perHead(context, { month, townshipId }) {
    const months = twelveMonths(month)
    const found = await sql<{ month: PlainMonth; level: 'able'; persons: number; payable: bigint }>`
      select line.month, line.level, count(distinct line.person_id)::int as persons, sum(line.payable_fen)::bigint as payable
      from settlement.line_view line
      join settlement.statement_view statement on statement.county_code = line.county_code and statement.id = line.statement_id
      where line.county_code = ${context.county} and line.month between ${months[0] ?? month} and ${month}
        and statement.status = 'finance_approved' and line.branch <> 'unpaid'
        ${townshipId === undefined ? sql`` : sql`and line.township_id = ${townshipId}`}
      group by 1, 2 order by 1, 2`.execute(context.transaction)
    const rows = found.rows.map(({ payable, ...row }) => ({
      ...row,
      payableFen: payable,
      eachFen: divideHalfUp(payable, BigInt(row.persons)),
    }))
    return { months, rows, at: context.now }
  },
})

const twelveMonths = (month: PlainMonth): PlainMonth[] =>
  Array.from({ length: 12 }, (_, index) => addMonths(month, index - 11))

/** What left the pot for persons, homes and providers, less what the bank sent back; money handed back to the treasury is not spent. */
const spent = sql`sum(case when credit = 'pot' and debit <> 'budget' then amount_fen
  when debit = 'pot' and credit <> 'budget' then -amount_fen else 0 end)::bigint`
const allotted = sql`sum(case when debit = 'pot' and credit = 'budget' then amount_fen
  when credit = 'pot' and debit = 'budget' then -amount_fen else 0 end)::bigint`

async function yearUntil(context: Context, month: PlainMonth) {
  const year = month.slice(0, 4)
  const [begin, end] = [plainDate(`${year}-01-01`), plainDate(`${year}-12-31`)]
  const last = lastDay(month)
  const to = last > context.today ? context.today : last
  const found = await sql<{ earmark: Earmark; allotted: bigint; spent: bigint }>`
    select earmark, ${allotted} as allotted, ${spent} as spent from ledger.posting_view
    where county_code = ${context.county} and posted_on between ${begin}::date and ${to}::date group by 1`.execute(
    context.transaction,
  )
  return {
    to,
    days: daysBetween(begin, to) + 1,
    daysOfYear: daysBetween(begin, end) + 1,
    earmarks: Earmark.options.map((earmark) => {
      const row = found.rows.find((each) => each.earmark === earmark)
      return { earmark, allottedFen: row?.allotted ?? 0n, spentFen: row?.spent ?? 0n }
    }),
  }
}

interface Between {
  from: PlainDate
  day: PlainDate
  townshipId: string | undefined
}

interface Change {
  personId: string
  name: string
  was: string | null
  becomes: string | null
  wasName: string | null
  isName: string | null
  supportedFrom: PlainDate | null
  endedOn: PlainDate | null
  endReason: string | null
}

/** Who is in support on one day and not on the other, or in another township; as known now. */
async function movedIn(context: Context, { from, day, townshipId }: Between) {
  const here = townshipId === undefined ? sql`true` : sql`township_id = ${townshipId}`
  const standing = (on: PlainDate) => sql`
    select person_id, township_id from persons.standing_on(${context.county}, ${on}::date, ${context.now}::timestamptz)
    where status = 'active'`
  const counted = await sql<{ opening: number; closing: number }>`
    select (select count(*)::int from (${standing(from)}) s where ${here}) as opening,
      (select count(*)::int from (${standing(day)}) s where ${here}) as closing`.execute(context.transaction)
  const changes = await sql<Change>`
    with before as (${standing(from)}), after as (${standing(day)})
    select p.id as person_id, p.name, b.township_id as was, a.township_id as becomes, wt.name as was_name, nt.name as is_name,
      p.supported_from, p.ended_on, p.end_reason
    from before b full join after a on a.person_id = b.person_id
    join persons.person_view p on p.county_code = ${context.county} and p.id = coalesce(a.person_id, b.person_id)
    left join access.area_view wt on wt.id = b.township_id
    left join access.area_view nt on nt.id = a.township_id
    where b.township_id is distinct from a.township_id
    order by p.name_sort, p.id`.execute(context.transaction)
  const { opening = 0, closing = 0 } = counted.rows[0] ?? {}
  return { opening, closing, moved: changes.rows.flatMap((change) => movementOf(change, { from, day, townshipId })) }
}

interface Moved {
  personId: string
  name: string
  township: string
  movement: Movement
  reason: string
  on: PlainDate | null
}

function movementOf(change: Change, { townshipId, from }: Between): Moved[] {
  const { personId, name, was, becomes, wasName, isName, supportedFrom, endedOn, endReason } = change
  const row = { personId, name, township: isName ?? wasName ?? '' }
  const within = (township: string | null) => township !== null && (townshipId === undefined || township === townshipId)
  if (!within(was) && !within(becomes)) return []
  // Moves between townships change nothing in the county as a whole.
  if (was !== null && becomes !== null) {
    if (townshipId === undefined) return []
    return within(becomes)
      ? [{ ...row, movement: 'moved_in', reason: `从${wasName ?? '其他乡镇'}转来`, on: null }]
      : [{ ...row, movement: 'ended', reason: `转到${isName ?? '其他乡镇'}`, on: null }]
  }
  if (becomes !== null)
    return [{ ...row, movement: 'joined', reason: joinedWhy(supportedFrom, from), on: supportedFrom }]
  const ended = endReason !== null
  const reason = ended ? (endReasonText[endReason] ?? endReason) : '暂停供养'
  const movement = endReason === 'death' || endReason === 'declared_dead' ? 'died' : 'ended'
  return [{ ...row, movement, reason, on: endedOn }]
}

const joinedWhy = (supportedFrom: PlainDate | null, from: PlainDate): string =>
  supportedFrom !== null && supportedFrom <= from ? '恢复供养' : '新纳入供养'
